#pragma once

#include "base/error.h"

#include <QObject>
#include <QString>

#include <functional>
#include <memory>
#include <optional>

namespace exitscope {

/// The user's token for the hub, and where it is from. Never print `value`.
struct HubToken
{
    enum class Source
    {
        None,
        Environment, ///< HF_TOKEN
        File,        ///< the file of the hub's own tools
        Keyring,     ///< the system's
    };
    Source source = Source::None;
    QString value;

    bool isKnown() const { return source != Source::None; }
};

/// One secret in the system's keyring. Answers come later, on the calling thread's event loop.
class Keyring
{
public:
    virtual ~Keyring() = default;
    /// Nothing where there is no keyring or no secret in it.
    virtual void read(std::function<void(std::optional<QString>)> then) = 0;
    /// The argument tells whether it was kept.
    virtual void write(const QString& secret, std::function<void(bool)> then) = 0;
    virtual void remove(std::function<void(bool)> then) = 0;
};

/// The keyring of the desktop (Secret Service or KWallet).
std::unique_ptr<Keyring> systemKeyring();

/// Finds, keeps and forgets the token: HF_TOKEN, then the file (HF_TOKEN_PATH, else HF_HOME/token),
/// then the keyring. All calls answer once, later or at once, on the calling thread, which needs an
/// event loop.
class TokenStore : public QObject
{
    Q_OBJECT

public:
    explicit TokenStore(std::unique_ptr<Keyring> keyring = systemKeyring(),
                        QObject* parent = nullptr);
    ~TokenStore() override;

    void find(std::function<void(HubToken)> then);
    /// Puts the token into the keyring, or where there is none into the file, readable by its owner
    /// only. Errors: WriteFailed.
    void keep(const QString& token, std::function<void(Result<HubToken::Source>)> then);
    /// Removes it from keyring and file; the answer tells whether there was one. HF_TOKEN stays.
    /// Errors: WriteFailed.
    void forget(std::function<void(Result<bool>)> then);

    /// Without the keyring: quick, and needs no event loop.
    static HubToken findQuickly();
    static QString file();

private:
    std::unique_ptr<Keyring> m_keyring;
};

/// For a person: "HF_TOKEN", "the file /home/…/token", "the system's keyring".
QString spelledSource(HubToken::Source source);

} // namespace exitscope
