#include "hub/hubget.h"

#include <QDateTime>
#include <QRegularExpression>

namespace exitscope {

namespace {

constexpr int mostRedirects = 10;
constexpr qint64 bufferBytes = qint64{1} << 20;

QString bare(QByteArray etag)
{
    if (etag.startsWith("W/"))
        etag.remove(0, 2);
    return QString::fromLatin1(etag).remove('"');
}

/// Retry-After (seconds or a date), else the time of the hub's RateLimit header ("…;t=55").
std::optional<std::int64_t> retrySeconds(const QNetworkReply& reply)
{
    const QByteArray after = reply.rawHeader("Retry-After").trimmed();
    bool isNumber = false;
    if (const qint64 seconds = after.toLongLong(&isNumber); isNumber)
        return std::max<qint64>(seconds, 0);
    if (const QDateTime when = QDateTime::fromString(QString::fromLatin1(after), Qt::RFC2822Date);
        when.isValid())
        return std::max<qint64>(QDateTime::currentDateTimeUtc().secsTo(when), 0);
    static const QRegularExpression reset(";\\s*t=([0-9]+)");
    const auto match = reset.match(QString::fromLatin1(reply.rawHeader("RateLimit")));
    if (match.hasMatch())
        return match.captured(1).toLongLong();
    return std::nullopt;
}

} // namespace

HubGet::HubGet(QNetworkAccessManager& network, const HubSettings& settings, QString token,
               QObject* parent)
    : QObject(parent)
    , m_network(network)
    , m_settings(settings)
    , m_token(std::move(token))
{}

HubGet::~HubGet()
{
    if (!m_reply)
        return;
    m_reply->disconnect(this);
    m_reply->abort();
    m_reply->deleteLater();
}

void HubGet::get(const QUrl& address, const Headers& headers)
{
    m_headers = headers;
    send(address);
}

void HubGet::head(const QUrl& address)
{
    m_headOnly = true;
    send(address);
}

void HubGet::send(const QUrl& address)
{
    QNetworkRequest request(address);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute,
                         QNetworkRequest::ManualRedirectPolicy);
    // Qt's HTTP/2 does not let a slow reader hold the server back, so memory would grow.
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    request.setTransferTimeout(m_settings.timeoutMs);
    request.setRawHeader("User-Agent", "exitscope/" EXITSCOPE_VERSION);
    // Packed content would have other sizes and ranges than the file.
    request.setRawHeader("Accept-Encoding", "identity");
    for (const auto& [name, value] : m_headers)
        request.setRawHeader(name, value);
    if (!m_token.isEmpty() && m_settings.isOwn(address) && m_settings.isPrivate())
        request.setRawHeader("Authorization", "Bearer " + m_token.toLatin1());
    m_announced = false;
    m_reply = m_headOnly ? m_network.head(request) : m_network.get(request);
    m_reply->setReadBufferSize(bufferBytes);
    connect(m_reply, &QNetworkReply::metaDataChanged, this, &HubGet::takeHeaders);
    connect(m_reply, &QNetworkReply::readyRead, this, [this] {
        if (m_announced)
            Q_EMIT received();
    });
    connect(m_reply, &QNetworkReply::finished, this, &HubGet::endReply);
}

