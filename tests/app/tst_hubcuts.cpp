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
    model.files[3] = madeFile("model.safetensors", size);
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
    qint64 asked = 0;
    for (int i = 0; i < cuts; ++i) {
        asked += faults.cuts[static_cast<std::size_t>(i)];
        QCOMPARE(ranges[i + 1], "bytes=" + QByteArray::number(asked) + '-'); // nothing twice
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
