#include "trace/exitfigures.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace exitscope {
namespace {

/// The layer of the token at `rank` when tokens are put in the order of their exits.
int layerOfRank(const ExitHistogram& histogram, int rank)
{
    int layer = 0;
    for (int sofar = 0; layer < static_cast<int>(histogram.tokens.size()); ++layer) {
        sofar += histogram.tokens[static_cast<std::size_t>(layer)];
        if (sofar > rank)
            break;
    }
    return layer;
}

std::optional<double> difference(float larger, float smaller)
{
    if (std::isnan(larger) || std::isnan(smaller))
        return std::nullopt;
    return double(larger) - double(smaller);
}

WrongExitMargin withMargins(const Run& run, const WrongExit& exit)
{
    const TokenTrace& token = run.tokens[static_cast<std::size_t>(exit.token)];
    WrongExitMargin result{exit, {}, {}};
    const auto layer = static_cast<std::size_t>(exit.layer);
    if (exit.layer >= 0 && layer < token.layers.size())
        result.atExit =
            difference(token.layers[layer].maxProbability, token.layers[layer].secondProbability);
    const auto last = static_cast<std::size_t>(run.model.layers) - 1;
    if (last >= token.layers.size())
        return result;
    const LayerStatistics& whole = token.layers[last];
    if (exit.chosen == token.id) {
        result.atFullDepth = difference(whole.maxProbability, whole.emittedProbability);
    } else {
        // Of another id only what is among the kept entries is known.
        const auto top = token.topAt(run.model.layers - 1);
        const auto found = std::ranges::find(top, exit.chosen, &TopEntry::id);
        if (found != top.end())
            result.atFullDepth = difference(whole.maxProbability, found->probability);
    }
    return result;
}

} // namespace

double ExitHistogram::cumulative(int layer) const
{
    if (total == 0)
        return 0;
    const auto end = std::min(tokens.size(), static_cast<std::size_t>(std::max(0, layer + 1)));
    return double(std::accumulate(tokens.begin(), tokens.begin() + std::ptrdiff_t(end), 0)) / total;
}

ExitHistogram exitHistogramOf(std::span<const int> exits, int layers)
{
    ExitHistogram histogram;
    histogram.tokens.assign(static_cast<std::size_t>(std::max(0, layers)), 0);
    long long sum = 0;
    for (const int exit : exits) {
        if (exit < 0 || exit >= layers)
            continue;
        ++histogram.tokens[static_cast<std::size_t>(exit)];
        ++histogram.total;
        sum += exit;
    }
    if (histogram.total > 0) {
        const int middle = histogram.total / 2;
        histogram.mean = double(sum) / histogram.total;
        histogram.median = layerOfRank(histogram, middle);
        if (histogram.total % 2 == 0)
            histogram.median = (histogram.median + layerOfRank(histogram, middle - 1)) / 2;
    }
    return histogram;
}

ExitHistogram exitHistogramOf(const Run& run)
{
    std::vector<int> exits;
    exits.reserve(run.tokens.size());
    for (const TokenTrace& token : run.tokens)
        exits.push_back(token.exitLayer);
    return exitHistogramOf(exits, run.model.layers);
}

ExitCheck exitCheckOf(const Run& run)
{
    ExitCheck check;
    check.tokens = static_cast<int>(run.tokens.size());
    for (int index = 0; index < check.tokens; ++index) {
        const TokenTrace& token = run.tokens[static_cast<std::size_t>(index)];
        if (token.exitLayer >= run.model.layers - 1)
            continue;
        ++check.early;
        if (token.role == TokenRole::Accepted) {
            ++check.confirmed;
            continue;
        }
        const bool drawn = isDrawn(run.settingsAt(index));
        const int chosen = drawn ? top1At(token, token.exitLayer) : token.id;
        if (chosen < 0 || top1At(token, run.model.layers - 1) < 0)
            continue;
        ++check.compared;
        check.drawn += drawn;
    }
    for (const WrongExit& exit : wrongExits(run)) {
        // What the whole model confirmed is its own choice, whatever the top-1 was.
        if (run.tokens[static_cast<std::size_t>(exit.token)].role != TokenRole::Accepted)
            check.wrong.push_back(withMargins(run, exit));
    }
    return check;
}

} // namespace exitscope
