#include "serve/apierror.h"
#include "serve/tokenizing.h"
#include "servefixture.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>

using namespace exitscope;
using namespace exitscope::test;

using Prompts = std::vector<std::vector<int>>;

/// Reading requests: what they mean, and what is wrong with them.
class TestServeRequest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void defaultsAreTheServers();
    void promptForms();
    void fieldsAreTaken();
    void exitFields();
    void criteriaReplaceTheServersThresholds();
    void harnessRequests();
    void badRequests_data();
    void badRequests();
    void limits();
    void withoutTokenizer();
    void tokenizing();
};

namespace {

CompletionRequest parsed(const char* body, const RequestDefaults& defaults = requestDefaults())
{
    return parseCompletion(body, servedModel(), defaults);
}

} // namespace

void TestServeRequest::defaultsAreTheServers()
{
    RequestDefaults defaults = requestDefaults();
    defaults.run.settings.sampling.sample = false;
    defaults.run.settings.maxSteps = 7;
    defaults.run.settings.stopWords = {"end"};
    defaults.run.rule.criteria = "max_probability";
    const CompletionRequest request = parsed(R"({"prompt": "a"})", defaults);
    QCOMPARE(request.maxTokens, 7);
    QCOMPARE(request.settings.maxSteps, 7);
    QVERIFY(!request.settings.sampling.sample);
    QCOMPARE(request.settings.stopWords, std::vector<std::string>{"end"});
    QCOMPARE(request.settings.rule.name(), std::string("max_probability"));
    QVERIFY(!request.echo && !request.stream && !request.includeUsage && !request.logprobs);
}

void TestServeRequest::promptForms()
{
    QCOMPARE(parsed(R"({"prompt": "ab"})").prompts, (Prompts{{1, 100, 101}}));
    QCOMPARE(parsed(R"({"prompt": ["a", "b"]})").prompts, (Prompts{{1, 100}, {1, 101}}));
    QCOMPARE(parsed(R"({"prompt": [5, 6]})").prompts, (Prompts{{5, 6}}));
    QCOMPARE(parsed(R"({"prompt": [[5, 6], [7]]})").prompts, (Prompts{{5, 6}, {7}}));
}

void TestServeRequest::fieldsAreTaken()
{
    const CompletionRequest request = parsed(
        R"({"model": "tiny", "prompt": "a", "max_tokens": 9, "temperature": 0.5, "top_p": 0.8,
            "n": 1, "best_of": 1, "stop": ["x", "yz"], "seed": 18446744073709551615, "echo": true,
            "logprobs": 3, "stream": true, "stream_options": {"include_usage": true},
            "user": "me", "suffix": null, "logit_bias": {}, "presence_penalty": 0,
            "frequency_penalty": 0.0, "top_k": 4, "min_p": 0.1, "repetition_penalty": 1.2,
            "no_repeat_ngram_size": 2, "ignore_eos": true})");
    QCOMPARE(request.maxTokens, 9);
    const Settings& settings = request.settings;
    QCOMPARE(settings.maxSteps, 9);
    QVERIFY(settings.sampling.sample);
    QCOMPARE(settings.sampling.temperature, 0.5);
    QCOMPARE(settings.sampling.topP, 0.8);
    QCOMPARE(settings.sampling.topK, 4);
    QCOMPARE(settings.sampling.minP, 0.1);
    QCOMPARE(settings.sampling.repetitionPenalty, 1.2);
    QCOMPARE(settings.sampling.noRepeatNgram, 2);
    QCOMPARE(settings.sampling.seed, std::numeric_limits<std::uint64_t>::max());
    QCOMPARE(settings.stopWords, (std::vector<std::string>{"x", "yz"}));
    QVERIFY(settings.ignoreEos);
    QVERIFY(request.echo && request.stream && request.includeUsage);
    QCOMPARE(request.logprobs, std::optional(3));
    QVERIFY(!parsed(R"({"prompt": "a", "temperature": 0})").settings.sampling.sample);
    QCOMPARE(parsed(R"({"prompt": "a", "model": "models/tiny", "stop": "x"})").settings.stopWords,
             std::vector<std::string>{"x"});
}

