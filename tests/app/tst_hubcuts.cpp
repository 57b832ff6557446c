#include "support/hubfixture.h"

#include <QRandomGenerator>

using namespace exitscope;
using namespace exitscope::test;

/// A gigabyte over a line that breaks again and again.
class HubCutsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void gigabyteWithTwentyCuts();
};

void HubCutsTest::gigabyteWithTwentyCuts()
{
    constexpr qint64 size = qint64{1} << 30;
    constexpr int cuts = 20;
    HubServer server;
    ServedModel model = tinyModel();
    // As sha256sum gives it for the same bytes.
    model.files[3] = madeFile("model.safetensors", size,
                              "d2df2b5182f677a19b5b21280d861fac13058bc5a09fb7f526af2410b49356fc");
    server.add(tinyName, model);
    // Each of the first twenty requests gets a random part of the share that is its own.
    QRandomGenerator random(20);
    Faults faults;
    for (int i = 0; i < cuts; ++i)
        faults.cuts.push_back(static_cast<qint64>(random.bounded(2.0 * size / (cuts + 10))));
    server.setFaults(faults);
    HubFixture fixture(server);
    const Ended ended = fixture.download(tinyName);
    QVERIFY2(ended.folder, ended.error ? qPrintable(ended.error->sentence) : "");
    QVERIFY(server.faults().cuts.empty());

    QByteArrayList ranges;
    for (const SeenRequest& request : server.seen()) {
        if (!request.isOwn)
            ranges += request.headers.value("range");
    }
    QCOMPARE(ranges.size(), cuts + 1);
    // Of what came before a cut, only what Qt still held in its buffer may be asked for again.
    constexpr qint64 buffered = qint64{2} << 20;
    qint64 start = 0;
    for (int i = 0; i < cuts; ++i) {
        const qint64 came = start + faults.cuts[static_cast<std::size_t>(i)];
        start = ranges[i + 1].isEmpty() ? 0 : ranges[i + 1].mid(6).chopped(1).toLongLong();
        QVERIFY2(start <= came && start >= came - buffered, ranges[i + 1].constData());
    }

    QFile file(*ended.folder + "/model.safetensors");
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.size(), size);
    QByteArray expected(1 << 20, Qt::Uninitialized);
    for (qint64 at = 0; at < size; at += expected.size()) {
        makeBytes(at, expected.data(), expected.size());
        QVERIFY2(file.read(expected.size()) == expected, qPrintable(QString::number(at)));
    }
}

QTEST_GUILESS_MAIN(HubCutsTest)
#include "tst_hubcuts.moc"
