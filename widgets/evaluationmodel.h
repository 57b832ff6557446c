#pragma once

#include "widgets/evaluation.h"

#include <QAbstractTableModel>

namespace exitscope {

/// The metrics of an evaluation's tasks, a row each. Lives on the GUI thread.
class EvaluationModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column
    {
        TaskColumn,
        MetricColumn,
        FilterColumn,
        ValueColumn,
        ErrorColumn,
        ShotsColumn,
        DocumentsColumn,
        ColumnCount
    };

    using QAbstractTableModel::QAbstractTableModel;

    void setFigures(std::vector<TaskFigure> figures);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<TaskFigure> m_figures;
};

/// A row for each figure.
ExportTable evaluationTable(const std::vector<TaskFigure>& figures);

} // namespace exitscope
