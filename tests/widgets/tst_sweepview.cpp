#include "resultfixture.h"

#include "widgets/evaluationmodel.h"
#include "widgets/evaluationview.h"
#include "widgets/samplesview.h"
#include "widgets/sweepmodel.h"
#include "widgets/sweepview.h"
#include "widgets/tableview.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QtTest>

using namespace exitscope;
using namespace exitscope::test;

namespace {

BenchmarkResult measured(double speed, double quality)
{
    BenchmarkResult result = madeResult(5);
    result.metrics = {{"rouge-l", quality, {}, {}, 5}, {"tokens_per_second", speed, {}, {}, 5}};
    return result;
}

/// Layers 2 and 4 by drafts 1 and 3: (4, 3) is fastest, but falls behind; (4, 1) is the best.
std::shared_ptr<const SweepResult> madeSweep()
{
    auto sweep = std::make_shared<SweepResult>();
    sweep->status = ResultStatus::Complete;
    sweep->axes = {{"exit_layer", {}, {2, 4}}, {"num_speculations", {}, {1, 3}}};
    sweep->quality = "rouge-l";
    sweep->baseline = measured(100, 0.5);
    sweep->points = {
        {{2, 1}, measured(80, 0.5), QualityDifference{0, -0.1, 0.1, 5}},
        {{2, 3}, measured(90, 0.5), QualityDifference{0, -0.1, 0.1, 5}},
        {{4, 1}, measured(150, 0.49), QualityDifference{-0.01, -0.1, 0.1, 5}},
        {{4, 3}, measured(200, 0.2), QualityDifference{-0.3, -0.4, -0.2, 5}},
    };
    return sweep;
}

} // namespace

/// The views of a sweep and of an evaluation on results made by hand.
class SweepViewTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }
    void listsThePlaces();
    void namesTheBest();
    void sortsBySpeed();
    void asksForAPlace();
    void drawsWhatThereIs();
    void listsTasks();
    void showsATasksDocuments();
    void offersRunsOfItsOwn();
};

void SweepViewTest::listsThePlaces()
{
    SweepModel model;
    const QAbstractItemModelTester tester(&model);
    model.setContent(sweepContent(*madeSweep()));
    QCOMPARE(model.rowCount(), 5);
    QCOMPARE(model.columnCount(), 2 + SweepModel::ColumnCount);
    const auto text = [&](int row, int column) {
        return model.index(row, column).data().toString();
    };
    QCOMPARE(text(0, 0), QStringLiteral("full depth"));
    QCOMPARE(text(3, 0), QStringLiteral("4"));
    QCOMPARE(text(3, 1), QStringLiteral("1"));
    QCOMPARE(text(3, 2 + SweepModel::SpeedColumn), QStringLiteral("150.0"));
    QCOMPARE(text(3, 2 + SweepModel::SpeedUpColumn), QStringLiteral("1.50×"));
    QCOMPARE(text(3, 2 + SweepModel::QualityColumn), QStringLiteral("0.4900"));
    QCOMPARE(text(3, 2 + SweepModel::IntervalColumn), QStringLiteral("0.4000 – 0.6000"));
    QVERIFY(text(3, 2 + SweepModel::VerdictColumn).startsWith(QLatin1String("best")));
    QCOMPARE(text(4, 2 + SweepModel::VerdictColumn), QStringLiteral("quality below full depth's"));
    QCOMPARE(model.headerData(1, Qt::Horizontal, Qt::DisplayRole).toString(),
             QStringLiteral("Drafts"));
}

void SweepViewTest::namesTheBest()
{
    SweepView view;
    view.setSweep(madeSweep());
    QString said;
    for (const QLabel* label : view.findChildren<QLabel*>())
        said += label->text() + u'\n';
    QVERIFY2(said.contains(QLatin1String("Best: Exit layer 4, Drafts 1, at 150.0 tokens a second "
                                         "(1.50 times full depth)")),
             qPrintable(said));
    auto slow = std::make_shared<SweepResult>(*madeSweep());
    slow->points.resize(2);
    slow->status = ResultStatus::Interrupted;
    view.setSweep(slow);
    said.clear();
    for (const QLabel* label : view.findChildren<QLabel*>())
        said += label->text() + u'\n';
    QVERIFY(said.contains(QLatin1String("No place is faster")));
    QVERIFY(said.contains(QLatin1String("Interrupted after 2 of 4 places")));
}

void SweepViewTest::sortsBySpeed()
{
    SweepView view;
    view.setSweep(madeSweep());
    auto& table = *view.findChild<TableView*>();
    table.sortByColumn(2 + SweepModel::SpeedColumn, Qt::DescendingOrder);
    QCOMPARE(table.model()->index(0, 0).data().toString(), QStringLiteral("4"));
    QCOMPARE(table.model()->index(0, 1).data().toString(), QStringLiteral("3"));
    QCOMPARE(table.model()->index(2, 0).data().toString(), QStringLiteral("full depth"));
}

void SweepViewTest::asksForAPlace()
{
    SweepView view;
    view.setSweep(madeSweep());
    view.show();
    view.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&view));
    const QSignalSpy wanted(&view, &SweepView::placeWanted);
    auto& table = *view.findChild<TableView*>();
    table.setFocus();
    table.selectRow(2);
    QTest::keyClick(&table, Qt::Key_Return);
    table.selectRow(0);
    QTest::keyClick(&table, Qt::Key_Return);
    QCOMPARE(wanted.size(), 2);
    QCOMPARE(wanted[0][0].value<std::vector<double>>(), (std::vector<double>{2, 3}));
    QVERIFY(wanted[1][0].value<std::vector<double>>().empty());
}

