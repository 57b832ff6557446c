#pragma once

#include "desktop/evaluationfile.h"
#include "desktop/measureplan.h"
#include "widgets/samplemodel.h"

#include <QObject>

#include <memory>
#include <optional>
#include <stop_token>
#include <vector>

namespace exitscope {

class RunController;

/// A measurement on the engine thread with the open model, from its start to its result. What is
/// measured is on disk before it is told of. GUI thread.
class MeasureJob : public QObject
{
    Q_OBJECT

public:
    explicit MeasureJob(RunController* controller, QObject* parent = nullptr);
    /// Cancels it.
    ~MeasureJob() override;

    /// A run in progress pauses and waits. False where there is no model or the engine is taken.
    bool start(const BenchmarkPlan& plan);
    bool start(const SweepPlan& plan);
    bool start(const EvaluationPlan& plan);
    /// Runs one sample of a benchmark once more, by `plan`, and saves its run into `file`.
    bool writeRun(const BenchmarkPlan& plan, const SampleResult& sample, const QString& file);
    /// The same for a document of an evaluation.
    bool writeRun(const DocumentPlace& place, const QString& file);
    /// Ends within a layer; what is measured stays.
    void cancel();
    bool isRunning() const { return m_stop.has_value(); }

Q_SIGNALS:
    /// A benchmark, or one of a sweep, begins; with what an earlier sitting left of it.
    void began(const exitscope::BenchmarkResult& planned,
               const std::vector<exitscope::SamplePointer>& earlier);
    void sampled(const exitscope::SamplePointer& sample,
                 const std::shared_ptr<const exitscope::BenchmarkResult>& soFar);
    /// A place of a sweep begins: its name, its number from 0 and how many there are.
    void placeBegan(const QString& place, int number, int count);
    void placeDone(const std::shared_ptr<const exitscope::SweepResult>& soFar);
    void measured(const std::shared_ptr<const exitscope::BenchmarkResult>& result);
    void swept(const std::shared_ptr<const exitscope::SweepResult>& result);
    /// So many of a task's documents are done.
    void documentsDone(const QString& task, int done, int count);
    /// The results in `file` have news.
    void evaluated(const QString& file);
    void runWritten(const QString& file);
    void failed(const QString& sentence);
    /// Whatever came of it, last.
    void ended();

private:
    class Telling;
    /// What is done on the engine thread; may throw.
    using Work =
        std::function<void(Session& session, const std::stop_token& stop, const Telling& telling)>;

    bool lend(const Work& work);
    std::string device() const;

    RunController* m_controller;
    std::optional<std::stop_source> m_stop; ///< of the one that runs
};

} // namespace exitscope
