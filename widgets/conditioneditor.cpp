#include "widgets/conditioneditor.h"

#include "widgets/parametercontrol.h"
#include "widgets/recordedscore.h"
#include "widgets/settingstext.h"
#include "widgets/textlabel.h"
#include "widgets/theme.h"
#include "widgets/thresholdfield.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLocale>
#include <QPushButton>
#include <QSignalBlocker>
#include <QThread>

#include <algorithm>
#include <cmath>

namespace exitscope {

namespace {

/// Rounded to four digits, as a person would write it.
double rounded(double value)
{
    return QString::number(value, 'g', 4).toDouble();
}

} // namespace

ConditionEditor::ConditionEditor(const Criterion& criterion, QWidget* parent)
    : QWidget(parent)
    , m_criterion(criterion)
    , m_condition{&criterion, criterion.defaults(), {}}
    , m_explanation(
          new TextLabel(TextLabel::Style::Note, criterionText(criterion.explanation), this))
{
    m_explanation->setWordWrap(true);
    m_explanation->setToolTip(criterionText(criterion.formula));
    for (const ParameterInfo& info : criterion.parameters) {
        if (info.other)
            m_otherUnit.emplace(info.name, info.other->defaultValue);
    }
    addControls();
    addChoices();
    connect(m_reset, &QPushButton::clicked, this, &ConditionEditor::reset);
    connect(m_byLayer, &QPushButton::toggled, this, &ConditionEditor::setByLayer);
    connect(m_thresholds, &ThresholdField::changed, this, [this] {
        m_condition.thresholds = m_lastThresholds = m_thresholds->thresholds();
        announce();
    });
    showValues();
}

void ConditionEditor::addControls()
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::gapSmall);
    column->addWidget(m_explanation);
    for (const ParameterInfo& info : m_criterion.parameters) {
        if (info.isSwitch) {
            auto* box = new QCheckBox(criterionText(info.label), this);
            box->setToolTip(criterionText(info.help));
            box->setObjectName(QString::fromStdString(std::string(info.name)));
            m_switches.push_back({std::string(info.name), box});
            column->addWidget(box);
            connect(box, &QCheckBox::toggled, this, [this, name = std::string(info.name)](bool on) {
                turn(name, on);
                showValues();
                announce();
            });
            continue;
        }
        auto* control = new ParameterControl(info, this);
        m_controls.push_back(control);
        column->addWidget(control);
        connect(control, &ParameterControl::valueChanged, this,
                [this, control] { takeControl(control); });
    }
}

/// What stands below the parameters, made after them: the keyboard comes to it last.
void ConditionEditor::addChoices()
{
    m_thresholds = new ThresholdField(this);
    m_entropyNote = new TextLabel(TextLabel::Style::Note, {}, this);
    m_entropyNote->setWordWrap(true);
    m_reset = new QPushButton(tr("Recommended values"), this);
    m_reset->setToolTip(tr("Sets the values that suit this model, or the criterion's defaults"));
    m_byLayer = new QPushButton(tr("Set by layer"), this);
    m_byLayer->setCheckable(true);
    m_byLayer->setToolTip(tr("Gives each layer a threshold of its own"));
    auto* column = static_cast<QVBoxLayout*>(layout());
    column->addWidget(m_thresholds);
    column->addWidget(m_entropyNote);
    auto* row = new QHBoxLayout;
    row->setSpacing(theme::gapSmall);
    row->addWidget(m_reset);
    row->addWidget(m_byLayer);
    row->addStretch();
    column->addLayout(row);
}

Condition ConditionEditor::condition() const
{
    Condition condition = m_condition;
    if (!condition.thresholds.empty())
        condition.thresholds = m_thresholds->thresholds();
    return condition;
}

void ConditionEditor::setCondition(const Condition& condition)
{
    Q_ASSERT(thread() == QThread::currentThread());
    take(condition);
}

void ConditionEditor::takeControl(const ParameterControl* control)
{
    m_condition.parameters[std::string(control->name())] = control->value();
    announce();
}

void ConditionEditor::take(const Condition& condition)
{
    for (const Switch& one : m_switches) {
        if (const auto found = condition.parameters.find(one.name);
            found != condition.parameters.end())
            turn(one.name, found->second != 0);
    }
    for (const auto& [name, value] : condition.parameters)
        m_condition.parameters[name] = value;
    m_condition.thresholds = condition.thresholds;
    if (!condition.thresholds.empty())
        m_lastThresholds = condition.thresholds;
    showValues();
}

void ConditionEditor::turn(const std::string& name, bool on)
{
    double& state = m_condition.parameters[name];
    if ((state != 0) == on)
        return;
    state = on ? 1 : 0;
    m_lastThresholds.clear();
    // Each unit keeps its own figures.
    for (const ParameterInfo& info : m_criterion.parameters) {
        if (info.other && info.other->when == name)
            std::swap(m_condition.parameters[std::string(info.name)],
                      m_otherUnit[std::string(info.name)]);
    }
}

