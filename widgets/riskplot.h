#pragma once

#include "trace/calibration.h"

#include <QWidget>

namespace exitscope {

/// The least risk that `units` losses with mean `meanLoss` exclude with confidence 1 - delta: the
/// upper bound of the mean, 0..1. Increases with meanLoss and falls with units.
double riskBound(double meanLoss, int units, double delta);

/// The thresholds that a calibration tested: the share of tokens that differed and the bound on it,
/// against layers saved, with the risk that was asked for and the threshold that was found. GUI
/// thread.
class RiskPlot : public QWidget
{
    Q_OBJECT

public:
    explicit RiskPlot(QWidget* parent = nullptr);

    void setCalibration(const Calibration& calibration);
    /// By threshold, 0..1.
    const std::vector<double>& bounds() const { return m_bounds; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    struct Axes;

    Axes axes() const;
    void drawFrame(QPainter& painter, const Axes& axes) const;
    void drawCurves(QPainter& painter, const Axes& axes) const;
    void drawLegend(QPainter& painter) const;

    Calibration m_calibration;
    std::vector<double> m_bounds;
};

} // namespace exitscope