void TestServeRequest::exitFields()
{
    const CompletionRequest request = parsed(
        R"({"prompt": "a", "criteria": "max_probability,convergence", "combine": "all",
            "patience": 2, "minimum_layer": 3, "exit_layer": 10, "max_prob_initial_threshold": 0.7,
            "thresholds": {"convergence": [4, 3]}, "kv": "copy", "scoring": "preview",
            "max_waiting": 5})");
    const Settings& settings = request.settings;
    QCOMPARE(settings.rule.name(), std::string("max_probability,convergence"));
    QVERIFY(settings.rule.combine == Combine::All);
    QCOMPARE(settings.rule.patience, 2);
    QCOMPARE(settings.rule.minimumLayer, 3);
    QCOMPARE(settings.rule.conditions[1].thresholds, (std::vector<double>{4, 3}));
    QCOMPARE(settings.exitLayerLimit, 10);
    QVERIFY(settings.kvPolicy == KvPolicy::Copy && settings.scoring == Scoring::Preview);
    QCOMPARE(settings.maxWaiting, 5);
    // As on the command line, a parameter has its criterion's default otherwise.
    const auto values = [](const char* body) {
        return parsed(body).settings.rule.conditions.front();
    };
    QCOMPARE(values(R"({"prompt": "a", "criteria": ["cosine_similarity"], "conf": 0.5})")
                 .parameters.at("similarity_threshold"),
             0.5);
    QCOMPARE(
        values(R"({"prompt": "a", "criteria": "max_probability", "thresholds": 0.25})").thresholds,
        std::vector<double>{0.25});
    QCOMPARE(values(R"({"prompt": "a", "criteria": "max_probability",
                        "thresholds": "max_probability:0.5,0.25"})")
                 .thresholds,
             (std::vector<double>{0.5, 0.25}));
    QVERIFY(parsed(R"({"prompt": "a", "generation_strategy": "self_speculative", "exit_layer": 4,
                       "num_speculations": 3})")
                .settings.strategy == Strategy::SelfSpeculative);
}

void TestServeRequest::criteriaReplaceTheServersThresholds()
{
    RequestDefaults defaults = requestDefaults();
    defaults.run.rule.criteria = "max_probability";
    defaults.run.rule.thresholds = {"0.5"};
    QCOMPARE(parsed(R"({"prompt": "a"})", defaults).settings.rule.conditions[0].thresholds,
             std::vector<double>{0.5});
    const Rule other =
        parsed(R"({"prompt": "a", "criteria": "convergence"})", defaults).settings.rule;
    QCOMPARE(other.name(), std::string("convergence"));
    QVERIFY(other.conditions[0].thresholds.empty());
    QVERIFY(!parsed(R"({"prompt": "a", "criteria": "none"})", defaults).settings.rule.mayExit());
}

/// Bodies as lm_eval's local-completions sends them.
void TestServeRequest::harnessRequests()
{
    const CompletionRequest scores = parsed(
        R"({"model": "tiny", "prompt": [[5, 6, 7]], "temperature": 0, "max_tokens": 1,
            "logprobs": 1, "seed": 1234, "echo": true})");
    QVERIFY(scores.echo && !scores.settings.sampling.sample);
    QCOMPARE(scores.logprobs, std::optional(1));
    const CompletionRequest text = parsed(
        R"({"prompt": ["a"], "model": "tiny", "max_tokens": 50, "temperature": 0,
            "stop": ["Question:", "</s>", "<|im_end|>", "\n\n", "x"], "seed": 1234})");
    QCOMPARE(text.settings.stopWords.size(), std::size_t(5));
}

