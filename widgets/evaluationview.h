#pragma once

#include "widgets/evaluation.h"
#include "widgets/resultview.h"

class QComboBox;
class QLabel;

namespace exitscope {

class EvaluationModel;
class SamplesView;
class TableView;

/// The metrics of an evaluation, and the documents of one of its tasks. GUI thread.
class EvaluationView : public ResultView
{
    Q_OBJECT

public:
    explicit EvaluationView(QWidget* parent = nullptr);

    void setEvaluation(const Evaluation& evaluation);
    /// A later state of the evaluation that is shown; task, filter and selection stay.
    void updateEvaluation(const Evaluation& evaluation);
    const Evaluation& evaluation() const { return m_evaluation; }
    SamplesView* samples() { return m_samples; }
    /// Whose documents are shown; empty where there are none.
    QString task() const;

    std::vector<ResultTable> tables() const override;
    /// There is no plot.
    std::optional<PlotPicture> picture() const override { return std::nullopt; }

Q_SIGNALS:
    /// The user wants to see how one of the task's documents is answered.
    void runWanted(const exitscope::SamplePointer& sample);

private:
    void showFigures(const Evaluation& evaluation);
    void showTask();
    void showQuality();
    /// Those of the task that is shown.
    std::vector<SamplePointer> documents() const;

    Evaluation m_evaluation;
    EvaluationModel* m_model;
    QLabel* m_progress;
    TableView* m_table;
    QComboBox* m_task;
    SamplesView* m_samples;
};

} // namespace exitscope
