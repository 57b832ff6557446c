#pragma once

#include "widgets/colormap.h"
#include "widgets/colorrange.h"

#include <QMenu>

#include <map>

namespace exitscope {

/// Chooses the colours of a heatmap, and how values are spread over them. GUI thread.
class ColorMenu : public QMenu
{
    Q_OBJECT

public:
    explicit ColorMenu(QWidget* parent = nullptr);

    /// Marks what is chosen. Signed values wear the diverging map and have no logarithm.
    void setChoice(ColorMapKind map, const ScaleChoice& scale);
    void setOffer(bool isDiverging, bool mayBeLogarithmic);

Q_SIGNALS:
    void colorMapChosen(exitscope::ColorMapKind map);
    void scaleChosen(const exitscope::ScaleChoice& scale);

private:
    void addMaps();
    void addScales();
    void addRanges();
    void markMap();

    ColorMapKind m_map = ColorMapKind::Viridis;
    ScaleChoice m_scale;
    bool m_diverging = false;
    std::map<ColorMapKind, QAction*> m_maps;
    std::map<bool, QAction*> m_scales; ///< by whether it is logarithmic
    std::map<RangeKind, QAction*> m_ranges;
};

} // namespace exitscope
