// What the heatmap hands out to be exported; see exportable.h.
#include "widgets/heatmapplot.h"
#include "widgets/heatmapview.h"
#include "widgets/plotexport.h"

namespace exitscope {

PlotOptions HeatmapView::plotOptions() const
{
    PlotOptions options;
    options.quantity = quantity();
    options.colorMap = colorMap();
    options.scale = scale();
    options.contour = isContourShown();
    options.otherExits = m_plot->otherExits();
    options.otherToken = m_plot->otherToken();
    return options;
}

QString HeatmapView::exportTitle() const
{
    return tr("Heatmap");
}

bool HeatmapView::hasData() const
{
    return m_plot->values().tokens() > 0;
}

PlotPicture HeatmapView::picture(const std::shared_ptr<const Run>& run) const
{
    return heatmapPicture(run, plotOptions());
}

} // namespace exitscope
