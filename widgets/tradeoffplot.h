#pragma once

#include "widgets/tradeoffaxes.h"
#include "widgets/whatif.h"

#include <QWidget>

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

/// Agreement with full depth against layers saved: a curve for each criterion, numbered as in the
/// legend and the chosen one emphasised, the rule asked about, the run as it was and the ceiling
/// that no rule can pass. A click near a curve takes that point, a click in the legend the
/// criterion. GUI thread.
class TradeOffPlot : public QWidget
{
    Q_OBJECT

public:
    struct Marks
    {
        std::optional<TradeOffMark> asked;
        std::optional<TradeOffMark> recorded;
        std::optional<double> ceiling; ///< layers saved

        bool operator==(const Marks&) const = default;
    };

    explicit TradeOffPlot(QWidget* parent = nullptr);

    /// Curves without points are not shown.
    void setCurves(const std::vector<WhatIfCurve>& curves);
    void setChosen(const Criterion* criterion);
    void setMarks(const Marks& marks);
    const std::vector<WhatIfCurve>& curves() const { return m_curves; }
    const Marks& marks() const { return m_marks; }
    /// Where that is drawn.
    QPointF positionOf(double layersSaved, double agreement) const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void pointChosen(const exitscope::Criterion* criterion, double threshold);
    void criterionChosen(const exitscope::Criterion* criterion);

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;

private:
    struct Hit
    {
        const WhatIfCurve* curve = nullptr;
        const CurvePoint* point = nullptr;
    };
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

    /// Width of a number or mark in the legend, in line heights.
    static constexpr double sampleWidth = 1.4;

    TradeOffAxes axes() const;
    QFont labelFont() const;
    qreal lineHeight() const;
    std::vector<LegendEntry> legend() const;
    Hit hitAt(const QPointF& position) const;
    const Criterion* legendAt(const QPointF& position) const;
    QString textOf(const Hit& hit) const;
    void describe();
    void drawFrame(QPainter& painter, const TradeOffAxes& at) const;
    void drawCurve(QPainter& painter, const TradeOffAxes& at, const WhatIfCurve& curve) const;
    void drawNumbers(QPainter& painter, const TradeOffAxes& at) const;
    void drawCeiling(QPainter& painter, const TradeOffAxes& at) const;
    void drawMark(QPainter& painter, Mark mark, const QPointF& center) const;
    void drawNumber(QPainter& painter, const Criterion* criterion, const QPointF& center) const;
    void drawLegend(QPainter& painter) const;

    std::vector<WhatIfCurve> m_curves;
    const Criterion* m_chosen = nullptr;
    Marks m_marks;
    const Criterion* m_dragged = nullptr; ///< the criterion whose curve the pointer moves along
};

} // namespace exitscope
