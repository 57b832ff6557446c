#include "hub/downloadrun.h"

#include "model/placement.h"

#include <QFileInfo>

#include <algorithm>
#include <cmath>

namespace exitscope {

namespace {

constexpr int reportMs = 100;
constexpr int longestDelayMs = 16'000;

QString spelled(std::int64_t bytes)
{
    return QString::fromStdString(
        spelledBytes(static_cast<std::size_t>(std::max<std::int64_t>(bytes, 0))));
}

} // namespace

DownloadRun::DownloadRun(ModelName name, HubSettings settings, QString token)
    : m_plan{std::move(name), {}, std::move(settings), std::move(token)}
    , m_cache(m_plan.settings.cache)
    , m_network(this)
    , m_query(m_plan.settings, this)
    , m_reporting(this)
    , m_retry(this)
{
    m_retry.setSingleShot(true);
    connect(&m_retry, &QTimer::timeout, this, &DownloadRun::ask);
    connect(&m_reporting, &QTimer::timeout, this, &DownloadRun::report);
}

DownloadRun::~DownloadRun()
{
    m_files.clear(); // before the network goes
}

void DownloadRun::start()
{
    m_clock.start();
    ask();
}

void DownloadRun::ask()
{
    m_query.askModel(m_plan.name, m_plan.token,
                     [this](const std::variant<RemoteModel, HubError>& answer) {
                         if (const auto* error = std::get_if<HubError>(&answer))
                             retryList(*error);
                         else
                             takeList(std::get<RemoteModel>(answer));
                     });
}

void DownloadRun::retryList(const HubError& error)
{
    const std::int64_t asked = error.retrySeconds.value_or(0);
    if (!error.isPassing() || ++m_fruitless >= m_plan.settings.tries ||
        asked > m_plan.settings.longestWaitSeconds) {
        fail(error);
        return;
    }
    const int delay = std::min(m_plan.settings.firstDelayMs << (m_fruitless - 1), longestDelayMs);
    m_retry.start(std::max(delay, static_cast<int>(asked) * 1000));
}

void DownloadRun::takeList(const RemoteModel& model)
{
    m_model = model;
    m_plan.commit = model.commit;
    for (const RemoteFile& file : model.files) {
        auto download = std::make_unique<FileDownload>(file, m_plan, m_network);
        connect(download.get(), &FileDownload::changed, this, &DownloadRun::report);
        connect(download.get(), &FileDownload::done, this, &DownloadRun::endFile,
                Qt::QueuedConnection);
        connect(download.get(), &FileDownload::failed, this, &DownloadRun::fail,
                Qt::QueuedConnection);
        m_files.push_back(std::move(download));
    }
    if (const auto error = spaceMissing()) {
        fail(*error);
        return;
    }
    Q_EMIT listed(model);
    m_state = m_paused ? DownloadProgress::State::Paused : DownloadProgress::State::Running;
    m_reporting.start(reportMs);
    startFiles();
}

std::optional<HubError> DownloadRun::spaceMissing() const
{
    const auto there =
        m_plan.settings.freeSpace ? m_plan.settings.freeSpace(m_cache.folder()) : std::nullopt;
    std::int64_t needed = 0;
    for (const RemoteFile& file : m_model.files) {
        const QString blob = m_cache.blob(m_plan.name, file.etag);
        if (!QFileInfo::exists(blob))
            needed += std::max<std::int64_t>(file.size - QFileInfo(blob + ".incomplete").size(), 0);
    }
    if (!there || needed <= *there)
        return std::nullopt;
    return HubError{HubError::Kind::NotEnoughSpace,
                    m_plan.name.text() + " takes another " + spelled(needed) + " and " +
                        spelled(*there) + " are free at " + m_cache.folder() +
                        "; make room there or let HF_HUB_CACHE name another disk.",
                    {},
                    {}};
}

void DownloadRun::startFiles()
{
    const auto isRunning = [](const auto& file) {
        return file->isStarted() && file->progress().state != FileProgress::State::Done;
    };
    auto running = std::count_if(m_files.begin(), m_files.end(), isRunning);
    for (const auto& file : m_files) {
        if (m_paused || m_ended || running >= m_plan.settings.parallel)
            return;
        if (file->isStarted())
            continue;
        ++running;
        file->start();
    }
}

void DownloadRun::endFile()
{
    if (m_ended)
        return;
    const bool allDone = std::all_of(m_files.begin(), m_files.end(), [](const auto& file) {
        return file->progress().state == FileProgress::State::Done;
    });
    allDone ? complete() : startFiles();
}

void DownloadRun::complete()
{
    if (const Status referred = m_cache.refer(m_plan.name, m_plan.commit); !referred) {
        fail({HubError::Kind::WriteFailed, QString::fromUtf8(referred.error().what()), {}, {}});
        return;
    }
    m_state = DownloadProgress::State::Done;
    report();
    m_ended = true;
    m_reporting.stop();
    Q_EMIT finished(m_cache.snapshot(m_plan.name, m_plan.commit));
}

void DownloadRun::fail(const HubError& error)
{
    if (m_ended)
        return;
    m_ended = true;
    m_reporting.stop();
    m_files.clear();
    Q_EMIT failed(error);
}

void DownloadRun::pause()
{
    if (m_ended || m_paused)
        return;
    m_paused = true;
    m_meter.clear();
    for (const auto& file : m_files)
        file->pause();
    if (m_state == DownloadProgress::State::Running)
        m_state = DownloadProgress::State::Paused;
    m_reporting.stop();
    report();
}

void DownloadRun::resume()
{
    if (m_ended || !m_paused)
        return;
    m_paused = false;
    for (const auto& file : m_files)
        file->resume();
    if (m_state == DownloadProgress::State::Paused) {
        m_state = DownloadProgress::State::Running;
        m_reporting.start(reportMs);
        startFiles();
    }
    report();
}

void DownloadRun::report()
{
    if (m_ended)
        return;
    DownloadProgress progress;
    progress.state = m_state;
    progress.total = m_model.bytes();
    std::int64_t received = 0;
    for (const auto& file : m_files) {
        progress.files.push_back(file->progress());
        progress.bytes += file->progress().bytes;
        received += file->received();
    }
    if (!m_paused)
        m_meter.add(m_clock.elapsed(), received);
    progress.speed = m_meter.speed();
    if (progress.speed > 0)
        progress.secondsLeft = std::llround(
            std::ceil(static_cast<double>(progress.total - progress.bytes) / progress.speed));
    Q_EMIT progressed(progress);
}

} // namespace exitscope
