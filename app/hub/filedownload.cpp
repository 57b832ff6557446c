#include "hub/filedownload.h"

#include <QFile>
#include <QFileInfo>

#include <algorithm>

namespace exitscope {

namespace {

constexpr int lockPollMs = 200;
constexpr int longestDelayMs = 16'000;
constexpr std::int64_t readAtOnce = std::int64_t{256} << 10;

} // namespace

FileDownload::FileDownload(RemoteFile file, const DownloadPlan& plan,
                           QNetworkAccessManager& network, QObject* parent)
    : QObject(parent)
    , m_file(std::move(file))
    , m_plan(plan)
    , m_cache(plan.settings.cache)
    , m_network(network)
{
    m_progress.name = m_file.name;
    m_progress.total = m_file.size;
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, [this] { (this->*m_step)(); });
}

FileDownload::~FileDownload()
{
    dropRequest();
}

void FileDownload::start()
{
    m_started = true;
    takeLock();
}

void FileDownload::pause()
{
    m_paused = true;
    m_timer.stop();
    dropRequest();
}

void FileDownload::resume()
{
    m_paused = false;
    m_fruitless = 0;
    if (m_started && m_progress.state != FileProgress::State::Done)
        m_lock.isLocked() ? next(&FileDownload::check) : next(&FileDownload::takeLock);
}

void FileDownload::next(void (FileDownload::*step)(), int ms)
{
    m_step = step;
    if (!m_paused)
        m_timer.start(ms);
}

void FileDownload::setState(FileProgress::State state, const QString& note)
{
    const bool isNews = m_progress.state != state || m_progress.note != note;
    m_progress.state = state;
    m_progress.note = note;
    if (isNews)
        Q_EMIT changed();
}

void FileDownload::takeLock()
{
    const QString blob = m_cache.blob(m_plan.name, m_file.etag);
    const QString file = m_cache.lockFile(m_plan.name, m_file.etag);
    switch (m_lock.tryLock(file)) {
    case FileLock::Outcome::Held:
        m_progress.bytes =
            std::min<std::int64_t>(QFileInfo(blob + ".incomplete").size(), m_file.size);
        setState(FileProgress::State::Locked, "another program is downloading it");
        next(&FileDownload::takeLock, lockPollMs);
        return;
    case FileLock::Outcome::Impossible:
        fail({HubError::Kind::WriteFailed,
              "The lock " + file +
                  " cannot be taken; check that the folder is yours, or let HF_HUB_CACHE name "
                  "another.",
              {},
              {}});
        return;
    case FileLock::Outcome::Taken:
        break;
    }
    if (QFileInfo(blob).size() == m_file.size && QFileInfo::exists(blob)) {
        finish();
        return;
    }
    m_writer = std::make_unique<BlobWriter>(blob, m_file);
    if (const auto failure = m_writer->open())
        fail(*failure);
    else
        check();
}

/// Reads a little of what an earlier run left; then goes on with the network.
void FileDownload::check()
{
    m_progress.bytes = m_writer->size();
    if (!m_writer->isChecked()) {
        setState(FileProgress::State::Checking);
        if (const auto failure = m_writer->checkSome())
            fail(*failure);
        else
            next(&FileDownload::check);
        return;
    }
    m_writer->isWhole() ? judge() : request();
}

void FileDownload::request()
{
    setState(FileProgress::State::Downloading);
    HubGet::Headers headers;
    if (m_writer->size() > 0) {
        headers.append({"Range", "bytes=" + QByteArray::number(qint64{m_writer->size()}) + '-'});
        if (!m_etag.isEmpty())
            headers.append({"If-Range", m_etag});
    }
    m_receivedBefore = m_received;
    m_get = new HubGet(m_network, m_plan.settings, m_plan.token, this);
    connect(m_get, &HubGet::answered, this, &FileDownload::takeAnswer);
    connect(m_get, &HubGet::received, this, &FileDownload::take);
    connect(m_get, &HubGet::ended, this, &FileDownload::endRequest);
    m_get->get(fileAddress(m_plan.settings, m_plan.name, m_plan.commit, m_file.name), headers);
}

void FileDownload::dropRequest()
{
    if (!m_get)
        return;
    m_get->disconnect(this);
    m_get->deleteLater();
    m_get = nullptr;
}

