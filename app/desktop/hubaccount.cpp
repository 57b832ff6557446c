#include "desktop/hubaccount.h"

#include <QPointer>

#include <utility>

namespace exitscope {

HubAccount::HubAccount(const HubSettings& settings, std::unique_ptr<Keyring> keyring,
                       QObject* parent)
    : QObject(parent)
    , m_query(settings)
    , m_store(std::move(keyring))
{}

QString HubAccount::token() const
{
    const bool isRefused = m_problem && m_problem->kind == HubError::Kind::TokenRefused;
    return isRefused ? QString() : m_token.value;
}

void HubAccount::look()
{
    // The keyring answers when its user has opened it, which may be after this is gone.
    m_store.find([this, self = QPointer(this)](HubToken token) {
        if (!self)
            return;
        const bool isKnown = token.source == m_token.source && token.value == m_token.value;
        m_token = std::move(token);
        if (!m_token.isKnown() || (isKnown && !m_user.isEmpty()))
            return Q_EMIT changed();
        m_query.askWho(m_token.value, [this](const std::variant<QString, HubError>& answer) {
            const auto* user = std::get_if<QString>(&answer);
            m_user = user ? *user : QString();
            m_problem = user ? std::nullopt : std::optional(std::get<HubError>(answer));
            Q_EMIT changed();
        });
    });
}

void HubAccount::signIn(const QString& token, Answer then)
{
    m_query.askWho(token, [this, token, attempt = ++m_attempt,
                           then = std::move(then)](const std::variant<QString, HubError>& answer) {
        if (attempt != m_attempt)
            return;
        if (const auto* error = std::get_if<HubError>(&answer))
            return then(error->kind == HubError::Kind::TokenRefused
                            ? tr("The hub does not accept this token: it is wrong or was "
                                 "withdrawn. Make another one.")
                            : error->sentence);
        m_store.keep(token,
                     [this, self = QPointer(this), token, then,
                      user = std::get<QString>(answer)](const Result<HubToken::Source>& kept) {
                         if (!self)
                             return;
                         if (!kept)
                             return then(QString::fromUtf8(kept.error().what()));
                         m_token = {*kept, token};
                         m_user = user;
                         m_problem.reset();
                         then(std::nullopt);
                         Q_EMIT changed();
                     });
    });
}

void HubAccount::signOut(Answer then)
{
    m_store.forget(
        [this, self = QPointer(this), then = std::move(then)](const Result<bool>& forgotten) {
            if (!self)
                return;
            if (!forgotten)
                return then(QString::fromUtf8(forgotten.error().what()));
            m_token = {};
            m_user.clear();
            m_problem.reset();
            then(std::nullopt);
            Q_EMIT changed();
        });
}

} // namespace exitscope
