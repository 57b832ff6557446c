#pragma once

#include "decode/continuationscore.h"
#include "decode/session.h"

#include <memory>
#include <optional>
#include <stop_token>
#include <vector>

namespace exitscope {

class ContinuationScorer;

/// What the model says of one token of a text, given those before it.
struct ScoredToken
{
    double logProbability = 0;
    int exitLayer = 0;            ///< 0-based
    std::vector<LikelyToken> top; ///< likeliest first
};

/// Scores texts one after another, as an evaluation sends them: what a text has in common with the
/// one before, scored in the same way, is neither run nor scored again. Owned by the engine thread.
class TextScorer
{
public:
    explicit TextScorer(const Session& session);
    ~TextScorer();

    /// Of the tokens `ids`[first..], `first` >= 1; nothing when cancelled. Errors as
    /// ContinuationScorer::score.
    Result<std::optional<std::vector<ScoredToken>>> score(const std::vector<int>& ids, int first,
                                                          const Settings& settings, int topCount,
                                                          std::stop_token stop);

private:
    int knownUpTo(const std::vector<int>& ids, int first, const Settings& settings,
                  int topCount) const;

    std::unique_ptr<ContinuationScorer> m_scorer;
    std::vector<int> m_ids; ///< the text before
    int m_first = 0;        ///< of it, the first token that was scored
    Settings m_settings;
    int m_topCount = 0;
    std::vector<ScoredToken> m_scores; ///< of m_ids[m_first..]
};

} // namespace exitscope
