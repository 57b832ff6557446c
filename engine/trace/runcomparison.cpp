#include "trace/runcomparison.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <string_view>
#include <tuple>
#include <utility>

namespace exitscope {

namespace {

using Bytes = std::string_view;

/// Whether no id of both runs stands for different text in each.
bool idsAgree(const Run& a, const Run& b)
{
    std::map<int, std::set<Bytes>> texts;
    for (const TokenTrace& token : a.tokens)
        texts[token.id].insert(token.bytes);
    return std::ranges::none_of(b.tokens, [&texts](const TokenTrace& token) {
        const auto found = texts.find(token.id);
        return found != texts.end() && !found->second.contains(token.bytes);
    });
}

bool comparesByIds(const Run& a, const Run& b)
{
    if (!a.model.hash.empty() && a.model.hash == b.model.hash)
        return true;
    // Without a tokenizer there is no text to compare.
    if (a.text().empty() || b.text().empty())
        return true;
    // Other weights, but the vocabulary may be one.
    return a.model.vocabulary == b.model.vocabulary && a.model.tokenizer == b.model.tokenizer &&
           (a.prompt != b.prompt || a.promptIds == b.promptIds) && idsAgree(a, b);
}

/// The tokens as numbers that are equal where the tokens are.
std::pair<std::vector<int>, std::vector<int>> keysOf(const Run& a, const Run& b, bool byIds)
{
    std::map<Bytes, int> numbers;
    const auto keys = [&](const Run& run) {
        std::vector<int> result;
        result.reserve(run.tokens.size());
        for (const TokenTrace& token : run.tokens) {
            const int next = static_cast<int>(numbers.size());
            result.push_back(byIds ? token.id : numbers.emplace(token.bytes, next).first->second);
        }
        return result;
    };
    auto first = keys(a);
    return {std::move(first), keys(b)};
}

/// How many tokens of `a` and `b` from the given ones on hold the same text, up to the last common
/// boundary, at most `countA` and `countB`.
std::pair<int, int> sameText(const Run& a, int firstA, int countA, const Run& b, int firstB,
                             int countB)
{
    std::pair<int, int> same{0, 0};
    std::string textA;
    std::string textB;
    int i = 0;
    int j = 0;
    while (true) {
        if (textA.size() == textB.size()) {
            if (textA != textB)
                return same;
            same = {i, j};
            textA.clear();
            textB.clear();
        }
        const bool takeA = textA.size() <= textB.size();
        if (takeA ? i == countA : j == countB)
            return same;
        (takeA ? textA : textB) += (takeA ? a.tokens[static_cast<std::size_t>(firstA + i++)].bytes
                                          : b.tokens[static_cast<std::size_t>(firstB + j++)].bytes);
        const std::size_t common = std::min(textA.size(), textB.size());
        if (Bytes(textA).substr(0, common) != Bytes(textB).substr(0, common))
            return same;
    }
}

/// Of changed stretches, takes the beginning that only is cut into tokens otherwise for the same.
std::vector<Segment> regrouped(const std::vector<Segment>& segments, const Run& a, const Run& b)
{
    std::vector<Segment> result;
    const auto add = [&result](const Segment& segment) {
        if (segment.countA + segment.countB == 0)
            return;
        if (!result.empty() && result.back().kind == segment.kind) {
            result.back().countA += segment.countA;
            result.back().countB += segment.countB;
        } else {
            result.push_back(segment);
        }
    };
    for (const Segment& segment : segments) {
        if (segment.kind != SegmentKind::Changed) {
            add(segment);
            continue;
        }
        const auto [i, j] =
            sameText(a, segment.firstA, segment.countA, b, segment.firstB, segment.countB);
        if (i > 0)
            add({SegmentKind::Same, segment.firstA, i, segment.firstB, j});
        const int restA = segment.countA - i;
        const int restB = segment.countB - j;
        add({restA == 0   ? SegmentKind::OnlyB
             : restB == 0 ? SegmentKind::OnlyA
                          : SegmentKind::Changed,
             segment.firstA + i, restA, segment.firstB + j, restB});
    }
    return result;
}

double probabilityOf(const TokenTrace& token, int layer, int id)
{
    for (const TopEntry& entry : token.topAt(layer)) {
        if (entry.id == id)
            return entry.probability;
    }
    return std::numeric_limits<double>::quiet_NaN();
}

/// The layer whose logits gave the token in the end.
int decidingLayer(const Run& run, const TokenTrace& token)
{
    const int last = run.model.layers - 1;
    const bool verified = token.role == TokenRole::Accepted || token.role == TokenRole::Corrected;
    const bool known = last >= 0 && last < static_cast<int>(token.layers.size()) &&
                       token.layers[static_cast<std::size_t>(last)].top1 >= 0;
    return verified && known ? last : token.exitLayer;
}

DivergenceMargin marginOf(const Run& run, int index, std::optional<int> otherId)
{
    DivergenceMargin margin;
    if (index < 0)
        return margin;
    const TokenTrace& token = run.tokens[static_cast<std::size_t>(index)];
    margin.layer = decidingLayer(run, token);
    if (margin.layer >= 0 && margin.layer < static_cast<int>(token.layers.size()))
        margin.own = token.layers[static_cast<std::size_t>(margin.layer)].emittedProbability;
    if (otherId)
        margin.other = probabilityOf(token, margin.layer, *otherId);
    margin.logitGap = std::log(margin.own / margin.other);
    for (const CloseCall& call : run.closeCalls) {
        if (call.token != index || !otherId || call.first != token.id || call.second != *otherId)
            continue;
        margin.closeCall = true;
        margin.logitGap = call.firstLogit - call.secondLogit;
    }
    margin.tie = std::ranges::find(run.ties, index, &Tie::token) != run.ties.end();
    return margin;
}

/// Whether the last layer would have said `id` where a token left before it.
bool lastLayerSays(const Run& run, const TokenTrace& token, int layer, int id)
{
    const int last = run.model.layers - 1;
    return layer < last && last < static_cast<int>(token.layers.size()) &&
           token.layers[static_cast<std::size_t>(last)].top1 == id;
}

bool wasDrawn(const Run& run, int index, int layer)
{
    const TokenTrace& token = run.tokens[static_cast<std::size_t>(index)];
    return run.settingsAt(index).sampling.sample && layer >= 0 &&
           layer < static_cast<int>(token.layers.size()) &&
           token.layers[static_cast<std::size_t>(layer)].top1 >= 0 &&
           token.layers[static_cast<std::size_t>(layer)].top1 != token.id;
}

DivergenceCause causeOf(const Divergence& at, const Run& a, const Run& b, bool byIds)
{
    if (at.tokenA < 0 || at.tokenB < 0)
        return DivergenceCause::Unknown;
    const TokenTrace& tokenA = a.tokens[static_cast<std::size_t>(at.tokenA)];
    const TokenTrace& tokenB = b.tokens[static_cast<std::size_t>(at.tokenB)];
    if (tokenA.role == TokenRole::Chosen)
        return DivergenceCause::ChosenA;
    if (tokenB.role == TokenRole::Chosen)
        return DivergenceCause::ChosenB;
    if (wasDrawn(a, at.tokenA, at.a.layer) || wasDrawn(b, at.tokenB, at.b.layer))
        return DivergenceCause::Sampling;
    if (byIds && lastLayerSays(a, tokenA, at.a.layer, tokenB.id))
        return DivergenceCause::ExitA;
    if (byIds && lastLayerSays(b, tokenB, at.b.layer, tokenA.id))
        return DivergenceCause::ExitB;
    return at.isClose() ? DivergenceCause::Rounding : DivergenceCause::Unknown;
}

void findDivergence(RunComparison& result, const Run& a, const Run& b)
{
    const int lengthA = static_cast<int>(a.tokens.size());
    const int lengthB = static_cast<int>(b.tokens.size());
    if (result.byIds) {
        const auto differ =
            std::ranges::mismatch(a.tokens, b.tokens, {}, &TokenTrace::id, &TokenTrace::id);
        result.commonTokensA = static_cast<int>(differ.in1 - a.tokens.begin());
        result.commonTokensB = result.commonTokensA;
    } else {
        std::tie(result.commonTokensA, result.commonTokensB) =
            sameText(a, 0, lengthA, b, 0, lengthB);
    }
    if (result.commonTokensA == lengthA && result.commonTokensB == lengthB)
        return;
    Divergence& at = result.divergence.emplace();
    at.tokenA = result.commonTokensA < lengthA ? result.commonTokensA : -1;
    at.tokenB = result.commonTokensB < lengthB ? result.commonTokensB : -1;
    const auto idAt = [&result](const Run& run, int index) {
        return result.byIds && index >= 0
                   ? std::optional(run.tokens[static_cast<std::size_t>(index)].id)
                   : std::nullopt;
    };
    at.a = marginOf(a, at.tokenA, idAt(b, at.tokenB));
    at.b = marginOf(b, at.tokenB, idAt(a, at.tokenA));
    at.cause = causeOf(at, a, b, result.byIds);
}

void findPairs(RunComparison& result, const Run& a, const Run& b)
{
    for (const Segment& segment : result.segments) {
        if (segment.kind != SegmentKind::Same)
            continue;
        for (int i = 0; i < segment.countA; ++i) {
            const TokenPair pair{segment.firstA + i, segment.firstB + i};
            const TokenTrace& left = a.tokens[static_cast<std::size_t>(pair.a)];
            const TokenTrace& right = b.tokens[static_cast<std::size_t>(pair.b)];
            result.pairs.push_back({pair.a, pair.b,
                                    result.sameDepth ? right.exitLayer - left.exitLayer : 0,
                                    right.times.totalMs() - left.times.totalMs()});
        }
    }
}

template <class Value>
std::optional<double> meanOf(const std::vector<TokenPair>& pairs, int count, Value TokenPair::*what)
{
    if (count <= 0)
        return std::nullopt;
    double sum = 0;
    for (int i = 0; i < count; ++i)
        sum += pairs[static_cast<std::size_t>(i)].*what;
    return sum / count;
}

} // namespace

bool Divergence::isClose() const
{
    const auto close = [](const DivergenceMargin& margin) {
        return margin.closeCall || std::abs(margin.logitGap) < closeLogits;
    };
    return close(a) || close(b);
}

int RunComparison::pairsInCommon() const
{
    return static_cast<int>(std::ranges::count_if(
        pairs, [this](const TokenPair& pair) { return pair.a < commonTokensA; }));
}

std::optional<double> RunComparison::meanExitDifference(int count) const
{
    return sameDepth ? meanOf(pairs, count, &TokenPair::exitDifference) : std::nullopt;
}

std::optional<double> RunComparison::meanMsDifference(int count) const
{
    return meanOf(pairs, count, &TokenPair::msDifference);
}

RunComparison compareRuns(const Run& a, const Run& b)
{
    RunComparison result;
    result.byIds = comparesByIds(a, b);
    result.sameDepth = a.model.layers == b.model.layers;
    result.samePrompt = result.byIds ? a.promptIds == b.promptIds : a.prompt == b.prompt;
    const auto [keysA, keysB] = keysOf(a, b, result.byIds);
    result.segments = diffTokens(keysA, keysB);
    findPairs(result, a, b);
    if (!result.byIds)
        result.segments = regrouped(result.segments, a, b);
    findDivergence(result, a, b);
    result.a = {summarize(a), costOf(a)};
    result.b = {summarize(b), costOf(b)};
    return result;
}

} // namespace exitscope
