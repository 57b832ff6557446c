#include "desktop/modellistmodel.h"

#include "desktop/modeltext.h"

namespace exitscope {

ModelListModel::ModelListModel(ModelShelf* shelf, QObject* parent)
    : QAbstractTableModel(parent)
    , m_shelf(shelf)
{
    connect(shelf, &ModelShelf::aboutToReset, this, [this] { beginResetModel(); });
    connect(shelf, &ModelShelf::wasReset, this, [this] { endResetModel(); });
    connect(shelf, &ModelShelf::changed, this, [this](int row) {
        Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
        Q_EMIT headerDataChanged(Qt::Horizontal, MemoryColumn, MemoryColumn);
    });
}

int ModelListModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_shelf->models().size());
}

int ModelListModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

std::optional<ModelName> ModelListModel::nameAt(int row) const
{
    if (row < 0 || row >= rowCount())
        return std::nullopt;
    return m_shelf->models()[static_cast<std::size_t>(row)].name;
}

QVariant ModelListModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const ModelEntry& model = m_shelf->models()[static_cast<std::size_t>(index.row())];
    const DownloadQueue::State state = m_shelf->queue()->state(model.name);
    const DownloadProgress progress = m_shelf->queue()->progress(model.name);
    if (role == ShareRole) {
        const double share = shareHere(model, state, progress);
        return index.column() == StateColumn && state != DownloadQueue::State::None && share >= 0
                   ? QVariant(share)
                   : QVariant();
    }
    if (role == Qt::TextAlignmentRole && index.column() == SizeColumn)
        return int(Qt::AlignRight | Qt::AlignVCenter);
    CellText text;
    switch (index.column()) {
    case NameColumn:
        text = {model.name.text(), summaryText(model)};
        break;
    case SizeColumn:
        // What needs no download, or is not known, has none.
        text.first = model.isBundled() || model.bytesInAll() == 0 ? QStringLiteral("–")
                                                                  : sizeText(model.bytesInAll());
        break;
    case MemoryColumn:
        text = memoryText(model);
        break;
    case AccessColumn:
        text = accessText(model);
        break;
    case StateColumn:
        text = stateText(model, state, progress);
        break;
    default:
        break;
    }
    switch (role) {
    case Qt::DisplayRole:
        return text.first;
    case DetailRole:
        return text.second;
    case Qt::ToolTipRole:
    case Qt::AccessibleTextRole:
        return text.second.isEmpty() ? text.first : tr("%1, %2").arg(text.first, text.second);
    default:
        return {};
    }
}

QVariant ModelListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((section == SizeColumn ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole && section == MemoryColumn)
        return tr("Weights, keys and values of up to 4096 tokens, and room to work, against what "
                  "is free now without a GPU");
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case NameColumn:
        return tr("Model");
    case SizeColumn:
        return tr("Size");
    case MemoryColumn:
        return m_shelf->freeMemory()
                   ? tr("Memory (%1 free)")
                         .arg(sizeText(static_cast<std::int64_t>(*m_shelf->freeMemory())))
                   : tr("Memory");
    case AccessColumn:
        return tr("Access, licence");
    case StateColumn:
        return tr("State");
    default:
        return {};
    }
}

} // namespace exitscope
