#pragma once

#include "widgets/sweepcontent.h"

#include <QAbstractTableModel>

namespace exitscope {

/// The places of a sweep, a row each, full depth first. Lives on the GUI thread.
class SweepModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    /// Behind the columns of the axes.
    enum Column
    {
        SpeedColumn,
        SpeedUpColumn,
        QualityColumn,
        IntervalColumn, ///< of the quality, from the difference to full depth
        VerdictColumn,
        ColumnCount
    };
    /// The number or text that a column is sorted by.
    static constexpr int sortRole = Qt::UserRole;

    using QAbstractTableModel::QAbstractTableModel;

    void setContent(SweepContent content);
    const SweepContent& content() const { return m_content; }
    /// The place of a row.
    const SweepMark& mark(int row) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    bool isFullDepth(int row) const { return m_content.fullDepth && row == 0; }
    QString text(int row, int section) const;
    QVariant sortValue(int row, int section) const;
    QString verdict(const SweepMark& mark) const;

    SweepContent m_content;
};

} // namespace exitscope
