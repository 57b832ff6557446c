#pragma once

#include <QByteArray>
#include <QList>
#include <QMap>
#include <QString>
#include <QThread>
#include <QUrl>

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <vector>

namespace exitscope::test {

/// A file that the server gives out: made on the way, never held whole.
struct ServedFile
{
    QString name;
    qint64 size = 0;
    bool isLarge = false; ///< by a redirect to the second origin, with a SHA-256
    QString checksum;
    std::function<void(qint64 offset, char* into, qint64 count)> fill;
};

ServedFile smallFile(const QString& name, const QByteArray& content);
ServedFile largeFile(const QString& name, const QByteArray& content);
/// `size` bytes by a formula of their places; the checksum is worked out where it is not given.
ServedFile madeFile(const QString& name, qint64 size, const QString& checksum = {});
/// Fills `into` with the bytes of a made file from `offset` on: of place times 0x9E3779B97F4A7C15
/// the highest 8 of 64 bits.
void makeBytes(qint64 offset, char* into, qint64 count);

struct ServedModel
{
    QString commit;
    QStringList revisions{"main"};
    bool isGated = false;
    std::vector<ServedFile> files;
};

/// How the server behaves badly. Counts go down as they are used.
struct Faults
{
    std::vector<qint64> cuts = {}; ///< bytes of content after which large requests break, in turn
    int failures = 0;              ///< 503 to so many requests of the first origin
    int storageFailures = 0;       ///< 403 to so many of the second, as an old signature gets
    int refusals = 0;              ///< 429 to so many of the first
    QByteArray retryAfter = {};    ///< goes with them
    int spoilt = 0;                ///< so many large contents have a wrong byte
    bool noRanges = false;         ///< always the whole file
    bool wrongRanges = false;      ///< 206 from another place than was asked for
    bool changingEtags = false;    ///< the second origin's ETag differs each time
    bool otherChecksum = false;    ///< X-Linked-Etag is not the listed one
    bool smallElsewhere = false;   ///< small files by a relative redirect, as the hub does now
    bool holdsWho = false;         ///< whose a token is, is not said while this is set
    int whoReleased = 0;           ///< counts up: answers that were held
    qint64 bytesPerSecond = 0;     ///< 0: as fast as it goes
};

/// A request as it came.
struct SeenRequest
{
    bool isOwn = false; ///< to the first origin
    QByteArray method;
    QByteArray path;
    QMap<QByteArray, QByteArray> headers; ///< names in small letters
};

/// Behaves as the hub does, on two ports of this machine: lists and small files on the first, large
/// ones by redirects on the second. The token hf_good has access everywhere, hf_outside to what is
/// not gated, others are refused. Runs on a thread of its own.
class HubServer
{
public:
    HubServer();
    ~HubServer();

    void add(const QString& name, const ServedModel& model);
    QString endpoint() const;
    void setFaults(const Faults& faults);
    Faults faults() const;
    std::vector<SeenRequest> seen() const;
    void forgetSeen();

    struct State; ///< shared with the thread
private:
    std::shared_ptr<State> m_state;
    QThread m_thread;
};

} // namespace exitscope::test

Q_DECLARE_METATYPE(exitscope::test::Faults)
