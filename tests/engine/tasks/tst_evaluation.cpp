#include "support/decoding.h"
#include "taskfixture.h"
#include "tasks/evaluation.h"

#include <QtTest>

#include <csignal>
#include <sys/resource.h>

using namespace exitscope;
using namespace exitscope::test;

namespace {

namespace fs = std::filesystem;

const std::string questions =
    R"({"goal": "Where does the king live?", "sol1": "In a castle.", "sol2": "xq zzvv #!", "label": 0}
{"goal": "Who is in the wood?", "sol1": "A wolf.", "sol2": "k k k k k", "label": 1}
{"goal": "What did he find?", "sol1": "A golden bird.", "sol2": "A golden egg.", "label": 0}
)";
const std::string passages =
    R"({"passage": "Snow is cold.", "question": "is snow cold", "label": 1}
{"passage": "The wolf ate her.", "question": "is she there", "label": 0}
)";

/// No file of this process can grow past `most` bytes while it lives.
class FileLimit
{
public:
    explicit FileLimit(rlim_t most)
    {
        ::getrlimit(RLIMIT_FSIZE, &m_before);
        rlimit limit = m_before;
        limit.rlim_cur = most;
        m_handler = std::signal(SIGXFSZ, SIG_IGN);
        ::setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~FileLimit()
    {
        ::setrlimit(RLIMIT_FSIZE, &m_before);
        std::signal(SIGXFSZ, m_handler);
    }

private:
    rlimit m_before{};
    void (*m_handler)(int) = nullptr;
};

std::string contentOf(const fs::path& file)
{
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

OrderedJson documentOf(const EvalOutput& output)
{
    return OrderedJson::parse(contentOf(output.results()));
}

} // namespace

/// Several tasks after one another, and what is on disk when they end early.
class EvaluationTest : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    std::unique_ptr<Session> m_session;

    /// A folder that no other test uses.
    std::string place(const char* name) const
    {
        return m_folder.filePath(QString::fromLatin1(name)).toStdString();
    }

    TaskData data(const char* task, const std::string& content, const std::string& shots = {})
    {
        const std::string name = std::string(task) + ".jsonl";
        const fs::path shotsFile = shots.empty() ? fs::path() : written(m_folder, "s.jsonl", shots);
        return readTaskData(bundledTask(task), written(m_folder, name, content),
                            shots.empty() ? 0 : 1, shotsFile);
    }

    std::vector<TaskData> twoTasks() { return {data("piqa", questions), data("boolq", passages)}; }

    /// Runs them until `documents` are done.
    EvalRun stoppedAfter(int documents, const std::vector<TaskData>& tasks, EvalOutput& output,
                         const TaskRequest& request = {})
    {
        EvalRun run = plannedEvaluation(*m_session, tasks, request);
        std::stop_source source;
        EvalObserver observer;
        observer.onDocument = [&](const TaskResult& soFar) {
            if (soFar.done == documents)
                source.request_stop();
        };
        runEvaluation(*m_session, tasks, run, output, source.get_token(), observer);
        return run;
    }

private Q_SLOTS:
    void initTestCase() { m_session = openSession(bundledModel()); }

    void whatNeverRanIsNotComplete()
    {
        EvalOutput output(place("stopped"), "m");
        const EvalRun run = stoppedAfter(1, twoTasks(), output);
        QCOMPARE(run.status, ResultStatus::Interrupted);
        const OrderedJson own = documentOf(output)["exitscope"];
        QCOMPARE(own["status"], "interrupted");
        QCOMPARE(own["tasks"]["piqa"]["complete"], false);
        QCOMPARE(own["tasks"]["boolq"]["complete"], false);
        QCOMPARE(own["tasks"]["boolq"]["tokens"], 0);
    }

    void allAreLookedAtFirst()
    {
        const std::vector<TaskData> tasks{data("piqa", questions),
                                          data("boolq", passages + "{\"passage\": \"P\"}\n")};
        const std::string said = thrownBy([&] { plannedEvaluation(*m_session, tasks, {}); });
        QVERIFY2(said.starts_with(tasks[1].documents.file.string() + ", line 3: it has no field"),
                 said.c_str());
    }

