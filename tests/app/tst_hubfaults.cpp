#include "hub/hubget.h"
#include "hub/hubquery.h"
#include "hub/modelcache.h"
#include "support/hubfixture.h"

#include <QFileInfo>
#include <QTcpServer>
#include <QTcpSocket>

using namespace exitscope;
using namespace exitscope::test;

using Kind = HubError::Kind;

/// Downloads where something goes wrong: what passes is tried again, what does not has its own
/// sentence.
class HubFaultsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void sentences_data();
    void sentences();
    void tokenOverPlainHttp();
    void noNetwork();
    void notEncrypted();
    void offline();
    void passingFailures_data();
    void passingFailures();
    void goesOnWithoutRanges();
    void startsOverWhenTheContentChanged();
    void startsOverFromAWrongPlace();
    void wrongChecksumOnce();
    void wrongChecksumTwice();
    void changedSinceItWasListed();
    void spoiltPartOfAnEarlierRun();
    void partThatIsTooLong();
    void notEnoughSpace();
    void spaceForTheRestIsEnough();
    void cacheThatCannotBeWritten();

private:
    QString weights() const { return m_model.files[3].checksum; }

    HubServer m_server;
    ServedModel m_model;
};

void HubFaultsTest::init()
{
    m_server.setFaults({});
    m_model = tinyModel();
    m_server.add(tinyName, m_model);
    ServedModel gated = m_model;
    gated.isGated = true;
    m_server.add("org/gated", gated);
    ServedModel pickled = m_model;
    pickled.files.erase(pickled.files.begin() + 3);
    m_server.add("org/pickled", pickled);
}

void HubFaultsTest::sentences_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("token");
    QTest::addColumn<Faults>("faults");
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<QString>("sentence"); // E stands for the endpoint
    const QString tokens = "E/settings/tokens";
    QTest::newRow("401") << "org/gated"
                         << "" << Faults{} << Kind::TokenNeeded
                         << "org/gated is gated or private: ask for access at E/org/gated, make a "
                            "token that may read at " +
                                tokens + ", and give it with exitscope-cli models login.";
    QTest::newRow("401, wrong token")
        << "org/tiny"
        << "hf_wrong" << Faults{} << Kind::TokenRefused
        << "127.0.0.1 does not accept the token: it is wrong or was withdrawn; make one at " +
               tokens + " and give it with exitscope-cli models login.";
    QTest::newRow("403") << "org/gated"
                         << "hf_outside" << Faults{} << Kind::AccessNeeded
                         << "You have no access to org/gated: ask for it at E/org/gated, where its "
                            "licence must be accepted, and let your token read gated repositories.";
    const QString noModel = "There is no model org/none at E, or it is private: check the name, or "
                            "log in with exitscope-cli models login.";
    QTest::newRow("no such model, no token") << "org/none"
                                             << "" << Faults{} << Kind::ModelMissing << noModel;
    QTest::newRow("no such model") << "org/none"
                                   << "hf_good" << Faults{} << Kind::ModelMissing << noModel;
    QTest::newRow("no such revision")
        << "org/tiny@v9"
        << "" << Faults{} << Kind::RevisionMissing
        << "org/tiny has no revision \"v9\"; name a branch, tag or commit of it after the @, or "
           "leave it out.";
    QTest::newRow("429, long")
        << "org/tiny"
        << "hf_good" << Faults{.refusals = 1, .retryAfter = "3900"} << Kind::TooManyRequests
        << "127.0.0.1 has had too many requests from here; try again in 1 h 5 min.";
    QTest::newRow("429, always")
        << "org/tiny"
        << "" << Faults{.refusals = 1000} << Kind::TooManyRequests
        << "127.0.0.1 has had too many requests from here; try again in some minutes, or log in, "
           "which raises the limit.";
    QTest::newRow("5xx") << "org/tiny"
                         << "" << Faults{.failures = 1000} << Kind::ServerFailed
                         << "127.0.0.1 fails (status 503); start again later: what has arrived is "
                            "kept.";
    QTest::newRow("second origin fails")
        << "org/tiny"
        << "" << Faults{.storageFailures = 1000} << Kind::ServerFailed
        << "The server that holds the files fails (status 403); start again later: what has "
           "arrived is kept.";
    QTest::newRow("no safetensors")
        << "org/pickled"
        << "" << Faults{} << Kind::NoSafetensors
        << "org/pickled holds no model.safetensors, only pytorch_model.bin; Exitscope opens "
           "safetensors only, so choose another repository or have it converted.";
}

