#include "servecompletions.h"
#include "support/tinymodel.h"

#include <QtTest>

using namespace exitscope;
using namespace exitscope::test;

/// Log probabilities in answers, against the engine and as the evaluation harness reads them.
class TestServeScores : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void echoedScoresAreTheModels_data();
    void echoedScoresAreTheModels();
    void harnessSumsAreTheEngines();
    void nextTokenIsTheOneThatIsWritten();
    void generatedTokensAreScored();
    void endOfTextHasAnEntry();

private:
    CompletionModel m_model;
};

void TestServeScores::echoedScoresAreTheModels_data()
{
    QTest::addColumn<QJsonObject>("fields");
    QTest::addColumn<bool>("isFull");
    QTest::newRow("full depth") << QJsonObject{} << true;
    QTest::newRow("exit layer") << QJsonObject{{"exit_layer", 8}} << false;
    QTest::newRow("rule") << QJsonObject{{"criteria", "max_probability"},
                                         {"thresholds", QJsonArray{0.4}}}
                          << false;
    QTest::newRow("speculative") << QJsonObject{{"generation_strategy", "self_speculative"},
                                                {"exit_layer", 6}}
                                 << true;
}

/// To 1e-3, against the judge of the engine (at full depth a pass for each token) and against what
/// `eval` scores with.
void TestServeScores::echoedScoresAreTheModels()
{
    QFETCH(QJsonObject, fields);
    QFETCH(bool, isFull);
    QJsonObject body = fields;
    body["prompt"] = opening;
    body["max_tokens"] = 0;
    body["echo"] = true;
    body["logprobs"] = 2;
    body["temperature"] = 0;
    const CompletionAnswer answer = m_model.answerTo(body);
    const CompletionRequest request = m_model.parsed(body);
    const std::vector<int>& ids = request.prompts.front();
    const ChoiceDelta& choice = answer.choices.front();
    QCOMPARE(QString::fromStdString(choice.text), opening);
    QVERIFY(choice.ids.empty());
    const TokenLogprobs& told = choice.logprobs.value();
    QCOMPARE(told.tokens.size(), ids.size());
    QVERIFY(!told.values[0]);
    const std::vector<int> rest(ids.begin() + 1, ids.end());
    const auto scored =
        m_model.session->scoreContinuations({ids.front()}, std::span(&rest, 1), request.settings);
    const ContinuationScore& engine = scored->value().front();
    bool leftEarly = false;
    for (std::size_t i = 1; i < ids.size(); ++i) {
        QVERIFY(std::abs(*told.values[i] - engine.logProbabilities[i - 1]) < 1e-3);
        QCOMPARE(*told.exitLayers[i], engine.exitLayers[i - 1]);
        leftEarly = leftEarly || *told.exitLayers[i] < m_model.served.identity.layers - 1;
        const auto logits =
            m_model.session->fullLogits({ids.begin(), ids.begin() + std::ptrdiff_t(i)});
        const double full = logProbability(*logits, ids[i]);
        if (isFull)
            QVERIFY2(std::abs(*told.values[i] - full) < 1e-3, qPrintable(QString::number(full)));
    }
    QCOMPARE(leftEarly, !isFull);
}

/// An item of multiple choice as the evaluation harness scores it: context and choice as ids, one
/// token more, and of the log probabilities those from the context's end to the last but one.
void TestServeScores::harnessSumsAreTheEngines()
{
    const std::vector<int> context = m_model.served.tokenizer->encode("The king had three");
    std::vector<std::vector<int>> endings;
    for (const char* ending : {" sons, and", " sons, but the", " daughters"}) {
        std::vector<int> ids = m_model.served.tokenizer->encode(ending);
        ids.erase(ids.begin());
        endings.push_back(ids);
    }
    Settings settings;
    settings.sampling.sample = false;
    const auto scored = m_model.session->scoreContinuations(context, endings, settings);
    // One by one, as requests of their own, and all in one; the second time from what is kept.
    for (int round = 0; round < 2; ++round) {
        for (std::size_t i = 0; i < endings.size(); ++i) {
            std::vector<int> ids = context;
            ids.insert(ids.end(), endings[i].begin(), endings[i].end());
            const CompletionAnswer answer = m_model.answerTo({{"prompt", QJsonArray{jsonOf(ids)}},
                                                              {"temperature", 0},
                                                              {"max_tokens", 1},
                                                              {"logprobs", 1},
                                                              {"seed", 1234},
                                                              {"echo", true}});
            const TokenLogprobs& told = answer.choices.front().logprobs.value();
            QCOMPARE(told.values.size(), ids.size() + 1);
            double sum = 0;
            bool isGreedy = true;
            for (std::size_t t = context.size(); t + 1 < told.values.size(); ++t) {
                sum += *told.values[t];
                double best = -1e9;
                for (const auto& candidate : told.top[t])
                    best = std::max(best, candidate.second);
                isGreedy = isGreedy && *told.values[t] == best;
            }
            const ContinuationScore& engine = scored->value()[i];
            QVERIFY2(std::abs(sum - engine.sum()) < 1e-3, qPrintable(QString::number(sum)));
            QCOMPARE(isGreedy, engine.isGreedy);
        }
    }
}

