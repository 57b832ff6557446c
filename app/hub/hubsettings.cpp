#include "hub/hubsettings.h"

#include "model/modellocation.h"

#include <QFileInfo>
#include <QHostAddress>
#include <QNetworkProxyFactory>
#include <QStorageInfo>
#include <QStringList>
#include <QtGlobal>

namespace exitscope {

namespace {

bool isTrue(const char* variable)
{
    static const QStringList words{"1", "ON", "YES", "TRUE"};
    return words.contains(qEnvironmentVariable(variable).toUpper());
}

int portOf(const QUrl& address)
{
    return address.port(address.scheme() == QLatin1String("https") ? 443 : 80);
}

/// Of the folder that is there of `folder` and those above it.
std::optional<std::int64_t> freeSpaceOf(const QString& folder)
{
    QString there = folder;
    while (!QFileInfo::exists(there) && there.contains('/'))
        there = QFileInfo(there).path();
    const QStorageInfo storage(there);
    if (!storage.isValid() || !storage.isReady())
        return std::nullopt;
    return storage.bytesAvailable();
}

} // namespace

bool HubSettings::isOwn(const QUrl& address) const
{
    return address.scheme() == endpoint.scheme() && address.host() == endpoint.host() &&
           portOf(address) == portOf(endpoint);
}

bool HubSettings::isPrivate() const
{
    return endpoint.scheme() == QLatin1String("https") ||
           endpoint.host() == QLatin1String("localhost") ||
           QHostAddress(endpoint.host()).isLoopback();
}

QUrl HubSettings::pageOf(const QString& repository) const
{
    return QUrl(endpoint.toString() + '/' + repository);
}

HubSettings hubSettingsFromEnvironment()
{
    HubSettings settings;
    QString endpoint = qEnvironmentVariable("HF_ENDPOINT");
    while (endpoint.endsWith('/'))
        endpoint.chop(1);
    if (!endpoint.isEmpty())
        settings.endpoint = QUrl(endpoint);
    settings.cache = QString::fromStdString(hubCache().string());
    settings.offline = isTrue("HF_HUB_OFFLINE");
    if (const int seconds = qEnvironmentVariableIntValue("HF_HUB_DOWNLOAD_TIMEOUT"); seconds > 0)
        settings.timeoutMs = seconds * 1000;
    settings.freeSpace = freeSpaceOf;
    return settings;
}

void useSystemProxies()
{
    QNetworkProxyFactory::setUseSystemConfiguration(true);
}

} // namespace exitscope
