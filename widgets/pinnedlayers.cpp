#include "widgets/pinnedlayers.h"

#include "widgets/lensdelegate.h"
#include "widgets/lensmodel.h"
#include "widgets/tableview.h"
#include "widgets/textlabel.h"
#include "widgets/theme.h"

#include <QAction>
#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QSortFilterProxyModel>
#include <QToolButton>

#include <algorithm>

namespace exitscope {

namespace {

/// More than these scroll, so that the lens keeps room.
constexpr int mostRowsInView = 5;

class PinnedRows : public QSortFilterProxyModel
{
public:
    using QSortFilterProxyModel::QSortFilterProxyModel;

protected:
    bool filterAcceptsRow(int row, const QModelIndex& parent) const override
    {
        return sourceModel()->index(row, 0, parent).data(LensModel::PinnedRole).toBool();
    }
};

} // namespace

PinnedLayers::PinnedLayers(LensModel* lens, TableView* table, QWidget* parent)
    : QWidget(parent)
    , m_lens(lens)
    , m_table(table)
    , m_rows(new PinnedRows(this))
    , m_caption(new TextLabel(TextLabel::Style::Note, {}, this))
    , m_clear(new QToolButton(this))
    , m_view(new TableView(this, theme::gapTiny))
{
    m_rows->setSourceModel(lens);
    m_caption->setText(tr("Pinned layers"));
    layOut();
    auto* unpin = new QAction(tr("Unpin this layer"), m_view);
    unpin->setShortcuts({QKeySequence(Qt::Key_Space), QKeySequence(Qt::Key_Delete)});
    unpin->setShortcutContext(Qt::WidgetShortcut);
    m_view->addAction(unpin);
    m_view->setContextMenuPolicy(Qt::ActionsContextMenu);
    connect(unpin, &QAction::triggered, this, [this] {
        const QModelIndex current = m_view->currentIndex();
        if (!current.isValid())
            return;
        // The row that takes its place is nobody's choice.
        m_unpinning = true;
        m_lens->setPinned(layerAt(current.row()), false);
        m_unpinning = false;
    });
    connect(m_view->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex& current) {
                if (current.isValid() && m_view->hasFocus() && !m_unpinning)
                    Q_EMIT layerChosen(layerAt(current.row()));
            });
    connect(table->horizontalHeader(), &QHeaderView::sectionResized, this,
            &PinnedLayers::copyWidths);
    connect(lens, &LensModel::pinsChanged, this, &PinnedLayers::update);
    connect(lens, &LensModel::modelReset, this, &PinnedLayers::update);
    update();
}

void PinnedLayers::layOut()
{
    m_view->setModel(m_rows);
    m_view->setObjectName(QStringLiteral("pinned"));
    m_view->setAccessibleName(tr("Pinned layers"));
    m_view->setItemDelegate(new LensDelegate(m_view));
    m_view->setSelectionMode(QAbstractItemView::SingleSelection);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->horizontalHeader()->hide();
    m_view->setToolTip(tr("Space or Delete unpins a layer"));
    m_clear->setText(tr("Unpin all"));
    m_clear->setAutoRaise(true);
    m_clear->setFocusPolicy(Qt::StrongFocus);
    connect(m_clear, &QToolButton::clicked, m_lens, &LensModel::unpinAll);

    auto* row = new QHBoxLayout;
    row->addWidget(m_caption, 1);
    row->addWidget(m_clear);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::gapTiny);
    column->addLayout(row);
    column->addWidget(m_view);
}

int PinnedLayers::layerAt(int row) const
{
    return m_lens->layerOfRow(m_rows->mapToSource(m_rows->index(row, 0)).row());
}

void PinnedLayers::update()
{
    const int rows = m_rows->rowCount();
    setVisible(rows > 0);
    m_view->setFixedHeight(std::min(rows, mostRowsInView) * m_view->rowHeight() +
                           2 * m_view->frameWidth());
    copyWidths();
}

void PinnedLayers::copyWidths()
{
    for (int column = 0; column < m_lens->columnCount(); ++column) {
        const bool hidden = m_table->isColumnHidden(column);
        m_view->setColumnHidden(column, hidden);
        if (!hidden)
            m_view->setColumnWidth(column, m_table->columnWidth(column));
    }
}

void PinnedLayers::showLayer(int layer)
{
    for (int row = 0; row < m_rows->rowCount(); ++row) {
        if (layerAt(row) == layer)
            return m_view->selectRow(row);
    }
    m_view->clearSelection();
    m_view->selectionModel()->clearCurrentIndex();
}

void PinnedLayers::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        update();
}

void PinnedLayers::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    copyWidths();
}

} // namespace exitscope
