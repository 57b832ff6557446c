#pragma once

#include "trace/calibration.h"
#include "widgets/exportable.h"

#include <QWidget>

namespace exitscope {

/// The least risk that `units` losses with mean `meanLoss` exclude with confidence 1 - delta: the
/// upper bound of the mean, 0..1. Increases with meanLoss and falls with units.
double riskBound(double meanLoss, int units, double delta);

/// The thresholds that a calibration tested. A value.
struct RiskCurves
{
    Calibration calibration;
    std::vector<double> bounds; ///< by threshold, 0..1: what the risk is at most
};

RiskCurves riskCurves(const Calibration& calibration);
/// Draws the share of tokens that differed and the bound on it, against layers saved, with the risk
/// that was asked for and the threshold that was found. Any thread.
void drawRisk(QPainter& painter, const PlotCanvas& canvas, const RiskCurves& curves);
/// A row for each threshold.
ExportTable riskTable(const RiskCurves& curves);

/// That as a widget. GUI thread.
class RiskPlot : public QWidget, public Exportable
{
    Q_OBJECT

public:
    explicit RiskPlot(QWidget* parent = nullptr);

    /// `subject`: what was calibrated, for the heading of an exported picture.
    void setCalibration(const Calibration& calibration, const QString& subject = {});
    /// By threshold, 0..1.
    const std::vector<double>& bounds() const { return m_curves.bounds; }

    QString exportTitle() const override;
    bool hasData() const override;
    /// Of the calibration, whatever the run.
    PlotPicture picture(const std::shared_ptr<const Run>& run) const override;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    RiskCurves m_curves;
    QString m_subject;
};

} // namespace exitscope
