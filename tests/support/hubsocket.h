#pragma once

#include "support/hubserver.h"

#include <QObject>
#include <QTcpSocket>
#include <QTimer>

#include <memory>
#include <optional>

namespace exitscope::test {

struct HubServer::State
{
    std::mutex mutex;
    std::map<QString, ServedModel> models;
    Faults faults;
    std::vector<SeenRequest> seen;
    quint16 ownPort = 0;
    quint16 storagePort = 0;
    int etags = 0;
};

/// The answer to /api/models/NAME/revision/….
QByteArray listOf(const QString& name, const ServedModel& model);

/// One connection to the server: reads one request, answers, closes.
class HubSocket : public QObject
{
    Q_OBJECT

public:
    HubSocket(QTcpSocket* socket, bool isOwn, std::shared_ptr<HubServer::State> state);

private:
    using Headers = QList<QByteArray>;

    void readRequest();
    void answerOwn(const SeenRequest& request);
    void answerFile(const QString& name, const ServedModel& model, const QString& file,
                    const SeenRequest& request);
    void answerStorage(const SeenRequest& request);
    void answerWho(const SeenRequest& request);
    bool refuses(const ServedModel& model, const SeenRequest& request);
    void send(int status, Headers headers, const QByteArray& content = {});
    void sendFile(const ServedFile& file, const SeenRequest& request, Headers headers,
                  const QByteArray& etag);
    void pump();

    QTcpSocket* m_socket;
    const bool m_isOwn;
    std::shared_ptr<HubServer::State> m_state;
    QByteArray m_request;
    ServedFile m_file;
    qint64 m_at = 0;
    qint64 m_end = 0;
    qint64 m_cut = -1; ///< where to break
    bool m_isSpoilt = false;
    QTimer m_slow;
    qint64 m_slowBytes = 0; ///< in each tick; 0: as fast as it goes
};

} // namespace exitscope::test
