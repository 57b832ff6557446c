#include "resultfixture.h"

#include "widgets/benchmarkview.h"
#include "widgets/exithistogramplot.h"
#include "widgets/pictureexport.h"
#include "widgets/sampleplot.h"
#include "widgets/samplesview.h"
#include "widgets/tableview.h"

#include <QComboBox>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QtTest>

using namespace exitscope;
using namespace exitscope::test;

/// The view of a benchmark on results made by hand.
class BenchmarkViewTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }
    void showsTheSelectedSample();
    void filtersByText();
    void sortsBySpeed();
    void asksForTheRun();
    void plotsAndTableShareTheSelection();
    void goesThroughPointsByKeys();
    void showsMeansWhileItRuns();
    void handsOutPictures();

private:
    template <typename T>
    static T* named(const QWidget& whole, const QString& name)
    {
        for (T* part : whole.findChildren<T*>()) {
            if (part->accessibleName() == name)
                return part;
        }
        return nullptr;
    }
    static TableView& samplesTable(const BenchmarkView& view)
    {
        return *named<TableView>(view, QStringLiteral("Samples"));
    }
    static void show(BenchmarkView& view, int count)
    {
        view.resize(1000, 700);
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        view.setResult(madeResult(count), madeSamples(count));
    }
    static void choosePlot(const BenchmarkView& view, int index)
    {
        named<QComboBox>(view, QStringLiteral("Plot"))->setCurrentIndex(index);
    }
};

void BenchmarkViewTest::showsTheSelectedSample()
{
    BenchmarkView view;
    show(view, 5);
    samplesTable(view).selectRow(3);
    const auto text = [&](const char* name) {
        return named<QPlainTextEdit>(view, QLatin1String(name))->toPlainText();
    };
    QCOMPARE(text("Prompt of the sample"), QStringLiteral("Prompt number 3\nin two lines"));
    QCOMPARE(text("Reference of the sample"), QStringLiteral("reference 3"));
    QCOMPARE(text("Prediction of the sample"), QStringLiteral("prediction 3"));
}

void BenchmarkViewTest::filtersByText()
{
    BenchmarkView view;
    show(view, 12);
    auto* filter = named<QLineEdit>(view, QStringLiteral("Filter samples by text"));
    QTest::keyClicks(filter, "REFERENCE 1");
    QCOMPARE(samplesTable(view).model()->rowCount(), 3); // 1, 10 and 11
    filter->clear();
    QCOMPARE(samplesTable(view).model()->rowCount(), 12);
}

void BenchmarkViewTest::sortsBySpeed()
{
    BenchmarkView view;
    show(view, 12);
    samplesTable(view).sortByColumn(SampleModel::SpeedColumn, Qt::AscendingOrder);
    QCOMPARE(samplesTable(view).model()->index(0, SampleModel::IndexColumn).data().toString(),
             QStringLiteral("110"));
    samplesTable(view).sortByColumn(SampleModel::SpeedColumn, Qt::DescendingOrder);
    QCOMPARE(samplesTable(view).model()->index(0, SampleModel::IndexColumn).data().toString(),
             QStringLiteral("0"));
}

void BenchmarkViewTest::asksForTheRun()
{
    BenchmarkView view;
    auto samples = madeSamples(3);
    SampleResult skipped = *samples[2];
    skipped.skipped = "Its prompt is empty.";
    samples[2] = std::make_shared<const SampleResult>(skipped);
    view.show();
    view.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&view));
    view.setResult(madeResult(3), samples);
    const QSignalSpy wanted(&view, &BenchmarkView::runWanted);
    TableView& table = samplesTable(view);
    table.selectRow(1);
    table.setFocus();
    QTest::keyClick(&table, Qt::Key_Return);
    QCOMPARE(wanted.size(), 1);
    QCOMPARE(wanted[0][0].value<SamplePointer>()->index, 10);
    table.selectRow(2);
    QTest::keyClick(&table, Qt::Key_Return);
    QCOMPARE(wanted.size(), 1);
}

void BenchmarkViewTest::plotsAndTableShareTheSelection()
{
    BenchmarkView view;
    show(view, 5);
    choosePlot(view, 2);
    auto& plot = *view.findChild<SamplePlot*>();
    QTRY_VERIFY(plot.isVisible());
    const SamplePicture& picture = plot.picture();
    QCOMPARE(picture.points.size(), std::size_t(5));
    const SampleAxes at = sampleAxes(plot.size(), PlotStyle(plot.palette(), plot.font()), picture);
    const SamplePoint point = picture.points[2];
    QTest::mouseClick(&plot, Qt::LeftButton, {}, at.at(point.x, point.y).toPoint());
    QCOMPARE(view.samples()->selected(), point.sample);
    samplesTable(view).selectRow(0);
    QCOMPARE(plot.picture().selected, view.samples()->selected());
}

void BenchmarkViewTest::goesThroughPointsByKeys()
{
    BenchmarkView view;
    show(view, 5);
    choosePlot(view, 2);
    auto& plot = *view.findChild<SamplePlot*>();
    QTest::keyClick(&plot, Qt::Key_Home);
    QCOMPARE(view.samples()->selected()->index, 40); // the slowest
    QTest::keyClick(&plot, Qt::Key_Right);
    QCOMPARE(view.samples()->selected()->index, 30);
    QVERIFY(plot.accessibleDescription().contains(QLatin1String("Sample 30")));
}

void BenchmarkViewTest::showsMeansWhileItRuns()
{
    BenchmarkView view;
    BenchmarkResult soFar = madeResult(4);
    soFar.status = ResultStatus::Running;
    soFar.metrics.clear();
    view.setResult(soFar, {});
    for (int i = 0; i < 3; ++i)
        view.append(madeSample(i), soFar);
    auto* figures = named<TableView>(view, QStringLiteral("Figures"));
    QCOMPARE(figures->model()->index(0, 0).data().toString(), QStringLiteral("ROUGE-L"));
    QCOMPARE(figures->model()->index(0, 1).data().toString(), QStringLiteral("0.1000"));
    QCOMPARE(figures->model()->index(0, 2).data().toString(), QStringLiteral("–"));
    // What is taken along is what is seen.
    const ExportTable taken = view.tables().front().table;
    QCOMPARE(taken.rows.size(), madeSample(0)->metrics.size());
    QCOMPARE(taken.rows.front()[0].toString(), QStringLiteral("rouge-l"));
    QCOMPARE(taken.rows.front()[1].toDouble(), 0.1);
    view.finish(madeResult(4));
    QCOMPARE(figures->model()->index(0, 1).data().toString(), QStringLiteral("0.2500"));
}

void BenchmarkViewTest::handsOutPictures()
{
    BenchmarkView view;
    QVERIFY(!view.picture());
    show(view, 5);
    for (const int plot : {0, 1, 2}) {
        choosePlot(view, plot);
        const auto picture = view.picture();
        QVERIFY(picture);
        const QImage image = pictureImage(*picture, {});
        QVERIFY(!image.isNull());
        QSet<QRgb> colors;
        for (int x = 0; x < image.width(); x += 3)
            for (int y = image.height() / 3; y < image.height(); y += 3)
                colors.insert(image.pixel(x, y));
        QVERIFY2(colors.size() > 3, qPrintable(picture->title));
        QVERIFY(!picture->table().rows.empty());
    }
}

QTEST_MAIN(BenchmarkViewTest)
#include "tst_benchmarkview.moc"
