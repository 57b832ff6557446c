#include "desktop/modellist.h"

#include "desktop/modellistdelegate.h"
#include "desktop/modellistmodel.h"

#include <QHeaderView>

namespace exitscope {

ModelList::ModelList(ModelListModel* model, QWidget* parent)
    : TableView(parent, theme::gapSmall)
{
    setObjectName(QStringLiteral("models"));
    setAccessibleName(tr("Models"));
    setModel(model);
    setItemDelegate(new ModelListDelegate(this));
    setSelectionMode(QAbstractItemView::SingleSelection);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setLines(2);
    constexpr int name = 40;
    constexpr int state = 23;
    constexpr int memory = 25;
    constexpr int size = 12;
    constexpr int access = 23;
    setColumnWidths({name, state, memory, size, access});
    horizontalHeader()->setSectionResizeMode(ModelListModel::NameColumn, QHeaderView::Stretch);
}

void ModelList::resizeEvent(QResizeEvent* event)
{
    TableView::resizeEvent(event);
    constexpr int leastName = 32;
    int room = viewport()->width() - leastName * fontMetrics().averageCharWidth();
    for (int column = ModelListModel::StateColumn; column < ModelListModel::ColumnCount; ++column) {
        setColumnHidden(column, false);
        room -= columnWidth(column);
        setColumnHidden(column, column >= ModelListModel::SizeColumn && room < 0);
    }
}

} // namespace exitscope
