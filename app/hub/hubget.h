#pragma once

#include "hub/huberror.h"
#include "hub/hubsettings.h"
#include "hub/modelname.h"

#include <QByteArray>
#include <QList>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QObject>
#include <QPair>
#include <QString>
#include <QUrl>

#include <cstdint>
#include <optional>

namespace exitscope {

/// What a server said before the content.
struct HubAnswer
{
    int status = 0;          ///< of HTTP
    bool isOwn = false;      ///< from the endpoint, not from where it redirects to
    QString commit;          ///< X-Repo-Commit
    QString checksum;        ///< X-Linked-Etag, else the ETag of the endpoint itself, bare
    QByteArray etag;         ///< of the last server, as If-Range wants it; empty for a weak one
    std::int64_t start = 0;  ///< of the content in the file: from Content-Range
    std::int64_t total = -1; ///< of the file; -1: not said
    QString errorCode;       ///< X-Error-Code
    std::optional<std::int64_t> retrySeconds;
};

/// One GET or HEAD to the hub. Redirects are followed by hand, so that the token is sent to the
/// endpoint's own origin and to no other. Little is buffered: whoever does not read slows the
/// server down.
class HubGet : public QObject
{
    Q_OBJECT

public:
    using Headers = QList<QPair<QByteArray, QByteArray>>;

    HubGet(QNetworkAccessManager& network, const HubSettings& settings, QString token,
           QObject* parent = nullptr);
    ~HubGet() override;

    void get(const QUrl& address, const Headers& headers = {});
    void head(const QUrl& address);

    const HubAnswer& answer() const { return m_answer; }
    QByteArray read(std::int64_t most)
    {
        return m_reply && m_reply->isOpen() ? m_reply->read(most) : QByteArray();
    }

Q_SIGNALS:
    /// A status of 200 to 299, after redirects; content follows.
    void answered();
    /// There is something to read.
    void received();
    /// All that came has been announced; what is left can still be read. Without `failure` the
    /// server ended in order. With a status of 400 or more `answer` says why.
    void ended(const std::optional<exitscope::HubError>& failure);

private:
    void send(const QUrl& address);
    void takeHeaders();
    void endReply();
    std::optional<HubError> lineFailure() const;
    void giveUp(const HubError& failure);

    QNetworkAccessManager& m_network;
    const HubSettings m_settings;
    const QString m_token;
    Headers m_headers;
    bool m_headOnly = false;
    int m_redirects = 0;
    bool m_announced = false;
    HubAnswer m_answer;
    QNetworkReply* m_reply = nullptr;
};

/// Why a status of 400 or more was given. `file` is empty for the model's list; `hasToken` tells
/// whether the user has one.
HubError statusError(const HubAnswer& answer, const ModelName& name, const QString& file,
                     const HubSettings& settings, bool hasToken);

/// endpoint/api/models/…, with sizes and checksums.
QUrl listAddress(const HubSettings& settings, const ModelName& name);
/// endpoint/ORG/NAME/resolve/REVISION/FILE.
QUrl fileAddress(const HubSettings& settings, const ModelName& name, const QString& revision,
                 const QString& file);

} // namespace exitscope
