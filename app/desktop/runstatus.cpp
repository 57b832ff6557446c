#include "desktop/runstatus.h"

#include "desktop/engineworker.h"
#include "tokenizer/tokenizer.h"
#include "widgets/tokentexts.h"

#include <QCoreApplication>
#include <QHash>

namespace exitscope {

namespace {

struct RunStatusText
{
    Q_DECLARE_TR_FUNCTIONS(exitscope::RunStatusText)
};

QString endText(FinishReason reason)
{
    switch (reason) {
    case FinishReason::Eos:
        return RunStatusText::tr("Ended by the model");
    case FinishReason::Length:
        return RunStatusText::tr("Reached the token limit");
    case FinishReason::Context:
        return RunStatusText::tr("Ended: the model's context is full");
    case FinishReason::Stop:
        return RunStatusText::tr("Ended at a stop word");
    case FinishReason::Cancelled:
        return RunStatusText::tr("Stopped");
    case FinishReason::Unfinished:
        break;
    }
    return RunStatusText::tr("Ready");
}

QString stateText(RunState state, const Run& run)
{
    switch (state) {
    case RunState::NoModel:
        return RunStatusText::tr("No model");
    case RunState::Opening:
        return RunStatusText::tr("Opening…");
    case RunState::Running:
        return RunStatusText::tr("Writing…");
    case RunState::Paused:
        return RunStatusText::tr("Paused");
    case RunState::InsideToken:
        return RunStatusText::tr("Inside a token");
    case RunState::Lent:
        return RunStatusText::tr("Measuring…");
    case RunState::Ready:
        break;
    }
    return endText(run.finishReason);
}

QString modelText(const ModelIdentity& model)
{
    return RunStatusText::tr("%1, %2 layers, %3")
        .arg(QString::fromStdString(model.name))
        .arg(model.layers)
        .arg(QString::fromStdString(model.dtype));
}

/// Empty where the bytes are no text by themselves.
QString asText(const std::string& bytes)
{
    const QString text = QString::fromUtf8(bytes.data(), static_cast<qsizetype>(bytes.size()));
    return text.contains(QChar::ReplacementCharacter) ? QString() : TokenTexts::visible(text);
}

} // namespace

QString statusText(RunState state, const OpenModel* model, const Run& run)
{
    QStringList parts{stateText(state, run)};
    const bool another = !run.tokens.empty() && (!model || run.model.hash != model->identity.hash ||
                                                 run.model.dtype != model->identity.dtype);
    if (another)
        parts << RunStatusText::tr("run of %1").arg(modelText(run.model));
    if (model)
        parts << modelText(model->identity);
    return parts.join(QStringLiteral("  ·  "));
}

TokenText tokenTextFor(const Run& run, std::shared_ptr<const Tokenizer> tokenizer)
{
    if (tokenizer) {
        return [tokenizer = std::move(tokenizer)](int id) {
            if (id < 0 || id >= tokenizer->vocabularySize())
                return QString::number(id);
            const QString text = asText(tokenizer->bytes(id, false));
            return text.isEmpty() ? QString::fromStdString(tokenizer->piece(id)) : text;
        };
    }
    QHash<int, QString> written;
    for (const TokenTrace& token : run.tokens)
        written.insert(token.id, asText(token.bytes));
    return [written = std::move(written)](int id) {
        const QString text = written.value(id);
        return text.isEmpty() ? QString::number(id) : text;
    };
}

} // namespace exitscope
