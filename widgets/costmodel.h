#pragma once

#include "trace/run.h"

#include <QAbstractTableModel>

#include <vector>

namespace exitscope {

/// What a run cost so far, from its summary and the times of its tokens: layer-rows, drafts, K/V
/// cells, milliseconds next to what full depth would have taken. Rows that say nothing of the run
/// are left out. Lives on the GUI thread.
class CostModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column
    {
        NameColumn,
        TotalColumn,
        PerTokenColumn, ///< decoded tokens: the first came with the prompt
        ShareColumn,
        ColumnCount
    };
    struct Row
    {
        QString name = {};
        QString help = {};
        QString total = {};
        QString perToken = {};
        QString share = {};
        bool isHeading = false;

        bool operator==(const Row&) const = default;
    };

    using QAbstractTableModel::QAbstractTableModel;

    void setRun(const Run& run);
    const std::vector<Row>& rows() const { return m_rows; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<Row> m_rows;
};

} // namespace exitscope
