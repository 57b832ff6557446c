#include "hub/tokenstore.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QtTest>

using namespace exitscope;

using Source = HubToken::Source;

namespace {

/// A keyring in memory, which may be missing.
class FakeKeyring : public Keyring
{
public:
    FakeKeyring(std::optional<QString>& secret, bool isThere)
        : m_secret(secret)
        , m_isThere(isThere)
    {}

    void read(std::function<void(std::optional<QString>)> then) override
    {
        then(m_isThere ? m_secret : std::nullopt);
    }
    void write(const QString& secret, std::function<void(bool)> then) override
    {
        if (m_isThere)
            m_secret = secret;
        then(m_isThere);
    }
    void remove(std::function<void(bool)> then) override
    {
        const bool was = m_isThere && m_secret;
        m_secret.reset();
        then(was);
    }

private:
    std::optional<QString>& m_secret;
    bool m_isThere;
};

} // namespace

/// Where the token is looked for and kept.
class TokenStoreTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void orderOfPlaces();
    void placesOfTheFile();
    void keepsInTheKeyring();
    void keepsInTheFileWithoutKeyring();
    void refusesWhatIsNoToken_data();
    void refusesWhatIsNoToken();
    void fileThatCannotBeWritten();
    void forgets();
    void keyringOfNoDesktop();

private:
    HubToken found(TokenStore& store)
    {
        HubToken token;
        store.find([&](HubToken given) { token = std::move(given); });
        return token;
    }
    TokenStore store(bool hasKeyring = true)
    {
        return TokenStore(std::make_unique<FakeKeyring>(m_secret, hasKeyring));
    }
    QString file() const { return m_folder->filePath("hf/token"); }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::optional<QString> m_secret;
};

void TokenStoreTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_secret.reset();
    qputenv("HF_HOME", m_folder->filePath("hf").toUtf8());
    cleanup();
}

void TokenStoreTest::cleanup()
{
    for (const char* name : {"HF_TOKEN", "HUGGING_FACE_HUB_TOKEN", "HF_TOKEN_PATH"})
        qunsetenv(name);
}

void TokenStoreTest::orderOfPlaces()
{
    TokenStore tokens = store();
    QVERIFY(!found(tokens).isKnown());
    m_secret = "hf_ring";
    QCOMPARE(found(tokens).value, "hf_ring");
    QCOMPARE(found(tokens).source, Source::Keyring);
    QDir().mkpath(QFileInfo(file()).path());
    QFile kept(file());
    QVERIFY(kept.open(QIODevice::WriteOnly));
    kept.write("hf_file\n");
    kept.close();
    QCOMPARE(found(tokens).value, "hf_file");
    QCOMPARE(found(tokens).source, Source::File);
    qputenv("HF_TOKEN", " hf_environment ");
    QCOMPARE(found(tokens).value, "hf_environment");
    QCOMPARE(found(tokens).source, Source::Environment);
    qputenv("HF_TOKEN", "two words");
    QCOMPARE(found(tokens).source, Source::File);
}

void TokenStoreTest::placesOfTheFile()
{
    QCOMPARE(TokenStore::file(), file());
    qputenv("HF_TOKEN_PATH", "/elsewhere/t");
    QCOMPARE(TokenStore::file(), "/elsewhere/t");
    qunsetenv("HF_TOKEN_PATH");
    qunsetenv("HF_HOME");
    QVERIFY(TokenStore::file().endsWith("/huggingface/token"));
}

void TokenStoreTest::keepsInTheKeyring()
{
    TokenStore tokens = store();
    std::optional<Source> place;
    tokens.keep("hf_new", [&](Result<Source> given) { place = *given; });
    QCOMPARE(place, std::optional(Source::Keyring));
    QCOMPARE(m_secret, std::optional<QString>("hf_new"));
    QVERIFY(!QFile::exists(file()));
}

void TokenStoreTest::keepsInTheFileWithoutKeyring()
{
    TokenStore tokens = store(false);
    std::optional<Source> place;
    tokens.keep("hf_new", [&](Result<Source> given) { place = *given; });
    QCOMPARE(place, std::optional(Source::File));
    QFile kept(file());
    QVERIFY(kept.open(QIODevice::ReadOnly));
    QCOMPARE(kept.readAll(), "hf_new");
    const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
    QVERIFY(!(kept.permissions() & others));
    QCOMPARE(found(tokens).value, "hf_new");
}

void TokenStoreTest::refusesWhatIsNoToken_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("empty") << "";
    QTest::newRow("words") << "hf_a b";
    QTest::newRow("a header") << "hf_a\r\nX-Evil: 1";
    QTest::newRow("letters of no header") << QString::fromUtf8("hf_\u00e4");
}

void TokenStoreTest::refusesWhatIsNoToken()
{
    QFETCH(QString, text);
    TokenStore tokens = store();
    bool isRefused = false;
    tokens.keep(text, [&](Result<Source> given) {
        isRefused = !given.ok() && given.error().code() == ErrorCode::WrongUse &&
                    (text.isEmpty() || !QString(given.error().what()).contains(text));
    });
    QVERIFY(isRefused);
    QVERIFY(!m_secret);
}

void TokenStoreTest::fileThatCannotBeWritten()
{
    qputenv("HF_TOKEN_PATH", "/proc/none/token");
    TokenStore tokens = store(false);
    QString sentence;
    tokens.keep("hf_new", [&](Result<Source> given) { sentence = given.error().what(); });
    QCOMPARE(sentence, "The token cannot be kept in /proc/none/token; check that the folder is "
                       "yours, or set HF_TOKEN instead.");
}

void TokenStoreTest::forgets()
{
    std::optional<bool> was;
    TokenStore tokens = store();
    tokens.forget([&](Result<bool> given) { was = *given; });
    QCOMPARE(was, std::optional(false));
    m_secret = "hf_ring";
    tokens.forget([&](Result<bool> given) { was = *given; });
    QCOMPARE(was, std::optional(true));
    QVERIFY(!m_secret);
    TokenStore plain = store(false);
    plain.keep("hf_file", [](const auto&) {});
    plain.forget([&](Result<bool> given) { was = *given; });
    QCOMPARE(was, std::optional(true));
    QVERIFY(!QFile::exists(file()));
}

void TokenStoreTest::keyringOfNoDesktop()
{
    qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere");
    TokenStore tokens;
    bool isAnswered = false;
    tokens.find([&](const HubToken& token) { isAnswered = !token.isKnown(); });
    QTRY_VERIFY(isAnswered);
    std::optional<Source> place;
    tokens.keep("hf_new", [&](Result<Source> given) { place = *given; });
    QTRY_COMPARE(place, std::optional(Source::File));
}

QTEST_GUILESS_MAIN(TokenStoreTest)
#include "tst_tokenstore.moc"
