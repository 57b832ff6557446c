#pragma once

#include "widgets/exportable.h"
#include "widgets/plotstyle.h"
#include "widgets/samplemodel.h"

#include <QWidget>

#include <optional>
#include <vector>

namespace exitscope {

/// A sample as a point: one of its metrics against another.
struct SamplePoint
{
    double x = 0;
    double y = 0;
    SamplePointer sample;
};

/// What a plot of samples shows. A value.
struct SamplePicture
{
    std::string across; ///< names of the metrics
    std::string up;
    std::vector<SamplePoint> points;
    SamplePointer selected; ///< may be null
};

/// The samples that have both metrics.
SamplePicture samplePicture(const std::vector<SamplePointer>& samples, const std::string& across,
                            const std::string& up);

/// Where the points lie. A value.
struct SampleAxes
{
    QRectF plot;
    double left = 0, right = 1, low = 0, high = 1; ///< values at the edges
    double stepAcross = 1, stepUp = 1;             ///< from tick to tick

    QPointF at(double x, double y) const;
};

SampleAxes sampleAxes(const QSizeF& size, const PlotStyle& style, const SamplePicture& picture);
/// A dot for each sample, the selected one ringed and named, and the two means as dashed lines.
/// Draws into (0, 0) to the canvas's size.
void drawSamples(QPainter& painter, const PlotCanvas& canvas, const SamplePicture& picture);

/// The same as a widget: a click or the arrow keys, in the order from left to right, select a
/// sample. GUI thread.
class SamplePlot : public QWidget
{
    Q_OBJECT

public:
    explicit SamplePlot(QWidget* parent = nullptr);

    void setPicture(SamplePicture picture);
    const SamplePicture& picture() const { return m_picture; }
    void select(const SamplePointer& sample);

    QSize sizeHint() const override { return {420, 260}; }
    QSize minimumSizeHint() const override { return {220, 140}; }

Q_SIGNALS:
    void sampleChosen(const exitscope::SamplePointer& sample);

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;

private:
    const SamplePoint* nearest(const QPointF& position) const;
    void choose(const SamplePoint& point);
    QString pointText(const SamplePoint& point) const;
    void describe();

    SamplePicture m_picture; ///< its points from left to right
};

} // namespace exitscope
