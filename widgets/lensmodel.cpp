#include "widgets/lensmodel.h"

#include "widgets/glyphicon.h"
#include "widgets/tokenlabel.h"
#include "widgets/tokentexts.h"

#include <QFont>
#include <QLocale>
#include <QThread>

#include <cmath>

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
    if (role == ChangedRole)
        return predictionChanged(layer);
    if (role == PinnedRole)
        return isPinned(layer);
    if (index.column() == LayerColumn)
        return layerData(layer, role);
    if (index.column() == WrittenColumn)
        return writtenData(layer, role);
    return tokenData(layer, index.column() - FirstTokenColumn, role);
}

QVariant LensModel::layerData(int layer, int role) const
{
    const bool exit = layer == m_trace.exitLayer;
    switch (role) {
    case Qt::DisplayRole:
        return exit ? tr("▸ %1").arg(layer) : QString::number(layer);
    case Qt::DecorationRole:
        return isPinned(layer) ? QVariant(glyphIcon(Glyph::Pin, QPalette::Text)) : QVariant();
    case Qt::AccessibleTextRole: {
        QString line = tr("layer %1").arg(layer);
        if (exit)
            line += tr(", the token left here");
        if (isPinned(layer))
            line += tr(", pinned");
        return line;
    }
    case Qt::ToolTipRole:
        if (exit)
            return isPinned(layer) ? tr("The token left here; pinned") : tr("The token left here");
        return isPinned(layer) ? tr("Pinned") : QVariant();
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter);
    default:
        return {};
    }
}

QVariant LensModel::writtenData(int layer, int role) const
{
    switch (role) {
    case Qt::DisplayRole: {
        const float probability = writtenProbability(layer);
        if (std::isnan(probability))
            return QString();
        const std::optional<int> rank = writtenRank(layer);
        const QString percent = tr("%1 %").arg(percentText(double(probability)));
        if (!rank)
            return percent;
        return *rank > topEntriesPerLayer ? tr(">%1.  %2").arg(topEntriesPerLayer).arg(percent)
                                          : tr("%1.  %2").arg(*rank).arg(percent);
    }
    case Qt::AccessibleTextRole:
    case Qt::ToolTipRole: {
        const QString line = writtenText(layer);
        return line.isEmpty() ? tr("the token that was written: not known here")
                              : tr("the token that was written: %1").arg(line);
    }
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
        QString line =
            tr("%1  %2 %").arg(piece, QLocale().toString(100 * shown.probability, 'f', 1));
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
            return missingText(layer);
        return plainToolTip(
            tr("%1 (id %2), probability %3%4")
                .arg(text(shown.id), QString::number(shown.id),
                     QLocale().toString(static_cast<double>(shown.probability), 'g', 4),
                     changed ? tr("; the prediction changed here") : QString()));
    default:
        return {};
    }
}

QVariant LensModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole &&
        section < FirstTokenColumn)
        return int(Qt::AlignRight | Qt::AlignVCenter);
    if (orientation == Qt::Horizontal && role == Qt::ToolTipRole && section == WrittenColumn)
        return tr("Rank and probability of the token that was written");
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    if (section == LayerColumn)
        return tr("Layer");
    if (section == WrittenColumn)
        return tr("Written");
    return section == FirstTokenColumn ? tr("Predicts")
                                       : tr("%1.").arg(section - FirstTokenColumn + 1);
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

QString LensModel::missingText(int layer) const
{
    if (entry(layer, 0).id >= 0)
        return tr("Only the likeliest token of this layer was kept.");
    return layer > m_trace.exitLayer
               ? tr("Scores past the exit are kept only while watching.")
               : tr("The rule asked for no prediction here; watching keeps one of each layer.");
}

QString LensModel::text(int id, int longest) const
{
    return m_text ? tokenLabel(m_text(id), longest) : QString::number(id);
}

float LensModel::writtenProbability(int layer) const
{
    const LayerStatistics& known = m_trace.layers[static_cast<std::size_t>(layer)];
    if (std::isnan(known.emittedProbability) && known.top1 >= 0 && known.top1 == m_trace.id)
        return known.maxProbability;
    return known.emittedProbability;
}

std::optional<int> LensModel::writtenRank(int layer) const
{
    const LayerStatistics& known = m_trace.layers[static_cast<std::size_t>(layer)];
    if (known.top1 >= 0 && known.top1 == m_trace.id)
        return 1;
    const auto top = m_trace.topAt(layer);
    int kept = 0;
    for (const TopEntry& each : top) {
        if (each.id < 0)
            break;
        ++kept;
        if (each.id == m_trace.id)
            return kept;
    }
    return kept == topEntriesPerLayer ? std::optional(topEntriesPerLayer + 1) : std::nullopt;
}

QString LensModel::writtenText(int layer) const
{
    const float probability = writtenProbability(layer);
    const std::optional<int> rank = writtenRank(layer);
    QStringList parts;
    if (rank)
        parts << (*rank > topEntriesPerLayer ? tr("not among the first %1").arg(topEntriesPerLayer)
                                             : tr("rank %1").arg(*rank));
    if (!std::isnan(probability))
        parts << tr("%1 %").arg(percentText(double(probability)));
    return parts.join(QStringLiteral(", "));
}

void LensModel::setPinned(int layer, bool pinned)
{
    const bool changed = pinned ? m_pinned.insert(layer).second : m_pinned.erase(layer) > 0;
    if (!changed)
        return;
    if (layer >= 0 && layer < rowCount()) {
        const int row = rowCount() - 1 - layer;
        Q_EMIT dataChanged(index(row, 0), index(row, columnCount() - 1));
    }
    Q_EMIT pinsChanged();
}

void LensModel::unpinAll()
{
    while (!m_pinned.empty())
        setPinned(*m_pinned.begin(), false);
}

} // namespace exitscope
