#include "widgets/runlistmodel.h"

#include "widgets/runlisttext.h"

#include <QFont>
#include <QThread>

#include <algorithm>

namespace exitscope {

struct RunListModel::Node
{
    int id = 0;
    const Node* parent = nullptr;
    int row = 0; ///< among its siblings
    std::vector<const Node*> children;
    RunRow text;
};

RunListModel::RunListModel(RunHistory* history, RunDocument* document, QObject* parent)
    : QAbstractItemModel(parent)
    , m_history(history)
    , m_document(document)
{
    connect(history, &RunHistory::changed, this, &RunListModel::rebuild);
    connect(history, &RunHistory::currentChanged, this, &RunListModel::showOther);
    connect(document, &RunDocument::tokensAppended, this, &RunListModel::refreshShown);
    connect(document, &RunDocument::settingsRecorded, this, &RunListModel::refreshShown);
    connect(document, &RunDocument::finished, this, &RunListModel::refreshShown);
    connect(document, &RunDocument::wasReset, this, &RunListModel::refreshShown);
    rebuild();
}

RunListModel::~RunListModel() = default;

void RunListModel::rebuild()
{
    Q_ASSERT(thread() == QThread::currentThread());
    beginResetModel();
    std::vector<std::unique_ptr<Node>> nodes;
    m_roots.clear();
    for (const HistoryEntry& entry : m_history->entries()) {
        auto node = std::make_unique<Node>();
        node->id = entry.id;
        const auto parent =
            std::ranges::find(nodes, entry.parent, [](const auto& each) { return each->id; });
        std::vector<const Node*>& siblings = parent == nodes.end() ? m_roots : (*parent)->children;
        node->parent = parent == nodes.end() ? nullptr : parent->get();
        node->row = static_cast<int>(siblings.size());
        siblings.push_back(node.get());
        const auto known =
            std::ranges::find(m_nodes, entry.id, [](const auto& each) { return each->id; });
        if (known != m_nodes.end())
            node->text = (*known)->text;
        nodes.push_back(std::move(node));
    }
    m_nodes = std::move(nodes);
    m_shown = m_history->current();
    for (const auto& node : m_nodes)
        refresh(*node);
    endResetModel();
}

/// Reads the row's texts from its run; what has not changed off screen is not read again.
void RunListModel::refresh(Node& node)
{
    const HistoryEntry& entry = *m_history->find(node.id);
    const bool hasParent = node.parent != nullptr;
    if (node.id == m_history->current())
        node.text = describeRow(entry, m_document->run(), hasParent);
    else if (entry.run && (node.text.title.isEmpty() || node.text.hasParent != hasParent))
        node.text = describeRow(entry, *entry.run, hasParent);
}

void RunListModel::refreshShown()
{
    const auto shown =
        std::ranges::find(m_nodes, m_shown, [](const auto& each) { return each->id; });
    // A run that begins takes the document over before it is in the history.
    if (shown == m_nodes.end() || m_shown != m_history->current())
        return;
    refresh(**shown);
    Q_EMIT dataChanged(indexOf(**shown, 0), indexOf(**shown, ColumnCount - 1));
}

void RunListModel::showOther(int id)
{
    const int before = std::exchange(m_shown, id);
    for (const int each : {before, id}) {
        if (const QModelIndex index = indexOf(each); index.isValid())
            Q_EMIT dataChanged(index, index.siblingAtColumn(ColumnCount - 1));
    }
    refreshShown();
}

const RunListModel::Node& RunListModel::nodeOf(const QModelIndex& index) const
{
    return *static_cast<const Node*>(index.constInternalPointer());
}

QModelIndex RunListModel::indexOf(const Node& node, int column) const
{
    return createIndex(node.row, column, &node);
}

int RunListModel::idAt(const QModelIndex& index) const
{
    return index.isValid() ? nodeOf(index).id : 0;
}

QModelIndex RunListModel::indexOf(int id, int column) const
{
    const auto found = std::ranges::find(m_nodes, id, [](const auto& each) { return each->id; });
    return found == m_nodes.end() ? QModelIndex() : indexOf(**found, column);
}

int RunListModel::neighbour(int id, int steps) const
{
    std::vector<int> order;
    const auto walk = [&order](const auto& self, const std::vector<const Node*>& nodes) -> void {
        for (const Node* node : nodes) {
            order.push_back(node->id);
            self(self, node->children);
        }
    };
    walk(walk, m_roots);
    const auto found = std::ranges::find(order, id);
    const auto place = found - order.begin() + steps;
    const bool isThere =
        found != order.end() && place >= 0 && place < static_cast<std::ptrdiff_t>(order.size());
    return isThere ? order[static_cast<std::size_t>(place)] : 0;
}

QModelIndex RunListModel::index(int row, int column, const QModelIndex& parent) const
{
    const auto& siblings = parent.isValid() ? nodeOf(parent).children : m_roots;
    if (row < 0 || row >= static_cast<int>(siblings.size()) || column < 0 ||
        column >= ColumnCount || (parent.isValid() && parent.column() != 0))
        return {};
    return indexOf(*siblings[static_cast<std::size_t>(row)], column);
}

QModelIndex RunListModel::parent(const QModelIndex& index) const
{
    const Node* parent = index.isValid() ? nodeOf(index).parent : nullptr;
    return parent ? indexOf(*parent, 0) : QModelIndex();
}

int RunListModel::rowCount(const QModelIndex& parent) const
{
    if (!parent.isValid())
        return static_cast<int>(m_roots.size());
    return parent.column() == 0 ? static_cast<int>(nodeOf(parent).children.size()) : 0;
}

int RunListModel::columnCount(const QModelIndex&) const
{
    return ColumnCount;
}

QVariant RunListModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Node& node = nodeOf(index);
    const bool isShown = node.id == m_shown;
    const std::array figures{node.text.title, node.text.tokens, node.text.exit, node.text.saved};
    const QString& text = figures[static_cast<std::size_t>(index.column())];
    switch (role) {
    case Qt::DisplayRole:
        return text;
    case DetailRole:
        return index.column() == RunColumn ? node.text.detail : QString();
    case ShownRole:
        return isShown;
    case Qt::AccessibleTextRole:
        if (index.column() != RunColumn)
            return text;
        return isShown ? tr("%1, %2, on screen").arg(text, node.text.detail)
                       : tr("%1, %2").arg(text, node.text.detail);
    case Qt::ToolTipRole:
        return node.text.toolTip;
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(index.column() == RunColumn ? Qt::AlignLeft | Qt::AlignVCenter
                                                               : Qt::AlignRight | Qt::AlignVCenter);
    case Qt::FontRole: {
        QFont font;
        font.setBold(isShown);
        return isShown && index.column() == RunColumn ? QVariant(font) : QVariant();
    }
    default:
        return {};
    }
}

QVariant RunListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole && section != RunColumn)
        return QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole && section == SavedColumn)
        return tr("Share of the layers saved; of a watched run, what its exits would save");
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case TokensColumn:
        return tr("Tokens");
    case ExitColumn:
        return tr("Mean exit");
    case SavedColumn:
        return tr("Saved");
    default:
        return tr("Run");
    }
}

} // namespace exitscope
