#include "desktop/measurefile.h"
#include "desktop/measurejob.h"
#include "desktop/measureresults.h"
#include "desktop/measurewindow.h"
#include "desktop/measuring.h"
#include "visitwindow.h"
#include "widgets/benchmarkview.h"
#include "widgets/evaluationview.h"
#include "widgets/samplesview.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTemporaryDir>

using namespace exitscope;
using namespace exitscope::test;

namespace {

/// The measuring window of a window with a model, and what a user sees and presses in it.
struct MeasureFixture
{
    MeasureFixture()
    {
        QVERIFY(it.opened(bundled()));
        it.set(64, "max_probability", false);
        QTest::keyClick(&it.window, Qt::Key_M, Qt::ControlModifier | Qt::AltModifier);
        window = it.window.findChild<MeasureWindow*>();
        QVERIFY(window && QTest::qWaitForWindowExposed(window));
    }

    WindowFixture it;
    MeasureWindow* window = nullptr;

    template <typename T>
    T* named(const QString& name) const
    {
        for (T* part : window->findChildren<T*>()) {
            if (part->accessibleName() == name)
                return part;
        }
        return nullptr;
    }
    QPushButton* button(const QString& text) const
    {
        for (QPushButton* part : window->findChildren<QPushButton*>()) {
            if (part->text().remove(u'&') == text && part->isVisible())
                return part;
        }
        return nullptr;
    }
    void press(const QString& text) const
    {
        QPushButton* pressed = button(text);
        QVERIFY2(pressed && pressed->isEnabled(), qPrintable(text));
        QTest::mouseClick(pressed, Qt::LeftButton);
    }
    void choose(const QString& name, const QString& text) const
    {
        auto* box = named<QComboBox>(name);
        QVERIFY2(box && box->findText(text) >= 0, qPrintable(text));
        box->setCurrentIndex(box->findText(text));
    }
    /// A benchmark on `file`, with results in `folder`.
    void fill(const QString& file, const QString& folder, int tokens) const
    {
        choose(QStringLiteral("Data set"), QStringLiteral("A file of mine"));
        named<QLineEdit>(QStringLiteral("File or folder of the data"))->setText(file);
        named<QSpinBox>(QStringLiteral("Samples"))->setValue(0);
        named<QSpinBox>(QStringLiteral("Most tokens for each sample"))->setValue(tokens);
        named<QLineEdit>(QStringLiteral("Folder of the results; empty: a new one"))
            ->setText(folder);
    }
    bool ended() const
    {
        return QTest::qWaitFor([this] { return !window->job()->isRunning(); }, 60'000);
    }
    QString message() const { return window->findChild<MessageStrip*>()->text(); }
    /// An evaluation of `names` on `data`, with results in `folder`.
    void fillTasks(const QStringList& names, const QString& data, const QString& folder) const
    {
        choose(QStringLiteral("What to measure"), QStringLiteral("Evaluation"));
        auto* tasks = named<QListWidget>(QStringLiteral("Tasks"));
        for (int i = 0; i < tasks->count(); ++i)
            tasks->item(i)->setCheckState(names.contains(tasks->item(i)->text()) ? Qt::Checked
                                                                                 : Qt::Unchecked);
        named<QLineEdit>(QStringLiteral("Folder of the tasks' data"))->setText(data);
        named<QLineEdit>(QStringLiteral("Folder of the results; empty: a new one"))
            ->setText(folder);
    }
    bool evaluated() const
    {
        return ended() && QTest::qWaitFor([this] {
                   const Evaluation* evaluation = window->results()->evaluation();
                   return evaluation && evaluation->isComplete;
               });
    }
    SamplesView& documents() const
    {
        return *window->results()->findChild<EvaluationView*>()->samples();
    }
    SamplesView& samples() const { return *window->results()->benchmark()->samples(); }
    const BenchmarkResult* result() const { return window->results()->result(); }
};

} // namespace

/// Measuring from the window, with the bundled model.
class MeasureWindowTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void measuresABenchmark();
    void opensTheRunOfASample();
    void writesARunAgain();
    void stopsAndGoesOn();
    void goesOnUnderAnyName();
    void reopensAResult();
    void saysWhatIsDamaged();
    void saysWhatIsMissing();
    void keepsResultsApart();
    void measuresTheBundledPrompts();
    void waitsForTheMeasurement();
    void closingStops();
    void sweeps();
    void opensNothingMeanwhile();
    void evaluates();
    void refusesOneFileForSeveralTasks();
    void runsAChosenAnswer();
    void runsAWrittenAnswer();
    void isReachedByKeys_data();
    void isReachedByKeys();

private:
    QString place(const QString& name) const { return m_folder->filePath(name); }
    /// Items by number, each with a prompt and a response; its path.
    QString writeItems(int count) const;
    /// One question with either answer as the right one.
    void writeQuestions() const;

