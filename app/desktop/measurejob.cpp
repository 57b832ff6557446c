#include "desktop/measurejob.h"

#include "desktop/benchmarkwork.h"
#include "desktop/evaluationwork.h"
#include "desktop/runcontroller.h"

#include <QPointer>

#include <exception>

namespace exitscope {

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
        BenchmarkNews news;
        news.onBegin = [&](const BenchmarkResult& planned,
                           const std::vector<SamplePointer>& earlier) {
            telling([planned, earlier](MeasureJob& job) { Q_EMIT job.began(planned, earlier); });
        };
        news.onSample = [&](const SamplePointer& sample, const BenchmarkResult& soFar) {
            telling([sample, now = std::make_shared<const BenchmarkResult>(soFar)](
                        MeasureJob& job) { Q_EMIT job.sampled(sample, now); });
        };
        const auto result =
            std::make_shared<const BenchmarkResult>(measureBenchmark(session, whole, stop, news));
        telling([result](MeasureJob& job) { Q_EMIT job.measured(result); });
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
        observer.onPoint = [&](const SweepResult& soFar, const SweepPoint*, bool) {
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
    EvaluationPlan whole = plan;
    whole.request.device = device();
    return lend([whole](Session& session, const std::stop_token& stop, const Telling& telling) {
        EvaluationObserver observer;
        observer.onDocument = [&](const QString& task, int done, int count) {
            telling([task, done, count](MeasureJob& job) {
                Q_EMIT job.documentsDone(task, done, count);
            });
        };
        observer.onResults = [&](const QString& file) {
            telling([file](MeasureJob& job) { Q_EMIT job.evaluated(file); });
        };
        evaluate(session, whole, stop, observer);
    });
}

bool MeasureJob::writeRun(const BenchmarkPlan& plan, const SampleResult& sample,
                          const QString& file)
{
    BenchmarkPlan whole = plan;
    whole.request.device = device();
    return lend([whole, sample, file](Session& session, const std::stop_token& stop,
                                      const Telling& telling) {
        if (writeSampleRun(session, whole, sample, file, stop))
            telling([file](MeasureJob& job) { Q_EMIT job.runWritten(file); });
    });
}

bool MeasureJob::writeRun(const DocumentPlace& place, const QString& file)
{
    return lend(
        [place, file](Session& session, const std::stop_token& stop, const Telling& telling) {
            if (writeDocumentRun(session, readAskedDocument(place), file, stop))
                telling([file](MeasureJob& job) { Q_EMIT job.runWritten(file); });
        });
}

} // namespace exitscope
