#include "heatmapfixture.h"
#include "widgets/plotexport.h"

#include <QFile>
#include <QImage>
#include <QTemporaryDir>
#include <QtTest>

#include <cmath>

using namespace exitscope;
using namespace exitscope::test;
using Kind = HeatmapQuantity::Kind;

/// How values are spread over the colours: logarithms, ranges and their ticks.
class HeatmapScaleTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void logarithmOfCounts();
    void logarithmWithZeros();
    void allZeros();
    void noLogarithmOfSignedValues();
    void ticksLieInOrder_data();
    void ticksLieInOrder();
    void rangeOfTheTokensShown();
    void fullRanges();
    void picturesFollow();

private:
    static bool close(double a, double b) { return std::abs(a - b) < 1e-9; }
    static Extent extent(std::initializer_list<float> values)
    {
        Extent extent;
        for (const float value : values)
            extent.add(value);
        return extent;
    }
    /// One token of one layer for each value of the emitted token's rank or probability.
    static Run ranked(std::initializer_list<int> ranks)
    {
        Run run;
        run.model.layers = 1;
        run.model.vocabulary = 5000;
        run.settings = {{0, {}}};
        for (const int rank : ranks) {
            TokenTrace token;
            token.id = 1;
            token.exitLayer = 0;
            token.layers.resize(1);
            token.layers[0].emittedRank = rank;
            token.layers[0].emittedProbability = rank == 0 ? 0 : 1 / float(rank);
            token.cells = {CellState::Computed};
            run.tokens.push_back(token);
        }
        return run;
    }
};

void HeatmapScaleTest::logarithmOfCounts()
{
    const ColorRange range = logarithmicRange({0, 999, 200}, extent({0, 999}), true);
    QVERIFY(close(range.share(0), 0));
    QVERIFY(close(range.share(9), 1.0 / 3));
    QVERIFY(close(range.share(99), 2.0 / 3));
    QVERIFY(close(range.share(999), 1));
    QVERIFY(std::isnan(range.share(std::nan(""))));
    QCOMPARE(range.tickLabel(0, false), QStringLiteral("0"));
}

void HeatmapScaleTest::logarithmWithZeros()
{
    const ColorRange range = logarithmicRange({0, 10, 2}, extent({0, 0.02F, 9.5F}), false);
    QVERIFY(close(range.lower, 0.01));
    QVERIFY(close(range.share(0), 0));
    QVERIFY(close(range.share(0.01), 0));
    QVERIFY(close(range.share(0.1), 1.0 / 3));
    QVERIFY(close(range.share(10), 1));
    // Zero and the floor share a colour, and the bar says so.
    QCOMPARE(range.tickLabel(range.lower, false), QStringLiteral("≤ 0.01"));
    QVERIFY(!logarithmicRange({0, 10, 2}, extent({0.02F, 9.5F}), false).hidesBelow);
    // A value next to zero does not take the colours from all others.
    QVERIFY(logarithmicRange({0, 10, 2}, extent({1e-20F, 9.5F}), false).lower > 0.9e-5);
}

void HeatmapScaleTest::allZeros()
{
    HeatmapValues values;
    for (const Kind kind : {Kind::EmittedRank, Kind::EmittedProbability}) {
        values.rebuild(ranked({0, 0, 0}), kind);
        for (const bool logarithmic : {false, true}) {
            values.setScale({logarithmic, RangeKind::Run});
            const ColorRange range = values.range();
            QVERIFY(range.upper > range.lower);
            QVERIFY(close(range.share(0), 0));
            QVERIFY(range.ticks().size() >= 2);
        }
    }
}

void HeatmapScaleTest::noLogarithmOfSignedValues()
{
    const Run run = syntheticRun({.tokens = 30});
    HeatmapValues values;
    values.setScale({true, RangeKind::Run});
    for (const Kind kind : {Kind::Distance, Kind::PredictionChanged}) {
        values.rebuild(run, kind);
        QVERIFY(!values.mayBeLogarithmic());
        QVERIFY(!values.range().logarithmic);
    }
    // The choice stays for the next quantity.
    values.rebuild(run, Kind::Entropy);
    QVERIFY(values.range().logarithmic);
    Run negative = run;
    for (TokenTrace& token : negative.tokens)
        token.layers[3].cosineToPrevious = -0.25F;
    values.rebuild(negative, HeatmapQuantity(*findCriterion("cosine_similarity")));
    QVERIFY(!values.range().logarithmic);
}

