#pragma once

#include "trace/replay.h"

#include <QAbstractTableModel>

#include <array>

namespace exitscope {

/// The rule asked about beside the run as it was and the oracle's ceiling, in figures. Lives on the
/// GUI thread.
class WhatIfModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Row
    {
        LayersSavedRow,
        AgreementRow,
        MeanExitRow,
        TokensRow,
        RowCount
    };
    enum Column
    {
        NameColumn,
        AskedColumn,
        RecordedColumn,
        CeilingColumn,
        ColumnCount
    };

    using QAbstractTableModel::QAbstractTableModel;

    void setTotals(const ReplayTotals& asked, const ReplayTotals& recorded,
                   const ReplayTotals& ceiling);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::array<ReplayTotals, 3> m_totals; ///< by column from AskedColumn
};

} // namespace exitscope
