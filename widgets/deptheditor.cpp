#include "widgets/deptheditor.h"

#include "widgets/formlayout.h"
#include "widgets/settingstext.h"
#include "widgets/textlabel.h"

#include <QCheckBox>
#include <QComboBox>
#include <QRadioButton>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>

namespace exitscope {

WatchEditor::WatchEditor(QWidget* parent)
    : QWidget(parent)
    , m_watch(new QRadioButton(tr("Watch"), this))
    , m_decide(new QRadioButton(tr("Decide"), this))
    , m_explanation(new TextLabel(TextLabel::Style::Note, {}, this))
{
    m_watch->setToolTip(tr("Run and score all layers of every token"));
    m_decide->setToolTip(tr("Run layers only until the rule lets the token out"));
    m_watch->setChecked(true);
    m_explanation->setWordWrap(true);

    auto* choices = new QHBoxLayout;
    choices->setSpacing(theme::gapLarge);
    choices->addWidget(m_watch);
    choices->addWidget(m_decide);
    choices->addStretch();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::gapSmall);
    column->addLayout(choices);
    column->addWidget(m_explanation);

    explain();
    connect(m_watch, &QRadioButton::toggled, this, [this] {
        explain();
        Q_EMIT changed();
    });
}

void WatchEditor::read(Settings& settings) const
{
    settings.watch = m_watch->isChecked();
}

void WatchEditor::show(const Settings& settings)
{
    const QSignalBlocker blocker(m_watch);
    m_watch->setChecked(settings.watch);
    m_decide->setChecked(!settings.watch);
    explain();
}

void WatchEditor::setSpeculates(bool speculates)
{
    m_speculates = speculates;
    explain();
}

void WatchEditor::explain()
{
    if (m_speculates) {
        m_explanation->setText(m_watch->isChecked()
                                   ? tr("Every score is kept: verification runs the deeper layers "
                                        "of the drafts anyway.")
                                   : tr("Only what the drafts need is scored."));
        return;
    }
    m_explanation->setText(
        m_watch->isChecked()
            ? tr("All layers run for every token, so that every score is known. The text is still "
                 "the one that the rule picks; nothing is saved.")
            : tr("Layers run only until the rule lets the token out. This is what saves time; "
                 "deeper scores stay unknown."));
}

DepthEditor::DepthEditor(QWidget* parent)
    : QWidget(parent)
    , m_limit(new QSpinBox(this))
    , m_kvPolicy(new QComboBox(this))
    , m_promptExit(new QCheckBox(tr("The prompt may exit too"), this))
    , m_maxWaiting(new QSpinBox(this))
    , m_explanation(new TextLabel(TextLabel::Style::Note, {}, this))
{
    m_limit->setRange(0, 1000);
    m_limit->setKeyboardTracking(false);
    m_limit->setSpecialValueText(tr("All"));
    m_limit->setAccessibleName(tr("First layers that run"));
    m_limit->setToolTip(tr("Cuts the model to its first layers, for every token"));
    for (const KvPolicy each : {KvPolicy::Exact, KvPolicy::Copy, KvPolicy::Holes})
        m_kvPolicy->addItem(policyTitle(each), static_cast<int>(each));
    m_kvPolicy->setAccessibleName(tr("K/V policy"));
    m_kvPolicy->setToolTip(tr("What deeper layers remember of a token that left early"));
    m_promptExit->setToolTip(tr("Applies the rule to the prompt pass, as the original "
                                "implementation did; the deeper layers then never see the prompt"));
    m_maxWaiting->setRange(0, 4096);
    m_maxWaiting->setValue(Settings{}.maxWaiting);
    m_maxWaiting->setKeyboardTracking(false);
    m_maxWaiting->setSpecialValueText(tr("Unlimited"));
    m_maxWaiting->setAccessibleName(tr("Most tokens that may wait"));
    m_maxWaiting->setToolTip(tr("When this many tokens wait for their deeper layers, the layers "
                                "catch up, so that no later token has to pay for all of them"));
    m_explanation->setWordWrap(true);

    auto* form = makeForm(this);
    form->addRow(tr("First layers"), m_limit);
    form->addRow(tr("K/V of skipped layers"), m_kvPolicy);
    form->addRow(m_explanation);
    form->addRow(tr("Waiting at most"), m_maxWaiting);
    form->addRow(m_promptExit);

    updateDependents();
    const auto change = [this] {
        updateDependents();
        Q_EMIT changed();
    };
    connect(m_limit, &QSpinBox::valueChanged, this, change);
    connect(m_kvPolicy, &QComboBox::currentIndexChanged, this, change);
    connect(m_promptExit, &QCheckBox::toggled, this, change);
    connect(m_maxWaiting, &QSpinBox::valueChanged, this, change);
}

void DepthEditor::read(Settings& settings) const
{
    settings.exitLayerLimit = m_limit->value() > 0 ? m_limit->value() : -1;
    settings.kvPolicy = policy();
    settings.promptExit = settings.kvPolicy == KvPolicy::Holes && m_promptExit->isChecked();
    settings.maxWaiting = m_maxWaiting->value();
}

void DepthEditor::show(const Settings& settings)
{
    const QSignalBlocker blockLimit(m_limit);
    const QSignalBlocker blockPolicy(m_kvPolicy);
    const QSignalBlocker blockPrompt(m_promptExit);
    const QSignalBlocker blockWaiting(m_maxWaiting);
    // Speculation has a depth of its own and no choice of policy; what was chosen here waits.
    if (!settings.speculates()) {
        m_limit->setValue(std::max(0, settings.exitLayerLimit));
        m_kvPolicy->setCurrentIndex(m_kvPolicy->findData(static_cast<int>(settings.kvPolicy)));
        m_promptExit->setChecked(settings.promptExit);
    }
    m_maxWaiting->setValue(settings.maxWaiting);
    updateDependents();
}

void DepthEditor::setLayers(int layers)
{
    m_limit->setMaximum(layers);
}

void DepthEditor::setMayExit(bool mayExit)
{
    m_mayExit = mayExit;
    updateDependents();
}

KvPolicy DepthEditor::policy() const
{
    return static_cast<KvPolicy>(m_kvPolicy->currentData().toInt());
}

void DepthEditor::updateDependents()
{
    auto* form = static_cast<QFormLayout*>(layout());
    form->setRowVisible(m_kvPolicy, m_mayExit);
    form->setRowVisible(m_explanation, m_mayExit);
    form->setRowVisible(m_maxWaiting, m_mayExit && policy() == KvPolicy::Exact);
    form->setRowVisible(m_promptExit, m_mayExit && policy() == KvPolicy::Holes);
    switch (policy()) {
    case KvPolicy::Exact:
        m_explanation->setText(
            tr("Made later, in one batch, when a token goes deeper: nothing is lost."));
        break;
    case KvPolicy::Copy:
        m_explanation->setText(tr("Made at once from the state at the exit: no debt, but deeper "
                                  "layers see a stand-in."));
        break;
    case KvPolicy::Holes:
        m_explanation->setText(
            tr("Never made, as in the original implementation: deeper layers have gaps."));
        break;
    }
    m_kvPolicy->setAccessibleDescription(m_explanation->text());
}

} // namespace exitscope
