#include "widgets/lensmodel.h"

#include <QFont>
#include <QThread>

namespace exitscope {

void LensModel::setTokenText(TokenText text)
{
    Q_ASSERT(thread() == QThread::currentThread());
    beginResetModel();
    m_text = std::move(text);
    endResetModel();
}

void LensModel::setToken(const TokenTrace& trace)
{
    Q_ASSERT(thread() == QThread::currentThread());
    // A table of the same size keeps its place and its selection.
    if (trace.layers.size() == m_trace.layers.size()) {
        m_trace = trace;
        if (rowCount() > 0)
            Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
        return;
    }
    beginResetModel();
    m_trace = trace;
    endResetModel();
}

bool LensModel::predictionChanged(int layer) const
{
    if (layer < 1 || layer >= rowCount())
        return false;
    const int now = entry(layer, 0).id;
    const int before = entry(layer - 1, 0).id;
    return now >= 0 && before >= 0 && now != before;
}

int LensModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_trace.layers.size());
}

int LensModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : FirstTokenColumn + topEntriesPerLayer;
}

QVariant LensModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const int layer = layerOfRow(index.row());
    if (role == ExitRole)
        return layer == m_trace.exitLayer;
    if (index.column() == LayerColumn)
        return layerData(layer, role);
    return tokenData(layer, index.column() - FirstTokenColumn, role);
}

QVariant LensModel::layerData(int layer, int role) const
{
    const bool exit = layer == m_trace.exitLayer;
    switch (role) {
    case Qt::DisplayRole:
        return exit ? tr("▸ %1").arg(layer) : QString::number(layer);
    case Qt::AccessibleTextRole:
        return exit ? tr("layer %1, the token left here").arg(layer) : tr("layer %1").arg(layer);
    case Qt::ToolTipRole:
        return exit ? tr("The token left here") : QVariant();
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter);
    default:
        return {};
    }
}

QVariant LensModel::tokenData(int layer, int rank, int role) const
{
    const TopEntry shown = entry(layer, rank);
    const bool changed = rank == 0 && predictionChanged(layer);
    switch (role) {
    case PieceRole:
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole: {
        if (shown.id < 0)
            return rank == 0 ? tr("not scored") : QString();
        const QString piece = changed ? tr("◆ %1").arg(text(shown.id)) : text(shown.id);
        if (role == PieceRole)
            return piece;
        QString line = tr("%1  %2 %").arg(piece).arg(100 * shown.probability, 0, 'f', 1);
        if (changed && role == Qt::AccessibleTextRole)
            line += tr(", the prediction changed here");
        return line;
    }
    case ProbabilityRole:
        return shown.id < 0 ? QVariant() : QVariant(static_cast<double>(shown.probability));
    case Qt::FontRole: {
        if (!changed)
            return {};
        QFont font;
        font.setBold(true);
        return font;
    }
    case Qt::ToolTipRole:
        if (shown.id < 0)
            return tr("Layers past the exit are scored only while watching");
        return tr("%1 (id %2), probability %3%4")
            .arg(text(shown.id))
            .arg(shown.id)
            .arg(static_cast<double>(shown.probability), 0, 'g', 4)
            .arg(changed ? tr("; the prediction changed here") : QString());
    default:
        return {};
    }
}

QVariant LensModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole && section == LayerColumn)
        return int(Qt::AlignRight | Qt::AlignVCenter);
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    if (section == LayerColumn)
        return tr("Layer");
    return section == FirstTokenColumn ? tr("Predicts") : tr("%1.").arg(section);
}

TopEntry LensModel::entry(int layer, int rank) const
{
    const auto top = m_trace.topAt(layer);
    if (static_cast<std::size_t>(rank) < top.size())
        return top[static_cast<std::size_t>(rank)];
    if (rank > 0)
        return {};
    const LayerStatistics& known = m_trace.layers[static_cast<std::size_t>(layer)];
    return {known.top1, known.maxProbability};
}

QString LensModel::text(int id) const
{
    return m_text ? m_text(id) : QString::number(id);
}

} // namespace exitscope