void TestServeRequest::badRequests_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("param");
    QTest::addColumn<QString>("says");
    const auto row = [](const char* body, const char* param, const char* says) {
        QTest::newRow(body) << QByteArray(body) << param << says;
    };
    row("", "", "no valid JSON");
    row("{", "", "no valid JSON");
    row("\"\xff\"", "", "no valid JSON");
    row("[1]", "", "a list, but must be a JSON object");
    row("3", "", "3, but must be a JSON object");
    row(R"({})", "prompt", "no prompt");
    row(R"({"prompt": null})", "prompt", "no prompt");
    row(R"({"prompt": ""})", "prompt", "empty");
    row(R"({"prompt": []})", "prompt", "not empty");
    row(R"({"prompt": {}})", "prompt", "an object");
    row(R"({"prompt": 7})", "prompt", "prompt is 7");
    row(R"({"prompt": ["a", [1]]})", "prompt", "prompt is a list");
    row(R"({"prompt": ["a", ""]})", "prompt", "prompt[1] is empty");
    row(R"({"prompt": [[1], []]})", "prompt", "prompt[1] is an empty list");
    row(R"({"prompt": [[1], [3, 259]]})", "prompt", "prompt[1][1] is 259");
    row(R"({"prompt": [1, -1]})", "prompt",
        "prompt[1] is -1, and this model's ids run from 0 to 258");
    row(R"({"prompt": [18446744073709551615]})", "prompt", "prompt[0] is 18446744073709551615");
    row(R"({"prompt": [1.5]})", "prompt", "prompt[0] is 1.5, but must be a token id");
    row(R"({"prompt": [1, "a"]})", "prompt", "prompt[1] is \"a\"");
    row(R"({"prompt": "0123456789abcdef"})", "prompt", "17 tokens, and the model's context 16");
    row(R"({"prompt": "a", "max_tokens": 101})", "max_tokens", "from 0 to 100");
    row(R"({"prompt": "a", "max_tokens": -1})", "max_tokens", "from 0 to 100");
    row(R"({"prompt": "a", "max_tokens": 1.5})", "max_tokens", "max_tokens is 1.5");
    row(R"({"prompt": "a", "max_tokens": "9"})", "max_tokens", "max_tokens is \"9\"");
    row(R"({"prompt": "a", "max_tokens": 18446744073709551615})", "max_tokens", "from 0 to 100");
    row(R"({"prompt": "a", "max_tokens": 0})", "max_tokens", "needs echo");
    row(R"({"prompt": "a", "temperature": -1})", "temperature", "temperature is -1");
    row(R"({"prompt": "a", "temperature": true})", "temperature", "temperature is true");
    row(R"({"prompt": "a", "top_p": 2})", "top_p", "top_p is 2");
    row(R"({"prompt": "a", "min_p": 2})", "min_p", "min_p is 2");
    row(R"({"prompt": "a", "repetition_penalty": 0})", "repetition_penalty", "is 0");
    row(R"({"prompt": "a", "seed": -1})", "seed", "seed is -1");
    row(R"({"prompt": "a", "seed": []})", "seed", "seed is a list");
    row(R"({"prompt": "a", "n": 2})", "n", "n is 2");
    row(R"({"prompt": "a", "best_of": 3})", "best_of", "best_of is 3");
    row(R"({"prompt": "a", "suffix": "b"})", "suffix", "suffix is \"b\"");
    row(R"({"prompt": "a", "logit_bias": {"5": 1}})", "logit_bias", "logit_bias is an object");
    row(R"({"prompt": "a", "presence_penalty": 0.5})", "presence_penalty", "repetition_penalty");
    row(R"({"prompt": "a", "stop": ""})", "stop", "empty text");
    row(R"({"prompt": "a", "stop": [1]})", "stop", "stop is 1");
    row(R"({"prompt": "a", "echo": 1})", "echo", "echo is 1");
    row(R"({"prompt": "a", "logprobs": 21})", "logprobs", "from 0 to 20");
    row(R"({"prompt": "a", "logprobs": true})", "logprobs", "logprobs is true");
    row(R"({"prompt": "a", "stream_options": {"usage": true}})", "stream_options", "\"usage\"");
    row(R"({"prompt": "a", "max_token": 5})", "max_token", "\"max_token\" is no field");
    row(R"({"prompt": "a", "criteria": "guess"})", "criteria", "token_repeat");
    row(R"({"prompt": "a", "criteria": 5})", "criteria", "criteria is 5");
    row(R"({"prompt": "a", "criteria": "none,convergence"})", "criteria", "criteria names none");
    row(R"({"prompt": "a", "similarity_threshold": 1.5})", "similarity_threshold", "1.5");
    row(R"({"prompt": "a", "exit_layer": 13})", "exit_layer", "exit_layer is 13");
    row(R"({"prompt": "a", "exit_layer": 0})", "exit_layer", "exit_layer is 0");
    row(R"({"prompt": "a", "patience": 0})", "patience", "patience is 0");
    row(R"({"prompt": "a", "combine": "some"})", "combine", "any all");
    row(R"({"prompt": "a", "kv": "magic"})", "kv", "exact copy holes");
    row(R"({"prompt": "a", "thresholds": [0.5]})", "thresholds", "criteria is none");
    row(R"({"prompt": "a", "criteria": "convergence", "thresholds": []})", "thresholds", "empty");
    row(R"({"prompt": "a", "criteria": "convergence", "thresholds": ["x"]})", "thresholds",
        "\"x\"");
    row(R"({"prompt": "a", "generation_strategy": "self_speculative"})", "exit_layer",
        "exit_layer");
    row(R"({"prompt": "a", "generation_strategy": "magic"})", "generation_strategy", "one of");
    row(R"({"prompt": "a", "logprobs": 1, "kv": "holes", "criteria": "convergence"})", "logprobs",
        "kv exact");
}

