#include "widgets/exitmodels.h"

#include "widgets/tokenlabel.h"

#include <QLocale>

#include <algorithm>

namespace exitscope {

namespace {

QString percent(double share)
{
    return ExitLayerModel::tr("%1 %").arg(QLocale().toString(100 * share, 'f', 1));
}

QString margin(const std::optional<double>& value)
{
    return value ? QLocale().toString(*value, 'f', 3) : QStringLiteral("–");
}

} // namespace

void ExitLayerModel::setHistograms(const ExitHistogram& exits, const ExitHistogram& other)
{
    if (exits == m_exits && other == m_other)
        return;
    beginResetModel();
    m_exits = exits;
    m_other = other;
    endResetModel();
}

int ExitLayerModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_exits.tokens.size());
}

int ExitLayerModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QVariant ExitLayerModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | Qt::AlignRight);
    if (role != Qt::DisplayRole)
        return {};
    const int layer = index.row();
    const int count = m_exits.tokens[static_cast<std::size_t>(layer)];
    const bool hasOther = m_other.total > 0;
    switch (index.column()) {
    case LayerColumn:
        return QString::number(layer);
    case TokensColumn:
        return QString::number(count);
    case ShareColumn:
        return percent(m_exits.total > 0 ? double(count) / m_exits.total : 0);
    case CumulativeColumn:
        return percent(m_exits.cumulative(layer));
    case OtherColumn:
        return hasOther ? QString::number(m_other.tokens[static_cast<std::size_t>(layer)])
                        : QString();
    case OtherCumulativeColumn:
        return hasOther ? percent(m_other.cumulative(layer)) : QString();
    default:
        return {};
    }
}

QVariant ExitLayerModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | Qt::AlignRight);
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return QAbstractTableModel::headerData(section, orientation, role);
    switch (section) {
    case LayerColumn:
        return tr("Layer");
    case TokensColumn:
        return tr("Tokens");
    case ShareColumn:
        return tr("Share");
    case CumulativeColumn:
        return tr("Up to here");
    case OtherColumn:
        return tr("What if");
    case OtherCumulativeColumn:
        return tr("Up to here");
    default:
        return {};
    }
}

void WrongExitModel::setTokenText(TokenText text)
{
    m_text = std::move(text);
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, ChosenColumn), index(rowCount() - 1, FullDepthColumn));
}

void WrongExitModel::setExits(std::vector<WrongExitMargin> exits)
{
    if (exits == m_exits)
        return;
    // While a run goes on they are only added to, and the selection in a view stays.
    const bool isLonger =
        exits.size() >= m_exits.size() && std::equal(m_exits.begin(), m_exits.end(), exits.begin());
    if (isLonger) {
        beginInsertRows({}, rowCount(), static_cast<int>(exits.size()) - 1);
        m_exits = std::move(exits);
        endInsertRows();
    } else {
        beginResetModel();
        m_exits = std::move(exits);
        endResetModel();
    }
}

int WrongExitModel::rowOfToken(int token) const
{
    const auto found = std::ranges::find(
        m_exits, token, [](const WrongExitMargin& each) { return each.exit.token; });
    return found == m_exits.end() ? -1 : static_cast<int>(found - m_exits.begin());
}

QString WrongExitModel::name(int id) const
{
    return m_text ? tokenLabel(m_text(id)) : QString::number(id);
}

int WrongExitModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_exits.size());
}

int WrongExitModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QVariant WrongExitModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    if (role == Qt::TextAlignmentRole)
        return headerData(index.column(), Qt::Horizontal, role);
    if (role != Qt::DisplayRole)
        return {};
    const WrongExitMargin& wrong = m_exits[static_cast<std::size_t>(index.row())];
    switch (index.column()) {
    case NumberColumn:
        return QString::number(wrong.exit.token + 1);
    case LayerColumn:
        return QString::number(wrong.exit.layer);
    case ChosenColumn:
        return name(wrong.exit.chosen);
    case FullDepthColumn:
        return name(wrong.exit.fullDepth);
    case ExitMarginColumn:
        return margin(wrong.atExit);
    case FullDepthMarginColumn:
        return margin(wrong.atFullDepth);
    default:
        return {};
    }
}

QVariant WrongExitModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return QAbstractTableModel::headerData(section, orientation, role);
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter |
                   (section == ChosenColumn || section == FullDepthColumn ? Qt::AlignLeft
                                                                          : Qt::AlignRight));
    if (role == Qt::ToolTipRole && section == ExitMarginColumn)
        return tr("At the exit layer: probability of its first prediction less that of the second");
    if (role == Qt::ToolTipRole && section == FullDepthMarginColumn)
        return tr("At the last layer: probability of its prediction less that of the chosen token");
    if (role != Qt::DisplayRole)
        return QAbstractTableModel::headerData(section, orientation, role);
    switch (section) {
    case NumberColumn:
        return tr("No.");
    case LayerColumn:
        return tr("Exit");
    case ChosenColumn:
        return tr("Chosen");
    case FullDepthColumn:
        return tr("Full depth");
    case ExitMarginColumn:
        return tr("Exit margin");
    case FullDepthMarginColumn:
        return tr("Full margin");
    default:
        return {};
    }
}

} // namespace exitscope
