#include "support/clihub.h"
#include "support/testdata.h"

#include <QDirIterator>
#include <QFileInfo>
#include <QSet>

#include <csignal>

using namespace exitscope::test;

namespace {

constexpr qint64 size = qint64{200} << 20;
const QString commit = "00112233445566778899aabbccddeeff00112233";

/// A value of /proc/PID/status in kB.
qint64 statusOf(qint64 pid, const QByteArray& key)
{
    QFile file("/proc/" + QString::number(pid) + "/status");
    if (!file.open(QIODevice::ReadOnly))
        return -1;
    for (const QByteArray& line : file.readAll().split('\n')) {
        if (line.startsWith(key + ':'))
            return line.mid(key.size() + 1).simplified().split(' ').first().toLongLong();
    }
    return -1;
}

} // namespace

/// Large downloads by the command line: memory, and being killed, interrupted or run twice.
class CliModelsResumeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();

    void memoryStaysSmall();
    void goesOnAfterAKill();
    void interruptLeavesWhatArrived();
    void twoProgramsShareOneDownload();

private:
    qint64 incomplete() const;
    void verifyContent() const;

    HubServer m_server;
    std::unique_ptr<CliHub> m_cli;
};

void CliModelsResumeTest::initTestCase()
{
    ServedModel model{commit, {"main"}, false, {smallFile("config.json", "{}")}};
    model.files.push_back(madeFile("model.safetensors", size));
    m_server.add("org/large", model);
}

void CliModelsResumeTest::init()
{
    m_server.setFaults({});
    m_server.forgetSeen();
    m_cli = std::make_unique<CliHub>(m_server);
}

/// Bytes that a download has begun.
qint64 CliModelsResumeTest::incomplete() const
{
    QDirIterator files(m_cli->cache("models--org--large/blobs"), {"*.incomplete"});
    return files.hasNext() ? QFileInfo(files.next()).size() : 0;
}

void CliModelsResumeTest::verifyContent() const
{
    QFile file(m_cli->cache("models--org--large/snapshots/" + commit + "/model.safetensors"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.size(), size);
    QByteArray expected(1 << 20, Qt::Uninitialized);
    for (qint64 at = 0; at < size; at += expected.size()) {
        makeBytes(at, expected.data(), expected.size());
        QVERIFY2(file.read(expected.size()) == expected, qPrintable(QString::number(at)));
    }
}

void CliModelsResumeTest::memoryStaysSmall()
{
    constexpr qint64 most = 50 * 1000;
    const auto process = m_cli->start({"models", "download", "org/large"});
    qint64 highest = 0;
    int samples = 0;
    while (process->state() == QProcess::Running) {
        process->waitForFinished(20);
        // Before it becomes exitscope-models, exitscope-cli has LibTorch loaded.
        if (QFile::symLinkTarget("/proc/" + QString::number(process->processId()) + "/exe")
                .endsWith("/exitscope-models")) {
            highest = std::max(highest, statusOf(process->processId(), "VmHWM"));
            ++samples;
        }
    }
    const auto ended = CliHub::ended(*process);
    QVERIFY2(ended.code == 0, ended.err.constData());
    QVERIFY(samples > 3);
    qInfo("highest resident memory: %.1f MB", static_cast<double>(highest) / 1000);
    QVERIFY(highest > 1000 && highest < most);
}

void CliModelsResumeTest::goesOnAfterAKill()
{
    m_server.setFaults({.bytesPerSecond = qint64{100} << 20});
    const auto process = m_cli->start({"models", "download", "org/large"});
    QTRY_VERIFY_WITH_TIMEOUT(incomplete() > (20 << 20), 60'000);
    process->kill();
    QCOMPARE(CliHub::ended(*process).code, -1);
    const qint64 kept = incomplete();
    QVERIFY(kept < size);
    m_server.setFaults({});
    m_server.forgetSeen();
    const auto again = m_cli->run({"models", "download", "org/large"});
    QVERIFY2(again.code == 0, again.err.constData());
    QCOMPARE(m_server.seen().back().headers.value("range"),
             "bytes=" + QByteArray::number(kept) + '-');
    verifyContent();
}

void CliModelsResumeTest::interruptLeavesWhatArrived()
{
    m_server.setFaults({.bytesPerSecond = qint64{100} << 20});
    const auto process = m_cli->start({"models", "download", "org/large"});
    QTRY_VERIFY_WITH_TIMEOUT(incomplete() > (20 << 20), 60'000);
    ::kill(static_cast<pid_t>(process->processId()), SIGINT);
    const auto stopped = CliHub::ended(*process);
    QCOMPARE(stopped.code, 1);
    QVERIFY2(
        stopped.err.contains("The download of org/large was stopped; what has arrived is kept"),
        stopped.err.constData());
    QVERIFY(incomplete() > (20 << 20));
    m_server.setFaults({});
    QCOMPARE(m_cli->run({"models", "download", "org/large"}).code, 0);
    verifyContent();
}

void CliModelsResumeTest::twoProgramsShareOneDownload()
{
    m_server.setFaults({.bytesPerSecond = qint64{200} << 20});
    const auto first = m_cli->start({"models", "download", "org/large"});
    const auto second = m_cli->start({"models", "download", "org/large"});
    const auto one = CliHub::ended(*first);
    const auto other = CliHub::ended(*second);
    QVERIFY2(one.code == 0, one.err.constData());
    QVERIFY2(other.code == 0, other.err.constData());
    QVERIFY((one.err + other.err).contains("another program is downloading it"));
    const auto seen = m_server.seen();
    QCOMPARE(
        std::count_if(seen.begin(), seen.end(), [](const auto& request) { return !request.isOwn; }),
        1);
    verifyContent();
}

QTEST_GUILESS_MAIN(CliModelsResumeTest)
#include "tst_climodelsresume.moc"
