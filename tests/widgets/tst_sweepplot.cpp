#include "support/sweeps.h"
#include "widgets/contourlines.h"
#include "widgets/labelplaces.h"
#include "widgets/pictureexport.h"
#include "widgets/sweepplot.h"
#include "widgets/theme.h"

#include <QImage>
#include <QTemporaryDir>
#include <QtTest>

using namespace exitscope;
using namespace exitscope::test;

namespace {

std::shared_ptr<const SweepResult> shared(SweepResult sweep)
{
    return std::make_shared<const SweepResult>(std::move(sweep));
}

/// The box of what differs from the ground, in pixels.
QRect inked(const QImage& image)
{
    const QRgb ground = image.pixel(0, 0);
    QRect box;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            if (image.pixel(x, y) != ground)
                box = box.united(QRect(x, y, 1, 1));
    return box;
}

/// A sweep of which single places are missing, as after an interrupt.
SweepResult partOfGrid()
{
    SweepResult sweep = gridSweep();
    sweep.points.resize(13);
    sweep.status = ResultStatus::Interrupted;
    return sweep;
}

SweepResult manyPoints()
{
    SweepResult sweep;
    sweep.status = ResultStatus::Complete;
    sweep.quality = "rouge-l";
    sweep.baseline = measured(30, 0.2);
    std::vector<double> exits;
    std::vector<double> counts;
    for (int i = 1; i <= 16; ++i)
        exits.push_back(2 * i);
    for (int i = 1; i <= 12; ++i)
        counts.push_back(i);
    sweep.axes = {layers(exits), drafts(counts)};
    for (std::size_t i = 0; i < gridSize(sweep.axes); ++i) {
        const auto at = gridPlace(sweep.axes, i);
        const double speed =
            20 + 18 * std::exp(-std::pow((at[0] - 10) / 9, 2) - std::pow((at[1] - 5) / 4, 2));
        sweep.points.push_back(pointAt(at, speed, -0.08 * std::exp(-at[0] / 8)));
    }
    return sweep;
}

/// Speculation: every text is full depth's.
SweepResult sameQuality()
{
    SweepResult sweep = gridSweep();
    for (SweepPoint& point : sweep.points) {
        point.result = measured(speedOf(point.result), 0.2);
        point.difference = QualityDifference{0, 0, 0, 20};
    }
    return sweep;
}

SweepResult onePoint()
{
    SweepResult sweep = gridSweep();
    sweep.axes = {layers({6})};
    sweep.points = {pointAt({6}, 40, 0)};
    return sweep;
}

SweepResult nothingMeasured()
{
    SweepResult sweep = gridSweep();
    sweep.points.clear();
    sweep.baseline.reset();
    return sweep;
}

} // namespace

class TestSweepPlot : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void contoursOfASlope();
    void contoursOfASaddle();
    void contoursLeaveHolesOut();
    void labelsKeepClear();
    void contentOfAGrid();
    void titlesAreWords();
    void theFrontHasFullDepth();
    void pictures_data();
    void pictures();
    void cellsWearTheirSpeed();
    void theTable();
};

void TestSweepPlot::contoursOfASlope()
{
    // Values rise by 10 with each column: 15 lies in the middle between the second and the third.
    const ValuePlane plane = planeOfCells(3, 2, {0, 10, 20, 0, 10, 20});
    const QList<QLineF> lines = contourLines(plane, 15);
    QCOMPARE(lines.size(), 3); // from edge to edge: half a cell, one, and half a cell
    double length = 0;
    for (const QLineF& line : lines) {
        QCOMPARE(line.x1(), 1.5);
        QCOMPARE(line.x2(), 1.5);
        length += line.length();
    }
    QCOMPARE(length, 2.0);
    QVERIFY(contourLines(plane, 25).isEmpty());
    QVERIFY(contourLines(planeOfCells(2, 1, {5, 5}), 5).isEmpty());
}

void TestSweepPlot::contoursOfASaddle()
{
    const ValuePlane low{{0, 1}, {0, 1}, {1, 0, 0, 1}}; // 1 at two opposite corners, mean 0.5
    // Below the mean the two high corners are joined, above it they are apart.
    for (const double level : {0.4, 0.6}) {
        const QList<QLineF> lines = contourLines(low, level);
        QCOMPARE(lines.size(), 2);
        for (const QLineF& line : lines) {
            const QPointF middle = line.center();
            const bool cutsHighCorner = (middle.x() < 0.5) == (middle.y() < 0.5);
            QCOMPARE(cutsHighCorner, level > 0.5);
        }
    }
}

void TestSweepPlot::contoursLeaveHolesOut()
{
    const double hole = std::numeric_limits<double>::quiet_NaN();
    QVERIFY(contourLines({{0, 1}, {0, 1}, {0, 1, hole, 1}}, 0.5).isEmpty());
    QVERIFY(!contourLines({{0, 1}, {0, 1}, {0, 1, 0, 1}}, 0.5).isEmpty());
}

void TestSweepPlot::labelsKeepClear()
{
    const QRectF frame(0, 0, 100, 100);
    LabelPlaces places(frame);
    QList<QRectF> boxes;
    for (int i = 0; i < 12; ++i) {
        const auto box = places.place(QPointF(50, 50), 5, QSizeF(20, 10));
        if (!box)
            continue;
        QVERIFY(frame.contains(*box));
        for (const QRectF& other : boxes)
            QVERIFY(!box->intersects(other));
        boxes.append(*box);
    }
    QVERIFY(boxes.size() >= 4 && boxes.size() < 12);
    QVERIFY(places.place(QPointF(50, 50), 5, QSizeF(20, 10), true));
    LabelPlaces corner(frame);
    QVERIFY(frame.contains(*corner.place(QPointF(99, 1), 3, QSizeF(20, 10))));
    corner.keepClear(frame);
    QVERIFY(!corner.place(QPointF(50, 50), 3, QSizeF(20, 10)));
}

