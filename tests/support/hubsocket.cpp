#include "support/hubsocket.h"

namespace exitscope::test {

namespace {

constexpr int tickMs = 20;
constexpr qint64 chunk = qint64{256} << 10;

QByteArray tokenOf(const SeenRequest& request)
{
    const QByteArray value = request.headers.value("authorization");
    return value.startsWith("Bearer ") ? value.mid(7) : QByteArray();
}

const ServedFile* fileOf(const ServedModel& model, const QString& name)
{
    const auto file = std::find_if(model.files.begin(), model.files.end(),
                                   [&](const ServedFile& one) { return one.name == name; });
    return file == model.files.end() ? nullptr : &*file;
}

bool usesUp(int& count)
{
    return count > 0 && count-- > 0;
}

} // namespace

HubSocket::HubSocket(QTcpSocket* socket, bool isOwn, std::shared_ptr<HubServer::State> state)
    : QObject(socket)
    , m_socket(socket)
    , m_isOwn(isOwn)
    , m_state(std::move(state))
{
    connect(socket, &QTcpSocket::readyRead, this, &HubSocket::readRequest);
    connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
    connect(socket, &QTcpSocket::bytesWritten, this, [this] {
        if (m_slowBytes == 0)
            pump();
    });
    connect(&m_slow, &QTimer::timeout, this, &HubSocket::pump);
}

void HubSocket::readRequest()
{
    m_request += m_socket->readAll();
    if (!m_request.endsWith("\r\n\r\n"))
        return;
    QList<QByteArray> lines = m_request.split('\n');
    const QList<QByteArray> first = lines.takeFirst().trimmed().split(' ');
    SeenRequest request{m_isOwn, first.value(0), first.value(1), {}};
    for (const QByteArray& line : lines) {
        const qsizetype colon = line.indexOf(':');
        if (colon > 0)
            request.headers[line.first(colon).toLower()] = line.mid(colon + 1).trimmed();
    }
    const std::scoped_lock lock(m_state->mutex);
    m_state->seen.push_back(request);
    m_isOwn ? answerOwn(request) : answerStorage(request);
}

void HubSocket::answerOwn(const SeenRequest& request)
{
    Faults& faults = m_state->faults;
    if (usesUp(faults.refusals))
        return send(429, faults.retryAfter.isEmpty()
                             ? Headers{}
                             : Headers{"Retry-After: " + faults.retryAfter});
    if (usesUp(faults.failures))
        return send(503, {});
    const QString path = QString::fromUtf8(QByteArray::fromPercentEncoding(request.path));
    if (path == QLatin1String("/api/whoami-v2"))
        return answerWho(request);
    for (const auto& [name, model] : m_state->models) {
        const QString list = "/api/models/" + name + "/revision/";
        if (path.startsWith(list)) {
            const QString revision = path.mid(list.size()).section('?', 0, 0);
            if (!model.revisions.contains(revision) && revision != model.commit)
                return send(404, {"X-Error-Code: RevisionNotFound"});
            return send(200, {"Content-Type: application/json"}, listOf(name, model));
        }
        for (const char* kind : {"/resolve/", "/api/resolve-cache/"}) {
            const QString prefix = '/' + name + QLatin1String(kind);
            if (path.startsWith(prefix))
                return answerFile(name, model, path.mid(prefix.size()).section('/', 1), request);
        }
    }
    send(tokenOf(request).isEmpty() ? 401 : 404, {"X-Error-Code: RepoNotFound"});
}

void HubSocket::answerWho(const SeenRequest& request)
{
    if (m_state->faults.holdsWho) {
        QTimer::singleShot(tickMs, this, [this, request] {
            const std::scoped_lock lock(m_state->mutex);
            answerWho(request);
            m_state->faults.whoReleased += m_state->faults.holdsWho ? 0 : 1;
        });
        return;
    }
    const QByteArray token = tokenOf(request);
    if (token == "hf_good" || token == "hf_outside")
        send(200, {}, R"({"type": "user", "name": "somebody"})");
    else
        send(401, {"X-Error-Message: Invalid credentials in Authorization header"});
}

bool HubSocket::refuses(const ServedModel& model, const SeenRequest& request)
{
    const QByteArray token = tokenOf(request);
    if (!token.isEmpty() && token != "hf_good" && token != "hf_outside")
        send(401, {"X-Error-Message: Invalid credentials in Authorization header"});
    else if (model.isGated && token.isEmpty())
        send(401, {"X-Error-Code: GatedRepo"});
    else if (model.isGated && token == "hf_outside")
        send(403, {"X-Error-Code: GatedRepo"});
    else
        return false;
    return true;
}

void HubSocket::answerFile(const QString& name, const ServedModel& model, const QString& file,
                           const SeenRequest& request)
{
    if (refuses(model, request))
        return;
    const ServedFile* served = fileOf(model, file);
    if (!served)
        return send(404, {"X-Error-Code: EntryNotFound"});
    const QByteArray checksum = m_state->faults.otherChecksum
                                    ? QByteArray(served->checksum.size(), 'a')
                                    : served->checksum.toLatin1();
    Headers headers{"X-Repo-Commit: " + model.commit.toLatin1()};
    if (!served->isLarge && m_state->faults.smallElsewhere && request.path.contains("/resolve/"))
        return send(307, headers + Headers{"X-Linked-Etag: \"" + checksum + '"',
                                           "Location: /" + name.toUtf8() + "/api/resolve-cache/x/" +
                                               file.toUtf8()});
    if (!served->isLarge)
        return sendFile(*served, request, headers, '"' + checksum + '"');
    headers +=
        {"X-Linked-Etag: \"" + checksum + '"', "X-Linked-Size: " + QByteArray::number(served->size),
         "Location: http://127.0.0.1:" + QByteArray::number(m_state->storagePort) + '/' +
             name.toUtf8() + '?' + file.toUtf8()};
    send(302, headers, "Found. Redirecting");
}

void HubSocket::answerStorage(const SeenRequest& request)
{
    Faults& faults = m_state->faults;
    if (usesUp(faults.storageFailures))
        return send(403, {});
    const QList<QByteArray> parts = request.path.mid(1).split('?');
    const auto model = m_state->models.find(QString::fromUtf8(parts.value(0)));
    const ServedFile* file = model == m_state->models.end()
                                 ? nullptr
                                 : fileOf(model->second, QString::fromUtf8(parts.value(1)));
    if (!file)
        return send(404, {});
    if (!faults.cuts.empty()) {
        m_cut = faults.cuts.front();
        faults.cuts.erase(faults.cuts.begin());
    }
    m_isSpoilt = usesUp(faults.spoilt);
    m_slowBytes = faults.bytesPerSecond * tickMs / 1000;
    const int version = faults.changingEtags ? ++m_state->etags : 0;
    sendFile(*file, request, {}, "\"stored-" + QByteArray::number(version) + '"');
}

void HubSocket::send(int status, Headers headers, const QByteArray& content)
{
    headers.prepend("HTTP/1.1 " + QByteArray::number(status) + " Status");
    headers += {"Content-Length: " + QByteArray::number(content.size()), "Connection: close"};
    m_socket->write(headers.join("\r\n") + "\r\n\r\n" + content);
    m_socket->disconnectFromHost();
}

void HubSocket::sendFile(const ServedFile& file, const SeenRequest& request, Headers headers,
                         const QByteArray& etag)
{
    const QByteArray range = request.headers.value("range");
    const QByteArray condition = request.headers.value("if-range");
    const bool isPart = range.startsWith("bytes=") && !m_state->faults.noRanges &&
                        (condition.isEmpty() || condition == etag);
    m_file = file;
    m_end = file.size;
    m_at = isPart ? range.mid(6).chopped(1).toLongLong() : 0;
    if (isPart && m_at >= file.size)
        return send(416, {"Content-Range: bytes */" + QByteArray::number(file.size)});
    if (isPart && m_state->faults.wrongRanges)
        m_at /= 2;
    headers.prepend(isPart ? "HTTP/1.1 206 Partial Content" : "HTTP/1.1 200 OK");
    headers += {"Content-Length: " + QByteArray::number(m_end - m_at), "ETag: " + etag,
                "Connection: close"};
    if (isPart)
        headers += "Content-Range: bytes " + QByteArray::number(m_at) + '-' +
                   QByteArray::number(m_end - 1) + '/' + QByteArray::number(file.size);
    if (m_cut >= 0)
        m_cut += m_at;
    m_socket->write(headers.join("\r\n") + "\r\n\r\n");
    if (request.method == "HEAD") {
        m_file.fill = nullptr;
        m_socket->disconnectFromHost();
    } else if (m_slowBytes > 0)
        m_slow.start(tickMs);
}

void HubSocket::pump()
{
    constexpr qint64 ahead = 4 * chunk;
    QByteArray buffer(std::max(chunk, m_slowBytes), Qt::Uninitialized);
    while (m_file.fill && m_at < m_end && m_socket->bytesToWrite() < ahead) {
        qint64 count = std::min(m_slowBytes > 0 ? m_slowBytes : chunk, m_end - m_at);
        if (m_cut >= 0)
            count = std::min(count, m_cut - m_at);
        m_file.fill(m_at, buffer.data(), count);
        if (m_isSpoilt && count > 0)
            buffer[0] = static_cast<char>(~buffer[0]);
        m_isSpoilt = m_isSpoilt && count == 0;
        m_socket->write(buffer.constData(), count);
        m_at += count;
        if (m_at == m_cut) {
            m_end = m_at; // and close before what the header promised
            break;
        }
        if (m_slowBytes > 0)
            return;
    }
    if (m_file.fill && m_at >= m_end) {
        m_file.fill = nullptr;
        m_slow.stop();
        m_socket->disconnectFromHost();
    }
}

} // namespace exitscope::test
