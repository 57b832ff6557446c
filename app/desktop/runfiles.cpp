// The runs and exports that RunController reads and writes.
#include "desktop/runcontroller.h"
#include "trace/runcsv.h"

#include <exception>

namespace exitscope {

void RunController::openRun(const QString& file,
                            const std::function<Result<Run>(const std::filesystem::path&)>& load)
{
    Q_ASSERT(thread() == QThread::currentThread());
    const auto run = std::make_shared<Run>();
    inBackground(
        [run, file, load]() -> Status {
            auto loaded = load(file.toStdString());
            if (!loaded)
                return loaded.error();
            *run = std::move(*loaded);
            return Done{};
        },
        [this, run, file] {
            endRun();
            m_history.begin({.origin = RunOrigin::File, .file = file}, std::move(*run));
            Q_EMIT runOpened(file);
            Q_EMIT progressed();
        });
}

void RunController::saveRun(const QString& file)
{
    Q_ASSERT(thread() == QThread::currentThread());
    const auto run = std::make_shared<const Run>(m_document.run());
    inBackground([run, file] { return exitscope::saveRun(*run, file.toStdString()); },
                 [this, file] {
                     Q_EMIT fileWritten(file);
                     Q_EMIT runSaved(file);
                 });
}

void RunController::exportCsv(const QString& file)
{
    Q_ASSERT(thread() == QThread::currentThread());
    const auto run = std::make_shared<const Run>(m_document.run());
    inBackground([run, file] { return saveCsv(*run, file.toStdString(), true); },
                 [this, file] { Q_EMIT fileWritten(file); });
}

void RunController::inBackground(std::function<Status()> work, std::function<void()> answer)
{
    m_files.start([this, work = std::move(work), answer = std::move(answer)] {
        Status status = Done{};
        try {
            status = work();
        } catch (const std::exception& exception) {
            status = Error(ErrorCode::Internal, exception.what());
        }
        QMetaObject::invokeMethod(
            this,
            [this, status, answer] {
                if (status)
                    answer();
                else
                    Q_EMIT failed(QString::fromUtf8(status.error().what()));
            },
            Qt::QueuedConnection);
    });
}

} // namespace exitscope
