#include "widgets/ruleeditor.h"

#include "widgets/conditioneditor.h"
#include "widgets/criterionrow.h"
#include "widgets/fold.h"
#include "widgets/formlayout.h"
#include "widgets/glyphicon.h"
#include "widgets/taborder.h"
#include "widgets/textlabel.h"

#include <QLabel>
#include <QRadioButton>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QThread>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace exitscope {

RuleEditor::RuleEditor(QWidget* below, QWidget* parent)
    : QWidget(parent)
    , m_below(below)
    , m_add(new QToolButton(this))
{
    auto* none = new TextLabel(TextLabel::Style::Note,
                               tr("Every token runs through all layers. The output is the full "
                                  "model's, and watching still shows what each layer predicts."),
                               this);
    none->setWordWrap(true);
    m_none = none;
    m_below->setParent(this);
    m_add->setText(tr("Add a criterion"));
    m_add->setIcon(glyphIcon(Glyph::Add));
    m_add->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_add->setAutoRaise(true);
    m_add->setFocusPolicy(Qt::StrongFocus);
    m_add->setToolTip(tr("Lets several criteria decide together"));

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::gapSmall);
    m_combination = makeCombination();
    column->addWidget(m_combination);
    addRows();
    column->addWidget(m_none);
    column->addWidget(m_add, 0, Qt::AlignLeft);
    m_more = new Fold(tr("More"), makeMore(), this);
    column->addWidget(m_more);
    connect(m_add, &QToolButton::clicked, this, &RuleEditor::add);
    arrange();
}

void RuleEditor::addRows()
{
    auto* column = static_cast<QVBoxLayout*>(layout());
    for (const Criterion* criterion : allCriteria()) {
        const std::size_t row = m_rows.size();
        m_rows.push_back(new CriterionRow(static_cast<int>(row) + 1, this));
        column->addWidget(m_rows.back());
        auto* place = new QWidget(this);
        auto* inside = new QVBoxLayout(place);
        inside->setContentsMargins(0, 0, 0, 0);
        inside->setSpacing(theme::gapSmall);
        m_places.push_back(place);
        column->addWidget(place);
        connect(m_rows.back(), &CriterionRow::chosen, this, [this, row] { choose(row); });
        connect(m_rows.back(), &CriterionRow::opened, this, [this, row] { open(row); });
        connect(m_rows.back(), &CriterionRow::removed, this, [this, row] { remove(row); });

        m_editors.push_back(new ConditionEditor(*criterion, this));
        connect(m_editors.back(), &ConditionEditor::changed, this, &RuleEditor::announce);
    }
}

QWidget* RuleEditor::makeCombination()
{
    auto* combination = new QWidget(this);
    m_any = new QRadioButton(tr("any holds"), combination);
    m_all = new QRadioButton(tr("all hold"), combination);
    m_any->setAccessibleName(tr("Leaves when any criterion holds"));
    m_all->setAccessibleName(tr("Leaves when all criteria hold"));
    m_any->setToolTip(tr("The token leaves where one of the criteria holds"));
    m_all->setToolTip(tr("The token leaves where all criteria hold"));
    m_any->setChecked(true);
    auto* row = new QHBoxLayout(combination);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(theme::gapLarge);
    row->addWidget(new QLabel(tr("Leaves when"), combination));
    row->addWidget(m_any);
    row->addWidget(m_all);
    row->addStretch();
    connect(m_any, &QRadioButton::toggled, this, &RuleEditor::announce);
    return combination;
}

QWidget* RuleEditor::makeMore()
{
    auto* more = new QWidget(this);
    m_patience = new QSpinBox(more);
    m_patience->setRange(1, 1000);
    m_patience->setAccessibleName(tr("Patience"));
    m_patience->setToolTip(tr("The criteria must hold at this many layers in a row"));
    m_minimumLayer = new QSpinBox(more);
    m_minimumLayer->setRange(0, 1000);
    m_minimumLayer->setAccessibleName(tr("Minimum layer"));
    m_minimumLayer->setToolTip(tr("No token leaves below this layer"));
    auto* form = makeForm(more);
    form->addRow(tr("Patience (layers)"), m_patience);
    form->addRow(tr("Minimum layer"), m_minimumLayer);
    for (QSpinBox* field : {m_patience, m_minimumLayer}) {
        field->setKeyboardTracking(false);
        connect(field, &QSpinBox::valueChanged, this, &RuleEditor::announce);
    }
    return more;
}

Rule RuleEditor::rule() const
{
    Rule rule;
    for (const Criterion* criterion : m_chosen) {
        if (criterion)
            rule.conditions.push_back(editorOf(criterion)->condition());
    }
    // Without criteria the rest says nothing.
    if (!rule.mayExit())
        return rule;
    rule.combine = m_all->isChecked() ? Combine::All : Combine::Any;
    rule.patience = m_patience->value();
    rule.minimumLayer = m_minimumLayer->value();
    return rule;
}

void RuleEditor::setRule(const Rule& rule)
{
    Q_ASSERT(thread() == QThread::currentThread());
    const Criterion* before = current();
    m_chosen.clear();
    for (const Condition& condition : rule.conditions) {
        m_chosen.push_back(condition.criterion);
        editorOf(condition.criterion)->setCondition(condition);
    }
    if (m_chosen.empty())
        m_chosen = {nullptr};
    const auto still = std::ranges::find(m_chosen, before);
    m_open = still == m_chosen.end() ? 0 : static_cast<std::size_t>(still - m_chosen.begin());
    m_wasNone = false;
    if (rule.mayExit()) {
        const QSignalBlocker blockAny(m_any);
        const QSignalBlocker blockPatience(m_patience);
        const QSignalBlocker blockMinimum(m_minimumLayer);
        (rule.combine == Combine::All ? m_all : m_any)->setChecked(true);
        m_patience->setValue(rule.patience);
        m_minimumLayer->setValue(rule.minimumLayer);
    }
    setRequired(m_required);
    arrange();
}

