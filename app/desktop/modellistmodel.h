#pragma once

#include "desktop/modelshelf.h"

#include <QAbstractTableModel>

namespace exitscope {

/// The models of a shelf, one a row. GUI thread.
class ModelListModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column
    {
        NameColumn,
        StateColumn,
        MemoryColumn,
        SizeColumn,
        AccessColumn,
        ColumnCount
    };
    enum Role
    {
        DetailRole = Qt::UserRole, ///< the second line of a cell
        ShareRole,                 ///< of a download, 0 to 1; invalid where no bar is to be drawn
    };

    explicit ModelListModel(ModelShelf* shelf, QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    /// Nothing for a row that is none.
    std::optional<ModelName> nameAt(int row) const;

private:
    ModelShelf* m_shelf;
};

} // namespace exitscope
