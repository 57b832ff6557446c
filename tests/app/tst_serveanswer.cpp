#include "serve/access.h"
#include "serve/apierror.h"
#include "serve/completionstream.h"
#include "serve/stopfilter.h"
#include "serve/tokentext.h"
#include "servefixture.h"

#include "base/error.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QtTest>

using namespace exitscope;
using namespace exitscope::test;

/// What is told of a completion, and who is told.
class TestServeAnswer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void stopsAreCut_data();
    void stopsAreCut();
    void tokensAreSpelled();
    void offsetsCountCharacters();
    void logprobsOfAnEchoedText();
    void logprobsOfGeneratedTokens();
    void equalSpellingsStandOnce();
    void wholeAnswer();
    void streamedAnswer();
    void errorTypes();
    void loopback_data();
    void loopback();
    void keys();
    void keyFiles();
};

namespace {

const QJsonObject object(const std::string& json)
{
    return QJsonDocument::fromJson(QByteArray::fromStdString(json)).object();
}

std::vector<int> idsOf(std::string_view bytes)
{
    std::vector<int> ids = ByteTokenizer().encode(bytes);
    ids.erase(ids.begin());
    return ids;
}

const AnswerHead head{"cmpl-1", "tiny", 1700000000};

/// Two choices of three tokens each, of which two were decoded after the first.
CompletionFigures figures()
{
    return {.promptTokens = 5,
            .completionTokens = 6,
            .exitLayerSum = 30,
            .savedLayers = 12,
            .decodeLayers = 48,
            .decodedTokens = 4,
            .decodeSeconds = 0.006,
            .prefillSeconds = 0.5,
            .scoringSeconds = 0,
            .drafted = 8,
            .accepted = 6,
            .layers = 12};
}

} // namespace

void TestServeAnswer::stopsAreCut_data()
{
    QTest::addColumn<QStringList>("stops");
    QTest::addColumn<QStringList>("pushed");
    QTest::addColumn<QStringList>("told"); ///< one longer: what finish gives
    using List = QStringList;
    QTest::newRow("none") << List{} << List{"ab", "c"} << List{"ab", "c", ""};
    QTest::newRow("inside one") << List{"b"} << List{"abc", "d"} << List{"a", "", ""};
    QTest::newRow("over several") << List{"xyz"} << List{"ax", "y", "zb"} << List{"a", "", "", ""};
    QTest::newRow("only begun") << List{"xyz"} << List{"ax", "y", "b"} << List{"a", "", "xyb", ""};
    QTest::newRow("begun at the end") << List{"xyz"} << List{"axy"} << List{"a", "xy"};
    QTest::newRow("begun twice") << List{"xxy"} << List{"xx", "xy!"} << List{"", "x", ""};
    QTest::newRow("the first counts") << List{"c", "bc"} << List{"abcd"} << List{"a", ""};
    QTest::newRow("at the start") << List{"\n"} << List{"\nab"} << List{"", ""};
    QTest::newRow("bytes of a character") << List{"é"} << List{"aé!"} << List{"a", ""};
}

void TestServeAnswer::stopsAreCut()
{
    QFETCH(QStringList, stops);
    QFETCH(QStringList, pushed);
    QFETCH(QStringList, told);
    std::vector<std::string> words;
    for (const QString& stop : stops)
        words.push_back(stop.toStdString());
    StopFilter filter(words);
    QStringList given;
    for (const QString& bytes : pushed)
        given += QString::fromStdString(filter.push(bytes.toStdString()));
    given += QString::fromStdString(filter.finish());
    QCOMPARE(given, told);
    const QString all = pushed.join("");
    QCOMPARE(filter.hasStopped(),
             std::ranges::any_of(stops, [&](const QString& stop) { return all.contains(stop); }));
}

