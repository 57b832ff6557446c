#include "heatmapfixture.h"
#include "widgets/colormap.h"
#include "widgets/heatmapcells.h"
#include "widgets/heatmapmarks.h"

#include <QImage>
#include <QPainter>
#include <QtTest>

#include <cmath>

using namespace exitscope;
using namespace exitscope::test;
using Kind = HeatmapQuantity::Kind;

/// What is seen where several tokens share a column of the heatmap.
class HeatmapSharedTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void talliesAreSums();
    void talliesFollowCatchUps();
    void sharesAreHeights_data();
    void sharesAreHeights();
    void lateCellsStayVisible();
    void bordersAndExitsStay_data();
    void bordersAndExitsStay();
    void firingOfMostTokens();

private:
    static constexpr int layers = 20;
    static constexpr QSize size{400, 500};

    /// Every cell scored, of value 1 where `isKnown`.
    template <class IsKnown>
    static Run bare(int tokens, IsKnown isKnown)
    {
        Run run;
        run.model.layers = layers;
        run.model.vocabulary = 100;
        run.settings = {{0, {}}};
        for (int i = 0; i < tokens; ++i) {
            TokenTrace token;
            token.id = 1;
            token.exitLayer = 0;
            token.layers.resize(layers);
            token.cells.assign(layers, CellState::Never);
            for (int layer = 0; layer < layers; ++layer) {
                if (!isKnown(i, layer))
                    continue;
                token.layers[std::size_t(layer)].emittedProbability = 1;
                token.cells[std::size_t(layer)] = CellState::Computed;
            }
            token.caughtUpAt.assign(layers, -1);
            run.tokens.push_back(token);
        }
        return run;
    }
    static QImage picture(const HeatmapScene& scene)
    {
        QImage image(size, QImage::Format_RGB32);
        image.fill(scene.style.base);
        QPainter painter(&image);
        QImage cells;
        drawCellPicture(painter, scene, ColorMap(), cells);
        return image;
    }
    /// Share of the pixels of `layer` that are not `color`.
    static double shareWithout(const QImage& image, const HeatmapScene& scene, int layer,
                               const QColor& color)
    {
        const QRect box =
            scene.geometry.box(0, int(scene.run.tokens.size()) - 1, layer, layer).toRect();
        int other = 0;
        for (int y = box.top(); y <= box.bottom(); ++y) {
            for (int x = box.left(); x <= box.right(); ++x)
                other += image.pixelColor(x, y) != color;
        }
        return double(other) / (box.width() * box.height());
    }
};

void HeatmapSharedTest::talliesAreSums()
{
    CellTallies tallies;
    tallies.reset(1);
    const float nothing = unknownScore;
    const std::vector<std::pair<float, CellState>> cells{
        {1, CellState::Computed},       {2, CellState::CaughtUp},    {nothing, CellState::CaughtUp},
        {nothing, CellState::Computed}, {nothing, CellState::Never}, {nothing, CellState::Copied},
        {INFINITY, CellState::Never}};
    for (const auto& [value, state] : cells)
        tallies.append(std::span(&value, 1), std::span(&state, 1));
    const CellTally all = tallies.of(0, 6, 0);
    QCOMPARE(all.known, 2u);
    QCOMPARE(all.lateKnown, 1u);
    QCOMPARE(all.late, 1u);
    QCOMPARE(all.unscored, 1u);
    QCOMPARE(all.copied, 1u);
    QCOMPARE(all.mean(), 1.5F);
    QCOMPARE(tallies.of(1, 1, 0).mean(), 2.0F);
    QVERIFY(std::isnan(tallies.of(2, 6, 0).mean()));
    // A token without recorded states did not run.
    const float value = nothing;
    tallies.append(std::span(&value, 1), {});
    QCOMPARE(tallies.of(7, 7, 0).unscored, 0u);
}

void HeatmapSharedTest::talliesFollowCatchUps()
{
    const SyntheticShape shape{.tokens = 60, .watch = false};
    Run run = syntheticStart(shape);
    HeatmapValues grown;
    grown.rebuild(run, Kind::RuleScore);
    for (Step& step : syntheticSteps(shape, run.settings)) {
        int first = int(run.tokens.size());
        for (const CellEvent& event : step.events)
            first = std::min(first, event.firstToken);
        run.append(std::move(step));
        grown.append(run);
        grown.updateStates(run, first);
    }
    std::uint32_t late = 0;
    HeatmapValues whole;
    whole.rebuild(run, Kind::RuleScore);
    for (int layer = 0; layer < 12; ++layer) {
        const CellTally a = grown.tally(5, 58, layer);
        const CellTally b = whole.tally(5, 58, layer);
        QCOMPARE(a.late, b.late);
        QCOMPARE(a.known, b.known);
        QCOMPARE(a.sum, b.sum);
        late += a.late;
    }
    QVERIFY(late > 20);
}

void HeatmapSharedTest::sharesAreHeights_data()
{
    QTest::addColumn<int>("height");
    QTest::newRow("high cells") << 500;
    QTest::newRow("low cells") << 130;
}

