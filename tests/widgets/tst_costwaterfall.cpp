#include "widgets/costwaterfall.h"
#include "widgets/theme.h"

#include <QAccessible>
#include <QHelpEvent>
#include <QImage>
#include <QLocale>
#include <QToolTip>
#include <QtTest>

#include <algorithm>
#include <cmath>

using namespace exitscope;

namespace {

/// Ten tokens in `layersMs` and more, where full depth takes 10 ms for each.
CostBreakdown breakdown(double layersMs)
{
    CostBreakdown cost;
    cost.decoded = 10;
    cost.passes = 10;
    cost.layersMs = layersMs;
    cost.scoringMs = 20;
    cost.catchUpMs = 5;
    cost.samplingMs = 1;
    cost.otherMs = 2;
    cost.fullDepth = FullDepthCost{.layersMs = 8, .restMs = 2, .headMs = 1.5};
    return cost;
}

std::vector<CostBar> saving()
{
    return costBars(breakdown(40), false);
}

/// Columns at which a row holds pixels of `ink`: the first and the last, or -1.
std::pair<int, int> extent(const QImage& picture, int top, int bottom, const QColor& ink)
{
    std::pair<int, int> columns{-1, -1};
    for (int x = 0; x < picture.width(); ++x) {
        for (int y = top; y < bottom; ++y) {
            if (picture.pixel(x, y) == ink.rgb())
                columns = {columns.first < 0 ? x : columns.first, x};
        }
    }
    return columns;
}

} // namespace

class CostWaterfallTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }
    void totalsAreWhatTheStepsMake_data();
    void totalsAreWhatTheStepsMake();
    void stepsAreNamed();
    void figures_data();
    void figures();
    void screenReadersHearTheFigures();
    void textFits_data();
    void textFits();
    void barsStartWhereTheLastOneEnded();
    void rowsExplainThemselves();
};

void CostWaterfallTest::totalsAreWhatTheStepsMake_data()
{
    QTest::addColumn<double>("layersMs");
    QTest::addColumn<int>("passes");
    QTest::addRow("saved") << 40.0 << 10;
    QTest::addRow("nothing in the layers") << 80.0 << 10;
    QTest::addRow("added") << 130.0 << 10;
    QTest::addRow("met the end of the text") << 40.0 << 11;
}

void CostWaterfallTest::totalsAreWhatTheStepsMake()
{
    QFETCH(double, layersMs);
    QFETCH(int, passes);
    CostBreakdown cost = breakdown(layersMs);
    cost.passes = passes;
    for (const bool drafted : {false, true}) {
        const std::vector<CostBar> bars = costBars(cost, drafted);
        QVERIFY(bars.front().isTotal && bars.back().isTotal);
        QCOMPARE(bars.front().ms, 10.0);
        QCOMPARE(bars.back().ms, cost.wallMs() / passes);
        double level = 0;
        for (const CostBar& bar : bars) {
            if (bar.isTotal && &bar != &bars.front())
                QVERIFY2(std::abs(level - bar.ms) < 1e-9, qPrintable(bar.name));
            level = bar.isTotal ? bar.ms : level + bar.ms;
            QVERIFY2(level >= 0, qPrintable(bar.name));
            QVERIFY(!bar.help.isEmpty());
        }
    }
}

void CostWaterfallTest::stepsAreNamed()
{
    const auto names = [](double layersMs, bool drafted) {
        QStringList all;
        for (const CostBar& bar : costBars(breakdown(layersMs), drafted))
            all << bar.name;
        return all;
    };
    QCOMPARE(names(40, false), QStringList({"Full depth", "Layers saved", "Scoring", "Catch-up",
                                            "Other", "This run"}));
    QCOMPARE(names(130, false)[1], QStringLiteral("Layers"));
    QCOMPARE(names(130, true)[3], QStringLiteral("Verification"));
    QVERIFY(saving()[1].ms < 0);
    QVERIFY(costBars(breakdown(130), false)[1].ms > 0);
}

void CostWaterfallTest::figures_data()
{
    QTest::addColumn<double>("whole");
    QTest::addColumn<double>("step");
    QTest::addColumn<QString>("wholeText");
    QTest::addColumn<QString>("stepText");
    QTest::addColumn<QString>("shareText");
    const QString minus(QChar(0x2212));
    QTest::addRow("fast") << 1.234 << -0.2 << "1.23 ms" << minus + "0.20 ms" << minus + "16 %";
    QTest::addRow("slow") << 50.04 << 12.06 << "50.0 ms"
                          << "+12.1 ms"
                          << "+24 %";
    QTest::addRow("slower") << 812.3 << -812.0 << "812 ms" << minus + "812 ms" << minus + "100 %";
    QTest::addRow("nothing") << 5.0 << 0.0 << "5.00 ms"
                             << "0.00 ms"
                             << "0 %";
    QTest::addRow("next to nothing") << 5.0 << -0.001 << "5.00 ms"
                                     << "0.00 ms"
                                     << "0 %";
}

void CostWaterfallTest::figures()
{
    QFETCH(double, whole);
    QFETCH(double, step);
    CostWaterfall waterfall;
    const CostBar first{.name = {}, .help = {}, .ms = whole, .isTotal = true};
    const CostBar second{.name = {}, .help = {}, .ms = step};
    waterfall.setBars({first, second});
    QTEST(waterfall.milliseconds(first), "wholeText");
    QCOMPARE(waterfall.share(first), QStringLiteral("100 %"));
    QTEST(waterfall.milliseconds(second), "stepText");
    QTEST(waterfall.share(second), "shareText");
}

