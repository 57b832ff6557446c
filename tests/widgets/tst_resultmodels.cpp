#include "resultfixture.h"

#include "widgets/figuremodel.h"
#include "widgets/metrictext.h"
#include "widgets/resulttext.h"

#include <QAbstractItemModelTester>
#include <QLocale>
#include <QSignalSpy>
#include <QtTest>

using namespace exitscope;
using namespace exitscope::test;

/// Figures and samples of a result as tables, and how they are put into words.
class ResultModelsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }
    void namesMetrics();
    void showsFigures();
    void leavesDetailsOut();
    void showsSamples();
    void sortsByNumbers();
    void growsSampleBySample();
    void saysWhatIsParticular();
    void choosesQuality();
    void exportsWhatIsKnown();
    void tellsHowFarItCame();
};

void ResultModelsTest::namesMetrics()
{
    QCOMPARE(metricTitle("rouge-2"), QStringLiteral("ROUGE-2"));
    QCOMPARE(metricTitle("rouge-2_precision"), QStringLiteral("ROUGE-2 precision"));
    QCOMPARE(metricTitle("not_known"), QStringLiteral("not_known"));
    QCOMPARE(metricText("rouge-l", 0.12345), QStringLiteral("0.1235"));
    QCOMPARE(metricText("layers_saved", 0.375), QStringLiteral("37.5 %"));
    QCOMPARE(metricText("time_per_token", 0.0125), QStringLiteral("12.50 ms"));
    QCOMPARE(intervalText({"rouge-l", 0.25, 0.2, 0.3, 5}), QStringLiteral("0.2000 – 0.3000"));
    QCOMPARE(intervalText({"rouge-l", 0.25, {}, {}, 1}), QStringLiteral("–"));
    QVERIFY(metricRank("rouge-l") < metricRank("layers_saved"));
    QVERIFY(metricRank("layers_saved") < metricRank("not_known"));
}

void ResultModelsTest::showsFigures()
{
    FigureModel model;
    const QAbstractItemModelTester tester(&model);
    model.setFigures(madeResult(5).metrics);
    QCOMPARE(model.rowCount(), 4);
    const auto text = [&](int row, int column) {
        return model.index(row, column).data().toString();
    };
    QCOMPARE(text(0, FigureModel::NameColumn), QStringLiteral("ROUGE-L"));
    QCOMPARE(text(0, FigureModel::ValueColumn), QStringLiteral("0.2500"));
    QCOMPARE(text(0, FigureModel::IntervalColumn), QStringLiteral("0.2000 – 0.3000"));
    QCOMPARE(text(0, FigureModel::SamplesColumn), QStringLiteral("5"));
    QCOMPARE(text(3, FigureModel::NameColumn), QStringLiteral("of_a_task"));
}

void ResultModelsTest::leavesDetailsOut()
{
    FigureModel model;
    const QAbstractItemModelTester tester(&model);
    QVERIFY(!model.hasDetails());
    model.setFigures(madeResult(5).metrics);
    QVERIFY(model.hasDetails());
    model.setDetailed(true);
    QCOMPARE(model.rowCount(), 5);
    QCOMPARE(model.index(1, 0).data().toString(), QStringLiteral("ROUGE-L recall"));
    model.setDetailed(false);
    QCOMPARE(model.rowCount(), 4);
}

void ResultModelsTest::showsSamples()
{
    SampleModel model;
    const QAbstractItemModelTester tester(&model);
    model.setSamples(madeSamples(5));
    model.setQuality("rouge-l");
    QCOMPARE(model.rowCount(), 5);
    const auto text = [&](int column) { return model.index(3, column).data().toString(); };
    QCOMPARE(text(SampleModel::IndexColumn), QStringLiteral("30"));
    QCOMPARE(text(SampleModel::PromptColumn), QStringLiteral("Prompt number 3 in two lines"));
    QCOMPARE(text(SampleModel::PredictionColumn), QStringLiteral("prediction 3"));
    QCOMPARE(text(SampleModel::QualityColumn), QStringLiteral("0.3000"));
    QCOMPARE(text(SampleModel::TokensColumn), QStringLiteral("5"));
    QCOMPARE(text(SampleModel::SpeedColumn), QStringLiteral("97.0"));
    QCOMPARE(text(SampleModel::ExitColumn), QStringLiteral("3.0"));
    QCOMPARE(text(SampleModel::AcceptedColumn), QString());
    QCOMPARE(
        model.headerData(SampleModel::QualityColumn, Qt::Horizontal, Qt::DisplayRole).toString(),
        QStringLiteral("ROUGE-L"));
}

