#include "desktop/measurejob.h"

#include "desktop/evaluationwork.h"
#include "desktop/runcontroller.h"
#include "results/benchmarkwriter.h"
#include "tokenizer/tokenizer.h"
#include "trace/runfile.h"

#include <QPointer>

#include <exception>

namespace exitscope {

namespace {

std::filesystem::path pathOf(const QString& file)
{
    return std::filesystem::path(file.toStdU16String());
}

template <typename T>
T valueOf(Result<T> result)
{
    if (!result)
        throw result.error();
    return std::move(*result);
}

/// The run with its prompt, which a benchmark gives to the engine as ids.
Run withPrompt(const Run& run, const SampleResult& sample, const Tokenizer* tokenizer)
{
    Run kept = run;
    if (sample.truncatedTokens == 0)
        kept.prompt = sample.prompt;
    else if (tokenizer)
        kept.prompt = tokenizer->decode(run.promptIds);
    return kept;
}

std::vector<SamplePointer> shared(const std::vector<SampleResult>& samples)
{
    std::vector<SamplePointer> pointers;
    for (const SampleResult& sample : samples)
        pointers.push_back(std::make_shared<const SampleResult>(sample));
    return pointers;
}

/// The set of one sample alone.
BenchmarkSet setOf(const BenchmarkSet& whole, const SampleResult& sample)
{
    BenchmarkSet one;
    one.source = whole.source;
    one.source.items = 1;
    for (const BenchmarkItem& item : whole.items) {
        if (item.index == sample.index)
            one.items = {item};
    }
    if (one.items.empty() || one.items.front().prompt != sample.prompt)
        throw Error(ErrorCode::WrongUse, whole.source.file.path + " no longer holds item " +
                                             std::to_string(sample.index) +
                                             " as it was measured; measure again to see its run.");
    return one;
}

} // namespace

/// Brings news from the engine thread to the job, which may be gone by then.
class MeasureJob::Telling
{
public:
    Telling(MeasureJob* job, QObject* thread)
        : m_job(job)
        , m_thread(thread)
    {}

    void operator()(const std::function<void(MeasureJob&)>& news) const
    {
        QMetaObject::invokeMethod(
            m_thread,
            [job = m_job, news] {
                if (job)
                    news(*job);
            },
            Qt::QueuedConnection);
    }

private:
    QPointer<MeasureJob> m_job;
    QObject* m_thread; ///< outlives the engine thread
};

namespace {

/// The benchmark's part on the engine thread.
template <typename Telling>
class BenchmarkWork
{
public:
    BenchmarkWork(const BenchmarkPlan& plan, const Telling& telling)
        : m_plan(plan)
        , m_telling(telling)
    {}

    void operator()(Session& session, const std::stop_token& stop)
    {
        BenchmarkRequest request = m_plan.request;
        BenchmarkFiles files = benchmarkFiles({}, request.shard);
        const std::filesystem::path folder = pathOf(m_plan.file).parent_path();
        for (auto* each : {&files.result, &files.samples, &files.runs})
            *each = folder / *each;
        std::uintmax_t wholeBytes = 0;
        if (holdsSitting(files)) {
            if (!m_plan.resume)
                throw Error(ErrorCode::WrongUse,
                            folder.string() + " holds a measurement already; open it to go on "
                                              "with it, or choose another folder.");
            SavedSitting saved = valueOf(loadSitting(files));
            wholeBytes = saved.wholeBytes;
            request.earlier = std::move(saved.sitting);
        }
        const BenchmarkSet set = readMeasureSet(m_plan.data);
        const BenchmarkResult planned = plannedBenchmark(session, set, request);
        tellBeginning(planned, request);
        BenchmarkWriter writer = valueOf(BenchmarkWriter::open(files, planned, wholeBytes));
        run(session, set, request, stop, writer);
    }

private:
    void tellBeginning(const BenchmarkResult& planned, const BenchmarkRequest& request) const
    {
        const auto earlier =
            request.earlier ? shared(request.earlier->samples) : std::vector<SamplePointer>();
        m_telling([planned, earlier](auto& job) { Q_EMIT job.began(planned, earlier); });
    }

    void run(Session& session, const BenchmarkSet& set, const BenchmarkRequest& request,
             const std::stop_token& stop, BenchmarkWriter& writer) const
    {
        BenchmarkObserver observer;
        observer.onSample = [&](const SampleResult& sample, const BenchmarkResult& soFar) {
            valueOf(writer.add(sample, soFar));
            m_telling([sample = std::make_shared<const SampleResult>(sample),
                       now = std::make_shared<const BenchmarkResult>(soFar)](auto& job) {
                Q_EMIT job.sampled(sample, now);
            });
        };
        if (m_plan.keepRuns)
            observer.onRun = [&](const SampleResult& sample, const Run& run) {
                return valueOf(
                    writer.addRun(sample, withPrompt(run, sample, session.tokenizer().get())));
            };
        try {
            const auto result = std::make_shared<const BenchmarkResult>(
                runBenchmark(session, set, request, stop, observer));
            valueOf(writer.finish(*result));
            m_telling([result](auto& job) { Q_EMIT job.measured(result); });
        } catch (const std::exception&) {
            writer.giveUp();
            throw;
        }
    }

