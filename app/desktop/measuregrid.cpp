#include "desktop/measuregrid.h"

#include "eval/sweepgrid.h"
#include "widgets/formlayout.h"
#include "widgets/settingstext.h"
#include "widgets/textlabel.h"

#include <QComboBox>
#include <QLineEdit>
#include <QSettings>
#include <QSignalBlocker>

#include <algorithm>

namespace exitscope {

namespace {

const QLatin1String speculationName("speculation");
const QLatin1String layersName("exit_layer");

QLineEdit* valuesField(const QString& name)
{
    auto* field = new QLineEdit;
    field->setAccessibleName(name);
    field->setToolTip(MeasureGrid::tr("Numbers and ranges FIRST:LAST:STEP, joined by commas"));
    return field;
}

} // namespace

MeasureGrid::MeasureGrid(QWidget* parent)
    : QWidget(parent)
    , m_form(makeForm(this))
    , m_what(new QComboBox)
    , m_layers(valuesField(tr("Exit layers to measure")))
    , m_drafts(valuesField(tr("Numbers of drafts to measure")))
    , m_thresholds(valuesField(tr("Thresholds to measure")))
    , m_note(new TextLabel(TextLabel::Style::Note))
{
    m_what->setAccessibleName(tr("What the sweep varies"));
    m_note->setWordWrap(true);
    m_drafts->setText(QStringLiteral("2:6:2"));
    m_form->addRow(tr("&Vary"), m_what);
    m_form->addRow(tr("Exit la&yers"), m_layers);
    m_form->addRow(tr("Drafts"), m_drafts);
    m_form->addRow(tr("T&hresholds"), m_thresholds);
    m_form->addRow(m_note);
    connect(m_what, &QComboBox::currentIndexChanged, this, &MeasureGrid::adapt);
    setSettings({}, 0);
}

void MeasureGrid::setSettings(const Settings& settings, int layers)
{
    m_settings = settings;
    const QVariant chosen = m_what->currentData();
    {
        const QSignalBlocker quiet(m_what);
        m_what->clear();
        m_what->addItem(tr("Speculation: exit layer and drafts"), speculationName);
        m_what->addItem(tr("Exit layer alone"), layersName);
        for (const Condition& condition : settings.rule.conditions)
            m_what->addItem(
                tr("Threshold: %1").arg(criterionText(condition.criterion->title)),
                QString::fromUtf8(condition.criterion->name.data(),
                                  static_cast<qsizetype>(condition.criterion->name.size())));
        m_what->setCurrentIndex(std::max(0, m_what->findData(chosen)));
    }
    if (layers > 1 && m_layers->text().isEmpty())
        m_layers->setText(QStringLiteral("1:%1").arg(layers - 1));
    adapt();
}

bool MeasureGrid::isThreshold() const
{
    const QVariant what = m_what->currentData();
    return what != speculationName && what != layersName;
}

void MeasureGrid::adapt()
{
    m_form->setRowVisible(m_layers, !isThreshold());
    m_form->setRowVisible(m_drafts, m_what->currentData() == speculationName);
    m_form->setRowVisible(m_thresholds, isThreshold());
    m_thresholds->setPlaceholderText(tr("for example 0.5:0.9:0.1"));
    m_note->setText(
        isThreshold() ? tr("The same threshold at all layers; the rule is otherwise the window's.")
                      : tr("Full depth is measured first, as what all points are compared with."));
    Q_EMIT changed();
}

std::vector<SweepAxis> MeasureGrid::axes() const
{
    const auto values = [](const QLineEdit* field, const std::string& option, bool whole) {
        return sweepValues(field->text().trimmed().toStdString(), option, whole);
    };
    if (isThreshold())
        return {{"threshold", m_what->currentData().toString().toStdString(),
                 values(m_thresholds, "threshold", false)}};
    std::vector<SweepAxis> axes{{"exit_layer", {}, values(m_layers, "exit_layer", true)}};
    if (m_what->currentData() == speculationName)
        axes.push_back({"num_speculations", {}, values(m_drafts, "num_speculations", true)});
    return axes;
}

Settings MeasureGrid::fitted(Settings settings) const
{
    if (isThreshold())
        return settings;
    settings.rule = {};
    settings.strategy = m_what->currentData() == speculationName ? Strategy::SelfSpeculative
                                                                 : Strategy::Autoregressive;
    return settings;
}

void MeasureGrid::keep(QSettings& settings) const
{
    settings.setValue(QStringLiteral("layers"), m_layers->text());
    settings.setValue(QStringLiteral("drafts"), m_drafts->text());
    settings.setValue(QStringLiteral("thresholds"), m_thresholds->text());
}

void MeasureGrid::restore(const QSettings& settings)
{
    m_layers->setText(settings.value(QStringLiteral("layers"), m_layers->text()).toString());
    m_drafts->setText(settings.value(QStringLiteral("drafts"), m_drafts->text()).toString());
    m_thresholds->setText(settings.value(QStringLiteral("thresholds")).toString());
}

} // namespace exitscope
