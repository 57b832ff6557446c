#include "hub/downloadjob.h"

#include "hub/downloadrun.h"

namespace exitscope {

DownloadJob::DownloadJob(ModelName name, HubSettings settings, QString token, QObject* parent)
    : QObject(parent)
    , m_name(name)
    , m_run(new DownloadRun(std::move(name), std::move(settings), std::move(token)))
{
    qRegisterMetaType<HubError>();
    qRegisterMetaType<RemoteModel>();
    qRegisterMetaType<DownloadProgress>();
    m_run->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_run, &QObject::deleteLater);
    connect(m_run, &DownloadRun::listed, this, &DownloadJob::listed);
    connect(m_run, &DownloadRun::progressed, this, [this](const DownloadProgress& progress) {
        if (m_ended)
            return;
        m_progress = progress;
        Q_EMIT progressed(progress);
    });
    connect(m_run, &DownloadRun::finished, this, [this](const QString& folder) {
        if (!m_ended) {
            m_ended = true;
            Q_EMIT finished(folder);
        }
    });
    connect(m_run, &DownloadRun::failed, this, &DownloadJob::end);
    connect(&m_thread, &QThread::finished, this, &DownloadJob::endCancelled);
}

DownloadJob::~DownloadJob()
{
    m_thread.quit();
    m_thread.wait();
    delete m_run; // where it was never started; else it went with the thread
}

void DownloadJob::start()
{
    m_thread.start();
    QMetaObject::invokeMethod(m_run, &DownloadRun::start);
}

void DownloadJob::pause()
{
    QMetaObject::invokeMethod(m_run, &DownloadRun::pause);
}

void DownloadJob::resume()
{
    QMetaObject::invokeMethod(m_run, &DownloadRun::resume);
}

void DownloadJob::cancel()
{
    if (m_thread.isRunning() || m_thread.isFinished())
        m_thread.quit(); // the rest follows when what it is writing is on the disk
    else
        endCancelled();
}

void DownloadJob::endCancelled()
{
    end({HubError::Kind::Cancelled,
         "The download of " + m_name.text() +
             " was stopped; what has arrived is kept, and the next one goes on from there.",
         {},
         {}});
}

void DownloadJob::end(const HubError& error)
{
    if (m_ended)
        return;
    m_ended = true;
    Q_EMIT failed(error);
}

} // namespace exitscope
