#include "widgets/tokentable.h"

#include "widgets/tokentablemodel.h"

#include <QHeaderView>

#include <algorithm>
#include <span>

namespace exitscope {

TokenTable::TokenTable(QWidget* parent)
    : TableView(parent)
    , m_tokens(new TokenTableModel(this))
{
    setAccessibleName(tr("Tokens"));
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setModel(m_tokens);
    setColumnWidths({7, 18, 8, 7, 12, 19, 23, 10, 13, 12, 30});
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
    connect(document, &RunDocument::tokensAppended, this, &TokenTable::showPreviews);
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

void TokenTable::showColumns()
{
    const bool speculated =
        std::ranges::any_of(m_document->run().settings, [](const SettingsChange& change) {
            return change.settings.speculates();
        });
    setColumnHidden(TokenTableModel::RoleColumn, !speculated);
    setColumnHidden(TokenTableModel::PreviewColumn, true);
    showPreviews(0);
}

void TokenTable::showPreviews(int first)
{
    const auto tokens =
        std::span(m_document->run().tokens).subspan(static_cast<std::size_t>(first));
    if (std::ranges::any_of(
            tokens, [](int exit) { return exit >= 0; }, &TokenTrace::previewExitLayer))
        setColumnHidden(TokenTableModel::PreviewColumn, false);
}

void TokenTable::follow()
{
    if (isVisible() && m_document && m_document->selectedToken() < 0)
        scrollToBottom();
}

} // namespace exitscope
