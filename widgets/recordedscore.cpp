#include "widgets/recordedscore.h"

#include <cmath>

namespace exitscope {

float recordedScore(const Run& run, int token, const Rule& rule, int layer)
{
    const TokenTrace& trace = run.tokens[static_cast<std::size_t>(token)];
    const auto count = static_cast<std::size_t>(layer) + 1;
    if (layer < 0 || count > trace.layers.size())
        return unknownScore;
    return rule.score(std::span(trace.layers).first(count));
}

std::optional<int> recordedExit(const Run& run, int token, const Rule& rule, int depth)
{
    if (!rule.criterion)
        return depth - 1;
    const ModelShape shape = run.model.shape();
    for (int layer = rule.criterion->firstLayer; layer < depth - 1; ++layer) {
        const float score = recordedScore(run, token, rule, layer);
        if (std::isnan(score))
            return std::nullopt;
        if (rule.criterion->passes(score, rule.threshold(layer, shape)))
            return layer;
    }
    return depth - 1;
}

} // namespace exitscope
