#pragma once

#include "widgets/rundocument.h"
#include "widgets/runhistory.h"

#include <QAbstractItemModel>

#include <memory>
#include <vector>

namespace exitscope {

/// The runs of a history as a tree: branches stand below the run that they were made from, and a
/// branch whose parent is forgotten stands by itself. Lives on the GUI thread.
class RunListModel : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum Column
    {
        RunColumn,
        TokensColumn,
        ExitColumn,
        SavedColumn,
        ColumnCount
    };
    enum Role
    {
        DetailRole = Qt::UserRole, ///< QString: what decided, the second line
        ShownRole,                 ///< bool: it is on screen
    };

    /// Both must outlive the model; `document` holds the run on screen.
    RunListModel(RunHistory* history, RunDocument* document, QObject* parent = nullptr);
    ~RunListModel() override;

    /// Id of the run in that row; 0 for none.
    int idAt(const QModelIndex& index) const;
    /// Invalid for an id that is not there.
    QModelIndex indexOf(int id, int column = RunColumn) const;
    /// Id of the run `steps` rows below (above where negative) `id` in the order of the tree; 0
    /// where there is none.
    int neighbour(int id, int steps) const;

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& index) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Node;

    void rebuild();
    void showOther(int id);
    void refresh(Node& node);
    void refreshShown();
    const Node& nodeOf(const QModelIndex& index) const;
    QModelIndex indexOf(const Node& node, int column) const;

    RunHistory* m_history;
    RunDocument* m_document;
    std::vector<std::unique_ptr<Node>> m_nodes; ///< in the order of the history
    std::vector<const Node*> m_roots;
    int m_shown = 0; ///< id
};

} // namespace exitscope
