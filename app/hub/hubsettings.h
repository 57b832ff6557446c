#pragma once

#include <QString>
#include <QUrl>

#include <cstdint>
#include <functional>
#include <optional>

namespace exitscope {

/// Where the hub is and how it is asked. A value; any thread.
struct HubSettings
{
    QUrl endpoint = QUrl("https://huggingface.co"); ///< without a slash at its end
    QString cache;                                  ///< the folder that holds models--org--name
    bool offline = false;                           ///< nothing may be asked
    int parallel = 4;                               ///< files at a time
    int timeoutMs = 30'000;                         ///< without a byte
    int tries = 7;                                  ///< in a row that bring no byte
    int firstDelayMs = 250;                         ///< before the next try; doubles up to 16 s
    int longestWaitSeconds = 60;                    ///< that a 429 is waited out, per time
    /// Bytes that may still be written to a folder; nothing where that is not known.
    std::function<std::optional<std::int64_t>(const QString&)> freeSpace;

    /// Whether `address` has the endpoint's scheme, host and port: only there a token may go.
    bool isOwn(const QUrl& address) const;
    /// Whether a token may be sent at all: over https, or to this machine.
    bool isPrivate() const;
    /// The web page of a model.
    QUrl pageOf(const QString& repository) const;
};

/// As the hub's own tools read them: HF_ENDPOINT, HF_HUB_CACHE or HF_HOME (as `--model org/name`
/// does), HF_HUB_OFFLINE, HF_HUB_DOWNLOAD_TIMEOUT (seconds).
HubSettings hubSettingsFromEnvironment();

/// Lets all connections of this program go by the system's proxies (http_proxy, https_proxy,
/// no_proxy). Once, at start.
void useSystemProxies();

} // namespace exitscope
