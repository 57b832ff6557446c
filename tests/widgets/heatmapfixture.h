#pragma once

#include "syntheticrun.h"
#include "widgets/heatmapframe.h"
#include "widgets/theme.h"

#include <QApplication>

namespace exitscope::test {

/// A run with all that drawing it as a heatmap needs.
struct HeatmapFixture
{
    explicit HeatmapFixture(Run shown,
                            const HeatmapQuantity& quantity = HeatmapQuantity::Kind::RuleScore,
                            const QFont& font = QApplication::font())
        : run(std::move(shown))
        , style(theme::palette(theme::Scheme::Light), font)
    {
        values.rebuild(run, quantity);
        texts.append(run);
    }

    /// With tokens [lower, lower + span) and layers [bottom, bottom + rows) in view.
    HeatmapScene scene(const QSize& size, double lower, double span, double bottom,
                       double rows) const
    {
        HeatmapGeometry at;
        at.plot = plotArea(style, values, QRectF(QPointF(), size), span);
        at.tokenLower = lower - 0.5;
        at.tokenUpper = lower - 0.5 + span;
        at.layerLower = bottom - 0.5;
        at.layerUpper = bottom - 0.5 + rows;
        return {run, values, texts, style, at};
    }
    HeatmapScene whole(const QSize& size) const
    {
        return scene(size, 0, double(run.tokens.size()), 0, run.model.layers);
    }

    Run run;
    HeatmapValues values;
    TokenTexts texts;
    PlotStyle style;
};

} // namespace exitscope::test