void ConditionEditor::setByLayer(bool on)
{
    if (on && m_lastThresholds.empty())
        m_lastThresholds = scheduleByLayer();
    m_condition.thresholds = on ? m_lastThresholds : std::vector<double>{};
    showValues();
    announce();
}

double ConditionEditor::listUnit() const
{
    return m_criterion.unit ? m_criterion.unit(m_shape, m_condition.parameters) : 1;
}

std::vector<double> ConditionEditor::scheduleByLayer() const
{
    std::vector<double> list;
    for (int layer = 0; layer < m_shape.layers; ++layer)
        list.push_back(
            rounded(m_criterion.threshold(layer, m_shape, m_condition.parameters) / listUnit()));
    return list;
}

void ConditionEditor::setLayerThreshold(int layer, double value)
{
    if (layer < 0 || layer >= m_shape.layers)
        return;
    const Condition now = condition();
    std::vector<double> list = now.thresholds.empty() ? scheduleByLayer() : now.thresholds;
    list.resize(static_cast<std::size_t>(m_shape.layers), list.back());
    list[static_cast<std::size_t>(layer)] = rounded(value / listUnit());
    m_condition.thresholds = m_lastThresholds = std::move(list);
    showValues();
    announce();
}

void ConditionEditor::showValues()
{
    const bool byLayer = !m_condition.thresholds.empty();
    for (const Switch& one : m_switches) {
        const QSignalBlocker blocker(one.box);
        one.box->setChecked(parameter(m_condition.parameters, one.name) != 0);
    }
    for (const ParameterInfo& info : m_criterion.parametersUnder(m_condition.parameters)) {
        QWidget* shown = nullptr;
        for (ParameterControl* control : m_controls) {
            if (control->name() != info.name)
                continue;
            control->setInfo(info);
            control->setValue(parameter(m_condition.parameters, info.name));
            shown = control;
        }
        for (const Switch& one : m_switches)
            shown = one.name == info.name ? one.box : shown;
        shown->setVisible(!byLayer || !shapesThreshold(m_criterion, info));
    }
    const QSignalBlocker blocker(m_byLayer);
    m_byLayer->setChecked(byLayer);
    m_thresholds->setVisible(byLayer);
    if (byLayer)
        m_thresholds->setThresholds(m_condition.thresholds);
    updateNotes();
}

void ConditionEditor::announce()
{
    updateNotes();
    Q_EMIT changed();
}

void ConditionEditor::setRecommended(const ParameterValues& recommended)
{
    m_recommended = recommended;
    updateNotes();
}

Condition ConditionEditor::recommendedCondition() const
{
    // Recommendations may name a unit; the figures that they leave out are that unit's.
    Condition condition{&m_criterion, {}, {}};
    for (const ParameterInfo& info : m_criterion.parametersUnder(m_recommended))
        condition.parameters[std::string(info.name)] = info.defaultValue;
    for (const auto& [name, value] : m_recommended)
        condition.parameters[name] = value;
    return condition;
}

void ConditionEditor::takeRecommended()
{
    take(recommendedCondition());
}

void ConditionEditor::reset()
{
    takeRecommended();
    announce();
}

void ConditionEditor::setModelShape(const ModelShape& shape)
{
    // A list that is not in force would come back as if made for this model.
    if (shape.layers != m_shape.layers && m_condition.thresholds.empty())
        m_lastThresholds.clear();
    m_shape = shape;
    m_thresholds->setLayers(shape.layers);
    updateNotes();
}

void ConditionEditor::updateNotes()
{
    const Condition now = condition();
    m_reset->setEnabled(now != recommendedCondition());
    m_entropyNote->setVisible(false);
    if (m_criterion.range != ScoreRange::LogVocabulary || m_shape.vocabulary <= 2)
        return;
    const double largest = std::log(m_shape.vocabulary);
    const double shallow = now.threshold(0, m_shape);
    m_entropyNote->setText(
        shallow > largest
            ? tr("With %L1 tokens an entropy never exceeds ln %1 = %2: this threshold lets every "
                 "token out at the first layer.")
                  .arg(m_shape.vocabulary)
                  .arg(QLocale().toString(largest, 'f', 2))
            : tr("Starts at %1 % of ln %2 = %3, the largest entropy of this vocabulary.")
                  .arg(100 * shallow / largest, 0, 'f', 0)
                  .arg(m_shape.vocabulary)
                  .arg(QLocale().toString(largest, 'f', 2)));
    m_entropyNote->setVisible(true);
}

} // namespace exitscope