void HubGet::takeHeaders()
{
    const int status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (m_announced || status == 0)
        return;
    m_answer.status = status;
    m_answer.isOwn = m_settings.isOwn(m_reply->url());
    if (m_answer.isOwn) {
        if (m_reply->hasRawHeader("X-Repo-Commit"))
            m_answer.commit = QString::fromLatin1(m_reply->rawHeader("X-Repo-Commit"));
        if (m_reply->hasRawHeader("X-Linked-Etag"))
            m_answer.checksum = bare(m_reply->rawHeader("X-Linked-Etag"));
        else if (m_answer.checksum.isEmpty())
            m_answer.checksum = bare(m_reply->rawHeader("ETag"));
    }
    m_answer.etag = m_reply->rawHeader("ETag");
    if (m_answer.etag.startsWith("W/"))
        m_answer.etag.clear();
    m_answer.errorCode = QString::fromLatin1(m_reply->rawHeader("X-Error-Code"));
    m_answer.retrySeconds = retrySeconds(*m_reply);
    m_answer.start = 0;
    m_answer.total = -1;
    const QVariant length = m_reply->header(QNetworkRequest::ContentLengthHeader);
    if (length.isValid())
        m_answer.total = length.toLongLong();
    static const QRegularExpression form("^bytes ([0-9]+)-[0-9]+/([0-9]+)$");
    const auto range = form.match(QString::fromLatin1(m_reply->rawHeader("Content-Range")));
    if (status == 206) {
        m_answer.start = range.hasMatch() ? range.captured(1).toLongLong() : -1;
        m_answer.total = range.hasMatch() ? range.captured(2).toLongLong() : -1;
    }
    if (status >= 200 && status < 300) {
        m_announced = true;
        Q_EMIT answered();
    }
}

void HubGet::endReply()
{
    takeHeaders();
    const QByteArray location = m_reply->rawHeader("Location");
    const int status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (status < 300 || status >= 400 || location.isEmpty()) {
        Q_EMIT ended(lineFailure());
        return;
    }
    const QUrl next = m_reply->url().resolved(QUrl(QString::fromUtf8(location)));
    m_reply->deleteLater();
    m_reply = nullptr;
    const bool isWeb =
        next.scheme() == QLatin1String("https") || next.scheme() == QLatin1String("http");
    if (!isWeb || (m_settings.endpoint.scheme() == QLatin1String("https") &&
                   next.scheme() != QLatin1String("https")))
        giveUp({HubError::Kind::NotSecure,
                m_settings.endpoint.host() + " redirects to " + next.host() +
                    " without encryption, which is refused; check HF_ENDPOINT.",
                {},
                {}});
    else if (++m_redirects > mostRedirects)
        giveUp({HubError::Kind::BadAnswer,
                m_settings.endpoint.host() +
                    " redirects again and again; check HF_ENDPOINT, or try again later.",
                {},
                {}});
    else
        send(next);
}

void HubGet::giveUp(const HubError& failure)
{
    Q_EMIT ended(failure);
}

std::optional<HubError> HubGet::lineFailure() const
{
    const QNetworkReply::NetworkError error = m_reply->error();
    // A status of 400 or more is an error to Qt too; that is for the answer to tell.
    if (error == QNetworkReply::NoError || m_answer.status >= 400)
        return std::nullopt;
    const QString host = m_reply->url().host();
    if (error == QNetworkReply::SslHandshakeFailedError)
        return HubError{HubError::Kind::NotSecure,
                        "No secure connection to " + host + " could be made (" +
                            m_reply->errorString() +
                            "); check the date of this machine, its certificates "
                            "(ca-certificates) and any proxy between.",
                        {},
                        {}};
    const QString reason =
        error == QNetworkReply::OperationCanceledError
            ? "nothing came for " + QString::number(m_settings.timeoutMs / 1000) + " s"
            : m_reply->errorString();
    return HubError{HubError::Kind::NoNetwork,
                    "The connection to " + host + " failed (" + reason +
                        "); check the network and the proxy, and start again: what has arrived is "
                        "kept, and models in the cache open without a network.",
                    {},
                    {}};
}

QUrl listAddress(const HubSettings& settings, const ModelName& name)
{
    return QUrl(settings.endpoint.toString() + "/api/models/" + name.repository + "/revision/" +
                QString::fromLatin1(QUrl::toPercentEncoding(name.revision)) + "?blobs=true");
}

QUrl fileAddress(const HubSettings& settings, const ModelName& name, const QString& revision,
                 const QString& file)
{
    return QUrl(settings.endpoint.toString() + '/' + name.repository + "/resolve/" +
                QString::fromLatin1(QUrl::toPercentEncoding(revision)) + '/' +
                QString::fromLatin1(QUrl::toPercentEncoding(file, "/")));
}

} // namespace exitscope