    QTemporaryDir m_settings;
    std::unique_ptr<QTemporaryDir> m_folder;
};

void MeasureWindowTest::initTestCase()
{
    prepareApplication(m_settings.path());
}

void MeasureWindowTest::init()
{
    QSettings().clear();
    m_folder = std::make_unique<QTemporaryDir>();
}

QString MeasureWindowTest::writeItems(int count) const
{
    const QString file = place(QStringLiteral("items.jsonl"));
    QFile items(file);
    if (!items.open(QIODevice::WriteOnly))
        qFatal("cannot write the items");
    for (int i = 0; i < count; ++i)
        items.write(QStringLiteral("{\"prompt\": \"Once upon a time there were %1\", "
                                   "\"response\": \" kings.\"}\n")
                        .arg(i + 2)
                        .toUtf8());
    return file;
}

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
    f.press(QStringLiteral("Start"));
    QVERIFY(f.ended());
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
    f.press(QStringLiteral("Start"));
    QVERIFY(f.ended());
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

void MeasureWindowTest::stopsAndGoesOn()
{
    const MeasureFixture f;
    f.fill(writeItems(40), place("out"), 60);
    const QSignalSpy sampled(f.window->job(), &MeasureJob::sampled);
    f.press(QStringLiteral("Start"));
    QTRY_VERIFY_WITH_TIMEOUT(sampled.size() >= 2, 30'000);
    f.press(QStringLiteral("Stop"));
    QVERIFY(f.ended());
    QCOMPARE(f.result()->status, ResultStatus::Interrupted);
    const int before = f.result()->counts.done;
    QVERIFY(before >= 2 && before < 40);
    const SamplePointer first = f.samples().model()->samples()[0];
    f.press(QStringLiteral("Resume"));
    QTRY_VERIFY_WITH_TIMEOUT(f.result()->counts.done > before, 30'000);
    f.press(QStringLiteral("Stop"));
    QVERIFY(f.ended());
    QVERIFY(f.result()->counts.done > before);
    QCOMPARE(f.samples().model()->rowCount(), f.result()->counts.done);
    // Nothing that was measured is measured again.
    QCOMPARE(*f.samples().model()->samples()[0], *first);
}

void MeasureWindowTest::goesOnUnderAnyName()
{
    const MeasureFixture f;
    f.fill(writeItems(40), place("out"), 60);
    const QSignalSpy sampled(f.window->job(), &MeasureJob::sampled);
    f.press(QStringLiteral("Start"));
    QTRY_VERIFY_WITH_TIMEOUT(!sampled.isEmpty(), 30'000);
    f.press(QStringLiteral("Stop"));
    QVERIFY(f.ended());
    const int before = f.result()->counts.done;
    QDir folder(place("out"));
    for (const char* name : {".json", "_samples.jsonl", "_runs"})
        QVERIFY(folder.rename(QStringLiteral("benchmark") + name, QStringLiteral("part") + name));
    f.window->open(place("out/part.json"));
    QTRY_COMPARE(f.window->results()->file(), place("out/part.json"));
    f.press(QStringLiteral("Resume"));
    QTRY_VERIFY_WITH_TIMEOUT(f.result()->counts.done > before, 30'000);
    f.press(QStringLiteral("Stop"));
    QVERIFY(f.ended());
    QVERIFY(!QFileInfo::exists(place("out/benchmark.json")));
    const auto opened = openMeasurement(place("out/part.json"));
    QVERIFY(opened.ok());
    QCOMPARE(std::get<OpenedBenchmark>(opened->content).samples.size(),
             static_cast<std::size_t>(f.result()->counts.done));
}

void MeasureWindowTest::reopensAResult()
{
    const QString file = place("out/benchmark.json");
    {
        const MeasureFixture f;
        f.fill(writeItems(2), place("out"), 4);
        f.press(QStringLiteral("Start"));
        QVERIFY(f.ended());
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
    f.press(QStringLiteral("Start"));
    QVERIFY(f.ended());
    QVERIFY2(f.message().contains(QLatin1String("nowhere.jsonl")), qPrintable(f.message()));
    QVERIFY(f.button(QStringLiteral("Start"))->isEnabled());
}

void MeasureWindowTest::keepsResultsApart()
{
    const MeasureFixture f;
    f.fill(writeItems(1), place("out"), 4);
    f.press(QStringLiteral("Start"));
    QVERIFY(f.ended());
    f.press(QStringLiteral("Start"));
    QVERIFY(f.ended());
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
    f.press(QStringLiteral("Start"));
    QVERIFY(f.ended());
    QVERIFY2(f.result(), qPrintable(f.message()));
    QCOMPARE(f.result()->counts.done, 2);
    QVERIFY(f.result()->metric("agreement"));
    QVERIFY(!f.result()->metric("rouge-l"));
    // Without a folder it goes to the user's data.
    QVERIFY(f.window->results()->file().startsWith(m_settings.path() +
                                                   QLatin1String("/data/measurements/")));
}

void MeasureWindowTest::waitsForTheMeasurement()
{
    MeasureFixture f;
    f.fill(writeItems(40), place("out"), 60);
    f.press(QStringLiteral("Start"));
    QCOMPARE(f.it.controller.state(), RunState::Lent);
    f.it.bar.runAction()->trigger();
    QCOMPARE(f.it.controller.state(), RunState::Lent);
    // Another model ends it, and what is measured stays.
    f.it.window.openFirstModel(bundled());
    QVERIFY(f.ended());
    QVERIFY(f.it.reaches(RunState::Ready));
    QTRY_VERIFY(QFileInfo::exists(place("out/benchmark.json")));
}

void MeasureWindowTest::closingStops()
{
    const MeasureFixture f;
    f.fill(writeItems(40), place("out"), 60);
    const QSignalSpy sampled(f.window->job(), &MeasureJob::sampled);
    f.press(QStringLiteral("Start"));
    QTRY_VERIFY_WITH_TIMEOUT(!sampled.isEmpty(), 30'000);
    f.window->close();
    QVERIFY(f.ended());
    const auto opened = openMeasurement(place("out/benchmark.json"));
    QVERIFY(opened.ok());
    QCOMPARE(std::get<OpenedBenchmark>(opened->content).result.status, ResultStatus::Interrupted);
    QVERIFY(!std::get<OpenedBenchmark>(opened->content).samples.empty());
}

void MeasureWindowTest::sweeps()
{
    const MeasureFixture f;
    f.fill(writeItems(2), place("out"), 4);
    f.choose(QStringLiteral("What to measure"), QStringLiteral("Sweep"));
    f.choose(QStringLiteral("What the sweep varies"), QStringLiteral("Exit layer alone"));
    f.named<QLineEdit>(QStringLiteral("Exit layers to measure"))->setText(QStringLiteral("3,99"));
    f.press(QStringLiteral("Start"));
    QVERIFY(f.ended());
    QVERIFY2(f.message().contains(QLatin1String("99")), qPrintable(f.message()));
    f.named<QLineEdit>(QStringLiteral("Exit layers to measure"))->setText(QStringLiteral("3,6"));
    f.press(QStringLiteral("Start"));
    QVERIFY(f.ended());
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

void MeasureWindowTest::opensNothingMeanwhile()
{
    const MeasureFixture f;
    f.fill(writeItems(40), place("out"), 60);
    const QSignalSpy sampled(f.window->job(), &MeasureJob::sampled);
    f.press(QStringLiteral("Start"));
    QTRY_VERIFY_WITH_TIMEOUT(!sampled.isEmpty(), 30'000);
    QVERIFY(f.button(QStringLiteral("Open results…")));
    QVERIFY(!f.button(QStringLiteral("Open results…"))->isEnabled());
    // As Return on one of a sweep's places asks for it.
    Q_EMIT f.window->results()->fileWanted(place("out/points/exit_layer-6.json"));
    QVERIFY2(f.message().contains(QLatin1String("once the measurement has ended")),
             qPrintable(f.message()));
    f.press(QStringLiteral("Stop"));
    QVERIFY(f.ended());
    QVERIFY(f.button(QStringLiteral("Open results…"))->isEnabled());
}

void MeasureWindowTest::writeQuestions() const
{
    QFile items(place("piqa-validation.jsonl"));
    if (!items.open(QIODevice::WriteOnly))
        qFatal("cannot write the questions");
    for (const char* label : {"0", "1"})
        items.write(QByteArray("{\"goal\": \"To cut bread,\", \"sol1\": \"use a knife.\", "
                               "\"sol2\": \"use a cloud.\", \"label\": ") +
                    label + "}\n");
}

void MeasureWindowTest::refusesOneFileForSeveralTasks()
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

void MeasureWindowTest::runsAChosenAnswer()
{
    writeQuestions();
    const MeasureFixture f;
    f.fillTasks({"piqa"}, m_folder->path(), place("out"));
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

void MeasureWindowTest::runsAWrittenAnswer()
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

void MeasureWindowTest::evaluates()
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
    f.named<QLineEdit>(QStringLiteral("Folder of the tasks' data"))->setText(m_folder->path());
    f.press(QStringLiteral("Start"));
    QVERIFY(f.ended());
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
