#include "measurefixture.h"

using namespace exitscope;
using namespace exitscope::test;

/// A benchmark from the window, with the bundled model: what it shows and keeps.
class MeasureWindowTest : public MeasureTest
{
    Q_OBJECT

private Q_SLOTS:
    void measuresABenchmark();
    void opensTheRunOfASample();
    void writesARunAgain();
    void reopensAResult();
    void saysWhatIsDamaged();
    void saysWhatIsMissing();
    void keepsResultsApart();
    void measuresTheBundledPrompts();
    void isReachedByKeys_data();
    void isReachedByKeys();
};

void MeasureWindowTest::measuresABenchmark()
{
    const MeasureFixture f;
    f.fill(writeItems(3), place("out"), 6);
    f.press(QStringLiteral("Start"));
    QVERIFY(f.window->job()->isRunning());
    QVERIFY(f.ended());
    QVERIFY2(f.result(), qPrintable(f.message()));
    QCOMPARE(f.result()->status, ResultStatus::Complete);
    QCOMPARE(f.result()->counts.done, 3);
    QCOMPARE(f.result()->settings.maxSteps, 6);
    QCOMPARE(f.result()->settings.rule, f.it.panel.settings().rule);
    QVERIFY(f.result()->metric("rouge-l"));
    QCOMPARE(f.samples().model()->rowCount(), 3);
    // What is on screen is what lies on disk.
    const auto opened = openMeasurement(place("out/benchmark.json"));
    QVERIFY(opened.ok());
    const auto& saved = std::get<OpenedBenchmark>(opened->content);
    QCOMPARE(saved.result, *f.result());
    QCOMPARE(saved.samples.size(), std::size_t(3));
    QCOMPARE(*saved.samples[1], *f.samples().model()->samples()[1]);
    QCOMPARE(f.it.controller.state(), RunState::Ready);
}

void MeasureWindowTest::opensTheRunOfASample()
{
    const MeasureFixture f;
    f.fill(writeItems(2), place("out"), 6);
    QVERIFY(f.measured());
    const SamplePointer sample = f.samples().model()->samples()[1];
    f.samples().select(sample);
    const QSignalSpy shown(&f.it.controller, &RunController::runOpened);
    f.press(QStringLiteral("Open the run"));
    QTRY_COMPARE(shown.size(), 1);
    QCOMPARE(f.it.run().tokens.size(), sample->tokens.size());
    for (std::size_t i = 0; i < sample->tokens.size(); ++i) {
        QCOMPARE(f.it.run().tokens[i].id, sample->tokens[i]);
        QCOMPARE(f.it.run().tokens[i].exitLayer, sample->exitLayers[i]);
    }
    QCOMPARE(f.it.window.prompt(), QStringLiteral("Once upon a time there were 3"));
    QVERIFY(f.it.heatmap.isVisible());
}