void CostWaterfallTest::screenReadersHearTheFigures()
{
    CostWaterfall waterfall;
    waterfall.setBars(saving());
    QAccessibleInterface* accessible = QAccessible::queryAccessibleInterface(&waterfall);
    QVERIFY(accessible->text(QAccessible::Name).contains(QLatin1String("per token")));
    const QStringList lines = accessible->text(QAccessible::Description).split(u'\n');
    QCOMPARE(lines.size(), qsizetype(6));
    QCOMPARE(lines.first(), QStringLiteral("Full depth: 10.0 ms, 100 %"));
    QCOMPARE(lines[1], QString::fromUtf8("Layers saved: \u22124.0 ms, \u221240 %"));
    QCOMPARE(lines.last(), QStringLiteral("This run: 6.8 ms, 68 %"));
    waterfall.setBars({});
    QVERIFY(accessible->text(QAccessible::Description).isEmpty());
}

void CostWaterfallTest::textFits_data()
{
    QTest::addColumn<double>("size");
    QTest::addColumn<QString>("name");
    QTest::addRow("usual") << 1.0 << "Scoring";
    QTest::addRow("large") << 1.5 << "Scoring";
    QTest::addRow("long") << 1.0 << "Bewertung mit dem vollen Kopf";
    QTest::addRow("large and long") << 1.5 << "Bewertung mit dem vollen Kopf";
}

void CostWaterfallTest::textFits()
{
    QFETCH(double, size);
    QFETCH(QString, name);
    std::vector<CostBar> bars = saving();
    bars[2].name = name;
    bars.back().ms = 123456.7;
    CostWaterfall waterfall;
    waterfall.setPalette(theme::palette(theme::Scheme::Light));
    waterfall.setBars(bars);
    const int usual = waterfall.minimumSizeHint().height();
    QFont font = waterfall.font();
    font.setPointSizeF(font.pointSizeF() * size);
    waterfall.setFont(font);
    const QSize least = waterfall.minimumSizeHint();
    QVERIFY(size > 1 ? least.height() > usual : least.height() == usual);
    QVERIFY(least.height() >= 6 * QFontMetrics(font).height());
    QVERIFY(waterfall.sizeHint().width() > least.width());

    int names = 0;
    int figures = 0;
    const QFontMetrics metrics(theme::figures(font));
    for (const CostBar& bar : bars) {
        names = std::max(names, QFontMetrics(font).horizontalAdvance(bar.name));
        figures = std::max(figures, metrics.horizontalAdvance(waterfall.milliseconds(bar)));
    }
    figures += metrics.horizontalAdvance(waterfall.share(bars.back()));
    QVERIFY(least.width() > names + figures);
    waterfall.resize(900, least.height());
    QCOMPARE(waterfall.minimumSizeHint(), least);

    // The longest bar leaves the text on both sides alone.
    for (const int width : {least.width(), 900}) {
        waterfall.resize(width, least.height());
        const QImage picture = waterfall.grab().toImage();
        const auto [first, last] = extent(picture, picture.height() * 5 / 6, picture.height(),
                                          theme::colors(waterfall.palette()).accent);
        QVERIFY(first > names);
        QVERIFY(last > first + 60);
        QVERIFY(last < width - figures);
    }
}

void CostWaterfallTest::barsStartWhereTheLastOneEnded()
{
    std::vector<CostBar> bars = saving();
    bars[4].ms = 0;
    CostWaterfall waterfall;
    waterfall.setPalette(theme::palette(theme::Scheme::Light));
    waterfall.setBars(bars);
    waterfall.resize(600, waterfall.minimumSizeHint().height());
    const QImage picture = waterfall.grab().toImage();
    const theme::Colors colors = theme::colors(waterfall.palette());
    const auto row = [&](int index, const QColor& ink) {
        const int height = picture.height() / 6;
        // Without the lines that join the rows.
        return extent(picture, index * height + 4, (index + 1) * height - 4, ink);
    };
    const auto near = [](int a, int b) { return std::abs(a - b) <= 2; };
    const auto full = row(0, colors.mutedText);
    const auto saved = row(1, colors.accent);
    const auto scoring = row(2, colors.threshold);
    const auto catchUp = row(3, colors.threshold);
    const auto run = row(5, colors.accent);
    QVERIFY(near(saved.second, full.second));
    QVERIFY(near(saved.first, scoring.first));
    QVERIFY(near(scoring.second, catchUp.first));
    QVERIFY(near(run.first, full.first));
    QCOMPARE(row(4, colors.threshold).first, -1);
    // What was saved is hatched, not told by its colour alone.
    const int y = picture.height() / 6 + picture.height() / 12;
    const int ground = picture.pixel(picture.width() - 1, 0);
    int bare = 0;
    for (int x = saved.first + 2; x < saved.second - 1; ++x)
        bare += picture.pixel(x, y) == QRgb(ground);
    QVERIFY(bare > (saved.second - saved.first) / 4);
}

void CostWaterfallTest::rowsExplainThemselves()
{
    CostWaterfall waterfall;
    const std::vector<CostBar> bars = saving();
    waterfall.setBars(bars);
    waterfall.resize(500, waterfall.minimumSizeHint().height());
    waterfall.show();
    QVERIFY(QTest::qWaitForWindowExposed(&waterfall));
    for (int row = 0; row < 6; ++row) {
        const QPoint place(50, (2 * row + 1) * waterfall.height() / 12);
        QHelpEvent help(QEvent::ToolTip, place, waterfall.mapToGlobal(place));
        QCoreApplication::sendEvent(&waterfall, &help);
        QTRY_COMPARE(QToolTip::text(), bars[std::size_t(row)].help);
    }
    QToolTip::hideText();
}

QTEST_MAIN(CostWaterfallTest)
#include "tst_costwaterfall.moc"
