#include "openedtokenizer.h"
#include "syntheticjson.h"

#include <QtTest>

#include <random>

using namespace exitscope;
using namespace exitscope::test;
using Json = nlohmann::json;

/// Files that are damaged, or that ask for what is not supported: each is a sentence.
class TestTokenizerFiles : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void badJson_data();
    void badJson();
    void notJson_data();
    void notJson();
    void badConfig();
    void badTiktoken_data();
    void badTiktoken();
    void damagedFilesDoNoHarm_data();
    void damagedFilesDoNoHarm();
    void wrongValuesDoNoHarm_data();
    void wrongValuesDoNoHarm();
};

namespace {

void checkSentence(const TokenizerFolder& folder, ErrorCode code, const QString& says)
{
    const auto tokenizer = folder.open();
    QVERIFY(!tokenizer.ok());
    const QString sentence = tokenizer.error().what();
    QVERIFY2(sentence.contains(says), qPrintable(sentence));
    QVERIFY2(sentence.startsWith(QString::fromStdString(folder.path())), qPrintable(sentence));
    QVERIFY2(sentence.endsWith('.') && sentence.size() < 600, qPrintable(sentence));
    QCOMPARE(tokenizer.error().code(), code);
    QVERIFY2(sentence.contains(code == ErrorCode::Unsupported ? "can still run on token ids"
                                                              : "copy or download"),
             qPrintable(sentence));
}

QByteArray nested(int depth)
{
    const QByteArray start = R"({"type": "Sequence", "normalizers": [)";
    return start.repeated(depth) + R"({"type": "NFC"})" + QByteArray("]}").repeated(depth);
}

} // namespace

