#include "widgets/tokentable.h"

#include "widgets/tokentablemodel.h"

#include <QHeaderView>

#include <algorithm>

namespace exitscope {

TokenTable::TokenTable(QWidget* parent)
    : TableView(parent)
    , m_tokens(new TokenTableModel(this))
{
    setAccessibleName(tr("Tokens"));
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setModel(m_tokens);
    setColumnWidths({7, 18, 8, 7, 10, 19, 23, 10, 13, 9, 30});
    horizontalHeader()->setMinimumSectionSize(8 * fontMetrics().averageCharWidth());
    horizontalHeader()->setSectionResizeMode(TokenTableModel::TextColumn, QHeaderView::Stretch);
}

void TokenTable::setDocument(RunDocument* document)
{
    m_document = document;
    m_tokens->setDocument(document);
    connect(document, &RunDocument::selectionChanged, this, &TokenTable::showSelection);
    connect(document, &RunDocument::tokensAppended, this, &TokenTable::follow);
    connect(document, &RunDocument::wasReset, this, &TokenTable::showColumns);
    connect(document, &RunDocument::settingsRecorded, this, &TokenTable::showColumns);
    showColumns();
    showSelection();
}

void TokenTable::currentChanged(const QModelIndex& current, const QModelIndex& previous)
{
    TableView::currentChanged(current, previous);
    if (m_document && !m_following && current.isValid())
        m_document->select(current.row(), m_document->selectedLayer());
}

void TokenTable::showEvent(QShowEvent* event)
{
    TableView::showEvent(event);
    showSelection();
    follow();
}

void TokenTable::showSelection()
{
    if (currentIndex().row() == m_document->selectedToken())
        return;
    m_following = true;
    if (m_document->selectedToken() < 0)
        setCurrentIndex({});
    else
        selectRow(m_document->selectedToken());
    m_following = false;
}

/// Roles where drafts were made, and previews where they were compared with exact scores.
void TokenTable::showColumns()
{
    const auto any = [this](auto holds) {
        return std::ranges::any_of(m_document->run().settings, [&](const SettingsChange& change) {
            return holds(change.settings);
        });
    };
    setColumnHidden(TokenTableModel::RoleColumn,
                    !any([](const Settings& settings) { return settings.speculates(); }));
    setColumnHidden(TokenTableModel::PreviewColumn, !any([](const Settings& settings) {
                        return settings.scoring == Scoring::Preview && settings.watch &&
                               settings.ruleApplies();
                    }));
}

void TokenTable::follow()
{
    if (isVisible() && m_document && m_document->selectedToken() < 0)
        scrollToBottom();
}

} // namespace exitscope
