#include "hub/tokenstore.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>
#include <QtGlobal>

#include <algorithm>

namespace exitscope {

namespace {

using Source = HubToken::Source;

/// Whether it can stand in a header of HTTP.
bool isToken(const QString& text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(),
                                          [](QChar c) { return c > u' ' && c.unicode() < 127; });
}

HubToken tokenFrom(Source source, const QString& text)
{
    const QString token = text.trimmed();
    return isToken(token) ? HubToken{source, token} : HubToken{};
}

Status writeToken(const QString& name, const QString& token)
{
    QDir().mkpath(QFileInfo(name).path());
    QSaveFile file(name);
    if (!file.open(QIODevice::WriteOnly) ||
        !file.setPermissions(QFile::ReadOwner | QFile::WriteOwner) ||
        file.write(token.toLatin1()) < 0 || !file.commit())
        return Error(ErrorCode::WriteFailed,
                     "The token cannot be kept in " + name.toStdString() +
                         "; check that the folder is yours, or set HF_TOKEN instead.");
    return Done{};
}

} // namespace

TokenStore::TokenStore(std::unique_ptr<Keyring> keyring, QObject* parent)
    : QObject(parent)
    , m_keyring(std::move(keyring))
{}

TokenStore::~TokenStore() = default;

QString TokenStore::file()
{
    if (const QString named = qEnvironmentVariable("HF_TOKEN_PATH"); !named.isEmpty())
        return named;
    if (const QString home = qEnvironmentVariable("HF_HOME"); !home.isEmpty())
        return home + "/token";
    const QString cache = qEnvironmentVariable("XDG_CACHE_HOME");
    return (cache.isEmpty() ? QDir::homePath() + "/.cache" : cache) + "/huggingface/token";
}

HubToken TokenStore::findQuickly()
{
    for (const char* variable : {"HF_TOKEN", "HUGGING_FACE_HUB_TOKEN"}) {
        if (HubToken token = tokenFrom(Source::Environment, qEnvironmentVariable(variable));
            token.isKnown())
            return token;
    }
    QFile kept(file());
    return kept.open(QIODevice::ReadOnly)
               ? tokenFrom(Source::File, QString::fromUtf8(kept.readAll()))
               : HubToken{};
}

void TokenStore::find(std::function<void(HubToken)> then)
{
    if (HubToken token = findQuickly(); token.isKnown()) {
        then(std::move(token));
        return;
    }
    m_keyring->read([then = std::move(then)](const std::optional<QString>& secret) {
        then(secret ? tokenFrom(Source::Keyring, *secret) : HubToken{});
    });
}

void TokenStore::keep(const QString& token, std::function<void(Result<Source>)> then)
{
    if (!isToken(token)) {
        then(Error(ErrorCode::WrongUse, "That is no token: tokens are letters and digits without "
                                        "spaces, such as hf_..., from the hub's page of tokens."));
        return;
    }
    m_keyring->write(token, [token, then = std::move(then)](bool isKept) {
        if (isKept) {
            // A token of before in the file would go before the new one.
            QFile::remove(file());
            then(Source::Keyring);
        } else if (const Status written = writeToken(file(), token); !written)
            then(written.error());
        else
            then(Source::File);
    });
}

void TokenStore::forget(std::function<void(Result<bool>)> then)
{
    m_keyring->remove([then = std::move(then)](bool wasInKeyring) {
        const QString name = file();
        const bool wasInFile = QFile::exists(name);
        if (wasInFile && !QFile::remove(name))
            then(Error(ErrorCode::WriteFailed,
                       name.toStdString() + " cannot be removed; check that it is yours."));
        else
            then(wasInKeyring || wasInFile);
    });
}

QString spelledSource(Source source)
{
    switch (source) {
    case Source::Environment:
        return "HF_TOKEN";
    case Source::File:
        return "the file " + TokenStore::file();
    case Source::Keyring:
        return "the system's keyring";
    case Source::None:
        break;
    }
    return "nowhere";
}

} // namespace exitscope
