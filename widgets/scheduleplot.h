#pragma once

#include "widgets/exportable.h"
#include "widgets/scheduleaxes.h"
#include "widgets/schedulecurve.h"

#include <QWidget>

#include <optional>

namespace exitscope {

/// Where layers and scores lie on `canvas`.
ScheduleAxes scheduleAxes(const PlotCanvas& canvas, const ScheduleCurve& curve);
/// Draws score against threshold over depth: the rule's threshold as a line, the side on which it
/// fires shaded, the layers below the minimum hatched, the token's scores as points, filled where
/// they fire, and the layer at which it left. Any thread.
void drawSchedule(QPainter& painter, const PlotCanvas& canvas, const ScheduleCurve& curve,
                  const ScheduleAxes& axes);
/// The same on axes of its own; nothing without a criterion.
void drawSchedule(QPainter& painter, const PlotCanvas& canvas, const ScheduleCurve& curve);
/// A row for each layer.
ExportTable scheduleTable(const ScheduleCurve& curve);

/// That as a widget. While editable, mouse and keys move the threshold of one
/// layer, and its exact value is shown. GUI thread.
class SchedulePlot : public QWidget
{
    Q_OBJECT

public:
    explicit SchedulePlot(QWidget* parent = nullptr);

    void setCurve(ScheduleCurve curve);
    const ScheduleCurve& curve() const { return m_curve; }
    /// Whether the user may move thresholds; the keyboard reaches the plot then.
    void setEditable(bool editable);
    bool isEditable() const { return m_editable; }
    /// Layer whose threshold the keyboard moves; -1 before one was chosen.
    int editedLayer() const { return m_edited; }
    /// Centre of the threshold's handle at `layer`, in the widget's coordinates.
    QPointF handle(int layer) const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    /// The user gave `layer` the threshold `value`, in the unit of the score.
    void thresholdEdited(int layer, double value);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    struct Drag
    {
        int layer = 0;
        double before = 0;
        double value = 0;
        ScheduleAxes axes; ///< as they were: a scale that moves cannot be aimed at
    };

    PlotCanvas canvas() const;
    ScheduleAxes axes() const;
    void drawHandles(QPainter& painter, const ScheduleAxes& axes) const;

    bool canEdit() const;
    /// Layer whose handle lies under `point`, or -1.
    int handleAt(const QPointF& point) const;
    void setEdited(int layer);
    void moveBy(double amount);
    void cancelDrag();
    QString valueText(int layer) const;

    ScheduleCurve m_curve;
    bool m_editable = false;
    int m_edited = -1;
    int m_hovered = -1;
    std::optional<Drag> m_drag;
};

} // namespace exitscope