    const BenchmarkPlan& m_plan;
    const Telling& m_telling;
};

} // namespace

MeasureJob::MeasureJob(RunController* controller, QObject* parent)
    : QObject(parent)
    , m_controller(controller)
{}

MeasureJob::~MeasureJob()
{
    cancel();
}

void MeasureJob::cancel()
{
    if (m_stop)
        m_stop->request_stop();
}

std::string MeasureJob::device() const
{
    const OpenModel* model = m_controller->model();
    return model ? model->options.device : std::string();
}

bool MeasureJob::lend(const Work& work)
{
    if (isRunning())
        return false;
    const std::stop_source stop;
    const Telling telling(this, m_controller);
    const auto guarded = [work, telling, token = stop.get_token()](Session& session) {
        try {
            work(session, token, telling);
        } catch (const std::exception& exception) {
            const QString sentence = QString::fromUtf8(exception.what());
            telling([sentence](MeasureJob& job) { Q_EMIT job.failed(sentence); });
        }
    };
    const QPointer<MeasureJob> self(this);
    const auto done = [self] {
        if (!self)
            return;
        self->m_stop.reset();
        Q_EMIT self->ended();
    };
    if (!m_controller->lendSession(guarded, done, stop))
        return false;
    m_stop = stop;
    return true;
}

bool MeasureJob::start(const BenchmarkPlan& plan)
{
    BenchmarkPlan whole = plan;
    whole.request.device = device();
    return lend([whole](Session& session, const std::stop_token& stop, const Telling& telling) {
        BenchmarkWork(whole, telling)(session, stop);
    });
}

bool MeasureJob::start(const SweepPlan& plan)
{
    SweepPlan whole = plan;
    whole.request.device = device();
    return lend([whole](Session& session, const std::stop_token& stop, const Telling& telling) {
        const BenchmarkSet set = readMeasureSet(whole.data);
        telling(
            [now = std::make_shared<const SweepResult>(plannedSweep(session, set, whole.request))](
                MeasureJob& job) { Q_EMIT job.placeDone(now); });
        SweepObserver observer;
        observer.onBegin = [&](const std::string& place, std::size_t number, std::size_t count) {
            telling([place = QString::fromStdString(place), number, count](MeasureJob& job) {
                Q_EMIT job.placeBegan(place, static_cast<int>(number), static_cast<int>(count));
            });
        };
        observer.onSample = [&](const SampleResult& sample, const BenchmarkResult& soFar) {
            telling([sample = std::make_shared<const SampleResult>(sample),
                     now = std::make_shared<const BenchmarkResult>(soFar)](MeasureJob& job) {
                Q_EMIT job.sampled(sample, now);
            });
        };
        observer.onPoint = [&](const SweepResult& soFar, bool) {
            telling([now = std::make_shared<const SweepResult>(soFar)](MeasureJob& job) {
                Q_EMIT job.placeDone(now);
            });
        };
        const auto result = std::make_shared<const SweepResult>(
            runSweep(session, set, whole.request, stop, observer));
        telling([result](MeasureJob& job) { Q_EMIT job.swept(result); });
    });
}

bool MeasureJob::start(const EvaluationPlan& plan)
{
    return lend([plan](Session& session, const std::stop_token& stop, const Telling& telling) {
        EvaluationObserver observer;
        observer.onDocument = [&](const QString& task, int done, int count) {
            telling([task, done, count](MeasureJob& job) {
                Q_EMIT job.documentsDone(task, done, count);
            });
        };
        observer.onResults = [&](const QString& file) {
            telling([file](MeasureJob& job) { Q_EMIT job.evaluated(file); });
        };
        evaluate(session, plan, stop, observer);
    });
}

bool MeasureJob::writeRun(const BenchmarkPlan& plan, const SampleResult& sample,
                          const QString& file)
{
    return lend([plan, sample, file, device = device()](
                    Session& session, const std::stop_token& stop, const Telling& telling) {
        BenchmarkRequest request = plan.request;
        request.shard = {};
        request.metrics = {};
        request.settings.watch = true; // its heatmap is what it is run for
        request.device = device;
        const BenchmarkSet set = setOf(readMeasureSet(plan.data), sample);
        BenchmarkObserver observer;
        observer.onRun = [&](const SampleResult& written, const Run& run) {
            std::error_code problem; // saving says it
            std::filesystem::create_directories(pathOf(file).parent_path(), problem);
            valueOf(saveRun(withPrompt(run, written, session.tokenizer().get()), pathOf(file)));
            telling([file](MeasureJob& job) { Q_EMIT job.runWritten(file); });
            return std::string();
        };
        runBenchmark(session, set, request, stop, observer);
    });
}

} // namespace exitscope