/// Looks whether what comes is the file that was listed, from where it is to go on.
void FileDownload::takeAnswer()
{
    const HubAnswer answer = m_get->answer();
    const bool isOther =
        answer.checksum.size() == m_file.etag.size() && answer.checksum != m_file.etag;
    if (isOther || (answer.total >= 0 && answer.total != m_file.size)) {
        fail({HubError::Kind::ChangedOnServer,
              m_file.name + " of " + m_plan.name.text() +
                  " is not the file that was listed; start the download again.",
              {},
              {}});
        return;
    }
    m_etag = answer.etag;
    if (answer.start == m_writer->size())
        return;
    if (const auto failure = m_writer->restart()) // no ranges there, or another file than before
        fail(*failure);
    else if (answer.start != 0)
        tryAgain(broken("was sent from a wrong place"));
}

void FileDownload::take()
{
    while (m_get) {
        const QByteArray bytes = m_get->read(readAtOnce);
        if (bytes.isEmpty())
            return;
        m_received += bytes.size();
        if (m_writer->size() + bytes.size() > m_file.size) {
            tryAgain(broken("is longer than was listed"));
            return;
        }
        if (const auto failure = m_writer->append(bytes)) {
            fail(*failure);
            return;
        }
        m_progress.bytes = m_writer->size();
    }
}

void FileDownload::endRequest(const std::optional<HubError>& failure)
{
    const HubAnswer answer = m_get->answer();
    if (answer.status < 400)
        take();
    if (!m_get)
        return;
    dropRequest();
    if (m_writer->isWhole())
        judge();
    else if (failure && !failure->isPassing())
        fail(*failure);
    else if (failure)
        tryAgain(*failure);
    else if (answer.status == 416) { // what is there cannot be of this file
        if (const auto problem = m_writer->restart())
            fail(*problem);
        else
            tryAgain(broken("cannot be had in parts"));
    } else if (answer.status >= 400) {
        const HubError error =
            statusError(answer, m_plan.name, m_file.name, m_plan.settings, !m_plan.token.isEmpty());
        error.isPassing() ? tryAgain(error) : fail(error);
    } else
        tryAgain(broken("broke off"));
}

HubError FileDownload::broken(const QString& what) const
{
    return {HubError::Kind::NoNetwork,
            m_file.name + ' ' + what +
                "; check the network and start again: what has arrived is kept.",
            {},
            {}};
}

/// The file is whole: is it right?
void FileDownload::judge()
{
    if (m_writer->isRight()) {
        if (const auto failure = m_writer->finish())
            fail(*failure);
        else
            finish();
        return;
    }
    if (const auto failure = m_writer->restart()) {
        fail(*failure);
        return;
    }
    m_progress.bytes = 0;
    const HubError wrong{HubError::Kind::ChecksumWrong,
                         m_file.name + " of " + m_plan.name.text() +
                             " arrived with a wrong checksum, twice; something between here and " +
                             m_plan.settings.endpoint.host() +
                             " changes it: check proxies and HF_ENDPOINT. It was not kept.",
                         {},
                         {}};
    ++m_wrong > 1 ? fail(wrong) : tryAgain(wrong);
}

void FileDownload::finish()
{
    const Status linked = m_cache.link(m_plan.name, m_plan.commit, m_file.name, m_file.etag);
    m_writer.reset();
    m_lock.unlock();
    if (!linked) {
        fail({HubError::Kind::WriteFailed, QString::fromUtf8(linked.error().what()), {}, {}});
        return;
    }
    m_progress.bytes = m_file.size;
    setState(FileProgress::State::Done);
    Q_EMIT done();
}

void FileDownload::tryAgain(const HubError& reason)
{
    dropRequest();
    const HubSettings& settings = m_plan.settings;
    m_fruitless = m_received > m_receivedBefore ? 1 : m_fruitless + 1;
    const bool isLong = reason.retrySeconds.value_or(0) > settings.longestWaitSeconds;
    if (isLong || m_fruitless >= settings.tries) {
        fail(reason);
        return;
    }
    const int backOff = std::min(settings.firstDelayMs << (m_fruitless - 1), longestDelayMs);
    const int asked = static_cast<int>(reason.retrySeconds.value_or(0)) * 1000;
    setState(FileProgress::State::Waiting, reason.sentence);
    next(&FileDownload::check, std::max(backOff, asked));
}

void FileDownload::fail(const HubError& error)
{
    m_timer.stop();
    dropRequest();
    m_writer.reset();
    m_lock.unlock();
    Q_EMIT failed(error);
}

} // namespace exitscope
