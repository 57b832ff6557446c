#include "hub/hubquery.h"

#include "hub/hubget.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace exitscope {

namespace {

constexpr qint64 longestAnswer = qint64{16} << 20;

HubError offlineError(const HubSettings& settings)
{
    return {HubError::Kind::Offline,
            settings.endpoint.host() +
                " is not asked while HF_HUB_OFFLINE is set; unset it to download. Models in the "
                "cache open.",
            {},
            {}};
}

} // namespace

HubQuery::HubQuery(HubSettings settings, QObject* parent)
    : QObject(parent)
    , m_settings(std::move(settings))
    , m_network(this)
{}

HubQuery::~HubQuery()
{
    qDeleteAll(findChildren<HubGet*>()); // before the network goes
}

void HubQuery::ask(const QUrl& address, const QString& token, const ModelName& name, bool headOnly,
                   Answer<QByteArray> then)
{
    if (m_settings.offline) {
        QMetaObject::invokeMethod(
            this, [=, this] { then(offlineError(m_settings)); }, Qt::QueuedConnection);
        return;
    }
    auto* get = new HubGet(m_network, m_settings, token, this);
    const auto content = std::make_shared<QByteArray>();
    const auto take = [=] { *content += get->read(longestAnswer - content->size()); };
    connect(get, &HubGet::received, this, take);
    connect(get, &HubGet::ended, this, [=, this](const std::optional<HubError>& failure) {
        take();
        get->deleteLater();
        if (failure)
            then(*failure);
        else if (get->answer().status >= 400)
            then(statusError(get->answer(), name, {}, m_settings, !token.isEmpty()));
        else
            then(*content);
    });
    headOnly ? get->head(address) : get->get(address);
}

void HubQuery::askWho(const QString& token, Answer<QString> then)
{
    if (!m_settings.isPrivate()) {
        const HubError open{HubError::Kind::NotSecure,
                            "Tokens are sent over https only and HF_ENDPOINT is " +
                                m_settings.endpoint.toString() + "; give its https address.",
                            {},
                            {}};
        QMetaObject::invokeMethod(
            this, [then, open] { then(open); }, Qt::QueuedConnection);
        return;
    }
    const QUrl address(m_settings.endpoint.toString() + "/api/whoami-v2");
    ask(address, token, {}, false, [then, this](const std::variant<QByteArray, HubError>& answer) {
        if (const auto* failure = std::get_if<HubError>(&answer)) {
            then(*failure);
            return;
        }
        const QString name =
            QJsonDocument::fromJson(std::get<QByteArray>(answer)).object()["name"].toString();
        if (name.isEmpty())
            then(HubError{HubError::Kind::BadAnswer,
                          m_settings.endpoint.toString() +
                              " does not say whose token it is; check HF_ENDPOINT.",
                          {},
                          {}});
        else
            then(name);
    });
}

void HubQuery::askModel(const ModelName& name, const QString& token, Answer<RemoteModel> then)
{
    ask(listAddress(m_settings, name), token, name, false,
        [then, name](const std::variant<QByteArray, HubError>& answer) {
            if (const auto* failure = std::get_if<HubError>(&answer))
                then(*failure);
            else
                then(readRemoteModel(std::get<QByteArray>(answer), name));
        });
}

void HubQuery::askAccess(const ModelName& name, const QString& token, Answer<bool> then)
{
    // Lists of gated models are public, their files are not.
    ask(fileAddress(m_settings, name, name.revision, "config.json"), token, name, true,
        [then](const std::variant<QByteArray, HubError>& answer) {
            if (const auto* failure = std::get_if<HubError>(&answer))
                then(*failure);
            else
                then(true);
        });
}

} // namespace exitscope