void HubFaultsTest::sentences()
{
    QFETCH(QString, name);
    QFETCH(QString, token);
    QFETCH(Faults, faults);
    QFETCH(QString, sentence);
    m_server.setFaults(faults);
    HubFixture fixture(m_server);
    const Ended ended = fixture.download(name, token);
    QVERIFY(ended.error);
    QTEST(ended.error->kind, "kind");
    QCOMPARE(ended.error->sentence, sentence.replace("E/", m_server.endpoint() + '/')
                                        .replace(" E,", ' ' + m_server.endpoint() + ','));
    QVERIFY(token.isEmpty() || !ended.error->sentence.contains(token));
}

void HubFaultsTest::tokenOverPlainHttp()
{
    HubFixture fixture(m_server);
    // By another name of this machine, which is not taken for it.
    fixture.settings.endpoint.setHost("ip6-loopback.invalid");
    HubQuery query(fixture.settings);
    std::optional<std::variant<QString, HubError>> who;
    query.askWho("hf_good", [&](const auto& given) { who = given; });
    QTRY_VERIFY(who);
    QCOMPARE(std::get<HubError>(*who).kind, Kind::NotSecure);
    HubAnswer answer;
    answer.status = 401;
    answer.isOwn = true;
    const HubError error =
        statusError(answer, *parseModelName("org/gated"), {}, fixture.settings, true);
    QCOMPARE(error.kind, Kind::NotSecure);
    QVERIFY(error.sentence.contains("https"));
}

void HubFaultsTest::noNetwork()
{
    HubFixture fixture(m_server);
    QTcpServer closed;
    QVERIFY(closed.listen(QHostAddress::LocalHost));
    fixture.settings.endpoint.setPort(closed.serverPort());
    closed.close();
    const Ended ended = fixture.download(tinyName);
    QVERIFY(ended.error);
    QCOMPARE(ended.error->kind, Kind::NoNetwork);
    QVERIFY2(ended.error->sentence.startsWith("The connection to 127.0.0.1 failed (Connection "
                                              "refused); check the network and the proxy"),
             qPrintable(ended.error->sentence));
}

void HubFaultsTest::notEncrypted()
{
    HubFixture fixture(m_server);
    QTcpServer plain;
    QVERIFY(plain.listen(QHostAddress::LocalHost));
    connect(&plain, &QTcpServer::newConnection, &plain, [&plain] {
        QTcpSocket* socket = plain.nextPendingConnection();
        socket->write("HTTP/1.1 400 Bad Request\r\n\r\n");
        socket->disconnectFromHost();
    });
    fixture.settings.endpoint.setScheme("https");
    fixture.settings.endpoint.setPort(plain.serverPort());
    const Ended ended = fixture.download(tinyName);
    QVERIFY(ended.error);
    QCOMPARE(ended.error->kind, Kind::NotSecure);
    QVERIFY2(ended.error->sentence.startsWith("No secure connection to 127.0.0.1 could be made"),
             qPrintable(ended.error->sentence));
}

void HubFaultsTest::offline()
{
    HubFixture fixture(m_server);
    fixture.settings.offline = true;
    m_server.forgetSeen();
    const Ended ended = fixture.download(tinyName);
    QVERIFY(ended.error);
    QCOMPARE(ended.error->kind, Kind::Offline);
    QVERIFY(m_server.seen().empty());
}