    void theSecondFails()
    {
        const std::vector<TaskData> tasks = twoTasks();
        EvalRun run = plannedEvaluation(*m_session, tasks, {});
        EvalOutput output(place("failed"), "m");
        std::string samples = output.results().filename().string();
        samples.replace(0, std::string("results").size(), "samples_boolq");
        fs::create_directories(output.results().parent_path() /
                               fs::path(samples).replace_extension(".jsonl"));
        runEvaluation(*m_session, tasks, run, output);
        QVERIFY(run.tasks[0].isComplete());
        QVERIFY(run.tasks[1].failure);
        const OrderedJson document = documentOf(output);
        QCOMPARE(document["exitscope"]["status"], "failed");
        QVERIFY(document["exitscope"]["tasks"]["boolq"]["failure"].is_string());
        QVERIFY(document["results"]["piqa"]["acc,none"].is_number());
    }

    /// Where, with what and how long it ran adds up over sittings.
    void goesOn()
    {
        const std::vector<TaskData> tasks = twoTasks();
        TaskRequest request;
        request.device = "cpu:before";
        EvalOutput first(place("resumed"), "m");
        const EvalRun before = stoppedAfter(2, tasks, first, request);
        QCOMPARE(before.tasks[0].done, 2);

        EvalRun run = plannedEvaluation(*m_session, tasks, {});
        run.startedAt += 1000;
        EvalOutput second(place("resumed"), "m");
        QVERIFY(second.resume(run));
        std::vector<int> counts;
        EvalObserver observer;
        observer.onTask = [&](const TaskResult&, int done) { counts.push_back(done); };
        runEvaluation(*m_session, tasks, run, second, {}, observer);
        QCOMPARE(counts, (std::vector<int>{2, 0}));
        QCOMPARE(run.status, ResultStatus::Complete);
        QCOMPARE(run.startedAt, before.startedAt);
        QVERIFY(run.tasks[0].seconds > before.tasks[0].seconds);
        QCOMPARE(run.seconds(), run.tasks[0].seconds + run.tasks[1].seconds);
        const OrderedJson own = documentOf(second)["exitscope"];
        QCOMPARE(own["machines"].size(), std::size_t{2});
        QCOMPARE(own["machines"][0]["device"], "cpu:before");
        QVERIFY(own["machines"][1]["threads"].get<int>() >= 1);
        QVERIFY(!own["versions"]["libtorch"].get<std::string>().empty());
    }

    /// Files of the same names and another content are not gone on with.
    void otherDataAreRefused_data()
    {
        QTest::addColumn<QByteArray>("documents");
        QTest::addColumn<QByteArray>("shots");
        QTest::addColumn<QByteArray>("said");
        const QByteArray own = QByteArray::fromStdString(questions);
        const QByteArray edited = QByteArray(own).replace("castle", "palace");
        QTest::newRow("same") << own << own << QByteArray();
        QTest::newRow("documents") << edited << own << QByteArray("exitscope/tasks/piqa/hash;");
        QTest::newRow("shots") << own << edited << QByteArray("exitscope/tasks/piqa/shots_hash;");
    }
    void otherDataAreRefused()
    {
        QFETCH(QByteArray, documents);
        QFETCH(QByteArray, shots);
        QFETCH(QByteArray, said);
        TaskRequest request;
        request.numFewshot = 1;
        const std::string folder = place(QTest::currentDataTag());
        EvalOutput first(folder, "m");
        stoppedAfter(1, {data("piqa", questions, questions)}, first, request);
        EvalRun run = plannedEvaluation(
            *m_session, {data("piqa", documents.toStdString(), shots.toStdString())}, request);
        EvalOutput second(folder, "m");
        const std::string refused = thrownBy([&] { second.resume(run); });
        QVERIFY2(said.isEmpty() ? refused == "nothing"
                                : refused.find(said.toStdString()) != std::string::npos,
                 refused.c_str());
    }

    /// Whole lines stay where they are, so that nothing is lost where it ends then.
    void nothingIsWrittenAnew()
    {
        const std::vector<TaskData> tasks{data("piqa", questions)};
        EvalOutput first(place("cut"), "m");
        EvalRun run = stoppedAfter(2, tasks, first);
        std::string name = first.results().filename().string();
        name.replace(0, std::string("results").size(), "samples_piqa");
        const fs::path samples =
            first.results().parent_path() / fs::path(name).replace_extension(".jsonl");
        const std::string whole = contentOf(samples);
        QCOMPARE(std::ranges::count(whole, '\n'), 2);
        std::ofstream(samples, std::ios::app) << "{\"doc_id\": 2, \"doc\"";
        EvalOutput second(place("cut"), "m");
        QVERIFY(second.resume(run));
        const FileLimit limit(10);
        QCOMPARE(second.begin(tasks[0].task).size(), std::size_t{2});
        QCOMPARE(contentOf(samples), whole);
    }
};

QTEST_GUILESS_MAIN(EvaluationTest)
#include "tst_evaluation.moc"