void TestTokenizerFiles::badJson_data()
{
    QTest::addColumn<QString>("place");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<bool>("isUnsupported");
    QTest::addColumn<QString>("says");
    const auto damaged = [](const char* name, const char* place, const char* value,
                            const char* says) {
        QTest::newRow(name) << place << QByteArray(value) << false << says;
    };
    const auto unsupported = [](const char* name, const char* place, const QByteArray& value,
                                const char* says) {
        QTest::newRow(name) << place << value << true << says;
    };
    damaged("no model", "/model", "null", "model is null, not an object");
    damaged("vocabulary", "/model/vocab", "[]", "model.vocab is a list, not an object");
    damaged("negative id", "/model/vocab/q", "-1", "model.vocab.q is -1");
    damaged("huge id", "/model/vocab/q", "99999999999", "99999999999");
    damaged("id no number", "/model/vocab/q", "\"x\"", "model.vocab.q is \"x\"");
    damaged("id of a name with a zero", "/model/vocab/q", "5, \"q\\u0000\": \"x\"",
            "is \"x\", not an id");
    damaged("two pieces", "/model/vocab/q", "97", "the id 97 of \"");
    damaged("merges", "/model/merges", "{}", "model.merges is an object, not a list");
    damaged("no merge", "/model/merges/1", "\"th\"", "model.merges[1] is neither");
    damaged("three halves", "/model/merges/1", "\"t h e\"", "model.merges[1]");
    damaged("merge of numbers", "/model/merges/1", "[1, 2]", "model.merges[1]");
    damaged("unknown half", "/model/merges/1", "\"th \u00DF\"", "model.merges[1] names");
    damaged("unknown whole", "/model/merges/1", "\"q q\"", "names \"qq\"");
    damaged("flag", "/model/byte_fallback", "1", "model.byte_fallback is 1, not true or false");
    damaged("token id", "/added_tokens/0/id", "null", "added_tokens[0].id is null");
    damaged("token content", "/added_tokens/0/content", "7", "added_tokens[0].content is 7");
    damaged("token list", "/added_tokens", "7", "added_tokens is 7, not a list");
    damaged("token in use", "/added_tokens/0/id", "97", "model.vocab gives it to \"a\"");
    damaged("token of a piece", "/added_tokens/0/content", "\"the\"", "model.vocab gives that");
    damaged("token twice", "/added_tokens/1/id", "300", "an earlier entry");
    damaged("content twice", "/added_tokens/1/content", "\"<|bos|>\"", "an earlier entry");
    damaged("bos", "/post_processor/special_tokens/<|bos|>/ids/0", "555",
            "is 555, which no token has");
    damaged("bos without ids", "/post_processor/special_tokens", "null", "special_tokens");
    damaged("component", "/normalizer", "3", "normalizer is 3, not an object");
    damaged("prepend", "/normalizer", "{\"type\": \"Prepend\"}", "normalizer.prepend is null");
    damaged("pattern", "/pre_tokenizer/pretokenizers/0/pattern", "{}", "is neither");
    unsupported("kind of model", "/model/type", "\"Unigram\"", "model is of the type \"Unigram\"");
    unsupported("suffix", "/model/end_of_word_suffix", "\"</w>\"", "model.end_of_word_suffix");
    unsupported("dropout", "/model/dropout", "0.5", "model.dropout is set");
    unsupported("normalizer", "/normalizer", "{\"type\": \"Lowercase\"}",
                "normalizer is of the type \"Lowercase\"");
    unsupported("nameless", "/normalizer", "{}", "normalizer has no type");
    unsupported("pre-tokenizer", "/pre_tokenizer/pretokenizers/0", "{\"type\": \"Bert\"}",
                "pre_tokenizer.pretokenizers[0] is of the type \"Bert\"");
    unsupported("behavior", "/pre_tokenizer/pretokenizers/0/behavior", "\"Lost\"", "\"Lost\"");
    unsupported("pattern of another dialect", "/pre_tokenizer/pretokenizers/0/pattern",
                "{\"Regex\": \"(ab\"}", "pre_tokenizer.pretokenizers[0]: the pattern \"(ab\"");
    unsupported("processor", "/post_processor", "{\"type\": \"Roberta\"}", "\"Roberta\"");
    unsupported("decoder", "/decoder", "{\"type\": \"CTC\"}", "decoder is of the type \"CTC\"");
    unsupported("decoder after Fuse", "/decoder",
                R"({"type": "Sequence", "decoders": [{"type": "Fuse"}, {"type": "ByteLevel"}]})",
                "after a Fuse");
    unsupported("nesting", "/normalizer", nested(20), "is a Sequence inside eight others");
    unsupported("deep nesting", "/normalizer", nested(20'000), "is a Sequence inside eight others");
}

void TestTokenizerFiles::badJson()
{
    QFETCH(QString, place);
    QFETCH(QByteArray, value);
    QFETCH(bool, isUnsupported);
    QFETCH(QString, says);
    Json document = byteLevelJson();
    document[Json::json_pointer(place.toStdString())] = "the value";
    // Put in as text, for writing it as JSON would recurse as deep as it nests.
    const QByteArray content =
        QByteArray::fromStdString(document.dump()).replace("\"the value\"", value);
    TokenizerFolder folder;
    folder.write("tokenizer.json", content.toStdString());
    checkSentence(folder, isUnsupported ? ErrorCode::Unsupported : ErrorCode::FileDamaged, says);
}

void TestTokenizerFiles::notJson_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("says");
    QTest::newRow("empty") << QByteArray() << "not valid JSON";
    QTest::newRow("text") << QByteArray("version https://git-lfs") << "not valid JSON at byte 1";
    QTest::newRow("list") << QByteArray("[]") << "is a list, not an object";
    QTest::newRow("no UTF-8") << QByteArray("{\"a\": \"\xFF\"}") << "not valid JSON at byte";
    QTest::newRow("number") << QByteArray("{\"a\": 1e999}") << "a number that is too large";
    QTest::newRow("open brackets") << QByteArray(300'000, '[') << "not valid JSON";
    QTest::newRow("brackets") << QByteArray(300'000, '[') + QByteArray(300'000, ']')
                              << "is a list, not an object";
}

void TestTokenizerFiles::notJson()
{
    QFETCH(QByteArray, content);
    QFETCH(QString, says);
    TokenizerFolder folder;
    folder.write("tokenizer.json", content.toStdString());
    checkSentence(folder, ErrorCode::FileDamaged, says);
}

void TestTokenizerFiles::badConfig()
{
    TokenizerFolder folder;
    folder.write("tokenizer.json", byteLevelJson().dump());
    const std::pair<const char*, const char*> cases[] = {
        {"[", "tokenizer_config.json is not valid JSON"},
        {"[]", "tokenizer_config.json is a list"},
        {R"({"tokenizer_class": 1})", "tokenizer_class is 1"},
        {R"({"tokenizer_class": "LlamaTokenizer", "add_bos_token": "yes"})", "add_bos_token"},
        {R"({"tokenizer_class": "LlamaTokenizer", "bos_token": "<s>"})", "bos_token \"<s>\""}};
    for (const auto& [config, says] : cases) {
        folder.write("tokenizer_config.json", config);
        checkSentence(folder, ErrorCode::FileDamaged, says);
    }
}

void TestTokenizerFiles::badTiktoken_data()
{
    QTest::addColumn<QByteArray>("lines"); // after those of the 256 bytes
    QTest::addColumn<QString>("says");
    QTest::newRow("no base64") << QByteArray("a?== 256\n") << "line 257 does not start with base64";
    QTest::newRow("no multiple of four") << QByteArray("YWI 256\n") << "line 257";
    QTest::newRow("only padding") << QByteArray("== 256\n") << "line 257";
    QTest::newRow("no rank") << QByteArray("YWI= \n") << "line 257 has no rank";
    QTest::newRow("cut off") << QByteArray("YWI=") << "line 257 has no rank";
    QTest::newRow("no number") << QByteArray("YWI= 2x\n") << "line 257 has no rank";
    QTest::newRow("negative") << QByteArray("YWI= -1\n") << "line 257 has no rank";
    QTest::newRow("huge rank") << QByteArray("YWI= 99999999999999999999\n") << "line 257";
    QTest::newRow("rank twice") << QByteArray("YWI= 255\n") << "the rank 255 of an earlier one";
    QTest::newRow("gap") << QByteArray("YWI= 300\n") << "has no rank 256";
    QTest::newRow("token twice") << QByteArray("YQ== 256\n") << "two ranks for one token";
}

void TestTokenizerFiles::badTiktoken()
{
    QFETCH(QByteArray, lines);
    QFETCH(QString, says);
    TokenizerFolder folder;
    folder.write("tokenizer.model", tiktokenFile({}) + lines.toStdString());
    checkSentence(folder, ErrorCode::FileDamaged, says);
    if (folder.open().error().code() != ErrorCode::FileDamaged)
        return;
    folder.write("tokenizer.model", "YQ== 0\nYg== 1\n");
    checkSentence(folder, ErrorCode::FileDamaged, "no token for the byte 0");
}

void TestTokenizerFiles::damagedFilesDoNoHarm_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("byte level") << "tokenizer.json"
                                << QByteArray::fromStdString(byteLevelJson().dump());
    QTest::newRow("byte fallback")
        << "tokenizer.json" << QByteArray::fromStdString(byteFallbackJson().dump());
    QTest::newRow("tiktoken") << "tokenizer.model"
                              << QByteArray::fromStdString(tiktokenFile({"th", "the", " the"}));
}

void TestTokenizerFiles::damagedFilesDoNoHarm()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, content);
    std::mt19937 random(17);
    const auto place = [&] {
        return static_cast<int>(random() % static_cast<unsigned>(content.size()));
    };
    TokenizerFolder folder;
    int opened = 0;
    for (int round = 0; round < 1500; ++round) {
        QByteArray broken = content;
        for (int change = static_cast<int>(random() % 3); change >= 0; --change) {
            constexpr char likely[] = "\"{}[]:,0123456789\\";
            const bool isLikely = random() % 2;
            broken[place()] =
                isLikely ? likely[random() % (sizeof likely - 1)] : static_cast<char>(random());
        }
        if (random() % 4 == 0)
            broken.truncate(place());
        folder.write(name.toStdString(), broken.toStdString());
        const auto tokenizer = folder.open();
        if (!tokenizer.ok()) {
            QVERIFY(tokenizer.error().code() == ErrorCode::FileDamaged ||
                    tokenizer.error().code() == ErrorCode::Unsupported);
            continue;
        }
        ++opened;
        const auto ids = (*tokenizer)->encode("the and 123 \xC3\xA9 <|end|><s>");
        QVERIFY((*tokenizer)->decode(ids).size() < 1000);
    }
    QVERIFY2(opened > 10, qPrintable(QString::number(opened)));
}

void TestTokenizerFiles::wrongValuesDoNoHarm_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("byte level") << QByteArray::fromStdString(byteLevelJson().dump());
    QTest::newRow("byte fallback") << QByteArray::fromStdString(byteFallbackJson().dump());
}

