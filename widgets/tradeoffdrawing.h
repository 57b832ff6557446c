#pragma once

#include "widgets/exportable.h"
#include "widgets/theme.h"
#include "widgets/tradeoffaxes.h"
#include "widgets/whatif.h"

#include <QCoreApplication>

#include <optional>
#include <vector>

namespace exitscope {

/// Where a rule stands among the curves.
struct TradeOffMark
{
    double layersSaved = 0;
    double agreement = 0;

    bool operator==(const TradeOffMark&) const = default;
};

/// Nothing where no token could be compared.
std::optional<TradeOffMark> markOf(const ReplayTotals& totals);

struct TradeOffMarks
{
    std::optional<TradeOffMark> asked;
    std::optional<TradeOffMark> recorded;
    std::optional<double> ceiling; ///< layers saved

    bool operator==(const TradeOffMarks&) const = default;
};

/// What a plot of agreement against layers saved shows.
struct TradeOffContent
{
    std::vector<WhatIfCurve> curves; ///< each with points
    const Criterion* chosen = nullptr;
    TradeOffMarks marks = {};
};

/// The drawing of that: a curve for each criterion, numbered as in the legend and the chosen one
/// emphasised, the rule asked about, the run as it was and the ceiling that no rule can pass.
/// Refers to its content, so it lives as long as one painting or one question; any thread.
class TradeOffDrawing
{
    Q_DECLARE_TR_FUNCTIONS(exitscope::TradeOffDrawing)

public:
    enum class Mark
    {
        Asked,
        Recorded,
        Ceiling
    };
    struct LegendEntry
    {
        QString text;
        const Criterion* criterion = nullptr; ///< null for a mark
        Mark mark = Mark::Asked;
        QRectF box = {};
    };

    TradeOffDrawing(const TradeOffContent& content, const PlotCanvas& canvas);

    TradeOffAxes axes() const;
    std::vector<LegendEntry> legend() const;
    void paint(QPainter& painter) const;

private:
    /// Width of a number or mark in the legend, in line heights.
    static constexpr double sampleWidth = 1.4;

    qreal lineHeight() const;
    void drawFrame(QPainter& painter, const TradeOffAxes& at) const;
    void drawCurve(QPainter& painter, const TradeOffAxes& at, const WhatIfCurve& curve) const;
    void drawNumbers(QPainter& painter, const TradeOffAxes& at) const;
    void drawCeiling(QPainter& painter, const TradeOffAxes& at) const;
    void drawMark(QPainter& painter, Mark mark, const QPointF& center) const;
    void drawNumber(QPainter& painter, const Criterion* criterion, const QPointF& center) const;
    void drawLegend(QPainter& painter) const;

    const TradeOffContent& m_content;
    PlotCanvas m_canvas;
    QFont m_labelFont;
    theme::Colors m_colors;
};

/// A row for each point of each curve, then one for each mark.
ExportTable tradeOffTable(const TradeOffContent& content);

} // namespace exitscope
