#include "servecompletions.h"
#include "support/tinymodel.h"

#include <QtTest>

using namespace exitscope;
using namespace exitscope::test;

/// Requests that write, carried out on the bundled model.
class TestServeCompletion : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void textIsThatOfGenerate_data();
    void textIsThatOfGenerate();
    void stopsEndTheText();
    void severalPrompts();
    void partsAreTheWhole();
    void worksWithoutTokenizer();
    void cancelled();
    void engineErrors();

private:
    CompletionModel m_model;
};

void TestServeCompletion::textIsThatOfGenerate_data()
{
    QTest::addColumn<QJsonObject>("fields");
    QTest::newRow("greedy") << QJsonObject{{"temperature", 0}};
    QTest::newRow("sampled") << QJsonObject{{"temperature", 0.8}, {"seed", 7}, {"top_k", 20}};
    QTest::newRow("early exit") << QJsonObject{
        {"temperature", 0}, {"criteria", "max_probability"}, {"thresholds", QJsonArray{0.5}}};
    QTest::newRow("holes") << QJsonObject{
        {"temperature", 0}, {"criteria", "convergence"}, {"kv", "holes"}};
    QTest::newRow("speculative") << QJsonObject{
        {"temperature", 0}, {"generation_strategy", "self_speculative"}, {"exit_layer", 6}};
}

void TestServeCompletion::textIsThatOfGenerate()
{
    QFETCH(QJsonObject, fields);
    QJsonObject body = fields;
    body["prompt"] = opening;
    body["max_tokens"] = 24;
    const CompletionAnswer answer = m_model.answerTo(body);
    const CompletionRequest request = m_model.parsed(body);
    const Run run = runToEnd(*m_model.session, request.prompts.front(), request.settings);
    const ChoiceDelta& choice = answer.choices.front();
    QCOMPARE(QString::fromStdString(choice.text), QString::fromStdString(run.text()));
    QCOMPARE(choice.ids, tokensOf(run));
    QCOMPARE(choice.exitLayers, exitsOf(run));
    QCOMPARE(choice.finishReason, std::string("length"));
    const RunSummary summary = summarize(run);
    QCOMPARE(answer.figures.completionTokens, 24);
    QCOMPARE(answer.figures.promptTokens, static_cast<int>(request.prompts[0].size()));
    QCOMPARE(answer.figures.exitLayerSum / 24.0, summary.meanExitLayer);
    QCOMPARE(answer.figures.savedLayers / answer.figures.decodeLayers, summary.layersSaved);
    QCOMPARE(answer.figures.drafted, summary.drafted);
    QCOMPARE(answer.figures.accepted, summary.accepted);
}

void TestServeCompletion::stopsEndTheText()
{
    const QJsonObject body{{"prompt", opening}, {"temperature", 0}, {"max_tokens", 60}};
    const QString whole = QString::fromStdString(m_model.answerTo(body).choices.front().text);
    const QString stop = whole.mid(20, 7); // from within the text, over several tokens
    QJsonObject stopped = body;
    stopped["stop"] = QJsonArray{"never written", stop};
    const CompletionAnswer answer = m_model.answerTo(stopped);
    QCOMPARE(QString::fromStdString(answer.choices.front().text), whole.left(whole.indexOf(stop)));
    QCOMPARE(answer.choices.front().finishReason, std::string("stop"));
    QVERIFY(answer.choices.front().ids.size() < 60);
}

void TestServeCompletion::severalPrompts()
{
    const QJsonObject body{{"temperature", 0}, {"max_tokens", 5}};
    QJsonObject both = body;
    both["prompt"] = QJsonArray{"The old woman", "A wolf"};
    const CompletionAnswer answer = m_model.answerTo(both);
    QCOMPARE(answer.choices.size(), std::size_t(2));
    for (int i = 0; i < 2; ++i) {
        QJsonObject one = body;
        one["prompt"] = both["prompt"].toArray()[i];
        QCOMPARE(answer.choices[static_cast<std::size_t>(i)].index, i);
        QCOMPARE(answer.choices[static_cast<std::size_t>(i)].ids,
                 m_model.answerTo(one).choices[0].ids);
    }
    QCOMPARE(answer.figures.completionTokens, 10);
}

void TestServeCompletion::partsAreTheWhole()
{
    const QJsonObject body{
        {"prompt", opening}, {"temperature", 0}, {"max_tokens", 12}, {"echo", true}};
    const CompletionAnswer answer = m_model.answerTo(body);
    QCOMPARE(answer.deltas, 14); // the prompt, each token, the end
    QVERIFY(QString::fromStdString(answer.choices[0].text).startsWith(opening));
    QCOMPARE(answer.choices[0].ids.size(), std::size_t(12));
}

void TestServeCompletion::worksWithoutTokenizer()
{
    TinyModel files;
    files.write();
    CompletionModel model(files.folder());
    const CompletionAnswer answer =
        model.answerTo({{"prompt", QJsonArray{3, 5}}, {"max_tokens", 4}, {"ignore_eos", true}});
    QCOMPARE(answer.choices[0].text, std::string());
    QCOMPARE(answer.choices[0].ids.size(), std::size_t(4));
}

void TestServeCompletion::cancelled()
{
    std::stop_source stop;
    int deltas = 0;
    const auto done = m_model.runner.run(
        m_model.parsed({{"prompt", opening}, {"max_tokens", 500}, {"ignore_eos", true}}),
        [&](ChoiceDelta) {
            if (++deltas == 3)
                stop.request_stop();
        },
        stop.get_token());
    QVERIFY(done.ok());
    QVERIFY(!done->has_value());
    QCOMPARE(deltas, 3);
    // Scoring too, and the next request is carried out as if nothing had been.
    const QJsonObject scoring{{"prompt", "Far away lived a fox"},
                              {"max_tokens", 1},
                              {"temperature", 0},
                              {"echo", true},
                              {"logprobs", 1}};
    const auto scored = m_model.runner.run(
        m_model.parsed(scoring), [](ChoiceDelta) {}, stop.get_token());
    QVERIFY(scored.ok() && !scored->has_value());
    const CompletionAnswer after = m_model.answerTo(scoring);
    const CompletionAnswer expectedAnswer = CompletionModel().answerTo(scoring);
    const auto& told = after.choices[0].logprobs->values;
    const auto& expected = expectedAnswer.choices[0].logprobs->values;
    QCOMPARE(told.size(), expected.size());
    for (std::size_t i = 1; i < told.size(); ++i)
        QVERIFY(std::abs(*told[i] - *expected[i]) < 1e-5);
}

/// What only the engine sees comes out as its error.
void TestServeCompletion::engineErrors()
{
    CompletionRequest request = m_model.parsed({{"prompt", opening}});
    request.settings.exitLayerLimit = 99;
    const auto done = m_model.runner.run(request, [](ChoiceDelta) {}, {});
    QVERIFY(!done.ok());
    QVERIFY(QString(done.error().what()).contains("exit_layer is 99"));
}

QTEST_GUILESS_MAIN(TestServeCompletion)
#include "tst_servecompletion.moc"
