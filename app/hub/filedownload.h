#pragma once

#include "hub/blobwriter.h"
#include "hub/downloadprogress.h"
#include "hub/filelock.h"
#include "hub/hubget.h"
#include "hub/modelcache.h"

#include <QObject>
#include <QTimer>

#include <memory>

namespace exitscope {

/// What all files of a download share.
struct DownloadPlan
{
    ModelName name;
    QString commit;
    HubSettings settings;
    QString token; ///< may be empty
};

/// Downloads one file into its blob and links it into the snapshot. Lives on one thread and never
/// waits there: each turn of the event loop does a little.
class FileDownload : public QObject
{
    Q_OBJECT

public:
    FileDownload(RemoteFile file, const DownloadPlan& plan, QNetworkAccessManager& network,
                 QObject* parent = nullptr);
    ~FileDownload() override;

    const FileProgress& progress() const { return m_progress; }
    /// Bytes that came over the network.
    std::int64_t received() const { return m_received; }
    bool isStarted() const { return m_started; }

    void start();
    /// Keeps the lock and what is on disk.
    void pause();
    void resume();

Q_SIGNALS:
    void changed(); ///< the state
    void done();
    void failed(const exitscope::HubError& error);

private:
    void takeLock();
    void check();
    void request();
    void takeAnswer();
    void take();
    void endRequest(const std::optional<HubError>& failure);
    void judge();
    void finish();
    HubError broken(const QString& what) const;
    void tryAgain(const HubError& reason);
    void fail(const HubError& error);
    void setState(FileProgress::State state, const QString& note = {});
    void next(void (FileDownload::*step)(), int ms = 0);
    void dropRequest();

    const RemoteFile m_file;
    const DownloadPlan& m_plan;
    const ModelCache m_cache;
    QNetworkAccessManager& m_network;
    FileProgress m_progress;
    FileLock m_lock;
    std::unique_ptr<BlobWriter> m_writer;
    HubGet* m_get = nullptr;
    QTimer m_timer;
    void (FileDownload::*m_step)() = nullptr; // what the timer does
    QByteArray m_etag;                        // of the server that sent the last bytes
    std::int64_t m_received = 0;
    std::int64_t m_receivedBefore = 0; // when the last request began
    int m_fruitless = 0;               // requests in a row without a byte
    int m_wrong = 0;                   // times that the checksum was wrong
    bool m_started = false;
    bool m_paused = false;
};

} // namespace exitscope
