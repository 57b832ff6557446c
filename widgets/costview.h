#pragma once

#include "widgets/exportable.h"
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
class CostView : public QWidget, public Exportable
{
    Q_OBJECT

public:
    explicit CostView(QWidget* parent = nullptr);

    void setDocument(RunDocument* document);

    QString exportTitle() const override;
    bool hasData() const override;
    PlotPicture picture(const std::shared_ptr<const Run>& run) const override;

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
