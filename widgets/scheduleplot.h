#pragma once

#include "exit/rule.h"
#include "widgets/exportable.h"

#include <QWidget>

#include <vector>

namespace exitscope {

/// What the plot of one token's scores against a condition's thresholds shows, by layer.
struct ScheduleCurve
{
    Condition condition; ///< its criterion is null where nothing is shown
    std::vector<double> thresholds;
    std::vector<double> scores; ///< empty without a token; NaN where unknown
    int exitLayer = -1;         ///< where the token left; -1 without a token
};

/// Draws it: the rule's threshold as a line, the side on which it fires shaded, the token's scores
/// as points, filled where they fire, and the layer at which it left. Nothing without a criterion.
/// Any thread.
void drawSchedule(QPainter& painter, const PlotCanvas& canvas, const ScheduleCurve& curve);
/// A row for each layer.
ExportTable scheduleTable(const ScheduleCurve& curve);

/// That as a widget. GUI thread.
class SchedulePlot : public QWidget
{
    Q_OBJECT

public:
    explicit SchedulePlot(QWidget* parent = nullptr);

    void setCurve(ScheduleCurve curve);
    const ScheduleCurve& curve() const { return m_curve; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    ScheduleCurve m_curve;
};

} // namespace exitscope