const Criterion* RuleEditor::current() const
{
    return m_chosen[m_open];
}

void RuleEditor::setRequired(bool required)
{
    const Criterion* before = m_chosen.front();
    if (required && !before) {
        m_chosen.front() = allCriteria().front();
        m_wasNone = true;
    } else if (!required && std::exchange(m_wasNone, false)) {
        m_chosen.front() = nullptr;
    }
    if (std::exchange(m_required, required) != required || m_chosen.front() != before)
        arrange();
}

void RuleEditor::choose(std::size_t row)
{
    m_chosen[row] = m_rows[row]->criterion();
    m_wasNone = false;
    open(row);
    Q_EMIT ruleChanged();
}

void RuleEditor::add()
{
    const auto all = allCriteria();
    const auto free = std::ranges::find_if(all, [this](const Criterion* criterion) {
        return std::ranges::find(m_chosen, criterion) == m_chosen.end();
    });
    if (free == all.end())
        return;
    m_chosen.push_back(*free);
    m_wasNone = false;
    open(m_chosen.size() - 1);
    m_rows[m_open]->setFocus();
    Q_EMIT ruleChanged();
}

void RuleEditor::remove(std::size_t row)
{
    m_chosen.erase(m_chosen.begin() + static_cast<std::ptrdiff_t>(row));
    m_wasNone = false;
    open(std::min(m_open > row ? m_open - 1 : m_open, m_chosen.size() - 1));
    m_rows[m_open]->setFocus();
    Q_EMIT ruleChanged();
}

void RuleEditor::open(std::size_t row)
{
    m_open = row;
    arrange();
    Q_EMIT currentChanged();
}

void RuleEditor::arrange()
{
    const bool alone = m_chosen.size() == 1;
    for (std::size_t row = 0; row < m_rows.size(); ++row) {
        const bool used = row < m_chosen.size();
        const bool isOpen = used && row == m_open && m_chosen[row];
        m_rows[row]->setVisible(used);
        m_places[row]->setVisible(isOpen);
        if (!used)
            continue;
        m_rows[row]->setCriterion(m_chosen[row]);
        m_rows[row]->setOffer(m_chosen, row == 0 && alone && !m_required);
        m_rows[row]->setAlone(alone);
        m_rows[row]->setOpen(isOpen);
        if (!isOpen)
            continue;
        m_places[row]->layout()->addWidget(editorOf(m_chosen[row]));
        m_places[row]->layout()->addWidget(m_below);
    }
    for (ConditionEditor* editor : m_editors)
        editor->setVisible(&editor->criterion() == current());
    const bool exits = m_chosen.front() != nullptr;
    m_below->setVisible(exits);
    m_none->setVisible(!exits);
    m_combination->setVisible(!alone);
    m_add->setVisible(exits && m_chosen.size() < m_rows.size());
    m_more->setVisible(exits);
    orderTabs();
    updateSummary();
}

void RuleEditor::orderTabs()
{
    QWidget* last = appendTabs(nullptr, m_combination);
    for (std::size_t row = 0; row < m_chosen.size(); ++row) {
        last = appendTabs(last, m_rows[row]);
        last = appendTabs(last, m_places[row]);
    }
    setTabOrder(last, m_add);
    appendTabs(m_add, m_more);
}

void RuleEditor::announce()
{
    updateSummary();
    Q_EMIT ruleChanged();
}

void RuleEditor::updateSummary()
{
    QStringList parts;
    if (m_patience->value() > 1)
        parts << tr("patience %1").arg(m_patience->value());
    if (m_minimumLayer->value() > 0)
        parts << tr("from layer %1").arg(m_minimumLayer->value());
    m_more->setSummary(parts.join(QStringLiteral(", ")));
}

ConditionEditor* RuleEditor::editorOf(const Criterion* criterion) const
{
    return *std::ranges::find_if(m_editors, [criterion](const ConditionEditor* editor) {
        return &editor->criterion() == criterion;
    });
}

void RuleEditor::setRecommended(const std::map<std::string, ParameterValues>& recommended)
{
    for (ConditionEditor* editor : m_editors) {
        const auto found = recommended.find(std::string(editor->criterion().name));
        editor->setRecommended(found == recommended.end() ? ParameterValues{} : found->second);
    }
}

void RuleEditor::takeRecommended()
{
    for (ConditionEditor* editor : m_editors)
        editor->takeRecommended();
}

void RuleEditor::resetCurrent()
{
    if (current())
        editorOf(current())->reset();
}

void RuleEditor::setLayerThreshold(int layer, double value)
{
    if (current())
        editorOf(current())->setLayerThreshold(layer, value);
}

void RuleEditor::setModelShape(const ModelShape& shape)
{
    for (ConditionEditor* editor : m_editors)
        editor->setModelShape(shape);
    const QSignalBlocker blockPatience(m_patience);
    const QSignalBlocker blockMinimum(m_minimumLayer);
    m_patience->setMaximum(shape.layers);
    m_minimumLayer->setMaximum(shape.layers - 1);
    updateSummary();
}

} // namespace exitscope