void HubFaultsTest::passingFailures_data()
{
    QTest::addColumn<Faults>("faults");
    QTest::newRow("5xx") << Faults{.failures = 3};
    QTest::newRow("old signature") << Faults{.storageFailures = 2};
    QTest::newRow("429") << Faults{.refusals = 2, .retryAfter = "0"};
    QTest::newRow("cuts") << Faults{.cuts = {0, 1, 100'000, 0, 50'000}};
    QTest::newRow("cuts at the end") << Faults{.cuts = {299'999}};
}

void HubFaultsTest::passingFailures()
{
    QFETCH(Faults, faults);
    m_server.setFaults(faults);
    HubFixture fixture(m_server);
    const Ended ended = fixture.download(tinyName);
    QVERIFY2(ended.folder, ended.error ? qPrintable(ended.error->sentence) : "");
    QCOMPARE(fileContent(*ended.folder + "/model.safetensors"), QByteArray(300'000, 'w'));
    const Faults left = m_server.faults();
    QVERIFY(left.failures == 0 && left.storageFailures == 0 && left.refusals == 0 &&
            left.cuts.empty());
}

void HubFaultsTest::goesOnWithoutRanges()
{
    m_server.setFaults({.cuts = {100'000, 200'000}, .noRanges = true});
    HubFixture fixture(m_server);
    const Ended ended = fixture.download(tinyName);
    QVERIFY(ended.folder);
    QCOMPARE(fileContent(*ended.folder + "/model.safetensors"), QByteArray(300'000, 'w'));
    QVERIFY(m_server.seen().back().headers.value("range").startsWith("bytes="));
}

void HubFaultsTest::startsOverWhenTheContentChanged()
{
    m_server.setFaults({.cuts = {100'000}, .changingEtags = true});
    HubFixture fixture(m_server);
    const Ended ended = fixture.download(tinyName);
    QVERIFY(ended.folder);
    QCOMPARE(fileContent(*ended.folder + "/model.safetensors"), QByteArray(300'000, 'w'));
    QVERIFY(!m_server.seen().back().headers.value("if-range").isEmpty());
}

void HubFaultsTest::startsOverFromAWrongPlace()
{
    QByteArray content(300'000, 'w');
    for (qsizetype i = 0; i < content.size(); ++i)
        content[i] = static_cast<char>(i * 31 + i / 1000);
    m_server.add(tinyName, tinyModel(content));
    m_server.setFaults({.cuts = {100'000}, .wrongRanges = true});
    HubFixture fixture(m_server);
    const Ended ended = fixture.download(tinyName);
    QVERIFY2(ended.folder, ended.error ? qPrintable(ended.error->sentence) : "");
    QVERIFY(fileContent(*ended.folder + "/model.safetensors") == content);
}

void HubFaultsTest::wrongChecksumOnce()
{
    m_server.setFaults({.spoilt = 1});
    HubFixture fixture(m_server);
    const Ended ended = fixture.download(tinyName);
    QVERIFY(ended.folder);
    QCOMPARE(fileContent(*ended.folder + "/model.safetensors"), QByteArray(300'000, 'w'));
}

void HubFaultsTest::wrongChecksumTwice()
{
    m_server.setFaults({.spoilt = 2});
    HubFixture fixture(m_server);
    const Ended ended = fixture.download(tinyName);
    QVERIFY(ended.error);
    QCOMPARE(ended.error->kind, Kind::ChecksumWrong);
    QCOMPARE(
        ended.error->sentence,
        "model.safetensors of org/tiny arrived with a wrong checksum, twice; something between "
        "here and 127.0.0.1 changes it: check proxies and HF_ENDPOINT. It was not kept.");
    QVERIFY(!QFile::exists(fixture.model("blobs/" + weights())));
    QVERIFY(!QFile::exists(fixture.model("refs/main")));
    QVERIFY(!QFile::exists(fixture.model("snapshots/" + tinyCommit + "/model.safetensors")));
    QCOMPARE(QFileInfo(fixture.model("blobs/" + weights() + ".incomplete")).size(), 0);
}

void HubFaultsTest::changedSinceItWasListed()
{
    m_server.setFaults({.otherChecksum = true});
    HubFixture fixture(m_server);
    const Ended ended = fixture.download(tinyName);
    QVERIFY(ended.error);
    QCOMPARE(ended.error->kind, Kind::ChangedOnServer);
    QVERIFY(ended.error->sentence.contains("is not the file that was listed"));
}

void HubFaultsTest::spoiltPartOfAnEarlierRun()
{
    HubFixture fixture(m_server);
    QVERIFY(QDir().mkpath(fixture.model("blobs")));
    QFile part(fixture.model("blobs/" + weights() + ".incomplete"));
    QVERIFY(part.open(QIODevice::WriteOnly));
    part.write(QByteArray(1000, 'x'));
    part.close();
    m_server.forgetSeen();
    const Ended ended = fixture.download(tinyName);
    QVERIFY(ended.folder);
    QCOMPARE(fileContent(*ended.folder + "/model.safetensors"), QByteArray(300'000, 'w'));
    QByteArrayList ranges;
    for (const SeenRequest& request : m_server.seen()) {
        if (!request.isOwn)
            ranges += request.headers.value("range");
    }
    QCOMPARE(ranges, QByteArrayList({"bytes=1000-", ""}));
}

void HubFaultsTest::partThatIsTooLong()
{
    HubFixture fixture(m_server);
    QVERIFY(QDir().mkpath(fixture.model("blobs")));
    QFile part(fixture.model("blobs/" + weights() + ".incomplete"));
    QVERIFY(part.open(QIODevice::WriteOnly));
    part.write(QByteArray(300'001, 'w'));
    part.close();
    const Ended ended = fixture.download(tinyName);
    QVERIFY(ended.folder);
    QCOMPARE(fileContent(*ended.folder + "/model.safetensors"), QByteArray(300'000, 'w'));
}

void HubFaultsTest::notEnoughSpace()
{
    HubFixture fixture(m_server);
    fixture.settings.freeSpace = [](const QString&) {
        return std::optional<std::int64_t>(300'009);
    };
    m_server.forgetSeen();
    const Ended ended = fixture.download(tinyName);
    QVERIFY(ended.error);
    QCOMPARE(ended.error->kind, Kind::NotEnoughSpace);
    QVERIFY(ended.error->sentence.startsWith("org/tiny takes another 0 MB and 0 MB are free at " +
                                             fixture.settings.cache));
    QCOMPARE(m_server.seen().size(), std::size_t{1}); // nothing was begun
    fixture.settings.freeSpace = [](const QString&) {
        return std::optional<std::int64_t>(300'010);
    };
    QVERIFY(fixture.download(tinyName).folder);
}

void HubFaultsTest::spaceForTheRestIsEnough()
{
    HubFixture fixture(m_server);
    QVERIFY(QDir().mkpath(fixture.model("blobs")));
    QFile part(fixture.model("blobs/" + weights() + ".incomplete"));
    QVERIFY(part.open(QIODevice::WriteOnly));
    part.write(QByteArray(299'000, 'w'));
    part.close();
    fixture.settings.freeSpace = [](const QString&) { return std::optional<std::int64_t>(1'010); };
    QVERIFY(fixture.download(tinyName).folder);
}

void HubFaultsTest::cacheThatCannotBeWritten()
{
    HubFixture fixture(m_server);
    QFile file(fixture.settings.cache); // where the folder should be
    QVERIFY(file.open(QIODevice::WriteOnly));
    const Ended ended = fixture.download(tinyName);
    QVERIFY(ended.error);
    QCOMPARE(ended.error->kind, Kind::WriteFailed);
    QVERIFY(ended.error->sentence.contains("HF_HUB_CACHE"));
}

QTEST_GUILESS_MAIN(HubFaultsTest)
#include "tst_hubfaults.moc"