void SweepViewTest::drawsWhatThereIs()
{
    SweepView view;
    QVERIFY(!view.picture());
    QVERIFY(view.tables().empty());
    view.resize(900, 600);
    view.show();
    view.setSweep(madeSweep());
    SweepPlot* plane = nullptr;
    SweepPlot* front = nullptr;
    for (SweepPlot* plot : view.findChildren<SweepPlot*>())
        (plot->accessibleName() == QLatin1String("Speed over the grid") ? plane : front) = plot;
    QVERIFY(plane && front);
    QTRY_VERIFY(plane->isVisible() && front->isVisible());
    QVERIFY(view.picture());
    QCOMPARE(view.tables().front().table.rows.size(), std::size_t(5));
    auto line = std::make_shared<SweepResult>(*madeSweep());
    line->axes = {{"exit_layer", {}, {2, 4}}};
    line->points = {{{2}, measured(80, 0.5), QualityDifference{0, -0.1, 0.1, 5}}};
    view.setSweep(line);
    QVERIFY(!plane->isVisible());
    QVERIFY(front->isVisible());
}

void SweepViewTest::listsTasks()
{
    EvaluationModel model;
    const QAbstractItemModelTester tester(&model);
    model.setFigures({{"piqa", "acc", {}, 0.75, 0.02, 0, 100},
                      {"gsm8k", "exact_match", "strict-match", 0.1, {}, 5, 50}});
    const auto text = [&](int row, int column) {
        return model.index(row, column).data().toString();
    };
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(text(0, EvaluationModel::ValueColumn), QStringLiteral("0.7500"));
    QCOMPARE(text(0, EvaluationModel::ErrorColumn), QStringLiteral("± 0.0200"));
    QCOMPARE(text(1, EvaluationModel::ErrorColumn), QStringLiteral("–"));
    QCOMPARE(text(1, EvaluationModel::FilterColumn), QStringLiteral("strict-match"));
    QCOMPARE(text(1, EvaluationModel::ShotsColumn), QStringLiteral("5"));
}

void SweepViewTest::showsATasksDocuments()
{
    Evaluation evaluation;
    evaluation.figures = {{"piqa", "acc", {}, 0.75, 0.02, 0, 100}};
    evaluation.tasks = {{"boolq", madeSamples(2)}, {"piqa", madeSamples(4)}};
    EvaluationView view;
    view.setEvaluation(evaluation);
    QCOMPARE(view.samples()->model()->rowCount(), 2);
    view.findChild<QComboBox*>()->setCurrentText(QStringLiteral("piqa"));
    QCOMPARE(view.samples()->model()->rowCount(), 4);
    QCOMPARE(view.samples()->model()->quality(), std::string("rouge-l"));
    // What is measured on does not take the reader elsewhere.
    view.setEvaluation(evaluation);
    QCOMPARE(view.samples()->model()->rowCount(), 4);
    view.samples()->select(evaluation.tasks[1].samples[2]);
    auto* filter = view.findChild<QLineEdit*>();
    filter->setText(QStringLiteral("e"));
    auto* prompt = view.findChild<QPlainTextEdit*>();
    QVERIFY(!prompt->toPlainText().isEmpty());
    prompt->moveCursor(QTextCursor::Start);
    evaluation.tasks[1].samples = madeSamples(5);
    view.updateEvaluation(evaluation);
    QCOMPARE(view.samples()->model()->rowCount(), 5);
    QCOMPARE(view.samples()->selected(), evaluation.tasks[1].samples[2]);
    QCOMPARE(filter->text(), QStringLiteral("e"));
    QCOMPARE(prompt->textCursor().position(), 0);
    // A task that is no longer there gives way to the first.
    evaluation.tasks.pop_back();
    view.updateEvaluation(evaluation);
    QCOMPARE(view.samples()->model()->rowCount(), 2);
    QCOMPARE(view.samples()->selected(), evaluation.tasks[0].samples[0]);
    QCOMPARE(filter->text(), QString());
    evaluation.tasks.clear();
    view.updateEvaluation(evaluation);
    QCOMPARE(view.samples()->model()->rowCount(), 0);
    evaluation.tasks = {{"piqa", madeSamples(4)}};
    view.updateEvaluation(evaluation);
    QCOMPARE(view.tables().size(), std::size_t(2));
}

void SweepViewTest::offersRunsOfItsOwn()
{
    Evaluation evaluation;
    evaluation.tasks = {{"piqa", madeSamples(4)}};
    EvaluationView view;
    view.show();
    const QSignalSpy wanted(&view, &EvaluationView::runWanted);
    auto* open = view.findChild<QPushButton*>();
    view.setEvaluation(evaluation);
    QVERIFY(!open->isVisible()); // the harness's settings are not known
    evaluation.identity = ModelIdentity();
    view.setEvaluation(evaluation);
    QVERIFY(open->isVisible());
    view.samples()->select(evaluation.tasks[0].samples[2]);
    open->click();
    QCOMPARE(wanted.size(), 1);
    QCOMPARE(wanted[0][0].value<SamplePointer>(), evaluation.tasks[0].samples[2]);
    QCOMPARE(view.task(), QStringLiteral("piqa"));
}

QTEST_MAIN(SweepViewTest)
#include "tst_sweepview.moc"
