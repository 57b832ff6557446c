#pragma once

#include "desktop/runcontroller.h"

#include <QObject>

namespace exitscope {

/// What a second run of the same prompt is made with.
struct RunAgainPlan
{
    QString prompt;
    QString folder;    ///< of the model
    std::string dtype; ///< as in LoadOptions; empty: as stored
    Settings settings;
    /// Where another model is opened, the criteria take the values recommended for it.
    bool recommended = true;
};

/// Runs a prompt once more: ends a run that waits, opens the model where it is not open so, puts
/// the settings in force and runs, each step when the one before has come through. The controller
/// says what goes wrong, and the sequence ends there. Lives on the GUI thread.
class RunAgain : public QObject
{
    Q_OBJECT

public:
    enum class Stage
    {
        Idle,
        Stopping,
        Opening,
        Running
    };

    explicit RunAgain(RunController* controller, QObject* parent = nullptr);

    Stage stage() const { return m_stage; }
    /// Nothing happens while a sequence or a run is under way, or a model is being opened.
    void start(const RunAgainPlan& plan);
    /// What is being opened opens, but nothing runs; a run in progress is stopped.
    void cancel();

Q_SIGNALS:
    void stageChanged(exitscope::RunAgain::Stage stage);
    /// To be put in force before this returns.
    void settingsReady(const exitscope::Settings& settings);
    /// Ids of the history: the run that was on screen, 0 for none, and the new one.
    void finished(int earlier, int later);
    /// What the controller does not say.
    void failed(const QString& sentence);

private:
    void setStage(Stage stage);
    void proceed();
    bool isOpen() const;
    void open();
    void run();
    void followState(RunState state);

    RunController* m_controller;
    RunAgainPlan m_plan;
    Stage m_stage = Stage::Idle;
    QString m_folderBefore; ///< of the model that was open
    bool m_opened = false;  ///< a model came of the opening
    int m_earlier = 0;
    int m_later = 0;
};

} // namespace exitscope
