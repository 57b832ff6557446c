#include "base/error.h"
#include "eval/sweepgrid.h"

#include <QtTest>

using namespace exitscope;

namespace {

const ModelShape shape{12, 1000};

Settings speculative()
{
    Settings settings;
    settings.strategy = Strategy::SelfSpeculative;
    return settings;
}

QByteArray refusal(const std::function<void()>& what)
{
    try {
        what();
    } catch (const Error& error) {
        return error.code() == ErrorCode::WrongUse ? error.what() : "another error";
    }
    return "";
}

} // namespace

class TestSweepGrid : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void values_data();
    void values();
    void refusedValues_data();
    void refusedValues();
    void settingsAtAPlace();
    void refusedGrids();
};

void TestSweepGrid::values_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("whole");
    QTest::addColumn<std::vector<double>>("expected");
    QTest::newRow("one") << "4" << true << std::vector<double>{4};
    QTest::newRow("list") << "4,1,2" << true << std::vector<double>{1, 2, 4};
    QTest::newRow("range") << "2:10:2" << true << std::vector<double>{2, 4, 6, 8, 10};
    QTest::newRow("range that misses its end") << "2:9:3" << true << std::vector<double>{2, 5, 8};
    QTest::newRow("step 1") << "3:5" << true << std::vector<double>{3, 4, 5};
    QTest::newRow("one place") << "3:3" << true << std::vector<double>{3};
    QTest::newRow("both") << "1,4:8:4" << true << std::vector<double>{1, 4, 8};
    QTest::newRow("all layers") << "-1" << true << std::vector<double>{-1};
    QTest::newRow("decimals") << "0.1:0.5:0.1" << false
                              << std::vector<double>{0.1, 0.2, 0.3, 0.4, 0.5};
    QTest::newRow("exponent") << "1e-2,2" << false << std::vector<double>{0.01, 2};
}

void TestSweepGrid::values()
{
    QFETCH(QString, text);
    QFETCH(bool, whole);
    QFETCH(std::vector<double>, expected);
    QCOMPARE(sweepValues(text.toStdString(), "exit_layer", whole), expected);
}

void TestSweepGrid::refusedValues_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("whole");
    QTest::addColumn<QByteArray>("told");
    const auto row = [](const char* text, bool whole, const char* told) {
        QTest::newRow(qPrintable(QString("'%1'").arg(text))) << text << whole << QByteArray(told);
    };
    row("", true, "names no value");
    row("1,,2", true, "holds \"\"");
    row("a", true, "holds \"a\"");
    row("1:b", true, "holds \"b\"");
    row("4:2", true, "runs backwards from 4 to 2");
    row("10:2:2", true, "runs backwards from 10 to 2");
    row("1:5:0", true, "step 0");
    row("1:5:-1", true, "step -1");
    row("1:2:3:4", true, "FIRST:LAST:STEP");
    row("0.1:0.5", false, "FIRST:LAST:STEP");
    row("1.5", true, "must hold whole numbers");
    row("2,1:3", true, "the value 2 twice");
    row("1:5000", true, "more than 1000");
    row("0:1:1e-9", false, "more than 1000");
    row("nan", false, "no number");
    row("1e300:inf:1", false, "no number");
}

void TestSweepGrid::refusedValues()
{
    QFETCH(QString, text);
    QFETCH(bool, whole);
    QFETCH(QByteArray, told);
    const QByteArray sentence =
        refusal([&] { sweepValues(text.toStdString(), "exit_layer", whole); });
    QVERIFY2(sentence.startsWith("exit_layer") && sentence.contains(told), sentence);
}

void TestSweepGrid::settingsAtAPlace()
{
    const std::vector<SweepAxis> axes = {{"exit_layer", "", {2, 4}},
                                         {"num_speculations", "", {3, 6}}};
    const Settings drafted = settingsAt(speculative(), axes, {4, 3}, shape);
    QCOMPARE(drafted.exitLayerLimit, 4);
    QCOMPARE(drafted.numSpeculations, 3);
    Settings ruled;
    ruled.rule = makeRule("max_probability");
    const std::vector<SweepAxis> threshold = {{"threshold", "max_probability", {0.25}}};
    const Settings loose = settingsAt(ruled, threshold, {0.25}, shape);
    for (const int layer : {1, 6, 11})
        QCOMPARE(loose.rule.conditions[0].threshold(layer, shape), 0.25);
}

void TestSweepGrid::refusedGrids()
{
    const auto told = [](const Settings& settings, const std::vector<SweepAxis>& axes) {
        return refusal([&] { checkGrid(settings, axes, shape); });
    };
    QCOMPARE(told(speculative(), {{"exit_layer", "", {2, 12}}}), QByteArray());
    QVERIFY(told(speculative(), {{"exit_layer", "", {2, 13}}}).contains("13"));
    QVERIFY(told(speculative(), {{"exit_layer", "", {0, 2}}}).contains("exit_layer"));
    QVERIFY(told(speculative(), {}).contains("no place"));
    QVERIFY(told({}, {{"num_speculations", "", {2}}}).contains("autoregressive"));
    Settings noLayer = speculative();
    QVERIFY(told(noLayer, {{"num_speculations", "", {2}}}).contains("needs exit_layer"));
    noLayer.exitLayerLimit = 4;
    QVERIFY(told(noLayer, {{"num_speculations", "", {0, 2}}}).contains("num_speculations"));
    QVERIFY(!told({}, {{"threshold", "max_probability", {0.5}}}).isEmpty());
}

QTEST_APPLESS_MAIN(TestSweepGrid)
#include "tst_sweepgrid.moc"
