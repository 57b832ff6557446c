#include "widgets/figuremodel.h"

#include "widgets/metrictext.h"

#include <QLocale>

#include <algorithm>
#include <iterator>

namespace exitscope {

void FigureModel::setFigures(std::vector<MetricValue> figures)
{
    m_all = std::move(figures);
    rebuild();
}

void FigureModel::setDetailed(bool isDetailed)
{
    m_isDetailed = isDetailed;
    rebuild();
}

bool FigureModel::hasDetails() const
{
    return std::ranges::any_of(m_all, isDetail, &MetricValue::name);
}

void FigureModel::rebuild()
{
    beginResetModel();
    m_shown.clear();
    std::ranges::copy_if(
        m_all, std::back_inserter(m_shown),
        [this](const std::string& name) { return m_isDetailed || !isDetail(name); },
        &MetricValue::name);
    endResetModel();
}

int FigureModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_shown.size());
}

int FigureModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QVariant FigureModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    if (role == Qt::TextAlignmentRole)
        return headerData(index.column(), Qt::Horizontal, role);
    const MetricValue& figure = m_shown[static_cast<std::size_t>(index.row())];
    if (role == Qt::ToolTipRole) {
        const QString help = metricHelp(figure.name);
        return help.isEmpty() ? QVariant() : help;
    }
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case NameColumn:
        return metricTitle(figure.name);
    case ValueColumn:
        return metricText(figure.name, figure.value);
    case IntervalColumn:
        return intervalText(figure);
    case SamplesColumn:
        return QLocale().toString(figure.samples);
    default:
        return {};
    }
}

QVariant FigureModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return QAbstractTableModel::headerData(section, orientation, role);
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | (section == NameColumn ? Qt::AlignLeft : Qt::AlignRight));
    if (role == Qt::ToolTipRole && section == IntervalColumn)
        return tr("Bootstrap interval: samples drawn anew, with replacement");
    if (role != Qt::DisplayRole)
        return QAbstractTableModel::headerData(section, orientation, role);
    switch (section) {
    case NameColumn:
        return tr("Figure");
    case ValueColumn:
        return tr("Value");
    case IntervalColumn:
        return tr("95 % interval");
    case SamplesColumn:
        return tr("Samples");
    default:
        return {};
    }
}

ExportTable figureTable(const std::vector<MetricValue>& figures)
{
    const auto known = [](const std::optional<double>& value) {
        return value ? QVariant(*value) : QVariant();
    };
    ExportTable table{{"metric", "value", "low", "high", "samples"}, {}};
    for (const MetricValue& figure : figures)
        table.rows.push_back({QString::fromStdString(figure.name), figure.value, known(figure.low),
                              known(figure.high), figure.samples});
    return table;
}

} // namespace exitscope