void TestServeAnswer::tokensAreSpelled()
{
    const ByteTokenizer tokenizer;
    QCOMPARE(tokenString(100, "a", &tokenizer), std::string("a"));
    QCOMPARE(tokenString(198, "\xc3", &tokenizer), std::string("bytes:\\xc3"));
    QCOMPARE(tokenString(0, "\xe2\x82", &tokenizer), std::string("bytes:\\xe2\\x82"));
    QCOMPARE(tokenString(0, "\xe2\x82\xac", &tokenizer), std::string("\xe2\x82\xac"));
    QCOMPARE(tokenString(2, "", &tokenizer), std::string("</s>"));
    QCOMPARE(tokenString(7, "", nullptr), std::string("token_id:7"));
}

void TestServeAnswer::offsetsCountCharacters()
{
    const std::vector<std::string> bytes{"", "ab", "\xc3", "\xa9", "\xf0\x9f", "\x98\x80", "c"};
    QCOMPARE(textOffsets(bytes), (std::vector<int>{0, 0, 2, 2, 3, 3, 4}));
}

void TestServeAnswer::logprobsOfAnEchoedText()
{
    const ByteTokenizer tokenizer;
    const std::vector<int> ids{1, 100, 101, 2}; // bos a b, then eos
    const std::vector<ScoredToken> scores{{-1, 5, {{100, -1}, {101, -2}}},
                                          {-3, 6, {{102, -0.5}, {100, -1.5}}},
                                          {-0.25, 7, {{2, -0.25}, {9, -4}}}};
    const TokenLogprobs told = logprobsOf({ids, 3, 0}, scores, 1, &tokenizer);
    QCOMPARE(told.tokens, (std::vector<std::string>{"<s>", "a", "b", "</s>"}));
    using Values = std::vector<std::optional<double>>;
    QCOMPARE(told.values, (Values{std::nullopt, -1, -3, -0.25}));
    using Candidates = std::vector<std::pair<std::string, double>>;
    QCOMPARE(told.top[0], Candidates());
    QCOMPARE(told.top[1], (Candidates{{"a", -1}}));
    QCOMPARE(told.top[2], (Candidates{{"c", -0.5}, {"b", -3}})); // itself is always told of
    QCOMPARE(told.textOffsets, (std::vector<int>{0, 0, 1, 2}));
    QCOMPARE(told.exitLayers, (std::vector<std::optional<int>>{std::nullopt, 5, 6, 7}));
}

void TestServeAnswer::logprobsOfGeneratedTokens()
{
    const ByteTokenizer tokenizer;
    std::vector<int> ids{1, 100};
    const std::vector<int> written = idsOf("é");
    ids.insert(ids.end(), written.begin(), written.end());
    const std::vector<ScoredToken> scores{{-1, 5, {}}, {-2, 6, {}}};
    const TokenLogprobs told = logprobsOf({ids, 2, 2}, scores, 0, &tokenizer);
    QCOMPARE(told.tokens, (std::vector<std::string>{"bytes:\\xc3", "bytes:\\xa9"}));
    QCOMPARE(told.values, (std::vector<std::optional<double>>{-1, -2}));
    QCOMPARE(told.textOffsets, (std::vector<int>{0, 0}));
    QCOMPARE(told.top[1].size(), std::size_t(1));
}

void TestServeAnswer::equalSpellingsStandOnce()
{
    const std::vector<int> ids{5, 6};
    const std::vector<ScoredToken> scores{{-2, 0, {{7, -0.5}, {6, -2}}}};
    /// Two ids, one spelling.
    class SameTokenizer : public ByteTokenizer
    {
        std::string bytes(int, bool) const override { return "x"; }
    };
    const SameTokenizer tokenizer;
    const TokenLogprobs told = logprobsOf({ids, 1, 1}, scores, 2, &tokenizer);
    QCOMPARE(told.top[0], (std::vector<std::pair<std::string, double>>{{"x", -0.5}}));
}

