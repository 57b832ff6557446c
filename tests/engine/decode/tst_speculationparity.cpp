#include "support/decoding.h"
#include "support/golden.h"
#include "support/testdata.h"
#include "support/tolerances.h"

using namespace exitscope;
using namespace exitscope::test;

/// Self-speculation against what the LayerSkip implementation wrote down: tokens and acceptance
/// rates.
class SpeculationParityTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { EXITSCOPE_NEED_SHARED(); }

    void selfSpeculative_data()
    {
        QTest::addColumn<QString>("model");
        QTest::addColumn<bool>("watch");
        for (const char* model : {"random8", "stories260K"}) {
            QTest::addRow("%s decide", model) << model << false;
            QTest::addRow("%s watch", model) << model << true;
        }
    }

    void selfSpeculative()
    {
        QFETCH(QString, model);
        QFETCH(bool, watch);
        const auto folder = sharedData() / "models" / model.toStdString();
        const auto session = openSession(folder);
        int compared = 0;
        for (const auto& entry : readGolden(folder / "self_speculative.json")["cases"].toArray()) {
            const QJsonObject golden = entry.toObject();
            if (golden["num_speculations"].toInt() == 0)
                continue;
            Settings settings = goldenSettings(golden);
            settings.strategy = Strategy::SelfSpeculative;
            settings.exitLayerLimit = golden["exit_layer"].toInt();
            settings.numSpeculations = golden["num_speculations"].toInt();
            settings.maxSteps = golden["max_steps"].toInt();
            settings.watch = watch;
            const Run run = runToEnd(*session, intsOf(golden["prompt"]), settings);
            const QByteArray name = QJsonDocument(golden).toJson(QJsonDocument::Compact).left(120);
            QVERIFY2(tokensOf(run) == intsOf(golden["tokens"]), name);
            const double rate = summarize(run).acceptanceRate().value();
            const double expected = golden["acceptance_rate"].toDouble();
            QVERIFY2(
                std::abs(rate - expected) < 1e-9,
                qPrintable(QString("%1 accepted, golden %2: ").arg(rate).arg(expected) + name));
            ++compared;
        }
        qInfo("%s: %d equal in tokens and acceptance rate", QTest::currentDataTag(), compared);
        QVERIFY(compared > 0);
    }
};

QTEST_GUILESS_MAIN(SpeculationParityTest)
#include "tst_speculationparity.moc"
