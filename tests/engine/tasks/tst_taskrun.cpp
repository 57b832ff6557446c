#include "support/decoding.h"
#include "taskfixture.h"
#include "tasks/harnessdocument.h"
#include "tasks/resultstable.h"
#include "tasks/samplelines.h"

#include <QtTest>

#include <cmath>

using namespace exitscope;
using namespace exitscope::test;

namespace {

const std::string questions =
    R"({"goal": "Where does the king live?", "sol1": "In a castle.", "sol2": "xq zzvv #!", "label": 0}
{"goal": "Who is in the wood?", "sol1": "A wolf.", "sol2": "k k k k k", "label": 1}
{"goal": "What did he find?", "sol1": "A golden bird.", "sol2": "A golden egg.", "label": 0}
)";

/// ln softmax(z)[id], from the definition.
double logProbabilityOf(const std::vector<float>& logits, int id)
{
    double sum = 0;
    for (const float z : logits)
        sum += std::exp(double{z} - logits[static_cast<std::size_t>(id)]);
    return -std::log(sum);
}

/// No hash, but one that shows what is hashed.
std::string lengthOf(std::string_view text)
{
    return std::to_string(text.size());
}

} // namespace

/// Tasks run on the bundled model, and what is written of them.
class TaskRunTest : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    std::unique_ptr<Session> m_session;

    TaskDocuments documents(const EvalTask& task, const std::string& content)
    {
        return readDocuments(task,
                             written(m_folder, task.data.isText ? "t.txt" : "d.jsonl", content));
    }

    /// The sum over `continuation` after `context`, by passes of their own.
    double likelihoodOf(std::vector<int> context, const std::vector<int>& continuation)
    {
        double sum = 0;
        for (const int id : continuation) {
            sum += logProbabilityOf(*m_session->fullLogits(context), id);
            context.push_back(id);
        }
        return sum;
    }

    TaskResult run(const EvalTask& task, const TaskDocuments& data, const TaskRequest& request = {},
                   std::vector<TaskOutcome>* outcomes = nullptr)
    {
        const TaskInput input{task, data, nullptr, {}};
        return runTask(*m_session, input, request, {},
                       [&](const TaskOutcome& outcome, const TaskResult&) {
                           if (outcomes)
                               outcomes->push_back(outcome);
                       });
    }