void ResultModelsTest::sortsByNumbers()
{
    SampleModel model;
    model.setSamples(madeSamples(12));
    model.setQuality("rouge-l");
    // 110 comes after 20, and 0.9 before 1.1, as numbers only.
    const auto value = [&](int row, int column) {
        return model.index(row, column).data(SampleModel::SortRole);
    };
    QVERIFY(value(2, SampleModel::IndexColumn).toInt() <
            value(11, SampleModel::IndexColumn).toInt());
    QCOMPARE(value(11, SampleModel::QualityColumn).typeId(), int(QMetaType::Double));
    QVERIFY(value(9, SampleModel::QualityColumn).toDouble() <
            value(11, SampleModel::QualityColumn).toDouble());
}

void ResultModelsTest::growsSampleBySample()
{
    SampleModel model;
    const QAbstractItemModelTester tester(&model);
    const QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
    model.append(madeSample(0));
    model.append(madeSample(1));
    QCOMPARE(inserted.size(), 2);
    QCOMPARE(model.rowCount(), 2);
    QVERIFY(model.index(1, 0).data(SampleModel::FilterRole).toString().contains("reference 1"));
}

void ResultModelsTest::saysWhatIsParticular()
{
    SampleResult sample = *madeSample(1);
    QCOMPARE(sampleNote(sample), QString());
    sample.truncatedTokens = 1200;
    QCOMPARE(sampleNote(sample), QStringLiteral("cut by 1200 tokens"));
    sample.tokens.clear();
    QCOMPARE(sampleNote(sample), QStringLiteral("nothing written"));
    sample.skipped = "The prompt is too long.";
    QCOMPARE(sampleNote(sample), QStringLiteral("skipped"));
}

void ResultModelsTest::choosesQuality()
{
    const std::vector<std::string> metrics = textMetrics(madeSamples(3));
    QCOMPARE(metrics, (std::vector<std::string>{"exact_match", "rouge-l"}));
    QCOMPARE(usualQuality(metrics), std::string("rouge-l"));
    QCOMPARE(usualQuality({"of_a_task"}), std::string("of_a_task"));
    QCOMPARE(usualQuality({}), std::string());
}

void ResultModelsTest::exportsWhatIsKnown()
{
    const ExportTable figures = figureTable(madeResult(5).metrics);
    QCOMPARE(tableAsCsv(figures).split('\n').value(1).trimmed(),
             QByteArray("rouge-l,0.25,0.2,0.3,5"));
    auto samples = madeSamples(2);
    const ExportTable table = sampleTable(samples);
    QCOMPARE(table.rows.size(), std::size_t(2));
    QCOMPARE(table.rows[1][table.columns.indexOf("rouge-l")].toDouble(), 0.1);
    QCOMPARE(table.rows[1][table.columns.indexOf("prediction")].toString(),
             QStringLiteral("prediction 1"));
}

void ResultModelsTest::tellsHowFarItCame()
{
    BenchmarkResult result = madeResult(5);
    QCOMPARE(resultTitle(result), QStringLiteral("xsum_summarization"));
    QCOMPARE(resultProgress(result), QStringLiteral("Complete: 5 samples"));
    QVERIFY(resultSubject(result).startsWith(QLatin1String("tiny, 4 layers, fp32")));
    result.status = ResultStatus::Interrupted;
    result.counts.done = 2;
    result.counts.skipped = 1;
    result.data.nShot = 3;
    QCOMPARE(resultTitle(result), QStringLiteral("xsum_summarization, 3-shot"));
    QCOMPARE(resultProgress(result),
             QStringLiteral("Interrupted after 2 of 5 samples, skipped: 1"));
}

QTEST_MAIN(ResultModelsTest)
#include "tst_resultmodels.moc"
