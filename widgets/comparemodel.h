#pragma once

#include "trace/runcomparison.h"

#include <QAbstractTableModel>

#include <optional>
#include <vector>

namespace exitscope {

/// The figures of two runs beside one another, with their difference. Rows that say nothing of
/// either are left out. Lives on the GUI thread.
class CompareModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column
    {
        NameColumn,
        AColumn,
        BColumn,
        DifferenceColumn, ///< B less A
        ColumnCount
    };
    struct Row
    {
        QString name = {};
        QString help = {};
        QString a = {};
        QString b = {};
        QString difference = {};
        // The same as numbers; nothing where they are not known.
        std::optional<double> numberA = {};
        std::optional<double> numberB = {};
        std::optional<double> numberDifference = {};

        bool operator==(const Row&) const = default;
    };

    using QAbstractTableModel::QAbstractTableModel;

    /// The rows of two runs; any thread.
    static std::vector<Row> rowsOf(const RunComparison& comparison);
    void setComparison(const RunComparison& comparison);
    void clear();
    const std::vector<Row>& rows() const { return m_rows; }
    /// The table with its header: tabs between cells, a line each.
    QString asText() const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    void take(std::vector<Row> rows);

    std::vector<Row> m_rows;
};

} // namespace exitscope
