#include "desktop/calibrationresult.h"

#include "desktop/fileplaces.h"
#include "eval/calibrationdocument.h"
#include "widgets/riskplot.h"
#include "widgets/settingstext.h"
#include "widgets/textlabel.h"
#include "widgets/theme.h"

#include <QClipboard>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QGuiApplication>
#include <QLocale>
#include <QPushButton>
#include <QSettings>
#include <QVBoxLayout>

namespace exitscope {

namespace {

QString percent(double share, int decimals)
{
    return QLocale().toString(100 * share, 'f', decimals);
}

QString foundText(const CalibrationReport& report, const CalibrationPoint& point)
{
    const RiskTarget& target = report.request.target;
    const QString threshold = QLocale().toString(point.threshold, 'g', 10);
    QString text = report.request.sweep == Sweep::Shift
                       ? CalibrationResult::tr("Found: thresholds moved by %1.").arg(threshold)
                       : CalibrationResult::tr("Found: the threshold %1.").arg(threshold);
    text += QChar(' ') +
            CalibrationResult::tr(
                "With a confidence of %1 %, on prompts like these no more than %2 % of the tokens "
                "would differ from full depth on average. It saves %3 % of the layers.")
                .arg(percent(1 - target.delta, 1), percent(target.alpha, 1),
                     percent(point.layersSaved, 1));
    if (point.layersSaved == 0)
        text += QChar(' ') + CalibrationResult::tr(
                                 "It lets no token leave early: choose a larger risk, more prompts "
                                 "or another criterion.");
    return text;
}

QString nothingText(const CalibrationReport& report)
{
    const RiskTarget& target = report.request.target;
    QString text = CalibrationResult::tr("No threshold qualifies.");
    const int needed = unitsNeeded(target);
    if (report.calibration.units < needed)
        text +=
            QChar(' ') +
            CalibrationResult::tr(
                "A risk of %1 % with a confidence of %2 % needs %3 or more prompts to calibrate "
                "on, even where no token differs; there are %4.")
                .arg(percent(target.alpha, 1), percent(1 - target.delta, 1))
                .arg(needed)
                .arg(report.calibration.units);
    else
        text += QChar(' ') + CalibrationResult::tr(
                                 "Even the most cautious one that was tested differs too often on "
                                 "%1 prompts. Choose a larger risk, a lower confidence or more "
                                 "prompts.")
                                 .arg(report.calibration.units);
    return text;
}

QString outcomeText(const CalibrationReport& report)
{
    if (report.cancelled)
        return CalibrationResult::tr("Stopped after %1 of %2 prompts: nothing is claimed.")
            .arg(report.done())
            .arg(report.usable());
    const CalibrationPoint* point = report.chosen();
    return point ? foundText(report, *point) : nothingText(report);
}

QString checkText(const CalibrationReport& report)
{
    if (report.cancelled)
        return {};
    QStringList parts{CalibrationResult::tr("Calibrated on %1 prompts (%2 tokens).")
                          .arg(report.calibration.units)
                          .arg(report.calibration.tokens)};
    if (report.check && report.check->units > 0)
        parts << CalibrationResult::tr(
                     "Held-out check: on %1 prompts that had no part in it %2 % of the tokens "
                     "differed (standard error %3 %), and %4 % of the layers were saved.")
                     .arg(report.check->units)
                     .arg(percent(report.check->meanLoss, 2),
                          percent(report.check->standardError, 2),
                          percent(report.check->layersSaved, 1));
    const int skipped = static_cast<int>(report.prompts.size()) - report.usable();
    if (skipped > 0)
        parts << CalibrationResult::tr("Prompts that could not be used: %1.").arg(skipped);
    if (report.repeated > 0)
        parts << CalibrationResult::tr(
                     "Prompts that repeat an earlier one: %1; the bound takes prompts for "
                     "independent.")
                     .arg(report.repeated);
    return parts.join(QChar(' '));
}

/// What was calibrated, in a line.
QString subjectText(const CalibrationReport& report)
{
    return CalibrationResult::tr("%1 in %2, %3, prompts: %4")
        .arg(QString::fromStdString(report.model.name), QString::fromStdString(report.model.dtype),
             describeDecision(report.request.settings), QString::number(report.calibration.units));
}

QString warningText()
{
    return CalibrationResult::tr(
        "This holds for text like the calibration text, for this model in this dtype, and on "
        "average over prompts, not for each. What is written with exits may go another way "
        "after the first token that differs.");
}

} // namespace

CalibrationResult::CalibrationResult(QWidget* parent)
    : QWidget(parent)
    , m_outcome(new QLabel)
    , m_check(new QLabel)
    , m_plot(new RiskPlot)
    , m_warning(new TextLabel(TextLabel::Style::Note))
    , m_use(new QPushButton(tr("&Use this threshold")))
{
    for (QLabel* label : {m_outcome, m_check, m_warning}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    m_use->setToolTip(tr("Puts the rule into the rule panel; it decides from the next token on"));
    auto* copyButton = new QPushButton(tr("&Copy"));
    copyButton->setToolTip(tr("Copies the result as text"));
    auto* saveButton = new QPushButton(tr("&Save…"));
    saveButton->setToolTip(tr("Saves every threshold with its figures as JSON"));
    connect(m_use, &QPushButton::clicked, this, [this] { Q_EMIT ruleChosen(*m_report->rule); });
    connect(copyButton, &QPushButton::clicked, this, &CalibrationResult::copy);
    connect(saveButton, &QPushButton::clicked, this, &CalibrationResult::save);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(theme::gapSmall);
    buttons->addWidget(m_use);
    buttons->addWidget(copyButton);
    buttons->addWidget(saveButton);
    buttons->addStretch();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::gapSmall);
    column->addWidget(new TextLabel(TextLabel::Style::Heading, tr("Result")));
    column->addWidget(m_outcome);
    column->addWidget(m_check);
    column->addWidget(m_plot, 1);
    column->addWidget(m_warning);
    column->addStretch();
    column->addLayout(buttons);
    setMinimumWidth(m_plot->sizeHint().width());
    hide();
}

void CalibrationResult::show(std::shared_ptr<const CalibrationReport> report)
{
    m_report = std::move(report);
    m_outcome->setText(outcomeText(*m_report));
    m_check->setText(checkText(*m_report));
    m_check->setVisible(!m_check->text().isEmpty());
    m_plot->setCalibration(m_report->calibration, subjectText(*m_report));
    m_plot->setAccessibleDescription(m_outcome->text());
    m_plot->setVisible(!m_report->calibration.points.empty());
    m_warning->setText(m_report->rule ? warningText() : QString());
    m_warning->setVisible(m_report->rule.has_value());
    m_use->setVisible(m_report->rule.has_value());
    QWidget::show();
}

void CalibrationResult::setFits(bool fits)
{
    m_use->setEnabled(fits);
    m_use->setToolTip(
        fits ? tr("Puts the rule into the rule panel; it decides from the next token on")
             : tr("It was found for %1 in %2, which is not what is open.")
                   .arg(QString::fromStdString(m_report ? m_report->model.name : std::string()),
                        QString::fromStdString(m_report ? m_report->model.dtype : std::string())));
}

void CalibrationResult::copy() const
{
    QGuiApplication::clipboard()->setText(QString::fromStdString(calibrationText(*m_report)));
}

void CalibrationResult::save()
{
    const QString file = askForName(this, tr("Save the calibration"), {tr("JSON (*.json)")},
                                    QStringLiteral("calibration"));
    if (!file.isEmpty())
        Q_EMIT saveAsked(file);
}

} // namespace exitscope
