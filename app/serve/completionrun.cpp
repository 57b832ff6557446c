#include "serve/completionrun.h"

#include "serve/choicewriter.h"

namespace exitscope {

CompletionRunner::CompletionRunner(Session& session, ServedModel model)
    : m_session(session)
    , m_model(std::move(model))
    , m_scorer(session)
{}

Result<std::optional<CompletionFigures>> CompletionRunner::run(const CompletionRequest& request,
                                                               const DeltaObserver& onDelta,
                                                               std::stop_token stop)
{
    CompletionFigures figures;
    figures.layers = m_model.identity.layers;
    const ChoiceWriter::Parts parts{m_session, m_model, m_scorer, request, onDelta, figures};
    try {
        for (std::size_t i = 0; i < request.prompts.size(); ++i) {
            if (!ChoiceWriter(parts, static_cast<int>(i), stop).write())
                return std::optional<CompletionFigures>();
        }
    } catch (const Error& error) {
        return error;
    }
    return std::optional(figures);
}

} // namespace exitscope
