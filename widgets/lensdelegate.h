#pragma once

#include <QStyledItemDelegate>

namespace exitscope {

/// Paints a predicted token with its probability as a figure and as a bar behind it. GUI thread.
class LensDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

} // namespace exitscope