void TestServeRequest::badRequests()
{
    QFETCH(QByteArray, body);
    QFETCH(QString, param);
    QFETCH(QString, says);
    try {
        parsed(body.constData());
        QFAIL("was taken");
    } catch (const ApiError& error) {
        QCOMPARE(error.status(), 400);
        QVERIFY2(QString(error.what()).contains(says), error.what());
        QVERIFY2(!QString(error.what()).contains("--"), error.what());
        QCOMPARE(QString::fromStdString(error.param()), param);
        const QJsonObject told =
            QJsonDocument::fromJson(QByteArray::fromStdString(error.body()))["error"].toObject();
        QCOMPARE(told["type"].toString(), QString("invalid_request_error"));
        QVERIFY(!told["message"].toString().isEmpty());
        QCOMPARE(told["param"].isNull(), param.isEmpty());
    }
}

/// Sizes that no table shows; each limit is met first, which is taken.
void TestServeRequest::limits()
{
    const auto repeated = [](const std::string& part, int count) {
        std::string text;
        for (int i = 0; i < count; ++i)
            text += (i ? "," : "") + part;
        return text;
    };
    const auto says = [](const std::string& body) -> QString {
        try {
            parsed(body.c_str());
            return {};
        } catch (const ApiError& error) {
            return QString("%1 %2: ").arg(error.status()).arg(error.param().c_str()) + error.what();
        }
    };
    const auto nested = [](int levels, const char* field) {
        return std::string("{\"") + field + "\":" + std::string(levels - 1, '[') +
               std::string(levels - 1, ']') + '}';
    };
    QVERIFY(says(nested(64, "prompt")).startsWith("400 prompt: "));
    for (const char* field : {"prompt", "stop", "no_field"}) {
        for (const int levels : {65, 1'000'000})
            QVERIFY(says(nested(levels, field)).contains("more than 64 deep"));
    }
    QCOMPARE(says("{\"prompt\":[" + repeated("[5]", 1024) + "]}"), QString());
    QCOMPARE(says("{\"prompt\":[" + repeated("[5]", 1025) + "]}"),
             QString("400 prompt: prompt has 1025 entries, and may have 1024; send the others in "
                     "further requests."));

    ServedModel model = servedModel();
    model.identity.contextLength = 1000;
    const auto takes = [&](const std::string& prompt, const std::string& fields) {
        const std::string body = "{\"prompt\":[" + prompt + "]," + fields + '}';
        try {
            parseCompletion(body, model, requestDefaults());
            return true;
        } catch (const ApiError& error) {
            if (error.param() != "logprobs" || !QString(error.what()).contains("1000000"))
                qFatal("%s", error.what());
            return false;
        }
    };
    // By hand: 1000 * 1000 * 1, 500 * 1000 * 2, 500 * 100 * 20; none past the context or unasked.
    const std::string whole = '[' + repeated("5", 1000) + ']';
    const std::string echo = R"("echo":true,"max_tokens":0,"logprobs":)";
    QVERIFY(takes(repeated(whole, 1000), echo + '0'));
    QVERIFY(!takes(repeated(whole, 1001), echo + '0'));
    QVERIFY(!takes(repeated(whole, 501), echo + '1'));
    QVERIFY(takes(repeated("[5]", 500), R"("max_tokens":100,"logprobs":19)"));
    QVERIFY(!takes(repeated("[5]", 501), R"("max_tokens":100,"logprobs":19)"));
    QVERIFY(takes(repeated(whole, 1000), R"("max_tokens":100,"logprobs":20)"));
    QVERIFY(takes(repeated(whole, 1024), R"("echo":true,"max_tokens":100)"));
}

