#pragma once

#include "decode/session.h"
#include "desktop/gatedlayers.h"
#include "desktop/settingsbox.h"
#include "desktop/stepmailbox.h"

#include <QObject>
#include <QString>

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>

namespace exitscope {

class Tokenizer;

/// What the window needs to know of an open model; immutable.
struct OpenModel
{
    QString folder;
    LoadOptions options; ///< how it was asked for
    ModelIdentity identity;
    std::shared_ptr<const Tokenizer> tokenizer; ///< null where there is none
    std::map<std::string, ParameterValues> criterionDefaults;
    QString note; ///< what the user should know about it; empty where nothing
};

/// Owns the session and every tensor; lives on the engine thread. Commands are queued to it, one
/// token is written per turn of its event loop, and all that happens goes into the mailbox. Only
/// the stop token, the settings box and the gate of the layers are read while it works.
class EngineWorker : public QObject
{
    Q_OBJECT

public:
    /// All three must outlive the worker. While `layers` is shut, it is where each layer waits.
    EngineWorker(const SettingsBox& settings, StepMailbox& mailbox, LayerGate* layers = nullptr);
    ~EngineWorker() override;

    /// Answers with modelOpened, after the end of a run in progress, or with modelFailed; what was
    /// open and what was in progress stay when it fails.
    void openModel(quint64 requestId, const QString& folder, const LoadOptions& options = {});
    /// Begins run `runId` and writes `tokens` tokens, or all with -1. `rest` cancels what is done
    /// once it ends or waits: measuring what full depth would have cost.
    void start(quint64 runId, const std::string& prompt, int tokens, std::stop_token stop,
               std::stop_token rest = {});
    /// The same from where `recorded` stood after its first `keep` tokens, see Session::resume.
    void resume(quint64 runId, std::shared_ptr<const Run> recorded, int keep,
                std::optional<int> replacement, int tokens, std::stop_token stop,
                std::stop_token rest = {});
    /// Goes on with run `runId` for `tokens` tokens, or to its end with -1. Where that run is no
    /// longer there, its end is the answer.
    void advance(quint64 runId, int tokens, std::stop_token rest = {});
    /// Ends run `runId` as cancelled; says so even where it is no longer there.
    void end(quint64 runId, std::stop_token rest = {});
    /// Calls `work` with the session, if a model is open. It must not throw.
    void lend(const std::function<void(Session&)>& work);

Q_SIGNALS:
    void modelOpened(quint64 requestId, std::shared_ptr<const exitscope::OpenModel> model);
    void modelFailed(quint64 requestId, const QString& error);
    /// The mailbox holds something new.
    void delivered();

private:
    using Beginning = std::function<Result<std::unique_ptr<Generation>>(Session&)>;
    /// Begins a run as `beginning` does; `prompt` is as typed. `kept`: what it goes on with.
    void begin(const Beginning& beginning, const std::string& prompt, const Run* kept, int keep,
               int tokens);
    void deliver(decltype(Delivery::news) news);
    void scheduleStep();
    void step();
    void halt();
    void finish(FinishReason reason);
    void measureLater();
    void measure();

    const SettingsBox& m_settings;
    StepMailbox& m_mailbox;
    std::unique_ptr<GatedLayers> m_layers; ///< null where no layer ever waits
    std::unique_ptr<Session> m_session;
    std::unique_ptr<Generation> m_generation;
    std::stop_token m_stop;
    std::stop_token m_rest;
    SettingsBox::Snapshot m_lastSettings;
    quint64 m_runId = 0;
    int m_tokensToWrite = 0; ///< -1: all
    bool m_stepScheduled = false;
    int m_prompt = 0;          ///< tokens of the run's prompt
    int m_written = 0;         ///< tokens of the run so far
    int m_measuredAt = 0;      ///< of these, when full depth was measured last
    bool m_isFullDepth = true; ///< so far: then the run is its own measure
};

} // namespace exitscope
