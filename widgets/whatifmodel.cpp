#include "widgets/whatifmodel.h"

#include <QLocale>
#include <QThread>

namespace exitscope {

namespace {

QString nameOf(int row)
{
    switch (row) {
    case WhatIfModel::LayersSavedRow:
        return WhatIfModel::tr("Layers saved");
    case WhatIfModel::AgreementRow:
        return WhatIfModel::tr("Agreement");
    case WhatIfModel::MeanExitRow:
        return WhatIfModel::tr("Mean exit layer");
    default:
        return WhatIfModel::tr("Tokens");
    }
}

QString helpOf(int row)
{
    switch (row) {
    case WhatIfModel::LayersSavedRow:
        return WhatIfModel::tr("Share of decode layers past the exit");
    case WhatIfModel::AgreementRow:
        return WhatIfModel::tr(
            "Share of tokens whose likeliest token at the exit is that of the last layer");
    case WhatIfModel::MeanExitRow:
        return WhatIfModel::tr("Layers are counted from 0");
    default:
        return WhatIfModel::tr("Tokens whose exit is known, which the other figures are of");
    }
}

QString percent(double share)
{
    return WhatIfModel::tr("%1 %").arg(QLocale().toString(100 * share, 'f', 1));
}

QString figureOf(int row, const ReplayTotals& totals)
{
    const QString unknown(u'–');
    if (totals.replayed == 0)
        return unknown;
    switch (row) {
    case WhatIfModel::LayersSavedRow:
        return percent(totals.layersSaved());
    case WhatIfModel::AgreementRow:
        return totals.agreement() ? percent(*totals.agreement()) : unknown;
    case WhatIfModel::MeanExitRow:
        return QLocale().toString(totals.meanExitLayer(), 'f', 1);
    default:
        return QLocale().toString(totals.replayed);
    }
}

} // namespace

void WhatIfModel::setTotals(const ReplayTotals& asked, const ReplayTotals& recorded,
                            const ReplayTotals& ceiling)
{
    Q_ASSERT(thread() == QThread::currentThread());
    const std::array totals{asked, recorded, ceiling};
    if (totals == m_totals)
        return;
    m_totals = totals;
    Q_EMIT dataChanged(index(0, AskedColumn), index(RowCount - 1, CeilingColumn));
}

int WhatIfModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(RowCount);
}

int WhatIfModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QVariant WhatIfModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const bool isName = index.column() == NameColumn;
    switch (role) {
    case Qt::DisplayRole:
        return isName ? nameOf(index.row())
                      : figureOf(index.row(),
                                 m_totals.at(static_cast<std::size_t>(index.column() - 1)));
    case Qt::ToolTipRole:
        return helpOf(index.row());
    case Qt::TextAlignmentRole:
        return int(Qt::AlignVCenter | (isName ? Qt::AlignLeft : Qt::AlignRight));
    default:
        return {};
    }
}

QVariant WhatIfModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return QAbstractTableModel::headerData(section, orientation, role);
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | (section == NameColumn ? Qt::AlignLeft : Qt::AlignRight));
    if (role == Qt::ToolTipRole && section == CeilingColumn)
        return tr("An oracle lets each token out at the first layer that predicts what the last "
                  "one does: no rule saves more without changing a token");
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case NameColumn:
        return QString();
    case AskedColumn:
        return tr("This rule");
    case RecordedColumn:
        return tr("As it ran");
    default:
        return tr("Ceiling");
    }
}

} // namespace exitscope
