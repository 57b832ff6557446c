#include "hub/filelock.h"
#include "hub/hubquery.h"
#include "hub/modelcache.h"
#include "model/modellocation.h"
#include "support/hubfixture.h"

#include <QDirIterator>
#include <QFileInfo>
#include <QSemaphore>

#include <unistd.h>

using namespace exitscope;
using namespace exitscope::test;

/// Downloads from a server that does all right, and what they leave on disk.
class HubDownloadTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_server.setFaults({}); }

    void cacheHasTheHubsLayout();
    void whatIsDownloadedOpens();
    void revisionsHaveReferences();
    void progressAddsUp();
    void secondTimeAsksForTheListOnly();
    void smallFilesMayBeElsewhere();
    void tokenNeverLeavesTheEndpoint();
    void pauseAndResume();
    void cancelKeepsWhatArrived();
    void cancelDoesNotWait();
    void destroyedInTheMiddle();
    void waitsForTheLock();
    void twoAtOnceFetchOnce();
    void asksWhoAndAccess();

private:
    HubServer m_server;
};

void HubDownloadTest::cacheHasTheHubsLayout()
{
    m_server.add(tinyName, tinyModel());
    HubFixture fixture(m_server);
    const Ended ended = fixture.download(tinyName);
    QVERIFY2(ended.folder, ended.error ? qPrintable(ended.error->sentence) : "");
    QCOMPARE(*ended.folder, fixture.model("snapshots/" + tinyCommit));
    QCOMPARE(fileContent(fixture.model("refs/main")), tinyCommit.toLatin1());
    QStringList files;
    QDirIterator all(fixture.settings.cache, QDir::Files | QDir::System | QDir::Hidden,
                     QDirIterator::Subdirectories);
    while (all.hasNext())
        files += QDir(fixture.settings.cache).relativeFilePath(all.next());
    files.sort();
    QStringList expected{"models--org--tiny/refs/main"};
    for (const ServedFile& file : tinyModel().files) {
        if (!QStringList{"config.json", "tokenizer.json", "model.safetensors"}.contains(file.name))
            continue;
        expected += ".locks/models--org--tiny/" + file.checksum + ".lock";
        expected += "models--org--tiny/blobs/" + file.checksum;
        expected += "models--org--tiny/snapshots/" + tinyCommit + '/' + file.name;
        const QByteArray link = expected.last().toUtf8();
        char target[200] = {};
        QVERIFY(::readlink((fixture.settings.cache + '/' + link).toUtf8().constData(), target,
                           sizeof target - 1) > 0);
        QCOMPARE(QString(target), "../../blobs/" + file.checksum);
    }
    expected.sort();
    QCOMPARE(files, expected);
    QCOMPARE(fileContent(*ended.folder + "/config.json"), "{\"a\": 1}");
    QCOMPARE(fileContent(*ended.folder + "/model.safetensors"), QByteArray(300'000, 'w'));
}

void HubDownloadTest::whatIsDownloadedOpens()
{
    m_server.add(tinyName, tinyModel());
    HubFixture fixture(m_server);
    QVERIFY(fixture.download(tinyName).folder);
    qputenv("HF_HUB_CACHE", fixture.settings.cache.toUtf8());
    const auto location = locateModel("org/tiny");
    qunsetenv("HF_HUB_CACHE");
    QVERIFY(location.ok());
    QCOMPARE(QString::fromStdString(location->folder.string()),
             fixture.model("snapshots/" + tinyCommit));
    const auto models = ModelCache(fixture.settings.cache).models();
    QCOMPARE(models.size(), std::size_t{1});
    QVERIFY(models[0].isComplete());
    QCOMPARE(models[0].bytes, 300'010);
    QCOMPARE(models[0].incomplete, 0);
}

void HubDownloadTest::revisionsHaveReferences()
{
    m_server.add(tinyName, tinyModel());
    HubFixture fixture(m_server);
    QVERIFY(fixture.download(tinyName + "@v1/rc").folder);
    QCOMPARE(fileContent(fixture.model("refs/v1/rc")), tinyCommit.toLatin1());
    QVERIFY(!QFile::exists(fixture.model("refs/main")));
    QVERIFY(fixture.download(tinyName + '@' + tinyCommit).folder);
    QVERIFY(!QFile::exists(fixture.model("refs/" + tinyCommit)));
    for (const SeenRequest& request : m_server.seen()) {
        if (request.path.startsWith("/org/tiny/resolve/"))
            QVERIFY(request.path.contains(tinyCommit.toLatin1())); // never a moving branch
    }
}

void HubDownloadTest::progressAddsUp()
{
    m_server.add(tinyName, tinyModel());
    HubFixture fixture(m_server);
    const Ended ended = fixture.download(tinyName);
    QVERIFY(ended.folder && ended.listed);
    QCOMPARE(ended.listed->bytes(), 300'010);
    QVERIFY(!ended.progress.empty());
    std::int64_t before = 0;
    for (const DownloadProgress& progress : ended.progress) {
        QCOMPARE(progress.total, 300'010);
        QCOMPARE(progress.files.size(), std::size_t{3});
        std::int64_t sum = 0;
        for (const FileProgress& file : progress.files)
            sum += file.bytes;
        QCOMPARE(progress.bytes, sum);
        QVERIFY(progress.bytes >= before);
        before = progress.bytes;
    }
    QCOMPARE(ended.progress.back().state, DownloadProgress::State::Done);
    QCOMPARE(ended.progress.back().bytes, 300'010);
}

void HubDownloadTest::secondTimeAsksForTheListOnly()
{
    m_server.add(tinyName, tinyModel());
    HubFixture fixture(m_server);
    QVERIFY(fixture.download(tinyName).folder);
    m_server.forgetSeen();
    QVERIFY(fixture.download(tinyName).folder);
    QCOMPARE(m_server.seen().size(), std::size_t{1});
    QVERIFY(m_server.seen()[0].path.startsWith("/api/models/org/tiny/revision/main"));
}

void HubDownloadTest::smallFilesMayBeElsewhere()
{
    m_server.add(tinyName, tinyModel());
    m_server.setFaults({.smallElsewhere = true});
    HubFixture fixture(m_server);
    const Ended ended = fixture.download(tinyName);
    QVERIFY2(ended.folder, ended.error ? qPrintable(ended.error->sentence) : "");
    QCOMPARE(fileContent(*ended.folder + "/config.json"), "{\"a\": 1}");
}

void HubDownloadTest::tokenNeverLeavesTheEndpoint()
{
    ServedModel model = tinyModel();
    model.isGated = true;
    m_server.add(tinyName, model);
    HubFixture fixture(m_server);
    m_server.forgetSeen();
    const Ended ended = fixture.download(tinyName, "hf_good");
    QVERIFY2(ended.folder, ended.error ? qPrintable(ended.error->sentence) : "");
    int own = 0;
    int elsewhere = 0;
    for (const SeenRequest& request : m_server.seen()) {
        ++(request.isOwn ? own : elsewhere);
        QCOMPARE(request.headers.value("authorization"),
                 QByteArray(request.isOwn ? "Bearer hf_good" : ""));
        for (const QByteArray& value : request.headers)
            QVERIFY(request.isOwn || !value.contains("hf_good"));
        QVERIFY(!request.path.contains("hf_good"));
    }
    QVERIFY(own >= 4 && elsewhere >= 1);
}

void HubDownloadTest::pauseAndResume()
{
    m_server.add(tinyName, tinyModel());
    m_server.setFaults({.bytesPerSecond = 600'000});
    HubFixture fixture(m_server);
    bool wasPaused = false;
    const Ended ended =
        fixture.download(tinyName, {}, [&](DownloadJob& job, const DownloadProgress& progress) {
            if (progress.state == DownloadProgress::State::Running && progress.bytes > 50'000 &&
                !wasPaused)
                job.pause();
            if (progress.state == DownloadProgress::State::Paused && !wasPaused) {
                wasPaused = true;
                m_server.setFaults({});
                job.resume();
            }
        });
    QVERIFY(wasPaused);
    QVERIFY(ended.folder);
    QCOMPARE(fileContent(*ended.folder + "/model.safetensors"), QByteArray(300'000, 'w'));
    const SeenRequest last = m_server.seen().back();
    QVERIFY(last.headers.value("range").startsWith("bytes="));
    QCOMPARE(last.headers.value("if-range"), "\"stored-0\"");
}

void HubDownloadTest::cancelKeepsWhatArrived()
{
    m_server.add(tinyName, tinyModel());
    m_server.setFaults({.bytesPerSecond = 600'000});
    HubFixture fixture(m_server);
    const Ended stopped =
        fixture.download(tinyName, {}, [](DownloadJob& job, const DownloadProgress& progress) {
            if (progress.bytes > 50'000)
                job.cancel();
        });
    QVERIFY(stopped.error);
    QCOMPARE(stopped.error->kind, HubError::Kind::Cancelled);
    const auto models = ModelCache(fixture.settings.cache).models();
    QVERIFY(models[0].incomplete >= 50'000 - 10 && !models[0].isComplete());
    m_server.setFaults({});
    m_server.forgetSeen();
    QVERIFY(fixture.download(tinyName).folder);
    QCOMPARE(m_server.seen().back().headers.value("range"),
             "bytes=" + QByteArray::number(qint64{models[0].incomplete}) + '-');
    QCOMPARE(fileContent(fixture.model("snapshots/" + tinyCommit + "/model.safetensors")),
             QByteArray(300'000, 'w'));
}

/// The thread is held at a question to the disk, as by a file on its way there.
void HubDownloadTest::cancelDoesNotWait()
{
    constexpr int patience = 10'000;
    m_server.add(tinyName, tinyModel());
    HubFixture fixture(m_server);
    QSemaphore isBusy;
    QSemaphore mayGoOn;
    fixture.settings.freeSpace = [&](const QString&) {
        isBusy.release();
        mayGoOn.tryAcquire(1, patience);
        return std::optional<std::int64_t>();
    };
    DownloadJob job(*parseModelName(tinyName), fixture.settings, {});
    const QSignalSpy failed(&job, &DownloadJob::failed);
    job.start();
    QVERIFY(isBusy.tryAcquire(1, patience));
    job.cancel();
    job.cancel();
    QCoreApplication::processEvents();
    QCOMPARE(failed.size(), 0); // nor is it said before it is so
    mayGoOn.release();
    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(failed[0][0].value<HubError>().kind, HubError::Kind::Cancelled);
    QVERIFY(job.isEnded());

    DownloadJob never(*parseModelName(tinyName), fixture.settings, {});
    const QSignalSpy neverFailed(&never, &DownloadJob::failed);
    never.cancel();
    QCOMPARE(neverFailed.size(), 1);
}

void HubDownloadTest::destroyedInTheMiddle()
{
    m_server.add(tinyName, tinyModel());
    m_server.setFaults({.bytesPerSecond = 100'000});
    HubFixture fixture(m_server);
    {
        DownloadJob never(*parseModelName(tinyName), fixture.settings, {});
        DownloadJob job(*parseModelName(tinyName), fixture.settings, {});
        QSignalSpy spy(&job, &DownloadJob::listed);
        job.start();
        QVERIFY(spy.wait());
    }
    FileLock lock; // is free again
    const QString file = ModelCache(fixture.settings.cache)
                             .lockFile(*parseModelName(tinyName), tinyModel().files[3].checksum);
    QCOMPARE(lock.tryLock(file), FileLock::Outcome::Taken);
}

void HubDownloadTest::waitsForTheLock()
{
    m_server.add(tinyName, tinyModel());
    HubFixture fixture(m_server);
    const QString file = ModelCache(fixture.settings.cache)
                             .lockFile(*parseModelName(tinyName), tinyModel().files[3].checksum);
    FileLock lock;
    QCOMPARE(lock.tryLock(file), FileLock::Outcome::Taken);
    bool waited = false;
    const Ended ended =
        fixture.download(tinyName, {}, [&](DownloadJob&, const DownloadProgress& progress) {
            waited = waited || progress.files[2].state == FileProgress::State::Locked;
            if (waited)
                lock.unlock();
        });
    QVERIFY(waited);
    QVERIFY(ended.folder);
}

void HubDownloadTest::twoAtOnceFetchOnce()
{
    m_server.add(tinyName, tinyModel());
    m_server.setFaults({.bytesPerSecond = 600'000});
    HubFixture fixture(m_server);
    m_server.forgetSeen();
    DownloadJob first(*parseModelName(tinyName), fixture.settings, {});
    QSignalSpy firstDone(&first, &DownloadJob::finished);
    first.start();
    QVERIFY(fixture.download(tinyName).folder);
    QTRY_COMPARE(firstDone.size(), 1);
    const auto seen = m_server.seen();
    QCOMPARE(std::count_if(seen.begin(), seen.end(), [](const auto& one) { return !one.isOwn; }),
             1);
}

void HubDownloadTest::asksWhoAndAccess()
{
    ServedModel gated = tinyModel();
    gated.isGated = true;
    m_server.add("org/gated", gated);
    HubFixture fixture(m_server);
    HubQuery query(fixture.settings);
    const auto access = [&](const QString& name, const QString& token) {
        std::optional<std::variant<bool, HubError>> answer;
        query.askAccess(*parseModelName(name), token, [&](const auto& given) { answer = given; });
        [&] { QTRY_VERIFY(answer); }();
        const auto* error = std::get_if<HubError>(&*answer);
        return error ? std::optional(error->kind) : std::nullopt;
    };
    QCOMPARE(access("org/gated", ""), std::optional(HubError::Kind::TokenNeeded));
    QCOMPARE(access("org/gated", "hf_outside"), std::optional(HubError::Kind::AccessNeeded));
    QCOMPARE(access("org/gated", "hf_wrong"), std::optional(HubError::Kind::TokenRefused));
    QCOMPARE(access("org/gated", "hf_good"), std::optional<HubError::Kind>());
    std::optional<std::variant<QString, HubError>> who;
    query.askWho("hf_good", [&](const auto& given) { who = given; });
    QTRY_VERIFY(who);
    QCOMPARE(std::get<QString>(*who), "somebody");
    who.reset();
    query.askWho("hf_wrong", [&](const auto& given) { who = given; });
    QTRY_VERIFY(who);
    QCOMPARE(std::get<HubError>(*who).kind, HubError::Kind::TokenRefused);
}

QTEST_GUILESS_MAIN(HubDownloadTest)
#include "tst_hubdownload.moc"
