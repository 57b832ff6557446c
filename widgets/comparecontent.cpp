// What CompareView shows of its two runs, how they are selected in, and its picture.
#include "widgets/comparedmaps.h"
#include "widgets/comparemapview.h"
#include "widgets/compareview.h"
#include "widgets/difftext.h"
#include "widgets/rundocument.h"

#include <QComboBox>
#include <QLabel>
#include <QScopedValueRollback>

#include <algorithm>

namespace exitscope {

void CompareView::showText(const Run& a, const Run& b)
{
    const bool beside = m_form == CompareForm::SideBySide;
    const auto chips = [&](DiffSide side) {
        return diffChips(a, b, *m_comparison, m_columns, side);
    };
    const auto describe = [this](const DiffChip& chip) {
        const std::shared_ptr<const Run> ofA = runOf(m_a);
        const std::shared_ptr<const Run> ofB = runOf(m_b);
        return ofA && ofB ? diffChipText(chip, *ofA, *ofB) : chip.text;
    };
    m_text->setDescriber(describe);
    m_textB->setDescriber(describe);
    m_text->setAccessibleName(beside ? tr("Text of A")
                                     : tr("Text of both runs, with what differs"));
    m_text->setChips(chips(beside ? DiffSide::A : DiffSide::Both));
    m_textB->setChips(beside ? chips(DiffSide::B) : std::vector<DiffChip>());
    m_textB->setVisible(beside);
}

void CompareView::setForm(CompareForm form)
{
    m_form = form;
    m_forms->setCurrentIndex(m_forms->findData(int(form)));
    const std::shared_ptr<const Run> a = runOf(m_a);
    const std::shared_ptr<const Run> b = runOf(m_b);
    if (!m_comparison || !a || !b)
        return;
    showText(*a, *b);
    showMap();
    showColumn(m_column);
}

CompareQuantity CompareView::quantity() const
{
    return m_offered[static_cast<std::size_t>(std::max(0, m_quantities->currentData().toInt()))];
}

void CompareView::showMap()
{
    const std::shared_ptr<const Run> a = runOf(m_a);
    const std::shared_ptr<const Run> b = runOf(m_b);
    if (!m_comparison || !a || !b)
        return;
    ComparedMaps maps = comparedMaps(*a, *b, *m_comparison, quantity(), m_form);
    m_why->setText(maps.why);
    m_map->setForm(maps.form);
    m_map->setValues(std::move(maps.values), maps.divergentColumn);
}

void CompareView::showDivergence()
{
    if (!m_comparison || !m_comparison->divergence)
        return;
    const int column = divergentColumnOf(m_columns, *m_comparison);
    const int tokenA = m_comparison->divergence->tokenA;
    const int tokenB = m_comparison->divergence->tokenB;
    const int current = m_history ? m_history->current() : 0;
    // Runs of files have no place on screen.
    if (current != m_a && current != m_b) {
        const int wanted = m_b > 0 && tokenB >= 0 ? m_b : m_a > 0 && tokenA >= 0 ? m_a : 0;
        if (wanted != 0)
            Q_EMIT runWanted(wanted);
    }
    select(column, tokenA, tokenB);
}

void CompareView::chooseColumn(int column)
{
    if (column < 0 || column >= static_cast<int>(m_columns.size()))
        return;
    const CompareColumn& at = m_columns[static_cast<std::size_t>(column)];
    select(column, at.a, at.b);
}

void CompareView::select(int column, int ofA, int ofB)
{
    showColumn(column);
    const int current = m_history ? m_history->current() : 0;
    const int token = current == 0 ? -1 : current == m_b ? ofB : current == m_a ? ofA : -1;
    const QScopedValueRollback own(m_choosing, true);
    if (m_document && token >= 0)
        m_document->select(token);
}

void CompareView::showColumn(int column, bool reveal)
{
    m_column = column;
    m_text->setCurrentColumn(column, reveal);
    m_textB->setCurrentColumn(column, reveal);
    m_map->setCurrentColumn(column);
}

void CompareView::followSelection(int token)
{
    const int current = m_history ? m_history->current() : 0;
    m_hasMissed = m_hasMissed || !isVisible();
    if (m_choosing || !m_comparison || token < 0 || (current != m_a && current != m_b))
        return;
    const int column = columnOf(m_columns, token, current == m_b);
    if (column >= 0)
        showColumn(column);
}

QString CompareView::exportTitle() const
{
    return tr("Comparison of two runs");
}

bool CompareView::hasData() const
{
    const std::shared_ptr<const Run> a = runOf(m_a);
    const std::shared_ptr<const Run> b = runOf(m_b);
    return m_a != m_b && a && b && !a->tokens.empty() && !b->tokens.empty();
}

PlotPicture CompareView::picture(const std::shared_ptr<const Run>& run) const
{
    // The document goes on changing; its copy does not.
    const auto kept = [&](int id) {
        return id > 0 && m_history && id == m_history->current() ? run : runOf(id);
    };
    return comparisonPicture({.a = kept(m_a),
                              .b = kept(m_b),
                              .nameA = nameOf(m_a),
                              .nameB = nameOf(m_b),
                              .quantity = quantity(),
                              .form = m_form});
}

} // namespace exitscope
