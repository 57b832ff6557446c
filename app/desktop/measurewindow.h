#pragma once

#include "desktop/measurefile.h"
#include "desktop/measureform.h"

#include <QElapsedTimer>
#include <QThreadPool>
#include <QWidget>

#include <functional>

class QLabel;
class QProgressBar;
class QPushButton;

namespace exitscope {

class MeasureJob;
class MeasureResults;
class MessageStrip;
class RecentResults;
class RunController;

/// Measures with the open model, in a window beside the program's: what, how far it is, what came
/// of it; and shows earlier results. Runs wait while it measures. GUI thread.
class MeasureWindow : public QWidget
{
    Q_OBJECT

public:
    MeasureWindow(RunController* controller, QWidget* window);
    ~MeasureWindow() override;

    /// The settings in force in the program's window.
    void setSettings(const Settings& settings);
    MeasureJob* job() { return m_job; }
    MeasureForm* form() { return m_form; }
    MeasureResults* results() { return m_results; }
    /// Reads a result beside the GUI thread and shows it; while something is measured it says that
    /// it does not.
    void open(const QString& file);

Q_SIGNALS:
    /// The result that was to be opened is on screen, or could not be read: then `problem` says
    /// why.
    void opened(const QString& problem);
    /// A sample's run is to be shown in the program's window.
    void runAsked(const QString& file);

protected:
    /// Stops what is under way; what is measured stays on disk.
    void closeEvent(QCloseEvent* event) override;

private:
    QWidget* makeLeft();
    QWidget* makeProgress();
    void connectJob();
    void startOrStop();
    void start(const MeasureForm::Plan& plan);
    void resume();
    void resumeSweep(const SweepResult& sweep);
    void resumeEvaluation();
    void askForResult();
    void read(const QString& file);
    void take(const QString& file, const Result<OpenedMeasurement>& result);
    void countDocument(const QString& task, int done, int count);
    void countSample(const BenchmarkResult& soFar);
    void showProgress(int done, int count);
    void openRun(const SamplePointer& sample);
    /// What writes the run of `sample` into `file`.
    std::function<bool()> writerOf(const SamplePointer& sample, const QString& file);
    void writeRun();
    QString runFileOf(const SampleResult& sample) const;
    void updateState();

    RunController* m_controller;
    MeasureJob* m_job;
    MeasureForm* m_form;
    MeasureResults* m_results;
    RecentResults* m_recent;
    MessageStrip* m_message;
    QWidget* m_progress = nullptr;
    QProgressBar* m_bar = nullptr;
    QLabel* m_left = nullptr;
    QPushButton* m_start = nullptr;
    QPushButton* m_open = nullptr;
    QLabel* m_note = nullptr;
    Settings m_settings;             ///< of the program's window
    QString m_file;                  ///< that is being written
    std::function<bool()> m_offered; ///< writes the run that the message offers
    QElapsedTimer m_clock;
    int m_seen = 0;   ///< samples since the start
    int m_place = 0;  ///< of the sweep, from 0
    int m_places = 0; ///< of the sweep; 0: a benchmark
    QString m_placeName;
    std::optional<SweepPlan> m_sweep;           ///< the last one
    std::optional<EvaluationPlan> m_evaluation; ///< likewise
    QThreadPool m_files;
};

} // namespace exitscope
