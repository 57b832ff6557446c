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
}

DownloadJob::~DownloadJob()
{
    if (!m_thread.isRunning()) {
        delete m_run; // never started, or the thread has ended and so has it
        return;
    }
    m_thread.quit();
    m_thread.wait();
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
    if (m_ended)
        return;
    m_thread.quit();
    m_thread.wait();
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
