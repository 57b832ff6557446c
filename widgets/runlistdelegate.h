#pragma once

#include <QStyledItemDelegate>

namespace exitscope {

/// Draws rows of a RunListModel: two lines beside a bar that marks the run on screen, and figures.
class RunListDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

} // namespace exitscope
