#include "support/hubserver.h"

#include "support/hubsocket.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTcpServer>

namespace exitscope::test {

namespace {

std::function<void(qint64, char*, qint64)> filledFrom(const QByteArray& content)
{
    return [content](qint64 offset, char* into, qint64 count) {
        std::copy_n(content.constData() + offset, count, into);
    };
}

QJsonObject entryOf(const ServedFile& file)
{
    QJsonObject entry{{"rfilename", file.name}, {"size", file.size}};
    const QString pointer(40, 'e');
    entry["blobId"] = file.isLarge ? pointer : file.checksum;
    if (file.isLarge)
        entry["lfs"] =
            QJsonObject{{"sha256", file.checksum}, {"size", file.size}, {"pointerSize", 134}};
    return entry;
}

} // namespace

ServedFile smallFile(const QString& name, const QByteArray& content)
{
    const QByteArray blob = "blob " + QByteArray::number(content.size()) + '\0' + content;
    const QByteArray sum = QCryptographicHash::hash(blob, QCryptographicHash::Sha1).toHex();
    return {name, content.size(), false, QString::fromLatin1(sum), filledFrom(content)};
}

ServedFile largeFile(const QString& name, const QByteArray& content)
{
    const QByteArray sum = QCryptographicHash::hash(content, QCryptographicHash::Sha256).toHex();
    return {name, content.size(), true, QString::fromLatin1(sum), filledFrom(content)};
}

void makeBytes(qint64 offset, char* into, qint64 count)
{
    for (qint64 i = 0; i < count; ++i) {
        const auto place = static_cast<quint64>(offset + i);
        into[i] = static_cast<char>((place * 0x9E3779B97F4A7C15u) >> 56);
    }
}

ServedFile madeFile(const QString& name, qint64 size, const QString& checksum)
{
    if (!checksum.isEmpty())
        return {name, size, true, checksum, makeBytes};
    QCryptographicHash sum(QCryptographicHash::Sha256);
    QByteArray buffer(1 << 20, Qt::Uninitialized);
    for (qint64 at = 0; at < size; at += buffer.size()) {
        const qint64 count = std::min<qint64>(buffer.size(), size - at);
        makeBytes(at, buffer.data(), count);
        sum.addData(QByteArrayView(buffer).first(count));
    }
    return {name, size, true, QString::fromLatin1(sum.result().toHex()), makeBytes};
}

HubServer::HubServer()
    : m_state(std::make_shared<State>())
{
    auto* home = new QObject;
    home->moveToThread(&m_thread);
    QObject::connect(&m_thread, &QThread::finished, home, &QObject::deleteLater);
    m_thread.start();
    QMetaObject::invokeMethod(
        home,
        [this, home] {
            for (const bool isOwn : {true, false}) {
                auto* server = new QTcpServer(home);
                server->listen(QHostAddress::LocalHost);
                (isOwn ? m_state->ownPort : m_state->storagePort) = server->serverPort();
                QObject::connect(server, &QTcpServer::newConnection, home,
                                 [server, isOwn, state = m_state] {
                                     while (QTcpSocket* socket = server->nextPendingConnection())
                                         new HubSocket(socket, isOwn, state);
                                 });
            }
        },
        Qt::BlockingQueuedConnection);
}

HubServer::~HubServer()
{
    m_thread.quit();
    m_thread.wait();
}

void HubServer::add(const QString& name, const ServedModel& model)
{
    const std::scoped_lock lock(m_state->mutex);
    m_state->models[name] = model;
}

QString HubServer::endpoint() const
{
    return "http://127.0.0.1:" + QString::number(m_state->ownPort);
}

void HubServer::setFaults(const Faults& faults)
{
    const std::scoped_lock lock(m_state->mutex);
    m_state->faults = faults;
}

Faults HubServer::faults() const
{
    const std::scoped_lock lock(m_state->mutex);
    return m_state->faults;
}

std::vector<SeenRequest> HubServer::seen() const
{
    const std::scoped_lock lock(m_state->mutex);
    return m_state->seen;
}

void HubServer::forgetSeen()
{
    const std::scoped_lock lock(m_state->mutex);
    m_state->seen.clear();
}

QByteArray listOf(const QString& name, const ServedModel& model)
{
    QJsonArray siblings;
    for (const ServedFile& file : model.files)
        siblings.append(entryOf(file));
    QJsonObject list{{"id", name}, {"sha", model.commit}, {"siblings", siblings}};
    list["gated"] = model.isGated ? QJsonValue("manual") : QJsonValue(false);
    return QJsonDocument(list).toJson();
}

} // namespace exitscope::test
