#include "widgets/sweepmodel.h"

#include "widgets/metrictext.h"

#include <QLocale>

#include <cmath>

namespace exitscope {

void SweepModel::setContent(SweepContent content)
{
    beginResetModel();
    m_content = std::move(content);
    endResetModel();
}

const SweepMark& SweepModel::mark(int row) const
{
    const int first = m_content.fullDepth ? 1 : 0;
    return row < first ? *m_content.fullDepth
                       : m_content.marks[static_cast<std::size_t>(row - first)];
}

int SweepModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid()
               ? 0
               : static_cast<int>(m_content.marks.size()) + (m_content.fullDepth ? 1 : 0);
}

int SweepModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_content.axes.size()) + ColumnCount;
}

QVariant SweepModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    switch (role) {
    case Qt::TextAlignmentRole:
        return headerData(index.column(), Qt::Horizontal, role);
    case Qt::DisplayRole:
        return text(index.row(), index.column());
    case sortRole:
        return sortValue(index.row(), index.column());
    default:
        return {};
    }
}

QString SweepModel::verdict(const SweepMark& mark) const
{
    if (mark.isBest)
        return tr("best: fastest that keeps the quality");
    if (!mark.keepsQuality)
        return tr("quality below full depth's");
    return mark.isOnFront ? tr("no place is faster and better") : QString();
}

QString SweepModel::text(int row, int section) const
{
    const SweepMark& place = mark(row);
    const auto axes = static_cast<int>(m_content.axes.size());
    const QLocale locale;
    if (section < axes) {
        if (isFullDepth(row))
            return section == 0 ? tr("full depth") : QString();
        return locale.toString(place.at[static_cast<std::size_t>(section)], 'g', 6);
    }
    const std::string quality = m_content.quality.toStdString();
    switch (section - axes) {
    case SpeedColumn:
        return locale.toString(place.speed, 'f', 1);
    case SpeedUpColumn:
        return place.speedUp > 0 ? tr("%1×").arg(locale.toString(place.speedUp, 'f', 2))
                                 : QString();
    case QualityColumn:
        return std::isnan(place.quality) ? QString() : metricText(quality, place.quality);
    case IntervalColumn:
        return isFullDepth(row) || !(place.low < place.high)
                   ? QStringLiteral("–")
                   : QStringLiteral("%1 – %2").arg(metricText(quality, place.low),
                                                   metricText(quality, place.high));
    case VerdictColumn:
        return isFullDepth(row) ? QString() : verdict(place);
    default:
        return {};
    }
}

QVariant SweepModel::sortValue(int row, int section) const
{
    const SweepMark& place = mark(row);
    const auto axes = static_cast<int>(m_content.axes.size());
    if (section < axes)
        return isFullDepth(row) ? -1.0 : place.at[static_cast<std::size_t>(section)];
    switch (section - axes) {
    case SpeedColumn:
        return place.speed;
    case SpeedUpColumn:
        return place.speedUp;
    case QualityColumn:
        return std::isnan(place.quality) ? -1.0 : place.quality;
    case IntervalColumn:
        return std::isnan(place.low) ? -1.0 : place.low;
    default:
        return text(row, section);
    }
}

QVariant SweepModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return QAbstractTableModel::headerData(section, orientation, role);
    const auto axes = static_cast<int>(m_content.axes.size());
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter |
                   (section == axes + VerdictColumn ? Qt::AlignLeft : Qt::AlignRight));
    if (role == Qt::ToolTipRole && section == axes + IntervalColumn)
        return tr("95 % interval of the difference to full depth, sample by sample, around the "
                  "quality");
    if (role != Qt::DisplayRole)
        return QAbstractTableModel::headerData(section, orientation, role);
    if (section < axes)
        return m_content.axes[static_cast<std::size_t>(section)].title;
    switch (section - axes) {
    case SpeedColumn:
        return tr("Tokens/s");
    case SpeedUpColumn:
        return tr("Speed-up");
    case QualityColumn:
        return metricTitle(m_content.quality.toStdString());
    case IntervalColumn:
        return tr("95 % interval");
    case VerdictColumn:
        return tr("Verdict");
    default:
        return {};
    }
}

} // namespace exitscope