void TestTokenizerFiles::wrongValuesDoNoHarm()
{
    QFETCH(QByteArray, content);
    const Json document = Json::parse(content.toStdString());
    TokenizerFolder folder;
    int refused = 0;
    const Json places = document.flatten();
    for (const auto& [place, old] : places.items()) {
        // The single value, and the object or list that it stands in.
        for (Json::json_pointer at(place); !at.empty(); at = at.parent_pointer()) {
            const bool isBulk = at.to_string().starts_with("/model/vocab/<0x");
            for (const char* wrong : {"null", "0", "-1", "\"x\"", "[]", "{}"}) {
                if (isBulk || (document[at].is_structured() && !place.ends_with("/0")))
                    continue;
                Json broken = document;
                broken[at] = Json::parse(wrong);
                folder.write("tokenizer.json", broken.dump());
                const auto tokenizer = folder.open();
                refused += !tokenizer.ok();
                if (tokenizer.ok())
                    QVERIFY((*tokenizer)->encode("the and 123 \xC3\xA9<s>").size() < 100);
                else
                    QVERIFY(tokenizer.error().code() != ErrorCode::Internal);
            }
        }
    }
    QVERIFY2(refused > 100, qPrintable(QString::number(refused)));
}

QTEST_GUILESS_MAIN(TestTokenizerFiles)
#include "tst_tokenizerfiles.moc"
