#include "measurefixture.h"

using namespace exitscope;
using namespace exitscope::test;

/// Sweeps and evaluations from the window, with the bundled model.
class MeasureKindsTest : public MeasureTest
{
    Q_OBJECT

private Q_SLOTS:
    void sweeps();
    void evaluates();
    void refusesOneFileForSeveralTasks();
    void runsAChosenAnswer();
    void runsAWrittenAnswer();

private:
    /// One question with either answer as the right one.
    void writeQuestions() const;
};

void MeasureKindsTest::writeQuestions() const
{
    QFile items(place("piqa-validation.jsonl"));
    if (!items.open(QIODevice::WriteOnly))
        qFatal("cannot write the questions");
    for (const char* label : {"0", "1"})
        items.write(QByteArray("{\"goal\": \"To cut bread,\", \"sol1\": \"use a knife.\", "
                               "\"sol2\": \"use a cloud.\", \"label\": ") +
                    label + "}\n");
}

void MeasureKindsTest::sweeps()
{
    const MeasureFixture f;
    f.fill(writeItems(2), place("out"), 4);
    f.choose(QStringLiteral("What to measure"), QStringLiteral("Sweep"));
    f.choose(QStringLiteral("What the sweep varies"), QStringLiteral("Exit layer alone"));
    f.named<QLineEdit>(QStringLiteral("Exit layers to measure"))->setText(QStringLiteral("3,99"));
    QVERIFY(f.measured());
    QVERIFY2(f.message().contains(QLatin1String("99")), qPrintable(f.message()));
    f.named<QLineEdit>(QStringLiteral("Exit layers to measure"))->setText(QStringLiteral("3,6"));
    QVERIFY(f.measured());
    const auto sweep = f.window->results()->sweep();
    QVERIFY2(sweep, qPrintable(f.message()));
    QCOMPARE(sweep->status, ResultStatus::Complete);
    QCOMPARE(sweep->points.size(), std::size_t(2));
    QCOMPARE(sweep->points[1].at, std::vector<double>{6});
    QCOMPARE(sweep->points[0].result.settings.maxSteps, 4);
    // A place opens as the benchmark that it is.
    Q_EMIT f.window->results()->fileWanted(place("out/points/exit_layer-6.json"));
    QTRY_VERIFY(f.result());
    QCOMPARE(f.result()->settings.exitLayerLimit, 6);
    QCOMPARE(f.samples().model()->rowCount(), 2);
}

void MeasureKindsTest::evaluates()
{
    writeQuestions();
    const MeasureFixture f;
    f.choose(QStringLiteral("What to measure"), QStringLiteral("Evaluation"));
    f.named<QLineEdit>(QStringLiteral("Folder of the results; empty: a new one"))
        ->setText(place("out"));
    f.press(QStringLiteral("Start"));
    QCOMPARE(f.message(), QStringLiteral("Choose one task at least."));
    auto* tasks = f.named<QListWidget>(QStringLiteral("Tasks"));
    for (QListWidgetItem* item : tasks->findItems(QStringLiteral("piqa"), Qt::MatchExactly))
        item->setCheckState(Qt::Checked);
    f.named<QLineEdit>(QStringLiteral("Folder of the tasks' data"))->setText(folder());
    QVERIFY(f.measured());
    QTRY_VERIFY2(f.window->results()->evaluation() && f.window->results()->evaluation()->isComplete,
                 qPrintable(f.message()));
    const Evaluation& evaluation = *f.window->results()->evaluation();
    QVERIFY(!evaluation.figures.empty());
    // The same item with either answer: one of the two is right.
    QCOMPARE(evaluation.figures.front().task, QStringLiteral("piqa"));
    QCOMPARE(evaluation.figures.front().metric, QStringLiteral("acc"));
    QCOMPARE(evaluation.figures.front().value, 0.5);
    QCOMPARE(evaluation.figures.front().documents, 2);
    QCOMPARE(evaluation.tasks.size(), std::size_t(1));
    const auto& samples = evaluation.tasks.front().samples;
    QCOMPARE(samples.size(), std::size_t(2));
    QVERIFY(samples[0]->prompt.find("To cut bread,") != std::string::npos);
    QVERIFY(samples[0]->prediction.find("use a ") != std::string::npos);
    QCOMPARE(samples[0]->metrics.at("acc") + samples[1]->metrics.at("acc"), 1.0);
    // Its file is written after each task; showing it anew leaves the reader where he was.
    const SamplePointer read = f.documents().model()->samples()[1];
    f.documents().select(read);
    f.window->open(f.window->results()->file());
    QTRY_VERIFY(f.documents().model()->samples()[1] != read);
    QVERIFY(f.documents().selected());
    QCOMPARE(f.documents().selected()->index, read->index);
}