void TestServeAnswer::wholeAnswer()
{
    std::vector<ChoiceDelta> choices;
    collect(choices, {.index = 0, .text = "a", .ids = {100}, .exitLayers = {4}});
    collect(choices, {.index = 0, .text = "b", .ids = {101}, .exitLayers = {6}});
    collect(choices, {.index = 0, .finishReason = "stop"});
    TokenLogprobs logprobs{{"c"}, {-0.1}, {{{"c", -0.1}}}, {0}, {8}};
    collect(choices, {.index = 1,
                      .text = "c",
                      .ids = {102},
                      .exitLayers = {8},
                      .logprobs = logprobs,
                      .finishReason = "length"});
    const QJsonObject answer = object(completionAnswer(head, choices, figures()));
    QCOMPARE(answer["id"].toString(), QString("cmpl-1"));
    QCOMPARE(answer["object"].toString(), QString("text_completion"));
    QCOMPARE(answer["created"].toInteger(), 1700000000);
    QCOMPARE(answer["model"].toString(), QString("tiny"));
    const QJsonArray told = answer["choices"].toArray();
    QCOMPARE(told.size(), 2);
    QCOMPARE(told[0]["text"].toString(), QString("ab"));
    QCOMPARE(told[0]["finish_reason"].toString(), QString("stop"));
    QCOMPARE(told[0]["exit_layers"].toArray(), (QJsonArray{4, 6}));
    QCOMPARE(told[0]["token_ids"].toArray(), (QJsonArray{100, 101}));
    QVERIFY(told[0]["logprobs"].isNull());
    QCOMPARE(told[1]["index"].toInt(), 1);
    const QJsonObject scores = told[1]["logprobs"].toObject();
    QCOMPARE(scores["token_logprobs"].toArray(), (QJsonArray{-0.1}));
    QCOMPARE(scores["top_logprobs"][0]["c"].toDouble(), -0.1);
    QCOMPARE(scores["text_offset"].toArray(), (QJsonArray{0}));
    QCOMPARE(answer["usage"]["prompt_tokens"].toInt(), 5);
    QCOMPARE(answer["usage"]["completion_tokens"].toInt(), 6);
    QCOMPARE(answer["usage"]["total_tokens"].toInt(), 11);
    const QJsonObject exits = answer["exitscope"].toObject();
    QCOMPARE(exits["mean_exit_layer"].toDouble(), 5.0);
    QCOMPARE(exits["layers_saved"].toDouble(), 0.25);
    QCOMPARE(exits["acceptance_rate"].toDouble(), 0.75);
    QCOMPARE(exits["ms_per_token"].toDouble(), 1.5);
    const QJsonObject nothing = object(completionAnswer(head, {}, {}));
    QVERIFY(nothing["exitscope"]["mean_exit_layer"].isNull());
    QVERIFY(nothing["exitscope"]["acceptance_rate"].isNull());
}

void TestServeAnswer::streamedAnswer()
{
    CompletionStream stream(head, true);
    const auto partsOf = [](const std::string& events) {
        QStringList parts = QString::fromStdString(events).split("\n\n");
        if (parts.takeLast() != "")
            parts = {"an event without its end"};
        for (QString& part : parts)
            part = part.startsWith("data: ") ? part.mid(6) : "no data";
        return parts;
    };
    const QStringList first = partsOf(stream.add({.index = 0, .text = "a\n\nb", .ids = {5}}));
    QCOMPARE(first.size(), 1);
    const QJsonObject part = object(first[0].toStdString());
    QCOMPARE(part["choices"][0]["text"].toString(), QString("a\n\nb"));
    QVERIFY(part["choices"][0]["finish_reason"].isNull());
    QVERIFY(!part.contains("exitscope"));
    QCOMPARE(stream.add({.index = 0, .finishReason = "stop"}), std::string());
    const QStringList second = partsOf(stream.add({.index = 1, .text = "c"}));
    QCOMPARE(second.size(), 2); // the end of the first choice, and the second's text
    QCOMPARE(object(second[0].toStdString())["choices"][0]["finish_reason"].toString(),
             QString("stop"));
    QCOMPARE(stream.add({.index = 1, .finishReason = "length"}), std::string());
    const QStringList last = partsOf(stream.finish(figures()));
    QCOMPARE(last.size(), 3);
    const QJsonObject end = object(last[0].toStdString());
    QCOMPARE(end["choices"][0]["finish_reason"].toString(), QString("length"));
    QCOMPARE(end["exitscope"]["layers"].toInt(), 12);
    QCOMPARE(object(last[1].toStdString())["usage"]["total_tokens"].toInt(), 11);
    QVERIFY(object(last[1].toStdString())["choices"].toArray().isEmpty());
    QCOMPARE(last[2], QString("[DONE]"));
    QCOMPARE(partsOf(CompletionStream(head, false).finish(figures())), QStringList{"[DONE]"});
    const QStringList failed = partsOf(CompletionStream(head, false).fail({504, "Too late."}));
    QCOMPARE(object(failed[0].toStdString())["error"]["message"].toString(), QString("Too late."));
}

