#pragma once

#include "eval/calibrationrun.h"

#include <QDialog>
#include <QElapsedTimer>
#include <QThreadPool>

class QLabel;
class QProgressBar;
class QPushButton;

namespace exitscope {

class CalibrateForm;
class CalibrationJob;
class CalibrationResult;
class MessageStrip;
class RunController;

/// Looks for a threshold that keeps a risk, with the open model: what for, how far it is, what came
/// of it. The window stays in use beside it; runs wait meanwhile. GUI thread.
class CalibrateDialog : public QDialog
{
    Q_OBJECT

public:
    CalibrateDialog(RunController* controller, QWidget* parent);
    ~CalibrateDialog() override;

    /// Comes up for `rule`, and for `criterion` where it is not null.
    void bringUp(const Rule& rule, const Criterion* criterion);
    /// The rule in force changed; the criterion asked about stays, and so does what is under way.
    void followRule(const Rule& rule);
    CalibrationJob* job() { return m_job; }

    /// Closing the dialog stops what is under way.
    void done(int result) override;

Q_SIGNALS:
    void ruleChosen(const exitscope::Rule& rule);

private:
    void setRule(const Rule& rule);
    QWidget* makeProgress();
    void startOrStop();
    void showProgress(int done, int count);
    void showReport(const std::shared_ptr<const CalibrationReport>& report);
    void save(const QString& file);
    /// What can be pressed now.
    void updateState();
    /// As high as its texts need, which wrap.
    void fit();

    RunController* m_controller;
    CalibrationJob* m_job;
    Rule m_rule; ///< in force
    CalibrateForm* m_form;
    CalibrationResult* m_result;
    MessageStrip* m_message;
    QWidget* m_progress = nullptr;
    QProgressBar* m_bar = nullptr;
    QLabel* m_left = nullptr;
    QPushButton* m_start = nullptr;
    QLabel* m_note = nullptr;
    QElapsedTimer m_clock;
    QThreadPool m_files;
};

} // namespace exitscope
