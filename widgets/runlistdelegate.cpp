#include "widgets/runlistdelegate.h"

#include "widgets/elidedtext.h"
#include "widgets/runlistmodel.h"
#include "widgets/theme.h"

#include <QApplication>
#include <QPainter>

namespace exitscope {
namespace {

constexpr int barWidth = 3;

QRect contentOf(const QRect& cell, bool isFirst)
{
    return cell.adjusted(isFirst ? barWidth + theme::gapTiny : 0, theme::gapTiny, -theme::gapTiny,
                         -theme::gapTiny);
}

} // namespace

void RunListDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                            const QModelIndex& index) const
{
    QStyleOptionViewItem item = option;
    initStyleOption(&item, index);
    const QStyle* style = item.widget ? item.widget->style() : QApplication::style();
    style->drawPrimitive(QStyle::PE_PanelItemViewItem, &item, painter, item.widget);
    const bool isSelected = item.state & QStyle::State_Selected;
    const QColor ink = item.palette.color(isSelected ? QPalette::HighlightedText : QPalette::Text);
    const theme::Colors colors = theme::colors(item.palette);
    const bool isFirst = index.column() == RunListModel::RunColumn;
    const QRect box = contentOf(item.rect, isFirst);
    painter->save();
    if (isFirst && index.data(RunListModel::ShownRole).toBool())
        painter->fillRect(
            QRect(item.rect.left(), item.rect.top() + 2, barWidth, item.rect.height() - 4),
            isSelected ? ink : colors.accent);
    const QFont small = theme::small(option.font);
    if (isFirst)
        drawElided(*painter, box, small, isSelected ? ink : colors.mutedText,
                   Qt::AlignLeft | Qt::AlignBottom,
                   index.data(RunListModel::DetailRole).toString());
    else
        drawElided(*painter, box, theme::figures(small), ink, Qt::AlignRight | Qt::AlignBottom,
                   item.text);
    painter->restore();
}

void RunListDelegate::paintTitle(QPainter* painter, const QStyleOptionViewItem& option,
                                 const QRect& row, const QModelIndex& index) const
{
    QStyleOptionViewItem item = option;
    initStyleOption(&item, index);
    const bool isSelected = item.state & QStyle::State_Selected;
    painter->save();
    drawElided(*painter, contentOf(row, true), item.font,
               item.palette.color(isSelected ? QPalette::HighlightedText : QPalette::Text),
               Qt::AlignLeft | Qt::AlignTop, item.text);
    painter->restore();
}

QSize RunListDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const QFontMetrics metrics(option.font);
    const int lines = metrics.height() + QFontMetrics(theme::small(option.font)).height();
    const int width = index.column() == RunListModel::RunColumn
                          ? 0
                          : metrics.horizontalAdvance(index.data(Qt::DisplayRole).toString());
    return {width + barWidth + 3 * theme::gapTiny, lines + 2 * theme::gapTiny};
}

} // namespace exitscope