void TestSweepPlot::contentOfAGrid()
{
    const SweepContent content = sweepContent(gridSweep());
    QVERIFY(content.isPlane());
    QCOMPARE(content.marks.size(), std::size_t(25));
    const SweepMark* best = content.at(2, 2);
    QVERIFY(best && best->isBest && best->isOnFront && best->keepsQuality);
    QCOMPARE(best->label, QStringLiteral("6 / 3"));
    QCOMPARE(best->speedUp, 44.0 / 30);
    QVERIFY(!content.at(2, 0)->keepsQuality);
    // The interval of the difference, around the quality.
    QVERIFY(qAbs(content.at(2, 0)->high - content.at(2, 0)->quality - 0.01) < 1e-12);
    QVERIFY(!sweepContent(partOfGrid()).at(4, 4));
    QVERIFY(!sweepContent(thresholdSweep()).isPlane());
}

void TestSweepPlot::titlesAreWords()
{
    const SweepContent content = sweepContent(gridSweep());
    QCOMPARE(content.axes[0].title, QStringLiteral("Exit layer"));
    QCOMPARE(content.labelTitle(), QStringLiteral("Exit layer / Drafts"));
    QCOMPARE(content.qualityTitle, QStringLiteral("ROUGE-L"));
    QVERIFY(sweepPicture(shared(gridSweep())).title.contains(content.labelTitle()));
    const QString threshold = sweepContent(thresholdSweep()).labelTitle();
    QVERIFY2(!threshold.contains(u'_'), qPrintable(threshold));
}

void TestSweepPlot::theFrontHasFullDepth()
{
    QVERIFY(sweepContent(thresholdSweep()).fullDepth->isOnFront == false); // the last is as good
    SweepResult worse = thresholdSweep();
    worse.points.pop_back();
    QVERIFY(sweepContent(worse).fullDepth->isOnFront);
}

void TestSweepPlot::pictures_data()
{
    QTest::addColumn<std::shared_ptr<const SweepResult>>("sweep");
    QTest::newRow("grid") << shared(gridSweep());
    QTest::newRow("part") << shared(partOfGrid());
    QTest::newRow("many") << shared(manyPoints());
    QTest::newRow("same") << shared(sameQuality());
    QTest::newRow("threshold") << shared(thresholdSweep());
    QTest::newRow("thresholds") << shared(thresholdSweep(60));
    QTest::newRow("one") << shared(onePoint());
    QTest::newRow("none") << shared(nothingMeasured());
}

void TestSweepPlot::pictures()
{
    QFETCH(std::shared_ptr<const SweepResult>, sweep);
    const PlotPicture picture = sweepPicture(sweep);
    QCOMPARE(picture.name, QStringLiteral("sweep"));
    for (const bool dark : {false, true}) {
        for (const QSize size : {QSize(), QSize(1280, 800), QSize(2400, 1400), QSize(420, 700)}) {
            const QImage image = pictureImage(picture, {.scale = 1, .dark = dark, .size = size});
            QVERIFY(!image.isNull());
            const QSize whole = image.size();
            if (!size.isEmpty())
                QCOMPARE(whole, size);
            const QRect ink = inked(image);
            // Nothing runs over the edges, and the picture is used.
            QVERIFY2(QRect(QPoint(0, 0), whole).adjusted(4, 4, -4, -4).contains(ink),
                     qPrintable(QStringLiteral("%1 %2 %3 %4")
                                    .arg(ink.left())
                                    .arg(ink.top())
                                    .arg(ink.right())
                                    .arg(ink.bottom())));
            if (sweep->baseline)
                QVERIFY(ink.width() > 0.85 * whole.width() && ink.height() > 0.85 * whole.height());
        }
    }
    for (const QString& ending : {QStringLiteral("svg"), QStringLiteral("pdf")}) {
        const auto content = encodePicture(picture, ending, {});
        QVERIFY(content.ok());
        QVERIFY(!content->contains("<image") && !content->contains("/Subtype /Image"));
    }
}

void TestSweepPlot::cellsWearTheirSpeed()
{
    // Two columns of different speed: the picture holds the colours of the scale's two ends.
    SweepResult sweep = gridSweep();
    sweep.axes = {layers({2, 4}), drafts({1, 2})};
    sweep.points = {pointAt({2, 1}, 30, 0), pointAt({2, 2}, 60, 0), pointAt({4, 1}, 30, 0),
                    pointAt({4, 2}, 60, 0)};
    QImage image(600, 400, QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    drawSweepPlane(painter, {QSizeF(600, 400), theme::palette(theme::Scheme::Light), QFont()},
                   sweepContent(sweep));
    painter.end();
    const QColor left = image.pixelColor(120, 100);
    const QColor right = image.pixelColor(450, 100);
    QCOMPARE(left, QColor("#440154"));
    QCOMPARE(right, QColor("#fde725"));
}

void TestSweepPlot::theTable()
{
    const ExportTable table = sweepPicture(shared(gridSweep())).table();
    QCOMPARE(table.rows.size(), std::size_t(26));
    QCOMPARE(table.columns.mid(0, 5), QStringList({"exit_layer", "num_speculations",
                                                   "tokens_per_second", "speed_up", "rouge-l"}));
    QVERIFY(!table.rows[0][0].isValid()); // full depth has no place
    QCOMPARE(table.rows[13][0].toDouble(), 6.0);
    QCOMPARE(table.rows[13].last().toBool(), true);
}

QTEST_MAIN(TestSweepPlot)
#include "tst_sweepplot.moc"
