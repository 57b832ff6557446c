#include "widgets/riskplot.h"

#include <QFontMetrics>

#include <algorithm>

namespace exitscope {

double riskBound(double meanLoss, int units, double delta)
{
    double excluded = 1;
    double possible = std::clamp(meanLoss, 0.0, 1.0);
    if (units < 1)
        return 1;
    // The p-value falls as alpha grows beyond the mean.
    for (int i = 0; i < 40; ++i) {
        const double middle = (possible + excluded) / 2;
        (hoeffdingBentkus(meanLoss, units, middle) <= delta ? excluded : possible) = middle;
    }
    return excluded;
}

RiskCurves riskCurves(const Calibration& calibration)
{
    RiskCurves curves{calibration, {}};
    for (const CalibrationPoint& point : calibration.points)
        curves.bounds.push_back(
            riskBound(point.meanLoss, calibration.units, calibration.target.delta));
    return curves;
}

ExportTable riskTable(const RiskCurves& curves)
{
    ExportTable table{
        {"threshold", "mean_loss", "bound", "layers_saved", "p_value", "qualifies", "is_chosen"},
        {}};
    for (std::size_t i = 0; i < curves.bounds.size(); ++i) {
        const CalibrationPoint& point = curves.calibration.points[i];
        table.rows.push_back({point.threshold, point.meanLoss, curves.bounds[i], point.layersSaved,
                              point.pValue, point.qualifies, curves.calibration.chosen == i});
    }
    return table;
}

RiskPlot::RiskPlot(QWidget* parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setAccessibleName(tr("Risk of the thresholds that were tested"));
    setToolTip(tr("Each point is a threshold, from cautious at the left to daring at the right; "
                  "filled where it qualifies.\nThe dashed line is what the share may be at most, "
                  "with the confidence asked for; the level line is the risk."));
}

void RiskPlot::setCalibration(const Calibration& calibration, const QString& subject)
{
    m_curves = riskCurves(calibration);
    m_subject = subject;
    update();
}

void RiskPlot::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    drawRisk(painter, {size(), palette(), font()}, m_curves);
}

QString RiskPlot::exportTitle() const
{
    return tr("Risk of thresholds");
}

bool RiskPlot::hasData() const
{
    return !m_curves.calibration.points.empty();
}

PlotPicture RiskPlot::picture(const std::shared_ptr<const Run>&) const
{
    PlotPicture picture = titledPicture(
        QStringLiteral("calibration"), exportTitle(), m_subject,
        [](const QFont& font) { return 20 * QFontMetrics(font).height(); },
        [curves = m_curves](QPainter& painter, const PlotCanvas& canvas) {
            drawRisk(painter, canvas, curves);
        });
    picture.table = [curves = m_curves] { return riskTable(curves); };
    return picture;
}

QSize RiskPlot::sizeHint() const
{
    const int line = fontMetrics().height();
    return {28 * line, 12 * line};
}

QSize RiskPlot::minimumSizeHint() const
{
    return {sizeHint().width() / 2, sizeHint().height() * 2 / 3};
}

} // namespace exitscope
