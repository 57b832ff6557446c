#include "widgets/evaluationmodel.h"

#include <QLocale>

namespace exitscope {

void EvaluationModel::setFigures(std::vector<TaskFigure> figures)
{
    beginResetModel();
    m_figures = std::move(figures);
    endResetModel();
}

int EvaluationModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_figures.size());
}

int EvaluationModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QVariant EvaluationModel::data(const QModelIndex& index, int role) const
{
    constexpr int digits = 4;
    if (!index.isValid())
        return {};
    if (role == Qt::TextAlignmentRole)
        return headerData(index.column(), Qt::Horizontal, role);
    if (role != Qt::DisplayRole)
        return {};
    const TaskFigure& figure = m_figures[static_cast<std::size_t>(index.row())];
    const QLocale locale;
    switch (index.column()) {
    case TaskColumn:
        return figure.task;
    case MetricColumn:
        return figure.metric;
    case FilterColumn:
        return figure.filter;
    case ValueColumn:
        return locale.toString(figure.value, 'f', digits);
    case ErrorColumn:
        return figure.error ? QStringLiteral("± ") + locale.toString(*figure.error, 'f', digits)
                            : QStringLiteral("–");
    case ShotsColumn:
        return locale.toString(figure.shots);
    case DocumentsColumn:
        return locale.toString(figure.documents);
    default:
        return {};
    }
}

QVariant EvaluationModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return QAbstractTableModel::headerData(section, orientation, role);
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | (section <= FilterColumn ? Qt::AlignLeft : Qt::AlignRight));
    if (role == Qt::ToolTipRole && section == FilterColumn)
        return tr("How the answer was taken out of the text");
    if (role != Qt::DisplayRole)
        return QAbstractTableModel::headerData(section, orientation, role);
    switch (section) {
    case TaskColumn:
        return tr("Task");
    case MetricColumn:
        return tr("Metric");
    case FilterColumn:
        return tr("Filter");
    case ValueColumn:
        return tr("Value");
    case ErrorColumn:
        return tr("Standard error");
    case ShotsColumn:
        return tr("Examples");
    case DocumentsColumn:
        return tr("Documents");
    default:
        return {};
    }
}

ExportTable evaluationTable(const std::vector<TaskFigure>& figures)
{
    ExportTable table{{"task", "metric", "filter", "value", "stderr", "n_shot", "documents"}, {}};
    for (const TaskFigure& figure : figures)
        table.rows.push_back({figure.task, figure.metric, figure.filter, figure.value,
                              figure.error ? QVariant(*figure.error) : QVariant(), figure.shots,
                              figure.documents});
    return table;
}

} // namespace exitscope