void HeatmapSharedTest::sharesAreHeights()
{
    QFETCH(int, height);
    // At layer l, l of 20 tokens ran.
    const HeatmapFixture it(bare(4000, [](int token, int layer) { return token * 7 % 20 < layer; }),
                            Kind::EmittedProbability);
    // No edge of a row halfway between two pixels, where it might be rounded either way.
    while (int(it.whole({size.width(), height}).geometry.plot.height()) % 4 != 0)
        ++height;
    const HeatmapScene scene = it.whole({size.width(), height});
    QVERIFY(scene.geometry.isShared());
    const QImage image = picture(scene);
    for (int layer = 0; layer < layers; ++layer) {
        const double filled = shareWithout(image, scene, layer, it.style.base);
        QVERIFY2(std::abs(filled - layer / 20.0) < 0.1,
                 qPrintable(QStringLiteral("layer %1: %2").arg(layer).arg(filled)));
    }
    QCOMPARE(shareWithout(image, scene, 0, it.style.base), 0.0);
}

void HeatmapSharedTest::lateCellsStayVisible()
{
    Run run = bare(4000, [](int, int layer) { return layer < 10; });
    for (std::size_t token = 0; token < run.tokens.size(); ++token) {
        for (int layer = 0; layer < layers; ++layer) {
            if (layer >= 5 && token % 2)
                run.tokens[token].cells[std::size_t(layer)] = CellState::CaughtUp;
        }
    }
    const HeatmapFixture it(run, Kind::EmittedProbability);
    const HeatmapScene scene = it.whole(size);
    const QImage image = picture(scene);
    const auto hatched = [&](int layer) {
        return 1 - shareWithout(image, scene, layer, it.style.hatch);
    };
    QCOMPARE(hatched(2), 0.0);
    QVERIFY(hatched(7) > 0.05 && hatched(7) < 0.25);   // over the colour
    QVERIFY(hatched(15) > 0.05 && hatched(15) < 0.25); // over nothing
    QVERIFY(std::abs(shareWithout(image, scene, 15, it.style.base) - 0.5) < 0.05);
    QVERIFY(shareWithout(image, scene, 7, it.style.base) > 0.9);
}

void HeatmapSharedTest::bordersAndExitsStay_data()
{
    QTest::addColumn<bool>("dark");
    QTest::newRow("light") << false;
    QTest::newRow("dark") << true;
}

void HeatmapSharedTest::bordersAndExitsStay()
{
    QFETCH(bool, dark);
    HeatmapFixture it(syntheticRun({.layers = 80, .tokens = 3000, .settingsChangeAt = 1500}));
    it.style = PlotStyle(theme::palette(dark ? theme::Scheme::Dark : theme::Scheme::Light),
                         QApplication::font());
    FiringCells firing;
    firing.reset(it.run);
    const std::vector<int> others(3000, 20);
    HeatmapScene scene = it.whole({800, 600});
    QVERIFY(scene.geometry.isShared());
    const auto colored = [&](auto draw, const QColor& color) {
        QImage image(800, 600, QImage::Format_RGB32);
        image.fill(it.style.base);
        QPainter painter(&image);
        QImage cells;
        drawCellPicture(painter, scene, ColorMap(), cells);
        draw(painter, scene);
        int found = 0;
        for (int y = 0; y < 600; ++y) {
            for (int x = 0; x < 800; ++x)
                found += image.pixelColor(x, y) == color;
        }
        return found;
    };
    QCOMPARE(colored(drawThresholdContour, it.style.threshold), 0);
    scene.firing = &firing;
    QVERIFY(colored(drawThresholdContour, it.style.threshold) > 500);
    QVERIFY(colored(drawExits, it.style.exitLine) > 800);
    QVERIFY(colored(drawMarks, it.style.threshold) > 300);
    QVERIFY(colored(drawMarks, it.style.exitLine) > 500);
    QVERIFY(colored(drawMarks, it.style.settingsMark) > 200);
    QVERIFY(colored(drawSettingsMarks, it.style.settingsMark) > 200);
    scene.otherExits = others;
    QVERIFY(colored(drawExits, it.style.accent) > 400);
}

void HeatmapSharedTest::firingOfMostTokens()
{
    const Run run = syntheticRun({.tokens = 200});
    FiringCells firing;
    firing.reset(run);
    int some = 0;
    for (int layer = 0; layer < 12; ++layer) {
        int count = 0;
        for (int token = 40; token < 60; ++token) {
            const auto depth =
                std::span(run.tokens[std::size_t(token)].layers).first(std::size_t(layer) + 1);
            const bool fires = run.settingsAt(token).rule.fires(depth, run.model.shape());
            QCOMPARE(firing.fires(token, layer), fires);
            count += fires;
        }
        QCOMPARE(firing.firesForMost(40, 59, layer), count > 10);
        some += count;
    }
    QVERIFY(some > 0 && some < 240);
    // Of tokens that left, the layers above their exit tell nothing: it fires there, too.
    const Run left = syntheticRun({.tokens = 200, .watch = false});
    firing.reset(left);
    int border = 0;
    while (!firing.firesForMost(1, 199, border))
        ++border;
    std::vector<int> exits;
    for (std::size_t token = 1; token < left.tokens.size(); ++token)
        exits.push_back(left.tokens[token].exitLayer);
    std::ranges::nth_element(exits, exits.begin() + 99);
    QCOMPARE(border, exits[99]);
}

QTEST_MAIN(HeatmapSharedTest)
#include "tst_heatmapshared.moc"
