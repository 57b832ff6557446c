#pragma once

#include <QStyledItemDelegate>

namespace exitscope {

/// Draws rows of a RunListModel: a bar that marks the run on screen, what decided and figures
/// below, and above them the title, which the view lets run over all columns.
class RunListDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    /// `row`: from the left of the first cell to the right of the last.
    void paintTitle(QPainter* painter, const QStyleOptionViewItem& option, const QRect& row,
                    const QModelIndex& index) const;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

} // namespace exitscope