void TestServeRequest::withoutTokenizer()
{
    ServedModel model = servedModel();
    model.tokenizer = nullptr;
    model.tokenizerError = "There is no tokenizer in /models/tiny.";
    QCOMPARE(parseCompletion(R"({"prompt": [5]})", model, requestDefaults()).prompts,
             (Prompts{{5}}));
    for (const char* body : {R"({"prompt": "a"})", R"({"prompt": [5], "stop": "x"})"}) {
        try {
            parseCompletion(body, model, requestDefaults());
            QFAIL(body);
        } catch (const ApiError& error) {
            QVERIFY2(QString(error.what()).contains("no tokenizer"), error.what());
        }
    }
    QVERIFY_EXCEPTION_THROWN(tokenizerInfo(model), ApiError);
    try {
        parsed(R"({"prompt": "a", "model": "gpt"})");
        QFAIL("another model was taken");
    } catch (const ApiError& error) {
        QCOMPARE(error.status(), 404);
        QCOMPARE(error.code(), std::string("model_not_found"));
    }
}

void TestServeRequest::tokenizing()
{
    const ServedModel model = servedModel();
    const auto answer = [](const std::string& text) {
        return QJsonDocument::fromJson(QByteArray::fromStdString(text)).object().toVariantMap();
    };
    const auto ids = [&](const char* body) {
        return answer(tokenized(body, model))["tokens"].toList();
    };
    QCOMPARE(answer(tokenizerInfo(model))["bos_token"].toString(), QString("<s>"));
    QCOMPARE(answer(tokenizerInfo(model))["eos_token"].toString(), QString("</s>"));
    QCOMPARE(ids(R"({"prompt": "a"})"), (QVariantList{1, 100}));
    QCOMPARE(ids(R"({"prompt": "a", "add_special_tokens": false})"), (QVariantList{100}));
    QCOMPARE(ids(R"({"prompt": "", "add_special_tokens": false})"), QVariantList());
    QCOMPARE(ids(R"({"prompt": "</s>", "add_special_tokens": false})"), (QVariantList{2}));
    QCOMPARE(ids(R"({"prompt": "<s>", "add_special_tokens": false})"), (QVariantList{1}));
    QCOMPARE(answer(detokenized(R"({"tokens": [1, 100, 101]})", model))["prompt"].toString(),
             QString("ab"));
    QVERIFY_EXCEPTION_THROWN(detokenized(R"({"tokens": [999]})", model), ApiError);
    QVERIFY_EXCEPTION_THROWN(detokenized(R"({"tokens": 5})", model), ApiError);
    QVERIFY_EXCEPTION_THROWN(detokenized("{}", model), ApiError);
}

QTEST_GUILESS_MAIN(TestServeRequest)
#include "tst_serverequest.moc"
