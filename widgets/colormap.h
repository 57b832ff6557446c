#pragma once

#include <QColor>
#include <QString>

#include <vector>

namespace exitscope {

/// Which colours a one-sided quantity wears; signed ones always wear the diverging map.
enum class ColorMapKind
{
    Viridis,
    Cividis,
    Diverging
};

/// Colours over a range: evenly spaced stops, straight lines in sRGB between them. A value type.
/// Source of viridis and cividis: their published colour tables (van der Walt and Smith 2015;
/// Nunez, Anderton and Renslow 2018), thinned to nine stops.
class ColorMap
{
public:
    /// `dark` changes the diverging map's middle, which must stay near the background.
    explicit ColorMap(ColorMapKind kind = ColorMapKind::Viridis, bool dark = false);

    /// Colour at `share` of the range, 0..1; beyond it the nearest end.
    QColor at(double share) const;
    /// Evenly spaced from 0 to 1.
    const std::vector<QColor>& stops() const { return m_stops; }

    static QString label(ColorMapKind kind);

private:
    std::vector<QColor> m_stops;
};

} // namespace exitscope
