#include "serve/logprobs.h"

#include "serve/tokentext.h"

#include <algorithm>

namespace exitscope {

namespace {

using Candidates = std::vector<std::pair<std::string, double>>;

void addCandidate(Candidates& candidates, std::string spelling, double value)
{
    const auto isSame = [&](const auto& candidate) { return candidate.first == spelling; };
    if (std::ranges::none_of(candidates, isSame))
        candidates.emplace_back(std::move(spelling), value);
}

/// `id` and `own`: the token itself and its spelling, which at the start of a text is another.
Candidates candidatesOf(const ScoredToken& score, int id, const std::string& own, int count,
                        const Tokenizer* tokenizer)
{
    Candidates candidates;
    const std::size_t most = std::min(static_cast<std::size_t>(count), score.top.size());
    for (const LikelyToken& likely : std::span(score.top).first(most)) {
        const std::string bytes = generatedBytes(likely.id, tokenizer);
        addCandidate(candidates, likely.id == id ? own : tokenString(likely.id, bytes, tokenizer),
                     likely.logProbability);
    }
    addCandidate(candidates, own, score.logProbability);
    return candidates;
}

} // namespace

TokenLogprobs logprobsOf(const ScoredText& text, std::span<const ScoredToken> scores, int count,
                         const Tokenizer* tokenizer)
{
    const auto promptLength = static_cast<std::size_t>(text.promptLength);
    const auto begin = static_cast<std::size_t>(text.begin);
    std::vector<std::string> bytes = promptBytes(text.ids.first(promptLength), tokenizer);
    for (const int id : text.ids.subspan(promptLength))
        bytes.push_back(generatedBytes(id, tokenizer));
    TokenLogprobs told;
    told.textOffsets = textOffsets(std::span(bytes).subspan(begin));
    for (std::size_t i = begin; i < text.ids.size(); ++i) {
        told.tokens.push_back(tokenString(text.ids[i], bytes[i], tokenizer));
        if (i == 0) {
            told.values.emplace_back();
            told.top.emplace_back();
            told.exitLayers.emplace_back();
            continue;
        }
        const ScoredToken& score = scores[i - std::max<std::size_t>(begin, 1)];
        told.values.emplace_back(score.logProbability);
        told.top.push_back(candidatesOf(score, text.ids[i], told.tokens.back(), count, tokenizer));
        told.exitLayers.emplace_back(score.exitLayer);
    }
    return told;
}

} // namespace exitscope
