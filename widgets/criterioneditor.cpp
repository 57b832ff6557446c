#include "widgets/criterioneditor.h"

#include "widgets/parametercontrol.h"
#include "widgets/textlabel.h"
#include "widgets/theme.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace exitscope {

namespace {

QString translated(std::string_view text)
{
    return QCoreApplication::translate("Criterion", std::string(text).c_str());
}

QString toQString(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

} // namespace

CriterionEditor::CriterionEditor(QWidget* parent)
    : QWidget(parent)
    , m_choice(new QComboBox(this))
    , m_explanation(new TextLabel(TextLabel::Style::Note, {}, this))
    , m_entropyNote(new TextLabel(TextLabel::Style::Note, {}, this))
    , m_reset(new QPushButton(tr("Recommended values"), this))
{
    m_choice->setAccessibleName(tr("Exit criterion"));
    m_choice->setToolTip(tr("What decides at which layer a token leaves the model"));
    m_choice->addItem(tr("None: full depth"), QStringLiteral("none"));
    m_explanation->setWordWrap(true);
    m_entropyNote->setWordWrap(true);
    m_reset->setToolTip(tr("Sets the values that suit this model, or the criterion's defaults"));

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::gapSmall);
    column->addWidget(m_choice);
    column->addWidget(m_explanation);
    for (const Criterion* criterion : allCriteria()) {
        m_choice->addItem(translated(criterion->title), toQString(criterion->name));
        m_pages.push_back(makePage(*criterion));
        column->addWidget(m_pages.back().widget);
    }
    column->addWidget(m_entropyNote);
    column->addWidget(m_reset, 0, Qt::AlignLeft);

    connect(m_choice, &QComboBox::currentIndexChanged, this, [this] {
        showCurrentPage();
        Q_EMIT ruleChanged();
    });
    connect(m_reset, &QPushButton::clicked, this, &CriterionEditor::resetCurrent);
    showCurrentPage();
}

CriterionEditor::Page CriterionEditor::makePage(const Criterion& criterion)
{
    Page page{&criterion, new QWidget(this), {}};
    auto* column = new QVBoxLayout(page.widget);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::gapSmall);
    for (const ParameterInfo& info : criterion.parameters) {
        auto* control = new ParameterControl(info, page.widget);
        column->addWidget(control);
        page.controls.push_back(control);
        connect(control, &ParameterControl::valueChanged, this, [this] {
            updateNotes();
            Q_EMIT ruleChanged();
        });
    }
    return page;
}

const CriterionEditor::Page* CriterionEditor::currentPage() const
{
    const int index = m_choice->currentIndex() - 1;
    return index < 0 ? nullptr : &m_pages[static_cast<std::size_t>(index)];
}

Rule CriterionEditor::rule() const
{
    const Page* page = currentPage();
    if (!page)
        return {};
    Rule rule{page->criterion, page->criterion->defaults()};
    for (const ParameterControl* control : page->controls)
        rule.parameters[std::string(control->name())] = control->value();
    return rule;
}

void CriterionEditor::setRule(const Rule& rule)
{
    const QSignalBlocker blocker(m_choice);
    m_choice->setCurrentIndex(std::max(0, m_choice->findData(QString::fromStdString(rule.name()))));
    if (const Page* page = currentPage())
        setValues(*page, rule.parameters);
    showCurrentPage();
}

void CriterionEditor::setValues(const Page& page, const ParameterValues& values)
{
    for (ParameterControl* control : page.controls) {
        if (const auto found = values.find(control->name()); found != values.end())
            control->setValue(found->second);
    }
}

void CriterionEditor::setRecommended(const std::map<std::string, ParameterValues>& recommended)
{
    m_recommended = recommended;
    updateNotes();
}

ParameterValues CriterionEditor::recommended(const Criterion& criterion) const
{
    ParameterValues values = criterion.defaults();
    if (const auto found = m_recommended.find(std::string(criterion.name));
        found != m_recommended.end()) {
        for (const auto& [name, value] : found->second)
            values[name] = value;
    }
    return values;
}

void CriterionEditor::takeRecommended()
{
    for (const Page& page : m_pages)
        setValues(page, recommended(*page.criterion));
    updateNotes();
}

void CriterionEditor::resetCurrent()
{
    const Page* page = currentPage();
    if (!page)
        return;
    setValues(*page, recommended(*page->criterion));
    updateNotes();
    Q_EMIT ruleChanged();
}

void CriterionEditor::setModelShape(const ModelShape& shape)
{
    m_shape = shape;
    updateNotes();
}

void CriterionEditor::showCurrentPage()
{
    const Page* current = currentPage();
    for (const Page& page : m_pages)
        page.widget->setVisible(&page == current);
    m_explanation->setText(current
                               ? translated(current->criterion->explanation)
                               : tr("Every token runs through all layers. The output is the full "
                                    "model's, and watching still shows what each layer predicts."));
    m_explanation->setToolTip(current ? translated(current->criterion->formula) : QString());
    m_choice->setAccessibleDescription(m_explanation->text());
    updateNotes();
}

void CriterionEditor::updateNotes()
{
    const Page* page = currentPage();
    m_reset->setVisible(page);
    m_entropyNote->setVisible(false);
    if (!page)
        return;
    const Rule now = rule();
    m_reset->setEnabled(now.parameters != recommended(*page->criterion));
    if (page->criterion->range != ScoreRange::LogVocabulary || m_shape.vocabulary <= 2)
        return;
    const double largest = std::log(m_shape.vocabulary);
    const double shallow = now.threshold(0, m_shape);
    m_entropyNote->setText(
        shallow > largest
            ? tr("With %L1 tokens an entropy never exceeds ln %1 = %2: this threshold lets every "
                 "token out at the first layer.")
                  .arg(m_shape.vocabulary)
                  .arg(largest, 0, 'f', 2)
            : tr("Starts at %1 % of ln %2 = %3, the largest entropy of this vocabulary.")
                  .arg(100 * shallow / largest, 0, 'f', 0)
                  .arg(m_shape.vocabulary)
                  .arg(largest, 0, 'f', 2));
    m_entropyNote->setVisible(true);
}

} // namespace exitscope
