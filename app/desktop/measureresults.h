#pragma once

#include "desktop/measurefile.h"
#include "widgets/resultview.h"

#include <QWidget>

#include <memory>

class QLabel;
class QPushButton;
class QStackedWidget;

namespace exitscope {

class BenchmarkView;
class EvaluationView;
class RunController;
class SweepView;

/// The result on screen: what it is of, its view, and what can be done with it. GUI thread.
class MeasureResults : public QWidget
{
    Q_OBJECT

public:
    explicit MeasureResults(RunController* controller, QWidget* parent = nullptr);

    void show(const OpenedMeasurement& opened);
    /// A benchmark that has just begun, in `file`.
    void begin(const BenchmarkResult& planned, std::vector<SamplePointer> earlier,
               const QString& file);
    BenchmarkView* benchmark() { return m_benchmark; }
    /// The benchmark has come to its end.
    void finish(const BenchmarkResult& result);
    /// A sweep as far as it was measured, in `file`.
    void showSweep(const std::shared_ptr<const SweepResult>& sweep, const QString& file);

    /// Of the result on screen; empty where there is none.
    const QString& file() const { return m_file; }
    QString title() const;
    /// The same with the time at which it began.
    QString datedTitle() const;
    /// The benchmark on screen; null for anything else.
    const BenchmarkResult* result() const;
    /// The sweep on screen; null for anything else.
    std::shared_ptr<const SweepResult> sweep() const;
    /// The evaluation on screen; null for anything else.
    const Evaluation* evaluation() const;
    /// The task whose documents are on screen; empty for anything but an evaluation.
    QString task() const;
    /// That was measured, of a benchmark or an evaluation; null where that is not known.
    const ModelIdentity* model() const;
    bool isInterrupted() const;
    /// Whether it may be gone on with now.
    void setFree(bool isFree);

Q_SIGNALS:
    void runWanted(const exitscope::SamplePointer& sample);
    void resumeAsked();
    /// The result of one of a sweep's places is to be shown.
    void fileWanted(const QString& file);
    void told(const QString& sentence);

private:
    QWidget* makeHead();
    ResultView* view() const;
    void showHead();
    void fillExportMenu();
    void exportTable(const ResultTable& table);
    void exportPicture();
    void copyFigures();
    QString subject() const;
    QString stem() const;

    RunController* m_controller;
    QString m_file;
    bool m_isFree = true;
    QLabel* m_title = nullptr;
    QLabel* m_subject = nullptr;
    QPushButton* m_resume = nullptr;
    QPushButton* m_export = nullptr;
    QStackedWidget* m_stack;
    BenchmarkView* m_benchmark;
    SweepView* m_sweep;
    EvaluationView* m_evaluation;
};

} // namespace exitscope
