#pragma once

#include "serve/completionrun.h"

namespace exitscope {

/// Writes one choice of a completion. Owned by the engine thread.
class ChoiceWriter
{
public:
    /// All of these must outlive it.
    struct Parts
    {
        Session& session;
        const ServedModel& model;
        TextScorer& scorer;
        const CompletionRequest& request;
        const DeltaObserver& onDelta;
        CompletionFigures& figures; ///< to be added to
    };

    ChoiceWriter(const Parts& parts, int index, std::stop_token stop)
        : m_parts(parts)
        , m_index(index)
        , m_stop(std::move(stop))
    {}

    /// False when cancelled. Throws the engine's Error.
    bool write();

private:
    bool generate();
    bool scoreWithNext();
    bool echoOnly();
    bool tellWhole(ChoiceDelta delta, bool metEos);
    std::optional<std::vector<ScoredToken>> scored(const std::vector<int>& ids, int first);
    void addFigures(const Run& run);

    bool nextIsScored() const;
    std::string echoedBytes() const;
    const std::vector<int>& prompt() const;
    int firstTold() const { return m_parts.request.echo ? 0 : static_cast<int>(prompt().size()); }
    bool endsText(int id) const;

    const Parts& m_parts;
    int m_index;
    std::stop_token m_stop;
};

} // namespace exitscope
