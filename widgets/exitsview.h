#pragma once

#include "trace/exitfigures.h"
#include "widgets/exportable.h"
#include "widgets/lensmodel.h"
#include "widgets/rundocument.h"

#include <QTimer>
#include <QWidget>

class QCheckBox;
class QLabel;
class QStackedWidget;

namespace exitscope {

class ExitHistogramPlot;
struct ExitHistogramPicture;
class ExitLayerModel;
class TableView;
class WrongExitModel;

/// At which layers a run's tokens left, as a histogram or a table, and which of them left with
/// another prediction than full depth's. Follows a RunDocument while it is visible; GUI thread.
class ExitsView : public QWidget, public Exportable
{
    Q_OBJECT

public:
    explicit ExitsView(QWidget* parent = nullptr);

    void setDocument(RunDocument* document);
    /// How predicted tokens are called; without it they are numbers.
    void setTokenText(TokenText text);
    /// By token the exit layer under another rule, -1 where it is not known; empty: none is asked.
    void setOtherExits(const std::vector<int>& exits);

    ExitHistogramPlot* plot() { return m_plot; }

    // The histogram.
    QString exportTitle() const override;
    bool hasData() const override;
    PlotPicture picture(const std::shared_ptr<const Run>& run) const override;

protected:
    void showEvent(QShowEvent* event) override;

private:
    QWidget* makeHistogram();
    QWidget* makeWrong();
    void schedule();
    void update();
    void showHistogram();
    ExitHistogramPicture histogramOf(const Run& run) const;
    void showSelection();
    void choose(int row);

    RunDocument* m_document = nullptr;
    std::vector<int> m_otherExits;
    QCheckBox* m_cumulative = nullptr;
    QCheckBox* m_asTable = nullptr;
    QStackedWidget* m_stack = nullptr;
    ExitHistogramPlot* m_plot = nullptr;
    ExitLayerModel* m_layers = nullptr;
    TableView* m_layerTable = nullptr;
    QLabel* m_verdict = nullptr;
    QLabel* m_limits = nullptr;
    WrongExitModel* m_wrong = nullptr;
    TableView* m_wrongTable = nullptr;
    bool m_following = false; ///< the row changes because the selection did
    QTimer m_timer;
};

/// How many exits were wrong, or why that is not known, in a sentence; empty without tokens.
QString verdictOnExits(const ExitCheck& check);
/// What the list leaves out or compares otherwise, and why; empty where there is nothing to say.
QString limitsOfExits(const Run& run, const ExitCheck& check);

} // namespace exitscope
