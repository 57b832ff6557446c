#include "widgets/lensdelegate.h"

#include "widgets/lensmodel.h"
#include "widgets/theme.h"
#include "widgets/tokenlabel.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QPainter>

namespace exitscope {

namespace {

/// Between a layer and the one before it, below: there the prediction became another.
void drawChange(QPainter& painter, const QRect& cell, const QColor& color)
{
    painter.fillRect(QRect(cell.left(), cell.bottom() - 1, cell.width(), 2), color);
}

} // namespace

void LensDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                         const QModelIndex& index) const
{
    QStyleOptionViewItem item = option;
    initStyleOption(&item, index);
    const bool isExit = index.data(LensModel::ExitRole).toBool();
    if (isExit) {
        QColor tint = item.palette.color(QPalette::Text);
        tint.setAlphaF(theme::exitRowOpacity);
        item.backgroundBrush = tint;
    }
    const bool changed = index.data(LensModel::ChangedRole).toBool();
    const QVariant probability = index.data(LensModel::ProbabilityRole);
    if (!probability.isValid()) {
        // On the exit's tint muted text would not read.
        if (!isExit)
            item.palette.setColor(QPalette::Text, theme::colors(option.palette).mutedText);
        QApplication::style()->drawControl(QStyle::CE_ItemViewItem, &item, painter, item.widget);
        if (changed)
            drawChange(*painter, item.rect, theme::colors(option.palette).accent);
        return;
    }
    item.text.clear();
    QApplication::style()->drawControl(QStyle::CE_ItemViewItem, &item, painter, item.widget);

    painter->save();
    const QRect cell = item.rect.adjusted(2, 2, -2, -2);
    const bool selected = item.state & QStyle::State_Selected;
    QColor bar = selected ? item.palette.color(QPalette::HighlightedText)
                          : theme::colors(item.palette).accent;
    bar.setAlphaF(selected ? theme::selectedBarOpacity : theme::barOpacity);
    painter->fillRect(
        QRectF(cell.left(), cell.top(), cell.width() * probability.toDouble(), cell.height()), bar);
    painter->setFont(item.font);
    painter->setPen(item.palette.color(selected ? QPalette::HighlightedText : QPalette::Text));
    const QRect text = cell.adjusted(2, 0, -2, 0);
    const QString figure = percentText(probability.toDouble());
    const int figureWidth = painter->fontMetrics().horizontalAdvance(figure);
    const QString piece = painter->fontMetrics().elidedText(
        index.data(LensModel::PieceRole).toString(), Qt::ElideRight,
        text.width() - figureWidth - theme::gapTiny);
    painter->drawText(text, Qt::AlignLeft | Qt::AlignVCenter, piece);
    painter->drawText(text, Qt::AlignRight | Qt::AlignVCenter, figure);
    // Which of the row's tokens the text can go on from.
    const auto* view = qobject_cast<const QAbstractItemView*>(item.widget);
    if (selected && view && view->currentIndex() == index)
        painter->drawRect(item.rect.adjusted(1, 1, -2, -2));
    painter->restore();
    if (changed)
        drawChange(*painter, item.rect, theme::colors(option.palette).accent);
}

QSize LensDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const
{
    const QFontMetrics metrics(option.font);
    return {metrics.averageCharWidth() * 14, metrics.height() + theme::gapSmall};
}

} // namespace exitscope
