#include "widgets/strategyeditor.h"

#include "widgets/formlayout.h"
#include "widgets/settingstext.h"
#include "widgets/textlabel.h"

#include <QComboBox>
#include <QSignalBlocker>
#include <QSpinBox>

#include <algorithm>

namespace exitscope {

namespace {

QSpinBox* numberField(QWidget* parent, int least, int most, const QString& name,
                      const QString& help)
{
    auto* field = new QSpinBox(parent);
    field->setRange(least, most);
    field->setKeyboardTracking(false);
    field->setAccessibleName(name);
    field->setToolTip(help);
    return field;
}

} // namespace

StrategyEditor::StrategyEditor(QWidget* parent)
    : QWidget(parent)
    , m_strategy(new QComboBox(this))
    , m_explanation(new TextLabel(TextLabel::Style::Note, {}, this))
{
    for (const Strategy strategy :
         {Strategy::Autoregressive, Strategy::SelfSpeculative, Strategy::DynamicSelfSpeculative})
        m_strategy->addItem(strategyTitle(strategy), static_cast<int>(strategy));
    m_strategy->setAccessibleName(tr("Strategy"));
    m_strategy->setToolTip(tr("Who writes the tokens: the model by itself, or its first layers as "
                              "drafts that the whole model verifies"));
    m_explanation->setWordWrap(true);
    m_draftLayers = numberField(this, 1, 1000, tr("Layers that draft"),
                                tr("The first layers, which write the drafts"));
    m_draftLimit = numberField(this, 0, 1000, tr("Layers that draft at most"),
                               tr("Where the rule has not let a draft out, it leaves here"));
    m_draftLimit->setSpecialValueText(tr("All"));
    m_drafts = numberField(this, 1, 64, tr("Drafts per round"),
                           tr("How many tokens are drafted before the whole model verifies them"));
    m_drafts->setValue(Settings{}.numSpeculations);

    auto* form = makeForm(this);
    form->addRow(m_strategy);
    form->addRow(m_explanation);
    form->addRow(tr("Layers that draft"), m_draftLayers);
    form->addRow(tr("Draft layers at most"), m_draftLimit);
    form->addRow(tr("Drafts per round"), m_drafts);
    updateDependents();

    const auto change = [this] {
        updateDependents();
        Q_EMIT changed();
    };
    connect(m_strategy, &QComboBox::currentIndexChanged, this, change);
    connect(m_draftLayers, &QSpinBox::valueChanged, this, [this, change] {
        m_draftLayersChosen = true;
        change();
    });
    connect(m_draftLimit, &QSpinBox::valueChanged, this, change);
    connect(m_drafts, &QSpinBox::valueChanged, this, change);
}

Strategy StrategyEditor::strategy() const
{
    return static_cast<Strategy>(m_strategy->currentData().toInt());
}

void StrategyEditor::read(Settings& settings) const
{
    settings.strategy = strategy();
    settings.numSpeculations = m_drafts->value();
    if (!settings.speculates())
        return;
    const QSpinBox* depth =
        settings.strategy == Strategy::SelfSpeculative ? m_draftLayers : m_draftLimit;
    settings.exitLayerLimit = depth->value() > 0 ? depth->value() : -1;
    // Verification runs the layers that the drafts skipped, so their K/V must be the model's.
    settings.kvPolicy = KvPolicy::Exact;
    settings.promptExit = false;
}

void StrategyEditor::show(const Settings& settings)
{
    const QSignalBlocker blockStrategy(m_strategy);
    const QSignalBlocker blockLayers(m_draftLayers);
    const QSignalBlocker blockLimit(m_draftLimit);
    const QSignalBlocker blockDrafts(m_drafts);
    m_strategy->setCurrentIndex(m_strategy->findData(static_cast<int>(settings.strategy)));
    m_drafts->setValue(settings.numSpeculations);
    if (settings.strategy == Strategy::SelfSpeculative && settings.exitLayerLimit > 0) {
        m_draftLayers->setValue(settings.exitLayerLimit);
        m_draftLayersChosen = true;
    } else if (settings.strategy == Strategy::DynamicSelfSpeculative) {
        m_draftLimit->setValue(std::max(0, settings.exitLayerLimit));
    }
    updateDependents();
}

void StrategyEditor::setLayers(int layers)
{
    const QSignalBlocker blockLayers(m_draftLayers);
    const QSignalBlocker blockLimit(m_draftLimit);
    m_draftLayers->setMaximum(layers);
    m_draftLimit->setMaximum(layers);
    if (!m_draftLayersChosen)
        m_draftLayers->setValue(std::max(1, layers / 3));
}

void StrategyEditor::updateDependents()
{
    auto* form = static_cast<QFormLayout*>(layout());
    const Strategy now = strategy();
    form->setRowVisible(m_explanation, now != Strategy::Autoregressive);
    form->setRowVisible(m_draftLayers, now == Strategy::SelfSpeculative);
    form->setRowVisible(m_draftLimit, now == Strategy::DynamicSelfSpeculative);
    form->setRowVisible(m_drafts, now != Strategy::Autoregressive);
    m_explanation->setText(
        now == Strategy::SelfSpeculative
            ? tr("The first layers draft several tokens, and the whole model verifies them in one "
                 "pass. The output is the full model's.")
            : tr("The exit rule picks the layer of each draft, and the whole model verifies the "
                 "drafts in one pass. The output is the full model's."));
    m_strategy->setAccessibleDescription(now == Strategy::Autoregressive ? QString()
                                                                         : m_explanation->text());
}

} // namespace exitscope
