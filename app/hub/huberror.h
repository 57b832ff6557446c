#pragma once

#include <QMetaType>
#include <QString>
#include <QUrl>

#include <cstdint>
#include <optional>

namespace exitscope {

/// Why something could not be had from the hub. A value; any thread.
struct HubError
{
    enum class Kind
    {
        WrongName,       ///< no org/name, or characters that no model has
        TokenNeeded,     ///< 401: gated or private, and no token was sent
        TokenRefused,    ///< 401: the hub does not know the token
        AccessNeeded,    ///< 403: gated; `page` is where to ask for access
        ModelMissing,    ///< 404, or 401 for a name that the hub does not show
        RevisionMissing, ///< 404 for the revision
        FileMissing,     ///< 404 for a file that the hub itself listed
        NoSafetensors,   ///< nothing that this program opens
        TooManyRequests, ///< 429; `retrySeconds` where the hub said
        ServerFailed,    ///< 5xx, after several tries
        BadAnswer,       ///< an answer that is none of the hub's
        ChecksumWrong,   ///< twice
        ChangedOnServer, ///< a file is not the one that was listed
        NotEnoughSpace,  ///< known before the start
        DiskFull,        ///< while writing
        WriteFailed,     ///< the cache cannot be written
        NoNetwork,       ///< no connection, or it broke again and again
        NotSecure,       ///< TLS failed, or a token would have gone over plain HTTP
        Offline,         ///< HF_HUB_OFFLINE forbids asking
        Cancelled,
    };
    Kind kind = Kind::BadAnswer;
    QString sentence; ///< for a person: what, the value, what to do; never holds a token
    QUrl page;        ///< to visit; often empty
    std::optional<std::int64_t> retrySeconds;

    /// Whether trying again by itself may help.
    bool isPassing() const
    {
        return kind == Kind::NoNetwork || kind == Kind::ServerFailed ||
               kind == Kind::TooManyRequests;
    }
};

} // namespace exitscope

Q_DECLARE_METATYPE(exitscope::HubError)