void MeasureKindsTest::refusesOneFileForSeveralTasks()
{
    writeQuestions();
    const MeasureFixture f;
    const QString file = place("piqa-validation.jsonl");
    f.fillTasks({"piqa", "boolq"}, file, place("out"));
    f.press(QStringLiteral("Start"));
    QVERIFY(!f.window->job()->isRunning());
    QVERIFY2(f.message().contains(QLatin1String("several tasks")), qPrintable(f.message()));
    QVERIFY(!QFileInfo::exists(place("out")));
    f.fillTasks({"piqa"}, file, place("out"));
    f.press(QStringLiteral("Start"));
    QVERIFY2(f.evaluated(), qPrintable(f.message()));
}

void MeasureKindsTest::runsAChosenAnswer()
{
    writeQuestions();
    const MeasureFixture f;
    f.fillTasks({"piqa"}, folder(), place("out"));
    f.press(QStringLiteral("Start"));
    QVERIFY2(f.evaluated(), qPrintable(f.message()));
    const SamplePointer sample = f.documents().model()->samples()[1];
    f.documents().select(sample);
    f.press(QStringLiteral("Open the run"));
    QVERIFY2(f.message().contains(QLatin1String("was not kept")), qPrintable(f.message()));
    const QSignalSpy shown(&f.it.controller, &RunController::runOpened);
    f.press(QStringLiteral("Write it again"));
    QTRY_VERIFY2_WITH_TIMEOUT(!shown.empty(), qPrintable(f.message()), 30'000);
    QCOMPARE(f.it.run().prompt, sample->prompt + sample->prediction);
    QVERIFY(!f.it.run().tokens.empty());
    QVERIFY(!f.it.run().tokens.front().top.empty());
    // From then on it is there.
    f.press(QStringLiteral("Open the run"));
    QTRY_COMPARE(shown.size(), 2);
    QVERIFY(shown[1][0].toString().endsWith(QLatin1String("_runs/piqa_000001.exitscope")));
}

void MeasureKindsTest::runsAWrittenAnswer()
{
    QFile items(place("gsm8k-test.jsonl"));
    QVERIFY(items.open(QIODevice::WriteOnly));
    items.write("{\"question\": \"How many kings are two kings and a king?\", "
                "\"answer\": \"2 + 1 = 3\\n#### 3\"}\n");
    items.close();
    const MeasureFixture f;
    f.fillTasks({"gsm8k"}, items.fileName(), place("out"));
    f.named<QSpinBox>(QStringLiteral("Examples before each document"))->setValue(0);
    f.press(QStringLiteral("Start"));
    QVERIFY2(f.evaluated(), qPrintable(f.message()));
    const SamplePointer sample = f.documents().model()->samples()[0];
    QVERIFY(!sample->prediction.empty());
    f.documents().select(sample);
    f.press(QStringLiteral("Open the run"));
    const QSignalSpy shown(&f.it.controller, &RunController::runOpened);
    f.press(QStringLiteral("Write it again"));
    QTRY_VERIFY2_WITH_TIMEOUT(!shown.empty(), qPrintable(f.message()), 60'000);
    QCOMPARE(f.it.run().prompt, sample->prompt);
    std::string text;
    for (const TokenTrace& token : f.it.run().tokens)
        text += token.bytes;
    // It is the answer that was scored, which ends where a stop string begins.
    QVERIFY2(text.starts_with(sample->prediction), text.c_str());
    QVERIFY(text.size() < sample->prediction.size() + 20);
}

QTEST_MAIN(MeasureKindsTest)
#include "tst_measurekinds.moc"
