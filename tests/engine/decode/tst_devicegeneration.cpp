#include "generationfixture.h"
#include "support/devices.h"
#include "support/tolerances.h"

using namespace exitscope;
using namespace exitscope::test;

/// Whole runs on every device against the CPU's kernels: the same tokens and exits.
class DeviceGenerationTest : public GenerationFixture
{
    Q_OBJECT

private:
    static void compareRuns(const Run& found, const Run& expected)
    {
        QCOMPARE(tokensOf(found), tokensOf(expected));
        QCOMPARE(exitsOf(found), exitsOf(expected));
        for (std::size_t t = 0; t < expected.tokens.size(); ++t) {
            const TokenTrace& token = expected.tokens[t];
            QCOMPARE(found.tokens[t].cells, token.cells);
            for (std::size_t l = 0; l < token.layers.size(); ++l) {
                const LayerStatistics& own = found.tokens[t].layers[l];
                QVERIFY(close(own.maxProbability, token.layers[l].maxProbability));
                QVERIFY(close(own.cosineToPrevious, token.layers[l].cosineToPrevious));
                QVERIFY(close(own.entropyAt1, token.layers[l].entropyAt1));
                QVERIFY(close(own.klToPrevious, token.layers[l].klToPrevious));
                QVERIFY(close(own.emittedProbability, token.layers[l].emittedProbability));
            }
        }
    }

private Q_SLOTS:
    void sameTokensAndExits_data() { addDeviceRows(); }

    void sameTokensAndExits()
    {
        QFETCH(QString, device);
        if (const QString reason = whyNot(device); !reason.isEmpty())
            QSKIP(qPrintable(reason));
        auto session = Session::open(m_files.folder(), {"fp32", 0, device.toStdString()});
        QVERIFY2(session.ok(), session ? "" : session.error().what());
        QCOMPARE((*session)->warnings().size() > m_session->warnings().size(),
                 device.contains("aten") || device.contains("cuda"));
        for (const KvPolicy policy : {KvPolicy::Exact, KvPolicy::Holes, KvPolicy::Copy}) {
            for (const bool watch : {false, true}) {
                Settings settings = greedy(30);
                settings.rule = livelyRule();
                settings.kvPolicy = policy;
                settings.watch = watch;
                compareRuns(runToEnd(**session, m_prompt, settings), run(settings));
                if (QTest::currentTestFailed())
                    return;
            }
        }
    }

    void sampledTokensAreTheSame_data() { addDeviceRows(); }
    void sampledTokensAreTheSame()
    {
        QFETCH(QString, device);
        if (const QString reason = whyNot(device); !reason.isEmpty())
            QSKIP(qPrintable(reason));
        auto session = Session::open(m_files.folder(), {"fp32", 0, device.toStdString()});
        QVERIFY2(session.ok(), session ? "" : session.error().what());
        Settings settings = greedy(40);
        settings.sampling.sample = true;
        settings.sampling.temperature = 1;
        settings.rule = livelyRule();
        compareRuns(runToEnd(**session, m_prompt, settings), run(settings));
    }

    void aDeviceThatIsNotThereIsSaid()
    {
        const auto session = Session::open(m_files.folder(), {"fp32", 0, "cuda:15"});
        QVERIFY(!session);
        QCOMPARE(session.error().code(), ErrorCode::WrongUse);
        QVERIFY2(QString(session.error().what()).startsWith("The device cuda:15 is not there"),
                 session.error().what());
    }
};

QTEST_GUILESS_MAIN(DeviceGenerationTest)
#include "tst_devicegeneration.moc"
