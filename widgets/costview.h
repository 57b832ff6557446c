#pragma once

#include "widgets/rundocument.h"

#include <QTimer>
#include <QWidget>

class QLabel;

namespace exitscope {

class CostModel;
class CostWaterfall;
class TableView;

/// What the run on screen cost next to full depth: a verdict, the steps between the two, and a
/// table. Follows a RunDocument while it is visible; GUI thread.
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
    void showComparison();
    void spanHeadings();

    RunDocument* m_document = nullptr;
    CostModel* m_costs = nullptr;
    TableView* m_table = nullptr;
    QLabel* m_verdict = nullptr;
    CostWaterfall* m_waterfall = nullptr;
    QLabel* m_measure = nullptr; ///< where the comparison comes from
    QLabel* m_note = nullptr;
    QLabel* m_placeholder = nullptr;
    QTimer m_timer;
};

} // namespace exitscope