void TestServeAnswer::errorTypes()
{
    const auto typeOf = [](int status) { return std::string(ApiError(status, "x").type()); };
    QCOMPARE(typeOf(400), std::string("invalid_request_error"));
    QCOMPARE(typeOf(401), std::string("authentication_error"));
    QCOMPARE(typeOf(429), std::string("rate_limit_error"));
    QCOMPARE(typeOf(503), std::string("server_error"));
    const QJsonObject broken = object(ApiError(400, "bad \xff byte", "prompt", "code").body());
    QCOMPARE(broken["error"]["message"].toString(), QString("bad \uFFFD byte"));
    QCOMPARE(broken["error"]["code"].toString(), QString("code"));
}

void TestServeAnswer::loopback_data()
{
    QTest::addColumn<QString>("host");
    QTest::addColumn<bool>("is");
    const auto row = [](const char* host, bool is) { QTest::newRow(host) << host << is; };
    row("127.0.0.1", true);
    row("127.8.9.1", true);
    row("::1", true);
    row("localhost", true);
    row("LocalHost", true);
    row("0.0.0.0", false);
    row("::", false);
    row("192.168.0.1", false);
    row("128.0.0.1", false);
    row("localhost.evil.example", false);
    row("127.0.0.1.evil.example", false);
    row("", false);
}

void TestServeAnswer::loopback()
{
    QFETCH(QString, host);
    QFETCH(bool, is);
    QCOMPARE(isLoopback(host.toStdString()), is);
    const QString header = host.contains(':') ? '[' + host + ']' : host;
    QCOMPARE(namesLoopback(header.toStdString()), is);
    QCOMPARE(namesLoopback((header + ":8080").toStdString()), is);
}

void TestServeAnswer::keys()
{
    QVERIFY(opensWith("Bearer secret", "secret"));
    QVERIFY(opensWith("bearer secret", "secret"));
    for (const char* header : {"", "Bearer", "Bearer ", "Bearer secre", "Bearer secrets",
                               "Bearer secretsecret", "Bearer Secret", "Basic secret", "secret"})
        QVERIFY2(!opensWith(header, "secret"), header);
    QVERIFY(!opensWith("Bearer ", ""));
}

void TestServeAnswer::keyFiles()
{
    QTemporaryDir folder;
    const auto keyIn = [&folder](const QByteArray& content) {
        const QString name = folder.filePath("key");
        QFile file(name);
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            qFatal("no key file");
        file.close();
        return keyFromFile(name.toStdString());
    };
    QCOMPARE(keyIn("secret\n"), std::string("secret"));
    QCOMPARE(keyIn("secret\r\nmore\n"), std::string("secret"));
    QVERIFY_EXCEPTION_THROWN(keyIn(""), Error);
    QVERIFY_EXCEPTION_THROWN(keyIn("\nsecret"), Error);
    QVERIFY_EXCEPTION_THROWN(keyFromFile("/nowhere/key"), Error);
}

QTEST_GUILESS_MAIN(TestServeAnswer)
#include "tst_serveanswer.moc"