void MeasureWindowTest::writesARunAgain()
{
    const MeasureFixture f;
    f.fill(writeItems(2), place("out"), 6);
    for (auto* box : f.window->findChildren<QCheckBox*>()) {
        if (box->text() == QLatin1String("Keep runs"))
            box->setChecked(false);
    }
    QVERIFY(f.measured());
    const SamplePointer sample = f.samples().model()->samples()[0];
    QCOMPARE(sample->runFile, std::string());
    f.samples().select(sample);
    f.press(QStringLiteral("Open the run"));
    QVERIFY(f.message().contains(QLatin1String("was not kept")));
    const QSignalSpy shown(&f.it.controller, &RunController::runOpened);
    f.press(QStringLiteral("Write it again"));
    QTRY_COMPARE_WITH_TIMEOUT(shown.size(), 1, 30'000);
    QVERIFY(QFileInfo::exists(place("out/benchmark_runs/sample_000000.exitscope")));
    QCOMPARE(f.it.run().tokens.size(), sample->tokens.size());
    for (std::size_t i = 0; i < sample->tokens.size(); ++i)
        QCOMPARE(f.it.run().tokens[i].id, sample->tokens[i]);
    // It is watched, so that its heatmap is full.
    QVERIFY(!f.it.run().tokens.front().top.empty());
}

void MeasureWindowTest::reopensAResult()
{
    const QString file = place("out/benchmark.json");
    {
        const MeasureFixture f;
        f.fill(writeItems(2), place("out"), 4);
        QVERIFY(f.measured());
    }
    const MeasureFixture f;
    // It stands in the list of earlier results, also after a new start.
    auto* recent = f.named<QListWidget>(QStringLiteral("Earlier results"));
    QCOMPARE(recent->count(), 1);
    QVERIFY(recent->item(0)->text().startsWith(QStringLiteral("items.jsonl · ")));
    const QSignalSpy opened(f.window, &MeasureWindow::opened);
    Q_EMIT recent->itemActivated(recent->item(0));
    QTRY_COMPARE(opened.size(), 1);
    QCOMPARE(f.result()->counts.done, 2);
    QCOMPARE(f.window->results()->file(), file);
    QVERIFY(f.samples().selected());
    QVERIFY(!f.button(QStringLiteral("Resume")));
}

void MeasureWindowTest::saysWhatIsDamaged()
{
    const MeasureFixture f;
    const QString file = place("broken.json");
    QFile broken(file);
    QVERIFY(broken.open(QIODevice::WriteOnly));
    broken.write("{\"format\": \"exitscope-benchmark\", \"status\": ");
    broken.close();
    f.window->open(file);
    QTRY_VERIFY(f.message().contains(file));
    QVERIFY(f.message().contains(QLatin1String("choose another file")));
    QVERIFY(!f.result());
    QVERIFY(broken.open(QIODevice::WriteOnly));
    broken.write("{\"format\": \"exitscope-benchmark\", \"format_version\": 1}");
    broken.close();
    const QSignalSpy opened(f.window, &MeasureWindow::opened);
    f.window->open(file);
    QTRY_COMPARE(opened.size(), 1);
    QVERIFY2(f.message().contains(file), qPrintable(f.message()));
    QVERIFY(!f.result());
}

void MeasureWindowTest::saysWhatIsMissing()
{
    const MeasureFixture f;
    f.fill({}, place("out"), 4);
    f.press(QStringLiteral("Start"));
    QVERIFY(!f.window->job()->isRunning());
    QCOMPARE(f.message(), QStringLiteral("Choose the file of your data."));
    f.fill(place("nowhere.jsonl"), place("out"), 4);
    QVERIFY(f.measured());
    QVERIFY2(f.message().contains(QLatin1String("nowhere.jsonl")), qPrintable(f.message()));
    QVERIFY(f.button(QStringLiteral("Start"))->isEnabled());
}

void MeasureWindowTest::keepsResultsApart()
{
    const MeasureFixture f;
    f.fill(writeItems(1), place("out"), 4);
    QVERIFY(f.measured());
    QVERIFY(f.measured());
    QVERIFY2(f.message().contains(QLatin1String("holds a measurement already")),
             qPrintable(f.message()));
    QCOMPARE(f.result()->status, ResultStatus::Complete);
}

void MeasureWindowTest::measuresTheBundledPrompts()
{
    const MeasureFixture f;
    f.choose(QStringLiteral("Data set"), QStringLiteral("The bundled fairy tales"));
    f.named<QSpinBox>(QStringLiteral("Samples"))->setValue(2);
    f.named<QSpinBox>(QStringLiteral("Most tokens for each sample"))->setValue(4);
    QVERIFY(f.measured());
    QVERIFY2(f.result(), qPrintable(f.message()));
    QCOMPARE(f.result()->counts.done, 2);
    QVERIFY(f.result()->metric("agreement"));
    QVERIFY(!f.result()->metric("rouge-l"));
    // Without a folder it goes to the user's data.
    QVERIFY(f.window->results()->file().startsWith(settingsFolder() +
                                                   QLatin1String("/data/measurements/")));
}

void MeasureWindowTest::isReachedByKeys_data()
{
    QTest::addColumn<QString>("what");
    for (const char* what : {"Benchmark", "Sweep", "Evaluation"})
        QTest::newRow(what) << what;
}

void MeasureWindowTest::isReachedByKeys()
{
    QFETCH(QString, what);
    const MeasureFixture f;
    f.choose(QStringLiteral("What to measure"), what);
    f.choose(QStringLiteral("Data set"), QStringLiteral("A file of mine"));
    f.window->results()->begin({}, {}, place("out/benchmark.json"));
    QStringList texts;
    for (const QLabel* label : f.window->findChildren<QLabel*>()) {
        if (label->isVisible() && label->buddy())
            texts << label->text();
    }
    for (const QAbstractButton* button : f.window->findChildren<QAbstractButton*>()) {
        if (button->isVisible())
            texts << button->text();
    }
    QMap<QString, QString> letters;
    for (const QString& text : std::as_const(texts)) {
        const QString letter = QKeySequence::mnemonic(text).toString();
        QVERIFY2(letter.isEmpty() || !letters.contains(letter),
                 qPrintable(text + QLatin1String(" and ") + letters.value(letter)));
        letters.insert(letter, text);
    }
    QVERIFY(letters.size() > 5);
    for (QWidget* each : f.window->findChildren<QWidget*>()) {
        const bool isStop = each->isVisible() && (each->focusPolicy() & Qt::TabFocus) &&
                            !each->focusProxy() && !isInner(each);
        if (!isStop)
            continue;
        const auto* button = qobject_cast<QAbstractButton*>(each);
        QVERIFY2(!each->accessibleName().isEmpty() || (button && !button->text().isEmpty()),
                 each->metaObject()->className());
    }
}

QTEST_MAIN(MeasureWindowTest)
#include "tst_measurewindow.moc"