void HeatmapScaleTest::ticksLieInOrder_data()
{
    QTest::addColumn<double>("upper");
    for (const double upper : {0.003, 0.7, 1.0, 8.3, 40.0, 4095.0, 128255.0})
        QTest::addRow("to %g", upper) << upper;
}

void HeatmapScaleTest::ticksLieInOrder()
{
    QFETCH(double, upper);
    ColorRange linear = roundRange(0, upper);
    linear.upper = upper;
    const Extent values = extent({float(upper / 3000), float(upper)});
    for (const ColorRange& range : {linear, logarithmicRange(linear, values, false),
                                    logarithmicRange(linear, values, true)}) {
        const std::vector<double> ticks = range.ticks();
        QVERIFY(ticks.size() >= 2 && ticks.size() <= 12);
        QStringList labels;
        for (std::size_t i = 0; i < ticks.size(); ++i) {
            QVERIFY(range.share(ticks[i]) >= -1e-9 && range.share(ticks[i]) <= 1 + 1e-9);
            QVERIFY(i == 0 || range.share(ticks[i]) > range.share(ticks[i - 1]) + 0.01);
            labels << range.tickLabel(ticks[i], false);
        }
        QCOMPARE(labels.removeDuplicates(), 0);
    }
}

void HeatmapScaleTest::rangeOfTheTokensShown()
{
    HeatmapValues values;
    values.rebuild(ranked({0, 5, 100, 900, 3000}), Kind::EmittedRank);
    QCOMPARE(values.range().upper, 3000.0);
    values.setScale({false, RangeKind::Screen});
    QCOMPARE(values.range().upper, 3000.0);
    values.setShown(0, 1);
    QCOMPARE(values.range().upper, 5.0);
    values.setShown(2, 3);
    QCOMPARE(values.range().lower, 0.0);
    QCOMPARE(values.range().upper, 1000.0);
    values.setShown(40, 60);
    QVERIFY(values.range().upper > values.range().lower);
    values.setScale({false, RangeKind::Run});
    QCOMPARE(values.range().upper, 3000.0);
}

void HeatmapScaleTest::fullRanges()
{
    const Run run = syntheticRun({.tokens = 30});
    HeatmapValues values;
    values.setScale({false, RangeKind::Full});
    const auto ends = [&](const HeatmapQuantity& quantity) {
        values.rebuild(run, quantity);
        return std::pair(values.range().lower, values.range().upper);
    };
    QCOMPARE(ends(Kind::EmittedProbability), std::pair(0.0, 1.0));
    QCOMPARE(ends(Kind::EmittedRank), std::pair(0.0, 4095.0));
    QCOMPARE(ends(Kind::Distance), std::pair(-1.0, 1.0));
    QCOMPARE(ends(Kind::Entropy), std::pair(0.0, std::log(4096.0)));
    QCOMPARE(ends(HeatmapQuantity(*findCriterion("token_repeat"))), std::pair(0.0, 12.0));
    // Divergences have no greatest value: as far as the run's.
    const auto [lower, upper] = ends(HeatmapQuantity(*findCriterion("kl_to_previous")));
    QCOMPARE(lower, 0.0);
    QVERIFY(upper >= 1.9 && upper <= 2.1);
}

void HeatmapScaleTest::picturesFollow()
{
    const QTemporaryDir folder;
    const auto drawn = [&](const char* name, const PlotOptions& options) {
        const QString file = folder.filePath(QLatin1String(name));
        const Run run = syntheticRun({.tokens = 40});
        return exportPlot(run, file.toStdString(), options).ok() ? file : QString();
    };
    PlotOptions options;
    options.quantity = Kind::Entropy;
    options.size = {900, 500};
    const QImage linear(drawn("linear.png", options));
    options.scale.logarithmic = true;
    const QImage logarithmic(drawn("log.png", options));
    options.scale.range = RangeKind::Full;
    const QImage full(drawn("full.png", options));
    QVERIFY(!linear.isNull() && !logarithmic.isNull() && !full.isNull());
    QVERIFY(linear != logarithmic);
    QVERIFY(logarithmic != full);
    QVERIFY(!drawn("log.svg", options).isEmpty());
    QVERIFY(!drawn("log.pdf", options).isEmpty());
}

QTEST_MAIN(HeatmapScaleTest)
#include "tst_heatmapscale.moc"
