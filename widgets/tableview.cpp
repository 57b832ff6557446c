#include "widgets/tableview.h"

#include "widgets/elidedtext.h"

#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QKeyEvent>
#include <QPainter>
#include <QSignalBlocker>
#include <QStyledItemDelegate>

#include <algorithm>

namespace exitscope {
namespace {

constexpr int rightPadding = theme::gapTiny;

/// A cell's text with room on both sides; the style knows only a hair's breadth.
class PaddedDelegate : public QStyledItemDelegate
{
public:
    PaddedDelegate(int padding, QWidget* parent)
        : QStyledItemDelegate(parent)
        , m_padding(padding)
    {}

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override
    {
        QStyleOptionViewItem item = option;
        initStyleOption(&item, index);
        const QStyle* style = item.widget ? item.widget->style() : QApplication::style();
        style->drawPrimitive(QStyle::PE_PanelItemViewItem, &item, painter, item.widget);
        const QRect box = item.rect.adjusted(m_padding, 0, -rightPadding, 0);
        const bool selected = item.state & QStyle::State_Selected;
        painter->save();
        drawElided(*painter, box, item.font,
                   item.palette.color(selected ? QPalette::HighlightedText : QPalette::Text),
                   item.displayAlignment, item.text);
        painter->restore();
    }
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        return QStyledItemDelegate::sizeHint(option, index) + QSize(m_padding + rightPadding, 0);
    }

private:
    int m_padding;
};

/// A header whose texts stand as far from their edges as the cells' below.
class PaddedHeader : public QHeaderView
{
public:
    PaddedHeader(int padding, QWidget* parent)
        : QHeaderView(Qt::Horizontal, parent)
        , m_padding(padding)
    {}

protected:
    void initStyleOptionForIndex(QStyleOptionHeader* option, int section) const override
    {
        QHeaderView::initStyleOptionForIndex(option, section);
        option->text.clear();
    }
    void paintSection(QPainter* painter, const QRect& rect, int section) const override
    {
        painter->save();
        QHeaderView::paintSection(painter, rect, section);
        painter->restore();
        const QVariant alignment =
            model()->headerData(section, Qt::Horizontal, Qt::TextAlignmentRole);
        const QRect box = rect.adjusted(m_padding, 0, -rightPadding, 0);
        const QString text = model()->headerData(section, Qt::Horizontal).toString();
        painter->setFont(font());
        painter->setPen(palette().color(QPalette::ButtonText));
        painter->drawText(box, alignment.isValid() ? alignment.toInt() : int(defaultAlignment()),
                          painter->fontMetrics().elidedText(text, Qt::ElideRight, box.width()));
    }
    QSize sectionSizeFromContents(int section) const override
    {
        return QHeaderView::sectionSizeFromContents(section) + QSize(m_padding + rightPadding, 0);
    }

private:
    int m_padding;
};

} // namespace

TableView::TableView(QWidget* parent, int padding)
    : QTableView(parent)
{
    setHorizontalHeader(new PaddedHeader(padding, this));
    setItemDelegate(new PaddedDelegate(padding, this));
    setShowGrid(false);
    setFrameShape(QFrame::NoFrame);
    setWordWrap(false);
    setCornerButtonEnabled(false);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setTabKeyNavigation(false);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    applyFont();
}

void TableView::setColumnWidths(std::initializer_list<int> characters)
{
    m_widths = characters;
    applyFont();
}

void TableView::setLines(int lines)
{
    m_lines = lines;
    applyFont();
}

int TableView::rowHeight() const
{
    return verticalHeader()->defaultSectionSize();
}

void TableView::applyFont()
{
    verticalHeader()->setDefaultSectionSize(m_lines * fontMetrics().height() + theme::gapSmall);
    for (int column = 0; column < static_cast<int>(m_widths.size()); ++column)
        setColumnWidth(column, m_widths[static_cast<std::size_t>(column)] *
                                   fontMetrics().averageCharWidth());
    spreadColumns();
}

void TableView::shareWidth(int first, int characters)
{
    m_firstShared = first;
    m_leastShared = characters;
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    spreadColumns();
}

void TableView::spreadColumns()
{
    if (m_firstShared < 0 || !model())
        return;
    int room = viewport()->width();
    for (int column = 0; column < m_firstShared; ++column)
        room -= columnWidth(column);
    const int columns = model()->columnCount() - m_firstShared;
    const int least = m_leastShared * fontMetrics().averageCharWidth();
    const int shown = std::clamp(room / std::max(1, least), 1, std::max(1, columns));
    for (int i = 0; i < columns; ++i) {
        setColumnHidden(m_firstShared + i, i >= shown);
        if (i < shown)
            setColumnWidth(m_firstShared + i, room * (i + 1) / shown - room * i / shown);
    }
}

void TableView::resizeEvent(QResizeEvent* event)
{
    QTableView::resizeEvent(event);
    spreadColumns();
}

void TableView::focusInEvent(QFocusEvent* event)
{
    QItemSelectionModel* selection = selectionModel();
    if (!selection || currentIndex().isValid())
        return QTableView::focusInEvent(event);
    // The base class makes the first row current, which others would take for the user's choice.
    const QSignalBlocker quiet(selection);
    QTableView::focusInEvent(event);
    selection->clearCurrentIndex();
}

void TableView::changeEvent(QEvent* event)
{
    QTableView::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        applyFont();
}

void TableView::keyPressEvent(QKeyEvent* event)
{
    if (event->matches(QKeySequence::Copy))
        copySelection();
    else
        QTableView::keyPressEvent(event);
}

void TableView::copySelection()
{
    QModelIndexList rows = selectionModel()->selectedRows();
    std::ranges::sort(rows, {}, &QModelIndex::row);
    QStringList lines;
    for (const QModelIndex& row : rows) {
        QStringList cells;
        for (int column = 0; column < model()->columnCount(); ++column)
            cells << row.siblingAtColumn(column).data().toString();
        lines << cells.join(u'\t');
    }
    if (!lines.isEmpty())
        QApplication::clipboard()->setText(lines.join(u'\n'));
}

} // namespace exitscope
