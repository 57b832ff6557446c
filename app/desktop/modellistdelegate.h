#pragma once

#include <QStyledItemDelegate>

namespace exitscope {

/// Draws cells of a ModelListModel: two lines, and in the place of the second the bar of a
/// download.
class ModelListDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

} // namespace exitscope
