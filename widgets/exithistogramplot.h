#pragma once

#include "trace/exitfigures.h"
#include "widgets/exporttable.h"
#include "widgets/plotstyle.h"

#include <QWidget>

namespace exitscope {

/// What an exit histogram shows.
struct ExitHistogramPicture
{
    ExitHistogram exits;
    ExitHistogram other; ///< under another rule; empty where none is asked about
    bool cumulative = false;

    bool hasOther() const { return other.total > 0; }
};

/// Where its parts lie. A value type.
struct ExitHistogramAxes
{
    QRectF plot;
    int layers = 1;
    double most = 1; ///< tokens at the top of the plot
    double step = 1; ///< tokens from tick to tick

    double x(double layer) const { return plot.left() + (layer + 0.5) * plot.width() / layers; }
    double barWidth() const { return plot.width() / layers; }
    double y(double tokens) const { return plot.bottom() - tokens / most * plot.height(); }
    int layerAt(double px) const;
};

ExitHistogramAxes exitHistogramAxes(const QSizeF& size, const PlotStyle& style,
                                    const ExitHistogramPicture& picture);
/// Bars of tokens by exit layer with mean and median; on request the cumulative share, and another
/// rule's exits as outlines. Draws into (0, 0) to `size`.
void drawExitHistogram(QPainter& painter, const QSizeF& size, const PlotStyle& style,
                       const ExitHistogramPicture& picture);

/// A row for each layer.
ExportTable exitHistogramTable(const ExitHistogramPicture& picture);

/// The same as a widget: the pointer and the arrow keys name a layer's figures. GUI thread.
class ExitHistogramPlot : public QWidget
{
    Q_OBJECT

public:
    explicit ExitHistogramPlot(QWidget* parent = nullptr);

    void setPicture(const ExitHistogramPicture& picture);
    const ExitHistogramPicture& picture() const { return m_picture; }
    /// The layer that the keyboard has reached, -1: none.
    int currentLayer() const { return m_current; }
    QString layerText(int layer) const;

    QSize sizeHint() const override { return {420, 260}; }
    QSize minimumSizeHint() const override { return {220, 140}; }

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void describe();

    ExitHistogramPicture m_picture;
    int m_current = -1;
};

} // namespace exitscope