/// With the text's scores in one pass, and by itself.
void TestServeScores::nextTokenIsTheOneThatIsWritten()
{
    for (const char* criteria : {"none", "max_probability"}) {
        QJsonObject body{
            {"prompt", opening}, {"temperature", 0}, {"max_tokens", 1}, {"criteria", criteria}};
        const CompletionAnswer alone = m_model.answerTo(body);
        body["echo"] = true;
        body["logprobs"] = 0;
        const CompletionAnswer scored = m_model.answerTo(body);
        const ChoiceDelta& choice = scored.choices.front();
        QCOMPARE(choice.ids, alone.choices.front().ids);
        QCOMPARE(choice.exitLayers, alone.choices.front().exitLayers);
        QCOMPARE(choice.text, opening.toStdString() + alone.choices.front().text);
        QCOMPARE(choice.finishReason, std::string("length"));
        QCOMPARE(choice.logprobs->top.back().size(), std::size_t(1));
        QCOMPARE(scored.figures.completionTokens, 1);
    }
}

void TestServeScores::generatedTokensAreScored()
{
    const CompletionAnswer answer = m_model.answerTo(
        {{"prompt", opening}, {"temperature", 0.9}, {"max_tokens", 8}, {"logprobs", 3}});
    const ChoiceDelta& choice = answer.choices.front();
    const TokenLogprobs& told = choice.logprobs.value();
    std::vector<int> ids = m_model.served.tokenizer->encode(opening.toStdString());
    QCOMPARE(told.values.size(), std::size_t(8));
    for (std::size_t i = 0; i < 8; ++i) {
        const auto logits = m_model.session->fullLogits(ids);
        QVERIFY(std::abs(*told.values[i] - logProbability(*logits, choice.ids[i])) < 1e-3);
        QVERIFY(told.top[i].size() == 3 || told.top[i].size() == 4);
        ids.push_back(choice.ids[i]);
    }
    QCOMPARE(answer.deltas, 1); // log probabilities come with the whole
}

/// The harness leaves the last entry out, so that there must be one also where the text ends.
void TestServeScores::endOfTextHasAnEntry()
{
    TinyModel files;
    files.write();
    const std::vector<int> prompt{3, 5, 8};
    const auto logits = openSession(files.folder(), "")->fullLogits(prompt);
    const int next = static_cast<int>(std::ranges::max_element(*logits) - logits->begin());
    files.config["eos_token_id"] = QJsonArray{0, next};
    files.writeConfig();
    CompletionModel model(files.folder());
    for (const bool echo : {true, false}) {
        const CompletionAnswer answer = model.answerTo({{"prompt", jsonOf(prompt)},
                                                        {"temperature", 0},
                                                        {"max_tokens", 1},
                                                        {"logprobs", 1},
                                                        {"echo", echo}});
        const std::vector<ChoiceDelta>& choices = answer.choices;
        QCOMPARE(choices[0].finishReason, std::string("stop"));
        QVERIFY(choices[0].ids.empty());
        QCOMPARE(answer.figures.completionTokens, 0);
        const TokenLogprobs& told = choices[0].logprobs.value();
        QCOMPARE(told.values.size(), std::size_t(echo ? 4 : 1));
        QCOMPARE(told.tokens.back(), "token_id:" + std::to_string(next));
        QVERIFY(std::abs(*told.values.back() - logProbability(*logits, next)) < 1e-4);
    }
}

QTEST_GUILESS_MAIN(TestServeScores)
#include "tst_servescores.moc"
