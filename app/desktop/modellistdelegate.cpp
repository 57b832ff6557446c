#include "desktop/modellistdelegate.h"

#include "desktop/modellistmodel.h"
#include "widgets/elidedtext.h"
#include "widgets/theme.h"

#include <QApplication>
#include <QPainter>

namespace exitscope {

namespace {

constexpr int barHeight = 4;

/// A name whose end tells it from others loses its middle.
QString shortened(const QString& text, const QFont& font, int width)
{
    return QFontMetrics(font).elidedText(text, Qt::ElideMiddle, width);
}

} // namespace

void ModelListDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                              const QModelIndex& index) const
{
    QStyleOptionViewItem item = option;
    initStyleOption(&item, index);
    const QStyle* style = item.widget ? item.widget->style() : QApplication::style();
    style->drawPrimitive(QStyle::PE_PanelItemViewItem, &item, painter, item.widget);
    const bool isSelected = item.state & QStyle::State_Selected;
    const QColor ink = item.palette.color(isSelected ? QPalette::HighlightedText : QPalette::Text);
    const QColor muted = isSelected ? ink : theme::colors(item.palette).mutedText;
    const QFont small = theme::small(option.font);
    const QString detail = index.data(ModelListModel::DetailRole).toString();
    const QVariant share = index.data(ModelListModel::ShareRole);
    // As far from the edges as the header's texts.
    const QRect box =
        item.rect.adjusted(theme::gapSmall, theme::gapTiny, -theme::gapTiny, -theme::gapTiny);
    const auto side = item.displayAlignment & Qt::AlignHorizontal_Mask;
    painter->save();
    const bool isName = index.column() == ModelListModel::NameColumn;
    const QFont font =
        index.column() == ModelListModel::SizeColumn ? theme::figures(item.font) : item.font;
    const bool isAlone = detail.isEmpty() && !share.isValid();
    drawElided(*painter, box, font, ink, side | (isAlone ? Qt::AlignVCenter : Qt::AlignTop),
               isName ? shortened(item.text, font, box.width()) : item.text);
    if (share.isValid()) {
        QRect bar(box.left(), box.bottom() - barHeight, box.width(), barHeight);
        QColor ground = ink;
        ground.setAlphaF(theme::barOpacity);
        painter->fillRect(bar, ground);
        bar.setWidth(qRound(bar.width() * share.toDouble()));
        painter->fillRect(bar, isSelected ? ink : theme::colors(item.palette).accent);
    } else {
        drawElided(*painter, box, small, muted, side | Qt::AlignBottom, detail);
    }
    painter->restore();
}

QSize ModelListDelegate::sizeHint(const QStyleOptionViewItem& option,
                                  const QModelIndex& index) const
{
    const QFontMetrics metrics(option.font);
    const QFontMetrics small(theme::small(option.font));
    const int across =
        std::max(metrics.horizontalAdvance(index.data().toString()),
                 small.horizontalAdvance(index.data(ModelListModel::DetailRole).toString()));
    return {across + 2 * theme::gapSmall, metrics.height() + small.height() + 3 * theme::gapTiny};
}

} // namespace exitscope
