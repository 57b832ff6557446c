#pragma once

#include "widgets/tableview.h"

namespace exitscope {

class ModelListModel;

/// The table of a ModelListModel; columns of which the details tell too go where a name would have
/// no room. GUI thread.
class ModelList : public TableView
{
    Q_OBJECT

public:
    explicit ModelList(ModelListModel* model, QWidget* parent = nullptr);

protected:
    void resizeEvent(QResizeEvent* event) override;
};

} // namespace exitscope
