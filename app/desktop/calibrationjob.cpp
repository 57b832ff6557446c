#include "desktop/calibrationjob.h"

#include "common/bundledprompts.h"
#include "desktop/runcontroller.h"

#include <QPointer>

#include <exception>

namespace exitscope {

/// What the engine thread leaves behind: one of the two.
struct CalibrationJob::Outcome
{
    std::shared_ptr<const CalibrationReport> report;
    QString error;
};

namespace {

/// Throws Error.
SampleSet promptsOf(const QString& file)
{
    if (!file.isEmpty())
        return readPrompts(std::filesystem::path(file.toStdU16String()), 0);
    const std::filesystem::path bundled = bundledPromptsFile();
    if (bundled.empty())
        throw Error(ErrorCode::FileMissing,
                    "The bundled prompts are not where they should be; choose a file.");
    SampleSet samples = readPrompts(bundled, 0);
    samples.name = bundled.stem().string();
    return samples;
}

} // namespace

CalibrationJob::CalibrationJob(RunController* controller, QObject* parent)
    : QObject(parent)
    , m_controller(controller)
{}

CalibrationJob::~CalibrationJob()
{
    cancel();
}

void CalibrationJob::cancel()
{
    if (m_stop)
        m_stop->request_stop();
}

bool CalibrationJob::start(const QString& file, const CalibrationRequest& request)
{
    if (isRunning())
        return false;
    const std::stop_source stop;
    const auto outcome = std::make_shared<Outcome>();
    // The controller outlives its thread, this object need not.
    const QPointer<CalibrationJob> self(this);
    const auto tell = [self, controller = m_controller](const CalibrationPrompt&, int done,
                                                        int count) {
        QMetaObject::invokeMethod(
            controller,
            [self, done, count] {
                if (self)
                    Q_EMIT self->progressed(done, count);
            },
            Qt::QueuedConnection);
    };
    const auto work = [outcome, file, request, tell, token = stop.get_token()](Session& session) {
        try {
            outcome->report = std::make_shared<const CalibrationReport>(
                calibratePrompts(session, promptsOf(file), request, token, tell));
        } catch (const std::exception& exception) {
            outcome->error = QString::fromUtf8(exception.what());
        }
    };
    const auto done = [self, outcome] {
        if (self)
            self->take(*outcome);
    };
    if (!m_controller->lendSession(work, done, stop))
        return false;
    m_stop = stop;
    return true;
}

void CalibrationJob::take(const Outcome& outcome)
{
    m_stop.reset();
    if (outcome.report)
        Q_EMIT finished(outcome.report);
    else
        Q_EMIT failed(outcome.error);
}

} // namespace exitscope
