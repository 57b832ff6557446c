#pragma once

#include "hub/filedownload.h"
#include "hub/hubquery.h"

#include <QElapsedTimer>
#include <QNetworkAccessManager>
#include <QObject>
#include <QTimer>

#include <memory>
#include <vector>

namespace exitscope {

/// The work of a DownloadJob, on the job's own thread: the list, the space, some files at a time,
/// the references. Its signals are the job's.
class DownloadRun : public QObject
{
    Q_OBJECT

public:
    DownloadRun(ModelName name, HubSettings settings, QString token);
    ~DownloadRun() override;

    void start();
    void pause();
    void resume();

Q_SIGNALS:
    void listed(const exitscope::RemoteModel& model);
    void progressed(const exitscope::DownloadProgress& progress);
    void finished(const QString& folder);
    void failed(const exitscope::HubError& error);

private:
    void ask();
    void retryList(const HubError& error);
    void takeList(const RemoteModel& model);
    std::optional<HubError> spaceMissing() const;
    void startFiles();
    void endFile();
    void complete();
    void fail(const HubError& error);
    void report();

    DownloadPlan m_plan;
    ModelCache m_cache;
    QNetworkAccessManager m_network;
    HubQuery m_query;
    RemoteModel m_model;
    std::vector<std::unique_ptr<FileDownload>> m_files;
    QTimer m_reporting;
    QTimer m_retry;
    QElapsedTimer m_clock;
    SpeedMeter m_meter;
    DownloadProgress::State m_state = DownloadProgress::State::Listing;
    int m_fruitless = 0;
    bool m_paused = false;
    bool m_ended = false;
};

} // namespace exitscope
