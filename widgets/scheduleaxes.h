#pragma once

#include <QRectF>

#include <algorithm>

namespace exitscope {

/// Where layers and scores lie on a SchedulePlot.
struct ScheduleAxes
{
    QRectF frame;
    int layers = 1;
    double low = 0;
    double high = 1;
    double step = 0.5; ///< between two lines of the grid
    int decimals = 1;

    double column() const { return frame.width() / std::max(1, layers); }
    double x(double layer) const { return frame.left() + column() * (layer + 0.5); }
    double y(double value) const
    {
        const double share = std::clamp((value - low) / (high - low), 0.0, 1.0);
        return frame.bottom() - frame.height() * share;
    }
    int layerAt(double x) const
    {
        return std::clamp(static_cast<int>((x - frame.left()) / std::max(1e-9, column())), 0,
                          layers - 1);
    }
    double valueAt(double y) const
    {
        const double share = std::clamp((frame.bottom() - y) / frame.height(), 0.0, 1.0);
        return low + share * (high - low);
    }
};

} // namespace exitscope