private Q_SLOTS:
    void initTestCase() { m_session = openSession(bundledModel()); }

    void multipleChoice()
    {
        const EvalTask task = bundledTask("piqa");
        const TaskDocuments data = documents(task, questions);
        std::vector<TaskOutcome> outcomes;
        const TaskResult result = run(task, data, {}, &outcomes);
        QCOMPARE(result.done, 3);
        QVERIFY(result.isComplete());
        const PairEncoder encoder(m_session->tokenizer(), {2}, true);
        for (const TaskOutcome& outcome : outcomes) {
            for (std::size_t i = 0; i < 2; ++i) {
                const TaskItem::Request& request = outcome.item.requests[i];
                const EncodedPair pair = encoder.pair(request.context, request.continuation);
                QVERIFY(std::abs(outcome.responses[i].logLikelihood -
                                 likelihoodOf(pair.context, pair.continuation)) < 1e-3);
            }
        }
        QVERIFY(outcomes[0].responses[0].logLikelihood > outcomes[0].responses[1].logLikelihood);
        QCOMPARE(result.metrics[0].metric, std::string("acc"));
        QCOMPARE(result.metrics[0].values[0], 1.0);
        QCOMPARE(result.metrics[0].values[1], 0.0); // "A wolf." is likelier than what is right
        QCOMPARE(result.exitLayerSum, 11.0 * static_cast<double>(result.tokens));
    }

    /// A long choice of likely words has the smaller sum and the larger one for each character.
    void lengthCounts()
    {
        const EvalTask task = bundledTask("piqa");
        const std::string line =
            "{\"goal\": \"How does it begin?\", \"sol1\": \"Egg.\", \"label\": 1, \"sol2\": "
            "\"Once upon a time there was a king who had three sons, and the youngest was called "
            "Dummling.\"}\n";
        std::vector<TaskOutcome> outcomes;
        const TaskResult result = run(task, documents(task, line), {}, &outcomes);
        const std::vector<TaskResponse>& said = outcomes[0].responses;
        QVERIFY(said[0].logLikelihood > said[1].logLikelihood);
        QVERIFY(said[0].logLikelihood / 4 < said[1].logLikelihood / 91);
        QCOMPARE(outcomes[0].item.choices[1].size(), std::size_t{91});
        QCOMPARE(result.metrics[0].values, std::vector<double>{0});
        QCOMPARE(result.metrics[1].values, std::vector<double>{1});
    }

    void perplexityOfText()
    {
        const EvalTask task = bundledTask("text");
        const std::string text = "Once upon a time there was a king who had three sons.";
        const TaskResult result = run(task, documents(task, text));
        const std::vector<int> ids = m_session->tokenizer()->encode(text);
        const double sum = likelihoodOf({ids.front()}, {ids.begin() + 1, ids.end()});
        QCOMPARE(result.metrics.size(), std::size_t{3});
        QVERIFY(std::abs(aggregated(result.metrics[0]) - std::exp(-sum / 12)) < 1e-2);
        QVERIFY(std::abs(aggregated(result.metrics[2]) -
                         -sum / static_cast<double>(text.size()) / std::log(2)) < 1e-5);
    }

    void lastWords()
    {
        const EvalTask task = bundledTask("lambada_openai");
        std::vector<TaskOutcome> outcomes;
        const TaskResult result =
            run(task, documents(task, "{\"text\": \"Once upon a time\"}\n"), {}, &outcomes);
        QVERIFY(outcomes[0].responses[0].isGreedy);
        QCOMPARE(aggregated(result.metrics[1]), 1.0);
        QVERIFY(std::abs(aggregated(result.metrics[0]) -
                         std::exp(-outcomes[0].responses[0].logLikelihood)) < 1e-9);
    }

    /// Up to the stop string, which is left out; and shots in front.
    void writes()
    {
        EvalTask task = bundledTask("gsm8k");
        task.until = {" "};
        task.maxNewTokens = 20;
        const TaskDocuments data =
            documents(task, "{\"question\": \"Who?\", \"answer\": \"He. #### 1\"}\n"
                            "{\"question\": \"When?\", \"answer\": \"Now. #### 2\"}\n");
        TaskRequest request;
        request.numFewshot = 1;
        std::vector<TaskOutcome> outcomes;
        const TaskResult result = run(task, data, request, &outcomes);
        QCOMPARE(result.done, 2);
        QCOMPARE(outcomes[1].item.requests[0].context,
                 std::string("Question: Who?\nAnswer: He. #### 1\n\nQuestion: When?\nAnswer:"));
        for (const TaskOutcome& outcome : outcomes) {
            QVERIFY(outcome.responses[0].text.find(' ') == std::string::npos);
            QVERIFY(outcome.figures.tokens > 0);
        }
        QCOMPARE(result.metrics.size(), std::size_t{2});
        QCOMPARE(result.metrics[1].filter, std::string("flexible-extract"));
    }

    /// Half of the context stays with the prompt, however long the answer may become.
    void longPromptsLoseTheirBeginning()
    {
        const int context = m_session->model().contextLength;
        EvalTask task = bundledTask("gsm8k");
        task.until = {" "};
        task.maxNewTokens = 2 * context;
        std::string question = "Who?";
        for (int i = 0; i < context; ++i)
            question += " And who?";
        const std::string lines = "{\"question\": \"Who?\", \"answer\": \"#### 1\"}\n"
                                  "{\"question\": \"" +
                                  question + "\", \"answer\": \"#### 2\"}\n";
        TaskRequest request;
        request.numFewshot = 0;
        std::vector<TaskOutcome> outcomes;
        const TaskResult result = run(task, documents(task, lines), request, &outcomes);
        QVERIFY(!result.failure);
        QCOMPARE(result.truncated, 1);
        QCOMPARE(outcomes[0].figures.truncatedTokens, 0);
        const std::string prompt = outcomes[1].item.requests[0].context;
        const auto all = static_cast<int>(m_session->tokenizer()->encode(prompt).size());
        QCOMPARE(outcomes[1].figures.truncatedTokens, all - context / 2);

        const EvalTask choice = bundledTask("piqa");
        const std::string asked = "{\"goal\": \"" + question +
                                  "\", \"sol1\": \"He.\", \"sol2\": \"k k k\", \"label\": 0}\n";
        outcomes.clear();
        const TaskResult scored = run(choice, documents(choice, asked), {}, &outcomes);
        QCOMPARE(scored.truncated, 1);
        const PairEncoder encoder(m_session->tokenizer(), {2}, true);
        const TaskItem::Request& longest = outcomes[0].item.requests[1];
        const EncodedPair pair = encoder.pair(longest.context, longest.continuation);
        QCOMPARE(outcomes[0].figures.truncatedTokens,
                 static_cast<int>(pair.context.size() + pair.continuation.size()) - context - 1);
    }

    void limits()
    {
        const EvalTask task = bundledTask("piqa");
        const TaskDocuments data = documents(task, questions);
        TaskRequest request;
        request.limit = 2;
        QCOMPARE(run(task, data, request).done, 2);
        request.limit = 0.5;
        QCOMPARE(run(task, data, request).done, 2); // of 3
        request.limit = 10;
        QCOMPARE(run(task, data, request).done, 3);
    }

    void exitsAreKept()
    {
        const EvalTask task = bundledTask("piqa");
        const TaskDocuments data = documents(task, questions);
        TaskRequest request;
        request.settings.exitLayerLimit = 4;
        const TaskResult result = run(task, data, request);
        QCOMPARE(result.exitLayerSum, 3.0 * static_cast<double>(result.tokens));
        request.settings.exitLayerLimit = -1;
        request.settings.kvPolicy = KvPolicy::Copy;
        request.settings.rule = makeRule("max_probability");
        const TaskResult refused = run(task, data, request);
        QVERIFY(refused.failure);
        QVERIFY(std::string(refused.failure->what()).starts_with("Under the K/V policy copy"));
    }

    void obstacles()
    {
        const EvalTask task = bundledTask("piqa");
        const TaskDocuments data = documents(task, questions);
        TaskRequest request;
        request.numFewshot = 3;
        QVERIFY(thrownBy([&] { run(task, data, request); })
                    .starts_with("num_fewshot is 3, and " + data.file.string() +
                                 " holds 2 other documents to pick shots from"));
        const TaskDocuments broken = documents(task, questions + "{\"goal\": \"G\"}\n");
        QCOMPARE(thrownBy([&] { run(task, broken); }),
                 broken.file.string() + ", line 4: it has no field \"sol1\".");
        request = {};
        request.limit = 3;
        QCOMPARE(run(task, broken, request).done, 3); // what is not asked for is not looked at
    }

    void cancelKeepsWhatIsDone()
    {
        const EvalTask task = bundledTask("piqa");
        const TaskDocuments data = documents(task, questions);
        std::stop_source source;
        const TaskResult result =
            runTask(*m_session, {task, data, nullptr, {}}, {}, source.get_token(),
                    [&](const TaskOutcome& outcome, const TaskResult&) {
                        if (outcome.index == 1)
                            source.request_stop();
                    });
        QVERIFY(result.cancelled);
        QCOMPARE(result.done, 2);
    }

    /// Lines that were written stand for their documents; a cut one does not.
    void goesOnFromSamples()
    {
        const EvalTask task = bundledTask("piqa");
        const TaskDocuments data = documents(task, questions);
        std::vector<std::string> lines;
        const TaskResult whole =
            runTask(*m_session, {task, data, nullptr, {}}, {}, {},
                    [&](const TaskOutcome& outcome, const TaskResult& soFar) {
                        const auto& doc = data.documents[static_cast<std::size_t>(outcome.index)];
                        for (const std::string& line : sampleLines(soFar, outcome, doc, lengthOf))
                            lines.push_back(line);
                    });
        lines[2].resize(lines[2].size() / 2);
        const auto before = figuresIn(task, lines);
        QCOMPARE(before.size(), std::size_t{2});
        std::vector<int> ran;
        const TaskResult again = runTask(
            *m_session, {task, data, nullptr, before}, {}, {},
            [&](const TaskOutcome& outcome, const TaskResult&) { ran.push_back(outcome.index); });
        QCOMPARE(ran, std::vector<int>{2});
        QCOMPARE(again.metrics[1].values, whole.metrics[1].values);
        QCOMPARE(again.tokens, whole.tokens);
        QCOMPARE(again.exitLayerSum, whole.exitLayerSum);
    }

    void samplesHaveTheHarnessesFields()
    {
        const EvalTask task = bundledTask("piqa");
        const TaskDocuments data = documents(task, questions);
        std::vector<TaskOutcome> outcomes;
        const TaskResult result = run(task, data, {}, &outcomes);
        std::string hashes;
        const auto lines = sampleLines(result, outcomes[0], data.documents[0], lengthOf, &hashes);
        QCOMPARE(lines.size(), std::size_t{1});
        const OrderedJson row = OrderedJson::parse(lines[0]);
        QCOMPARE(row["doc_id"], 0);
        QCOMPARE(row["doc"], data.documents[0]);
        QCOMPARE(row["target"], "0");
        QCOMPARE(row["arguments"]["gen_args_1"]["arg_1"], " xq zzvv #!");
        QCOMPARE(row["resps"][0][0][1], "False");
        QCOMPARE(row["filtered_resps"][0][0], row["resps"][0][0][0]);
        QVERIFY(row["resps"][0][0][0].is_string());
        QCOMPARE(row["filter"], "none");
        QCOMPARE(row["acc"], 1.0);
        // Of the document as Python's json.dumps writes it with an indent of 2.
        const std::string indented =
            "{\n  \"goal\": \"Where does the king live?\",\n  \"sol1\": \"In a castle.\",\n"
            "  \"sol2\": \"xq zzvv #!\",\n  \"label\": 0\n}";
        QCOMPARE(row["doc_hash"], std::to_string(indented.size()));
        QCOMPARE(hashes, std::to_string(indented.size()) + "431"); // prompt: 43 bytes, target: 1
    }

    void resultsHaveTheHarnessesFields()
    {
        const EvalTask task = bundledTask("piqa");
        EvalRun evaluation;
        evaluation.model = m_session->model();
        evaluation.modelName = "org/some model";
        evaluation.tasks.push_back(run(task, documents(task, questions)));
        evaluation.status = ResultStatus::Complete;
        const OrderedJson document = OrderedJson::parse(resultsDocument(evaluation));
        const OrderedJson& results = document["results"]["piqa"];
        QCOMPARE(results["alias"], "piqa");
        for (const char* key : {"acc,none", "acc_stderr,none", "acc_norm,none"})
            QVERIFY2(results[key].is_number(), key);
        QCOMPARE(document["n-shot"]["piqa"], 0);
        QCOMPARE(document["n-samples"]["piqa"], (OrderedJson{{"original", 3}, {"effective", 3}}));
        QCOMPARE(document["higher_is_better"]["piqa"]["acc"], true);
        QCOMPARE(document["versions"]["piqa"], 1.0);
        QCOMPARE(document["configs"]["piqa"]["output_type"], "multiple_choice");
        QCOMPARE(document["config"]["model"], "exitscope");
        QCOMPARE(document["model_name_sanitized"], "org__some model");
        QVERIFY(document["total_evaluation_time_seconds"].is_string());
        QVERIFY(document.contains("git_hash") && document.contains("date"));
        QCOMPARE(document["exitscope"]["tasks"]["piqa"]["mean_exit_layer"], 11.0);
        const std::string table = resultsTable(evaluation.tasks);
        QVERIFY2(table.starts_with("|Tasks|Version|Filter|n-shot|Metric  | |"), table.c_str());
        QVERIFY2(table.find("|piqa |    1.0|none  |     0|acc     |↑|0.") != std::string::npos,
                 table.c_str());
    }
};

QTEST_GUILESS_MAIN(TaskRunTest)
#include "tst_taskrun.moc"
