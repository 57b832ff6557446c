#include "hub/tokenstore.h"

#include <qt6keychain/keychain.h>

#include <QPointer>
#include <QTimer>

namespace exitscope {

namespace {

const QString service = QStringLiteral("Exitscope");
const QString key = QStringLiteral("huggingface.co");
/// A locked keyring asks its user for a password, on a screen that may be elsewhere.
constexpr int patienceMs = 60'000;

/// Calls `then` with the job once it ends, or with nullptr when it takes too long.
void run(QKeychain::Job* job, std::function<void(QKeychain::Job*)> then)
{
    const auto once = std::make_shared<std::function<void(QKeychain::Job*)>>(std::move(then));
    const auto answer = [once](QKeychain::Job* ended) {
        if (const auto pending = std::exchange(*once, nullptr))
            pending(ended);
    };
    job->setKey(key);
    job->setAutoDelete(true);
    QObject::connect(job, &QKeychain::Job::finished, job, answer);
    QTimer::singleShot(patienceMs, job, [answer] { answer(nullptr); });
    job->start();
}

class SystemKeyring : public Keyring
{
public:
    void read(std::function<void(std::optional<QString>)> then) override
    {
        auto* job = new QKeychain::ReadPasswordJob(service);
        run(job, [job, then = std::move(then)](QKeychain::Job* ended) {
            const bool isRead = ended && ended->error() == QKeychain::NoError;
            then(isRead ? std::optional(job->textData()) : std::nullopt);
        });
    }

    void write(const QString& secret, std::function<void(bool)> then) override
    {
        auto* job = new QKeychain::WritePasswordJob(service);
        job->setTextData(secret);
        run(job, [then = std::move(then)](QKeychain::Job* ended) {
            then(ended && ended->error() == QKeychain::NoError);
        });
    }

    void remove(std::function<void(bool)> then) override
    {
        run(new QKeychain::DeletePasswordJob(service), [then = std::move(then)](auto* ended) {
            then(ended && ended->error() == QKeychain::NoError);
        });
    }
};

} // namespace

std::unique_ptr<Keyring> systemKeyring()
{
    return std::make_unique<SystemKeyring>();
}

} // namespace exitscope
