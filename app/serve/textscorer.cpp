#include "serve/textscorer.h"

#include "decode/continuationscorer.h"

#include <algorithm>

namespace exitscope {

TextScorer::TextScorer(const Session& session)
    : m_scorer(session.scorer())
{}

TextScorer::~TextScorer() = default;

/// The end of the tokens from `first` on whose scores are known from the text before.
int TextScorer::knownUpTo(const std::vector<int>& ids, int first, const Settings& settings,
                          int topCount) const
{
    if (m_scores.empty() || first < m_first || topCount != m_topCount || settings != m_settings)
        return first;
    const auto common = std::ranges::mismatch(ids, m_ids).in1 - ids.begin();
    return std::max(first, static_cast<int>(common));
}

Result<std::optional<std::vector<ScoredToken>>>
TextScorer::score(const std::vector<int>& ids, int first, const Settings& settings, int topCount,
                  std::stop_token stop)
{
    using Scores = std::optional<std::vector<ScoredToken>>;
    const int known = knownUpTo(ids, first, settings, topCount);
    std::vector<ScoredToken> scores;
    if (known > first)
        scores.assign(m_scores.begin() + (first - m_first), m_scores.begin() + (known - m_first));
    if (known < static_cast<int>(ids.size())) {
        const std::vector<int> rest(ids.begin() + known, ids.end());
        auto scored = m_scorer->score({ids.begin(), ids.begin() + known}, std::span(&rest, 1),
                                      settings, topCount, stop);
        if (!scored)
            return scored.error();
        if (!*scored)
            return Scores();
        ContinuationScore& score = (*scored)->front();
        for (std::size_t i = 0; i < rest.size(); ++i)
            scores.push_back(
                {score.logProbabilities[i], score.exitLayers[i], std::move(score.top[i])});
    }
    m_ids = ids;
    m_first = first;
    m_settings = settings;
    m_topCount = topCount;
    m_scores = scores;
    return Scores(std::move(scores));
}

} // namespace exitscope
