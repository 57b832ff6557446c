#pragma once

#include "widgets/roundstep.h"

#include <QLocale>
#include <QString>

#include <algorithm>
#include <cmath>

namespace exitscope {

/// One axis: the ends of what is shown, and where its labels stand.
struct FrontAxis
{
    double least = 0, most = 1, step = 0.5;
    int decimals = 0;

    FrontAxis() = default;
    /// With room at both ends; `narrowest`: what is shown at least.
    FrontAxis(double from, double to, double narrowest, int steps)
    {
        const double width = std::max(to - from, narrowest);
        const double middle = (from + to) / 2;
        least = middle - 0.56 * width;
        most = middle + 0.56 * width;
        step = roundStep(width / steps);
        decimals = std::max(0, -static_cast<int>(std::floor(std::log10(step) + 1e-9)));
    }
    double share(double value) const { return (value - least) / (most - least); }
    QString text(double value) const { return QLocale().toString(value, 'f', decimals); }

    template <typename Visit>
    void forEachTick(const Visit& visit) const
    {
        for (double i = std::ceil(least / step - 1e-9); i * step <= most; i += 1)
            visit(i == 0 ? 0.0 : i * step);
    }
};

} // namespace exitscope
