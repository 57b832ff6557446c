#pragma once

#include "widgets/exportable.h"
#include "widgets/rundocument.h"

#include <QWidget>

class QLabel;

namespace exitscope {

class AcceptancePlot;
class RoundModel;
class TableView;

/// How speculation went: figures of the run, acceptance by the drafts' place, a table of rounds.
/// GUI thread.
class SpeculationPane : public QWidget, public Exportable
{
    Q_OBJECT

public:
    explicit SpeculationPane(QWidget* parent = nullptr);

    void setDocument(RunDocument* document);
    /// Marks the round's row; -1: none.
    void showRound(int round);

    // Acceptance by the drafts' place.
    QString exportTitle() const override;
    bool hasData() const override;
    PlotPicture picture(const std::shared_ptr<const Run>& run) const override;

    QSize sizeHint() const override { return {640, 180}; }

Q_SIGNALS:
    /// The user took a round in the table.
    void roundChosen(int firstToken);

protected:
    void showEvent(QShowEvent* event) override;

private:
    void update();
    void choose(int row);

    RunDocument* m_document = nullptr;
    RoundModel* m_rounds = nullptr;
    QLabel* m_figures = nullptr;
    AcceptancePlot* m_plot = nullptr;
    TableView* m_table = nullptr;
    bool m_following = false; ///< the row changes because the step did
};

} // namespace exitscope
