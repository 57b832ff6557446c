#pragma once

#include "desktop/engineworker.h"
#include "trace/runfile.h"
#include "widgets/plotexport.h"
#include "widgets/rundocument.h"
#include "widgets/runhistory.h"
#include "widgets/runstate.h"

#include <QElapsedTimer>
#include <QObject>
#include <QThread>
#include <QThreadPool>
#include <QTimer>

#include <filesystem>
#include <functional>
#include <optional>
#include <stop_token>

namespace exitscope {

/// Turns the window's commands into work on the engine thread, and what comes back into the
/// document. Lives on the GUI thread; owns the document and the engine thread.
class RunController : public QObject
{
    Q_OBJECT

public:
    explicit RunController(QObject* parent = nullptr);
    /// Stops the run, then the thread, and waits for both.
    ~RunController() override;

    RunDocument* document() { return &m_document; }
    /// The runs of this window; the document holds the one on screen.
    RunHistory* history() { return &m_history; }
    RunState state() const { return m_state; }
    /// Null until a model is open.
    const OpenModel* model() const { return m_model.get(); }
    /// Of the model that is being opened, else of the one that is open; empty without one.
    QString modelFolder() const
    {
        return m_state == RunState::Opening ? m_openingFolder
               : m_model                    ? m_model->folder
                                            : QString();
    }
    /// K/V cache and waiting rows of the run in progress, bytes; 0 where unknown.
    std::size_t memoryBytes() const { return m_memoryBytes; }

    /// A folder, or the name of a model in the local hub cache, `org/name`.
    void openModel(const QString& folder);
    /// How the next model is opened: its dtype and device.
    void setLoadOptions(const LoadOptions& options) { m_load = options; }
    const LoadOptions& loadOptions() const { return m_load; }
    /// Takes effect at the next token.
    void setSettings(const Settings& settings);

    /// A new run of `prompt`, or on with the paused one.
    void run(const QString& prompt);
    void pause();
    /// As run, for one layer: what is running then waits inside the token. Behind the last layer
    /// one more writes the token. From there the other commands work as between two tokens: run and
    /// oneToken finish the token, stop drops it.
    void oneLayer(const QString& prompt);
    /// As run, for exactly one token.
    void oneToken(const QString& prompt);
    void stop();

    /// Goes on with run `id` of the history after its first `token` tokens; `replacement` is the
    /// next one's id in the place of what would be chosen. A run in progress ends first. What comes
    /// of it is a branch; only where a run of this window goes on at its own end it stays the same.
    void resume(int id, int token, std::optional<int> replacement = {});
    /// Whether the open model can go on with `run`.
    bool canResume(const Run& run) const;
    /// Ends the run in progress, if any, at once; what it wrote so far stays, marked as stopped.
    void endRun();
    /// Puts another run of the history on screen; a run in progress ends first.
    void show(int id);

    /// Lets `work`, which must not throw, have the session on the engine thread, once a run in
    /// progress has paused; then calls `done` here. Until then no run goes on; `stop` is requested
    /// where another model is to be opened. False, and nothing happens, where there is no model or
    /// the engine is taken.
    bool lendSession(std::function<void(Session&)> work, std::function<void()> done,
                     const std::stop_source& stop);

    /// Reads a run and puts it on screen; the model is not needed. `load` is called beside the GUI
    /// thread.
    void openRun(const QString& file,
                 const std::function<Result<Run>(const std::filesystem::path&)>& load = loadRun);
    void saveRun(const QString& file);
    /// Writes the run as CSV over whatever `file` holds.
    void exportCsv(const QString& file);
    /// Runs `work` beside the GUI thread, then `answer` on it, or `failed` says what `work` has to
    /// say.
    void inBackground(std::function<Status()> work, std::function<void()> answer);

Q_SIGNALS:
    void stateChanged(exitscope::RunState state);
    void modelChanged();
    /// The document or the figures have news.
    void progressed();
    /// The run on screen was replaced by one from a file.
    void runOpened(const QString& file);
    void fileWritten(const QString& file);
    /// The file that was written is a run.
    void runSaved(const QString& file);
    void warned(const QString& note);
    void failed(const QString& sentence);
    /// No model came of it; `failed` has said why.
    void modelFailed(const QString& folder);

private:
    void setState(RunState state);
    void begin(const QString& prompt, int tokens);
    /// Starts run ++m_runId by a command to the worker.
    using Launch = std::function<void(EngineWorker& worker, quint64 id, std::stop_token stop,
                                      std::stop_token rest)>;
    void launch(Launch command);
    /// Ends the run in progress, if any, on the engine thread; drops what it still sends.
    void leaveRun();
    RunState restingState() const;
    /// No run is in progress any more.
    void rest();
    void takeBack();
    void takeModel(quint64 requestId, std::shared_ptr<const OpenModel> model);
    void refuseModel(quint64 requestId, const QString& error);
    void scheduleDrain();
    void drain();
    void take(const Delivery& delivery, std::vector<Step>& pending);
    void takeLayer(const RunLayer& news);
    void takeStep(const RunStep& news, std::vector<Step>& pending);
    void takeHalt(const RunHalted& news);
    /// Puts the run that has begun in place of the one on screen.
    void showStarted();
    void flush(std::vector<Step>& pending);

    RunDocument m_document;
    RunHistory m_history{&m_document};
    SettingsBox m_settings;
    StepMailbox m_mailbox;
    LayerGate m_gate; ///< shut only while a token goes layer by layer
    QThread m_thread;
    QThreadPool m_files;
    EngineWorker* m_worker = nullptr; ///< lives on m_thread, which deletes it
    std::shared_ptr<const OpenModel> m_model;
    std::stop_source m_stop;
    std::stop_source m_rest;      ///< of what is measured while a run waits or has ended
    std::optional<Run> m_started; ///< has begun, but has no token yet
    /// What the run in progress goes on with, until it is on screen.
    struct Resumed
    {
        HistoryEntry entry;
        Run kept;
        bool isSame = false; ///< it stays the run that is on screen
    };
    std::optional<Resumed> m_resumed;
    bool m_isShown = false;                        ///< the run in progress is the one on screen
    std::vector<Draft> m_drafts;                   ///< of the round in progress
    std::shared_ptr<const PartialToken> m_partial; ///< whose layers run one by one
    std::stop_source m_lent{std::nostopstate};     ///< of what has the session
    RunState m_state = RunState::NoModel;
    QTimer m_drainTimer;
    QElapsedTimer m_sinceDrain;
    QString m_openingFolder;
    LoadOptions m_load;
    LoadOptions m_openLoad;    ///< how the open model was asked for
    bool m_inProgress = false; ///< the engine holds a run that has not ended
    quint64 m_modelRequest = 0;
    quint64 m_runId = 0;
    std::size_t m_memoryBytes = 0;
};

} // namespace exitscope
