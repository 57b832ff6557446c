#pragma once

#include <QPointF>
#include <QRectF>

#include <algorithm>
#include <array>
#include <cmath>

namespace exitscope {

/// Where layers saved and agreement lie in a TradeOffPlot. Distance from full agreement goes by its
/// square root: most rules worth a look lie within the last few percent.
struct TradeOffAxes
{
    static constexpr std::array ticks{1.0, 0.99, 0.95, 0.9, 0.75, 0.5, 0.25, 0.0};

    QRectF frame;
    double mostSaved = 1;
    double leastAgreement = 0;

    double x(double layersSaved) const
    {
        return frame.left() + frame.width() * std::clamp(layersSaved / mostSaved, 0.0, 1.0);
    }
    double y(double agreement) const
    {
        const double depth = std::sqrt((1 - agreement) / (1 - leastAgreement));
        return frame.top() + frame.height() * std::clamp(depth, 0.0, 1.0);
    }
    QPointF at(double layersSaved, double agreement) const
    {
        return {x(layersSaved), y(agreement)};
    }
};

} // namespace exitscope
