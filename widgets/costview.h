#pragma once

#include "widgets/rundocument.h"

#include <QTimer>
#include <QWidget>

class QLabel;

namespace exitscope {

class CostModel;
class TableView;

/// What the run on screen cost, as a table. Follows a RunDocument while it is visible; GUI thread.
class CostView : public QWidget
{
    Q_OBJECT

public:
    explicit CostView(QWidget* parent = nullptr);

    void setDocument(RunDocument* document);

protected:
    void showEvent(QShowEvent* event) override;

private:
    void schedule();
    void update();
    void spanHeadings();

    RunDocument* m_document = nullptr;
    CostModel* m_costs = nullptr;
    TableView* m_table = nullptr;
    QLabel* m_note = nullptr;
    QLabel* m_placeholder = nullptr;
    QTimer m_timer;
};

} // namespace exitscope
