#pragma once

#include "results/benchmarkresult.h"
#include "widgets/exporttable.h"

#include <QAbstractTableModel>

#include <vector>

namespace exitscope {

/// The figures of a result, a row each: what it is, its value, how sure that is. Lives on the GUI
/// thread.
class FigureModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column
    {
        NameColumn,
        ValueColumn,
        IntervalColumn,
        SamplesColumn, ///< that have this figure
        ColumnCount
    };

    using QAbstractTableModel::QAbstractTableModel;

    void setFigures(std::vector<MetricValue> figures);
    /// Shows precision and recall beside the F1 of each ROUGE too.
    void setDetailed(bool isDetailed);
    /// Whether there are figures that only a detailed table shows.
    bool hasDetails() const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    void rebuild();

    std::vector<MetricValue> m_all;
    std::vector<MetricValue> m_shown;
    bool m_isDetailed = false;
};

/// All figures, with their names as in the result's file.
ExportTable figureTable(const std::vector<MetricValue>& figures);

} // namespace exitscope
