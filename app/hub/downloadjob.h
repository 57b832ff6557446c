#pragma once

#include "hub/downloadprogress.h"
#include "hub/huberror.h"
#include "hub/hubsettings.h"
#include "hub/modelname.h"
#include "hub/remotemodel.h"

#include <QObject>
#include <QPointer>
#include <QThread>

namespace exitscope {

class DownloadRun;

/// Downloads one model into the hub's cache. Lives on the caller's thread, which needs an event
/// loop; network, checksums and files are worked on in a thread of its own, so nothing here waits.
/// What has arrived stays on disk through pause, cancel and the end of the program, and the next
/// download of the same model goes on from there. Destroying a job stops it, and waits until what
/// is being written is on the disk.
class DownloadJob : public QObject
{
    Q_OBJECT

public:
    /// `token` may be empty. It goes to the endpoint's own origin only, and only where
    /// HubSettings::isPrivate.
    DownloadJob(ModelName name, HubSettings settings, QString token, QObject* parent = nullptr);
    ~DownloadJob() override;

    const ModelName& name() const { return m_name; }
    /// The last that was reported.
    const DownloadProgress& progress() const { return m_progress; }
    bool isEnded() const { return m_ended; }

    void start(); ///< once
    void pause();
    void resume();
    /// Ends with failed(Cancelled), once no file and no lock is held any more; or as it would have
    /// ended, where that came first. Does not wait.
    void cancel();

Q_SIGNALS:
    /// What will be downloaded, before any file is begun.
    void listed(const exitscope::RemoteModel& model);
    /// At most ten times a second, and at each change of a state.
    void progressed(const exitscope::DownloadProgress& progress);
    /// All files are there and checked; `folder` is the snapshot. Last signal.
    void finished(const QString& folder);
    /// Last signal.
    void failed(const exitscope::HubError& error);

private:
    void end(const HubError& error);
    void endCancelled();

    ModelName m_name;
    DownloadProgress m_progress;
    bool m_ended = false;
    QThread m_thread;
    QPointer<DownloadRun> m_run; // lives and dies on m_thread
};

} // namespace exitscope
