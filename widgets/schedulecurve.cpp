#include "widgets/schedulecurve.h"

#include "widgets/recordedscore.h"

#include <algorithm>
#include <cmath>

namespace exitscope {

bool ScheduleCurve::fires(int layer) const
{
    const auto index = static_cast<std::size_t>(layer);
    if (layer < 0 || index >= scores.size() || index >= thresholds.size() ||
        std::isnan(scores[index]))
        return false;
    const int first = std::max(minimumLayer, condition.criterion->firstLayer);
    return layer >= first &&
           condition.criterion->passes(static_cast<float>(scores[index]), thresholds[index]);
}

ScheduleCurve scheduleCurve(const Condition& condition, const Rule& rule, const ModelShape& shape)
{
    ScheduleCurve curve;
    curve.condition = condition;
    for (int layer = 0; layer < shape.layers; ++layer)
        curve.thresholds.push_back(condition.threshold(layer, shape));
    curve.minimumLayer = std::max(rule.minimumLayer, condition.criterion->firstLayer);
    return curve;
}

void addToken(ScheduleCurve& curve, const Run& run, int token)
{
    curve.scores.clear();
    for (int layer = 0; layer < static_cast<int>(curve.thresholds.size()); ++layer)
        curve.scores.push_back(recordedScore(run, token, curve.condition, layer));
    curve.exitLayer = run.tokens[static_cast<std::size_t>(token)].exitLayer;
}

} // namespace exitscope
