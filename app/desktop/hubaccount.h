#pragma once

#include "hub/hubquery.h"
#include "hub/tokenstore.h"

#include <QObject>

#include <functional>
#include <memory>
#include <optional>

namespace exitscope {

/// Who the user is at the hub: the token that is known, and whose it is. GUI thread; nothing here
/// waits.
class HubAccount : public QObject
{
    Q_OBJECT

public:
    HubAccount(const HubSettings& settings, std::unique_ptr<Keyring> keyring,
               QObject* parent = nullptr);

    /// Looks for a token, and asks the hub whose it is.
    void look();
    /// Empty where there is none, or the hub does not accept it.
    QString token() const;
    HubToken::Source source() const { return m_token.source; }
    /// Empty where the hub has not said.
    QString user() const { return m_user; }
    /// Why the hub did not say.
    const std::optional<HubError>& problem() const { return m_problem; }

    /// Asks the hub whose the token is, and keeps it. Answers with what went wrong, or nothing.
    using Answer = std::function<void(const std::optional<QString>& failure)>;
    void signIn(const QString& token, Answer then);
    /// While the hub is asked: the token is not kept then, and there is no answer.
    void cancelSignIn() { ++m_attempt; }
    void signOut(Answer then);

Q_SIGNALS:
    void changed();

private:
    HubQuery m_query;
    TokenStore m_store;
    HubToken m_token;
    QString m_user;
    std::optional<HubError> m_problem;
    int m_attempt = 0; ///< to sign in; answers to earlier ones are stale
};

} // namespace exitscope
