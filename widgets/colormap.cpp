#include "widgets/colormap.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace exitscope {
namespace {

std::vector<QColor> stopsOf(ColorMapKind kind, bool dark)
{
    switch (kind) {
    case ColorMapKind::Viridis:
        return {"#440154", "#472d7b", "#3b528b", "#2c728e", "#21908c",
                "#27ad81", "#5dc863", "#aadc32", "#fde725"};
    case ColorMapKind::Cividis:
        return {"#00204d", "#11366c", "#3c4d6e", "#62646f", "#7f7c75",
                "#9a9478", "#bbaf71", "#e2cb5c", "#ffea46"};
    case ColorMapKind::Diverging:
        break;
    }
    if (dark)
        return {"#7db4f7", "#4474b5", "#444a56", "#b5564c", "#f5907f"};
    return {"#1d4aa3", "#7fa3dc", "#dfe1e5", "#e48f7c", "#ad1a2c"};
}

} // namespace

ColorMap::ColorMap(ColorMapKind kind, bool dark)
    : m_stops(stopsOf(kind, dark))
{}

QColor ColorMap::at(double share) const
{
    const double position = std::clamp(share, 0.0, 1.0) * double(m_stops.size() - 1);
    const auto index = std::min(static_cast<std::size_t>(position), m_stops.size() - 2);
    const auto between = static_cast<float>(position - double(index));
    const QColor& a = m_stops[index];
    const QColor& b = m_stops[index + 1];
    return QColor::fromRgbF(std::lerp(a.redF(), b.redF(), between),
                            std::lerp(a.greenF(), b.greenF(), between),
                            std::lerp(a.blueF(), b.blueF(), between));
}

QString ColorMap::label(ColorMapKind kind)
{
    switch (kind) {
    case ColorMapKind::Viridis:
        return QCoreApplication::translate("exitscope::ColorMap", "Viridis");
    case ColorMapKind::Cividis:
        return QCoreApplication::translate("exitscope::ColorMap", "Cividis");
    case ColorMapKind::Diverging:
        break;
    }
    return QCoreApplication::translate("exitscope::ColorMap", "Blue to red");
}

} // namespace exitscope
