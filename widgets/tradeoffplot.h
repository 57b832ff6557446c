#pragma once

#include "widgets/tradeoffdrawing.h"

#include <QWidget>

#include <vector>

namespace exitscope {

/// Agreement with full depth against layers saved, as TradeOffDrawing shows it. A click near a
/// curve takes that point, a click in the legend the criterion. GUI thread.
class TradeOffPlot : public QWidget
{
    Q_OBJECT

public:
    using Marks = TradeOffMarks;

    explicit TradeOffPlot(QWidget* parent = nullptr);

    /// Curves without points are not shown.
    void setCurves(const std::vector<WhatIfCurve>& curves);
    void setChosen(const Criterion* criterion);
    void setMarks(const Marks& marks);
    const std::vector<WhatIfCurve>& curves() const { return m_content.curves; }
    const Marks& marks() const { return m_content.marks; }
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

    TradeOffDrawing drawing() const;
    Hit hitAt(const QPointF& position) const;
    const Criterion* legendAt(const QPointF& position) const;
    QString textOf(const Hit& hit) const;
    void describe();

    TradeOffContent m_content;
    const Criterion* m_dragged = nullptr; ///< the criterion whose curve the pointer moves along
};

} // namespace exitscope
