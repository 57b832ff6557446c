#include "heatmapfixture.h"

#include <QtTest>

using namespace exitscope;
using namespace exitscope::test;

/// No label around the heatmap lies on another, however it is sized and zoomed.
class HeatmapLabelsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void neverCollide_data();
    void neverCollide();
    void bothEndsAreNamed();
    void theEndsOfTheBarAreNamed();
    void tokensThatTheRunLacksHaveNone();

private:
    static QFont sized(int pixels)
    {
        QFont font = QApplication::font();
        font.setPixelSize(pixels);
        return font;
    }
    static std::vector<HeatmapLabel> all(const HeatmapLabels& labels)
    {
        std::vector<HeatmapLabel> together = labels.layers;
        for (const auto* more : {&labels.bar, &labels.tokens})
            together.insert(together.end(), more->begin(), more->end());
        return together;
    }
    /// Whether the outlines share an area that an eye could see.
    static bool overlap(const HeatmapLabel& a, const HeatmapLabel& b)
    {
        // Most pairs lie far apart.
        if (!a.outline().boundingRect().intersects(b.outline().boundingRect()))
            return false;
        const QRectF shared = a.outline().intersected(b.outline()).boundingRect();
        return shared.width() > 0.5 && shared.height() > 0.5;
    }
    static QString named(const HeatmapLabel& a, const HeatmapLabel& b)
    {
        return QStringLiteral("“%1” (%2) lies on “%3” (%4)")
            .arg(a.text)
            .arg(a.index)
            .arg(b.text)
            .arg(b.index);
    }
    /// Checks neighbours in each group and, near the corners, across groups.
    static void check(const HeatmapScene& scene, const QSize& size);
};

void HeatmapLabelsTest::check(const HeatmapScene& scene, const QSize& size)
{
    const std::vector<HeatmapLabel> labels = all(labelsOf(scene));
    const QRectF picture(QPointF(-0.5, -scene.style.lineHeight()), QSizeF(size) + QSizeF(1, 1e4));
    for (std::size_t i = 0; i < labels.size(); ++i) {
        QVERIFY2(labels[i].outline().boundingRect().left() >= picture.left(),
                 qPrintable(labels[i].text));
        for (std::size_t j = i + 1; j < labels.size(); ++j)
            QVERIFY2(!overlap(labels[i], labels[j]), qPrintable(named(labels[i], labels[j])));
    }
}

void HeatmapLabelsTest::neverCollide_data()
{
    QTest::addColumn<int>("layers");
    QTest::addColumn<int>("pixels");
    for (const int layers : {1, 12, 32, 80, 126}) {
        for (const int pixels : {10, 13, 20, 32})
            QTest::addRow("%d layers, text of %d pixels", layers, pixels) << layers << pixels;
    }
}

void HeatmapLabelsTest::neverCollide()
{
    QFETCH(int, layers);
    QFETCH(int, pixels);
    Run run = syntheticRun({.layers = layers, .tokens = 300});
    run.tokens[7].bytes = " Donaudampfschifffahrtsgesellschaft";
    const HeatmapFixture it(run, HeatmapQuantity::Kind::RuleScore, sized(pixels));
    for (const QSize size :
         {QSize(240, 160), QSize(420, 300), QSize(800, 500), QSize(1500, 1100)}) {
        for (const double span : {3.0, 9.5, 17.0, 40.0, 100.0, 300.0}) {
            for (const double lower : {0.0, 0.5, 6.7, 200.3}) {
                const double last = std::max(0.0, 300 - span);
                check(it.scene(size, std::min(lower, last), span, 0, layers), size);
                const double rows = std::min(3.0, double(layers));
                check(it.scene(size, std::min(lower, last), span, (layers - rows) * 0.43, rows),
                      size);
                if (QTest::currentTestFailed())
                    return;
            }
        }
    }
}

void HeatmapLabelsTest::bothEndsAreNamed()
{
    const HeatmapFixture it(syntheticRun({.layers = 80, .tokens = 400}));
    const HeatmapLabels labels = labelsOf(it.whole({1280, 800}));
    QCOMPARE(labels.layers.front().text, QStringLiteral("0"));
    QCOMPARE(labels.layers.back().text, QStringLiteral("79"));
    QVERIFY(labels.layers.size() > 10);
    QVERIFY(labels.tokens.size() >= 5);
    // Where all tokens have room, each has its text.
    const HeatmapLabels few = labelsOf(it.scene({1280, 800}, 0, 20, 0, 80));
    QVERIFY(few.tokens.size() >= 19);
    QCOMPARE(few.tokens[1].text, it.texts.label(it.run, few.tokens[1].index));
}

void HeatmapLabelsTest::theEndsOfTheBarAreNamed()
{
    HeatmapFixture it(syntheticRun({.tokens = 50}), HeatmapQuantity::Kind::EmittedRank);
    for (const bool logarithmic : {false, true}) {
        it.values.setScale({logarithmic, RangeKind::Full});
        const HeatmapLabels labels = labelsOf(it.whole({900, 300}));
        QCOMPARE(labels.bar.front().text, QStringLiteral("0"));
        QVERIFY(labels.bar.size() >= 3);
        QVERIFY(QLocale().toInt(labels.bar.back().text) > 2000);
    }
}

/// A token whose layers run one by one has values before the run has it.
void HeatmapLabelsTest::tokensThatTheRunLacksHaveNone()
{
    const HeatmapFixture it(syntheticRun({.tokens = 1}));
    const HeatmapScene scene = it.whole({800, 500});
    QCOMPARE(labelsOf(scene).tokens.size(), 1U);
    Run empty = it.run;
    empty.tokens.clear();
    const TokenTexts none;
    const HeatmapScene before{empty, it.values, none, it.style, scene.geometry};
    const HeatmapLabels labels = labelsOf(before);
    QVERIFY(labels.tokens.empty());
    QVERIFY(!labels.layers.empty());
}

QTEST_MAIN(HeatmapLabelsTest)
#include "tst_heatmaplabels.moc"
