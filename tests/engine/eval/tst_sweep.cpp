#include "eval/sweep.h"
#include "eval/sweeptext.h"
#include "results/benchmarkfile.h"
#include "results/sweepfile.h"
#include "support/sweeps.h"
#include "support/testdata.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

using namespace exitscope;

namespace {

BenchmarkSet tales(bool withReferences = true)
{
    BenchmarkSet set;
    set.source.name = "tales";
    set.source.inputField = "prompt";
    set.source.outputField = withReferences ? "response" : "";
    const char* const openings[] = {"Once upon a time there was a king who had three",
                                    "There was once a poor miller who", "A wolf met a fox and"};
    for (int i = 0; i < 3; ++i)
        set.items.push_back({i, "", openings[i], {}, " sons, and the youngest was a fool"});
    set.source.items = 3;
    return set;
}

SweepRequest speculation()
{
    SweepRequest request;
    request.settings.strategy = Strategy::SelfSpeculative;
    request.settings.sampling.sample = false;
    request.settings.maxSteps = 12;
    request.axes = {{"exit_layer", "", {3, 6}}, {"num_speculations", "", {2, 4}}};
    return request;
}

SweepRequest thresholds()
{
    SweepRequest request = speculation();
    request.settings.strategy = Strategy::Autoregressive;
    request.settings.rule = makeRule("max_probability");
    request.axes = {{"threshold", "max_probability", {0.05, 1}}};
    return request;
}

QByteArray contentOf(const QString& name)
{
    QFile file(name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void write(const QString& name, const QByteArray& content)
{
    QFile file(name);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(content);
}

} // namespace

/// With the bundled model.
class TestSweep : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void speculationKeepsTheText();
    void aRecklessThresholdDoesNot();
    void qualityThatIsNotThere();
    void layersThatDoNotExist();
    void filesAfterEachPoint();
    void resumingMeasuresWhatIsMissing();
    void resumingInTheMiddleOfAPoint();
    void otherSettingsAreRefused();
    void aLargerGridKeepsWhatIsThere();
    void stoppedAtOnceKeepsTheTable();
    void anErrorLeavesItInterrupted();
    void aLongNameIsWhole();
    void aFolderInUse();
    void aFolderThatCannotBeMade();

private:
    SweepRequest inFolder(SweepRequest request, bool resume = false) const
    {
        request.folder = m_folder->filePath("out").toStdString();
        request.resume = resume;
        return request;
    }
    QString path(const QString& name) const { return m_folder->filePath("out/" + name); }

    /// The places that are measured, by name.
    QStringList placesOf(const SweepRequest& request)
    {
        QStringList places;
        SweepObserver observer;
        observer.onBegin = [&](const std::string& place, std::size_t, std::size_t) {
            places.append(QString::fromStdString(place));
        };
        runSweep(*m_session, tales(), request, {}, observer);
        return places;
    }

    QByteArray refusal(const SweepRequest& request, const BenchmarkSet& set = tales())
    {
        try {
            runSweep(*m_session, set, request);
        } catch (const Error& error) {
            return error.what();
        }
        return "";
    }

    std::unique_ptr<Session> m_session;
    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestSweep::initTestCase()
{
    auto opened = Session::open(exitscope::test::sourceDir() / "resources/models/fable", {});
    QVERIFY2(opened.ok(), opened.ok() ? "" : opened.error().what());
    m_session = std::move(*opened);
}

void TestSweep::speculationKeepsTheText()
{
    const SweepResult sweep = runSweep(*m_session, tales(), speculation());
    QCOMPARE(sweep.status, ResultStatus::Complete);
    QCOMPARE(sweep.quality, std::string("rouge-l"));
    QVERIFY(sweep.baseline);
    QCOMPARE(sweep.baseline->settings.strategy, Strategy::Autoregressive);
    QCOMPARE(sweep.baseline->metric("agreement")->value, 1.0);
    QVERIFY(sweep.drift && *sweep.drift > 0);
    QCOMPARE(sweep.points.size(), std::size_t(4));
    QCOMPARE(sweep.points[3].at, (std::vector<double>{6, 4}));
    QCOMPARE(sweep.points[3].result.settings.exitLayerLimit, 6);
    QCOMPARE(sweep.points[3].result.settings.numSpeculations, 4);
    for (const SweepPoint& point : sweep.points) {
        QCOMPARE(point.result.metric("agreement")->value, 1.0);
        QCOMPARE(*point.difference, (QualityDifference{0, 0, 0, 3}));
        QVERIFY(point.result.metric("acceptance_rate"));
    }
    const QByteArray text = QByteArray::fromStdString(sweepText(sweep));
    QVERIFY2(text.contains("full depth"), text);
    QCOMPARE(text.count(" to 0.0000"), 4 + (bestPoint(sweep) ? 1 : 0));
}

void TestSweep::aRecklessThresholdDoesNot()
{
    SweepRequest request = thresholds();
    const SweepResult sweep = runSweep(*m_session, tales(false), request);
    QCOMPARE(sweep.quality, std::string("agreement"));
    const SweepPoint& reckless = sweep.points[0];
    QVERIFY(reckless.result.metric("agreement")->value < 0.9);
    // Against full depth's 1 the difference is what is missing.
    QVERIFY(qAbs(reckless.difference->mean - (reckless.result.metric("agreement")->value - 1)) <
            1e-12);
    QVERIFY(reckless.difference->isSignificantlyBelow());
    QCOMPARE(sweep.points[1].difference->mean, 0.0);
    QVERIFY(!bestPoint(sweep) || *bestPoint(sweep) == 1);
}

void TestSweep::qualityThatIsNotThere()
{
    SweepRequest request = speculation();
    request.quality = "rouge-2";
    QCOMPARE(plannedSweep(*m_session, tales(), request).quality, std::string("rouge-2"));
    QVERIFY(refusal(request, tales(false)).contains("needs references"));
    request.quality = "total_time";
    QVERIFY(refusal(request).contains("choose one of rouge-l"));
}

void TestSweep::layersThatDoNotExist()
{
    SweepRequest request = inFolder(speculation());
    request.axes[0].values = {3, 40};
    const QByteArray told = refusal(request);
    QVERIFY2(told.contains("exit_layer is 40") && told.contains("12"), told);
    QVERIFY2(!QFile::exists(path("")), "refused before anything is written");
}

void TestSweep::filesAfterEachPoint()
{
    const SweepRequest request = inFolder(speculation());
    SweepObserver observer;
    std::vector<std::size_t> rows;
    observer.onPoint = [&](const SweepResult& soFar, const SweepPoint*, bool) {
        const auto saved = loadSweep(request.folder / sweepDocumentName);
        QVERIFY(saved.ok());
        QVERIFY(*saved == soFar);
        rows.push_back(static_cast<std::size_t>(contentOf(path("sweep.csv")).count("\r\n")));
    };
    const SweepResult sweep = runSweep(*m_session, tales(), request, {}, observer);
    QCOMPARE(rows, (std::vector<std::size_t>{2, 3, 4, 5, 6}));
    QVERIFY(*loadSweep(request.folder / sweepDocumentName) == sweep);
    const auto point = loadBenchmark(pointFile(request.folder, sweep.axes, {6, 4}));
    QVERIFY(point.ok());
    QVERIFY(*point == sweep.points[3].result);
    const auto samples = loadSamples(samplesFileOf(pointFile(request.folder, sweep.axes, {6, 4})));
    QCOMPARE(samples->samples.size(), std::size_t(3));
}

void TestSweep::resumingMeasuresWhatIsMissing()
{
    std::stop_source stop;
    SweepObserver observer;
    observer.onPoint = [&](const SweepResult& soFar, const SweepPoint*, bool) {
        if (soFar.points.size() == 2)
            stop.request_stop();
    };
    const SweepResult begun =
        runSweep(*m_session, tales(), inFolder(speculation()), stop.get_token(), observer);
    QCOMPARE(begun.status, ResultStatus::Interrupted);
    QCOMPARE(begun.points.size(), std::size_t(2));
    QCOMPARE(placesOf(inFolder(speculation(), true)),
             QStringList({"exit_layer 6, num_speculations 2", "exit_layer 6, num_speculations 4"}));
    const auto whole = loadSweep(path("sweep.json").toStdString());
    QCOMPARE(whole->status, ResultStatus::Complete);
    QVERIFY(whole->points[0] == begun.points[0]);
    QVERIFY(*whole->baseline == *begun.baseline);
    QVERIFY(whole->drift);
    QCOMPARE(placesOf(inFolder(speculation(), true)), QStringList());
    QCOMPARE(loadSweep(path("sweep.json").toStdString())->drift, whole->drift);
}

void TestSweep::resumingInTheMiddleOfAPoint()
{
    std::stop_source stop;
    SweepObserver observer;
    observer.onPoint = [&](const SweepResult& soFar, const SweepPoint*, bool) {
        if (soFar.points.size() == 1)
            stop.request_stop();
    };
    runSweep(*m_session, tales(), inFolder(speculation()), stop.get_token(), observer);
    // As if it had been killed while the second sample of the next point was written.
    const auto file = pointFile(path("").toStdString(), speculation().axes, {3, 2});
    const QString next = path("points/exit_layer-3_num_speculations-4");
    auto begun = loadBenchmark(file);
    begun->status = ResultStatus::Running;
    begun->settings.numSpeculations = 4;
    begun->metrics = {};
    QVERIFY(saveBenchmark(*begun, (next + ".json").toStdString()).ok());
    const QByteArray lines =
        contentOf(path("points/exit_layer-3_num_speculations-2_samples.jsonl"));
    const qsizetype first = lines.indexOf('\n') + 1;
    write(next + "_samples.jsonl", lines.left(first + 20));
    int samples = 0;
    SweepObserver counting;
    counting.onSample = [&](const SampleResult&, const BenchmarkResult& soFar) {
        samples += soFar.settings.exitLayerLimit == 3 ? 1 : 0;
    };
    const SweepResult sweep =
        runSweep(*m_session, tales(), inFolder(speculation(), true), {}, counting);
    QCOMPARE(samples, 2);
    QCOMPARE(sweep.points[1].result.counts.done, 3);
    const auto kept = loadSamples((next + "_samples.jsonl").toStdString());
    QVERIFY2(kept.ok(), kept.ok() ? "" : kept.error().what());
    QCOMPARE(kept->samples.size(), std::size_t(3));
    QVERIFY(kept->unfinished.empty());
}

void TestSweep::otherSettingsAreRefused()
{
    runSweep(*m_session, tales(), inFolder(speculation()));
    const QStringList files = {"points/full_depth.json", "sweep.csv", "sweep.json"};
    QByteArrayList before;
    for (const QString& file : files)
        before.append(contentOf(path(file)));
    SweepRequest other = inFolder(speculation(), true);
    other.settings.maxSteps = 13;
    const QByteArray told = refusal(other);
    QVERIFY2(told.contains("max_steps") && told.contains("13") && told.contains("12"), told);
    BenchmarkSet set = tales();
    set.source.file.hash = "sha256:another";
    QVERIFY(refusal(inFolder(speculation(), true), set).contains("another"));
    for (qsizetype i = 0; i < files.size(); ++i)
        QCOMPARE(contentOf(path(files[i])), before[i]);
}

void TestSweep::aLargerGridKeepsWhatIsThere()
{
    runSweep(*m_session, tales(), inFolder(speculation()));
    SweepRequest larger = inFolder(speculation(), true);
    larger.axes[0].values = {3, 6, 9};
    QCOMPARE(placesOf(larger),
             QStringList({"exit_layer 9, num_speculations 2", "exit_layer 9, num_speculations 4"}));
    QCOMPARE(loadSweep(path("sweep.json").toStdString())->points.size(), std::size_t(6));
}

void TestSweep::stoppedAtOnceKeepsTheTable()
{
    const SweepResult whole = runSweep(*m_session, tales(), inFolder(speculation()));
    SweepRequest larger = inFolder(speculation(), true);
    larger.axes[0].values = {3, 4, 6};
    std::stop_source stop;
    stop.request_stop();
    runSweep(*m_session, tales(), larger, stop.get_token());
    const auto stopped = loadSweep(path("sweep.json").toStdString());
    QCOMPARE(stopped->status, ResultStatus::Interrupted);
    QVERIFY(stopped->points == whole.points);
    QCOMPARE(stopped->drift, whole.drift);
    QCOMPARE(contentOf(path("sweep.csv")).count("\r\n"), 6);
    // What is new stands where the grid has it.
    const SweepResult rest = runSweep(*m_session, tales(), larger);
    QCOMPARE(rest.points.size(), gridSize(larger.axes));
    for (std::size_t i = 0; i < rest.points.size(); ++i)
        QCOMPARE(rest.points[i].at, gridPlace(larger.axes, i));
}

void TestSweep::anErrorLeavesItInterrupted()
{
    SweepRequest request = inFolder(speculation());
    request.overlong = Overlong::Error;
    BenchmarkSet set = tales();
    for (int i = 0; i < 2000; ++i)
        set.items[1].prompt += " king";
    QVERIFY(refusal(request, set).contains("The prompt has"));
    QCOMPARE(loadSweep(path("sweep.json").toStdString())->status, ResultStatus::Interrupted);
}

void TestSweep::aLongNameIsWhole()
{
    SweepResult sweep = test::gridSweep();
    const QString name = QString("märchen").repeated(60);
    sweep.baseline->data.name = name.toStdString();
    const QString text = QString::fromStdString(sweepText(sweep));
    QCOMPARE(text.section('\n', 0, 1), "fable, 12 layers, bf16; " + name + ", 20 samples\n");
}

void TestSweep::aFolderInUse()
{
    runSweep(*m_session, tales(), inFolder(speculation()));
    const QByteArray told = refusal(inFolder(speculation()));
    QVERIFY2(told.contains("--resume"), told);
}

void TestSweep::aFolderThatCannotBeMade()
{
    write(m_folder->filePath("out"), "a file");
    const QByteArray told = refusal(inFolder(speculation()));
    QVERIFY2(told.contains("Cannot make the folder"), told);
}

QTEST_GUILESS_MAIN(TestSweep)
#include "tst_sweep.moc"
