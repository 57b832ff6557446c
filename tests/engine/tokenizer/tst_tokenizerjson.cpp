#include "openedtokenizer.h"
#include "syntheticjson.h"
#include "syntheticmodel.h"

#include "base/utf8.h"

#include <QtTest>

#include <array>
#include <random>
#include <thread>

using namespace exitscope;
using namespace exitscope::test;
using Json = nlohmann::json;
using Ids = std::vector<int>;

namespace {

std::shared_ptr<const Tokenizer> made(const Json& document, const Json& config = {})
{
    TokenizerFolder folder;
    folder.write("tokenizer.json", document.dump());
    if (!config.is_null())
        folder.write("tokenizer_config.json", config.dump());
    return folder.opened();
}

/// `document` with one value set.
Json with(Json document, const char* pointer, Json value)
{
    document[Json::json_pointer(pointer)] = std::move(value);
    return document;
}

int idOf(const Json& document, const char* piece)
{
    return document["model"]["vocab"].at(piece).get<int>();
}

} // namespace

class TestTokenizerJson : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void byteLevel();
    void byteFallback();
    void unknownCharacters();
    void mergesAsPairs();
    void ignoreMerges();
    void addedTokens_data();
    void addedTokens();
    void normalizedAddedTokens();
    void spelledOutSpecialTokens();
    void idsAroundTheText();
    void configOfTheLlamaClasses();
    void metaspaceDecoder();
    void withoutDecoder();
    void roundTrips();
    void preferredToTokenizerModel();
    void fromManyThreads();
};

void TestTokenizerJson::byteLevel()
{
    const Json document = byteLevelJson();
    const auto tokenizer = made(document);
    QVERIFY(tokenizer);
    const int the = idOf(document, "the");
    const int spaceThe = idOf(document, "\xC4\xA0the");
    QCOMPARE(tokenizer->encode("the the"), (Ids{300, the, spaceThe}));
    QCOMPARE(tokenizer->encode("1234"), (Ids{300, idOf(document, "123"), '4'}));
    QCOMPARE(tokenizer->encode("\xC3\xA9"), (Ids{300, 0xC3, 0xA9}));
    QCOMPARE(tokenizer->encode(""), (Ids{300}));
    QCOMPARE(tokenizer->encode("\xFF"), (Ids{300, 0xEF, 0xBF, 0xBD}));
    QCOMPARE(tokenizer->piece(spaceThe), std::string("\xC4\xA0the"));
    QCOMPARE(tokenizer->bytes(spaceThe, true), std::string(" the"));
    QCOMPARE(tokenizer->bytes(0xC3, false), std::string("\xC3"));
    QCOMPARE(tokenizer->decode(Ids{300, the, spaceThe, 301}), std::string("the the"));
    QCOMPARE(tokenizer->vocabularySize(), 302);
    for (const int id : {-1, 290, 302}) { // 290 lies between the pieces and the added tokens
        QCOMPARE(tokenizer->bytes(id, false), std::string());
        QCOMPARE(tokenizer->piece(id), '#' + std::to_string(id));
    }
}

void TestTokenizerJson::byteFallback()
{
    const Json document = byteFallbackJson();
    const auto tokenizer = made(document);
    QVERIFY(tokenizer);
    const int the = idOf(document, "\xE2\x96\x81the");
    const int mark = idOf(document, "\xE2\x96\x81");
    QCOMPARE(tokenizer->encode("the the"), (Ids{1, the, the}));
    QCOMPARE(tokenizer->encode("\xC3\xA9"), (Ids{1, mark, 3 + 0xC3, 3 + 0xA9}));
    QCOMPARE(tokenizer->encode(""), (Ids{1}));
    QCOMPARE(tokenizer->decode(Ids{1, the, the}), std::string("the the"));
    QCOMPARE(tokenizer->decode(Ids{1, mark, the}), std::string(" the"));
    QCOMPARE(tokenizer->decode(Ids{3 + 0xC3, 3 + 0xA9}), std::string("\xC3\xA9"));
    QCOMPARE(tokenizer->bytes(3 + 0xC3, false), std::string("\xC3"));
    QCOMPARE(tokenizer->piece(3 + 0xC3), std::string("<0xC3>"));
}

void TestTokenizerJson::unknownCharacters()
{
    const Json base =
        with(with(byteFallbackJson(), "/model/byte_fallback", false), "/normalizer", nullptr);
    const int a = idOf(base, "a");
    QCOMPARE(made(base)->encode("aXYa"), (Ids{1, a, 0, a}));
    QCOMPARE(made(with(base, "/model/fuse_unk", false))->encode("aXYa"), (Ids{1, a, 0, 0, a}));
    QCOMPARE(made(with(base, "/model/unk_token", nullptr))->encode("aXYa"), (Ids{1, a, a}));
}

void TestTokenizerJson::mergesAsPairs()
{
    Json document = byteLevelJson();
    const auto before = made(document)->encode("the and once 123");
    for (Json& merge : document["model"]["merges"]) {
        const std::string text = merge;
        merge = {text.substr(0, text.find(' ')), text.substr(text.find(' ') + 1)};
    }
    QCOMPARE(made(document)->encode("the and once 123"), before);
}

void TestTokenizerJson::ignoreMerges()
{
    // A piece that no merges lead to is only found as a whole word.
    const Json document = with(byteLevelJson(), "/model/vocab/xyz", 280);
    QCOMPARE(made(document)->encode("xyz"), (Ids{300, 280}));
    QCOMPARE(made(with(document, "/model/ignore_merges", false))->encode("xyz"),
             (Ids{300, 'x', 'y', 'z'}));
}

void TestTokenizerJson::addedTokens_data()
{
    QTest::addColumn<QString>("flag");
    QTest::addColumn<QString>("text");
    QTest::addColumn<Ids>("ids");
    QTest::newRow("anywhere") << ""
                              << "a<x>b" << Ids{300, 'a', 310, 'b'};
    QTest::newRow("the longest") << ""
                                 << "<x><x><y" << Ids{300, 311, '<', 'y'};
    QTest::newRow("spaces stay") << ""
                                 << "a <x> b" << Ids{300, 'a', ' ', 310, ' ', 'b'};
    QTest::newRow("lstrip") << "lstrip"
                            << "a \n<x> b" << Ids{300, 'a', 310, ' ', 'b'};
    QTest::newRow("lstrip twice") << "lstrip"
                                  << "<x> <x>" << Ids{300, 310, 310};
    QTest::newRow("rstrip") << "rstrip"
                            << "a <x>\xC2\xA0 b" << Ids{300, 'a', ' ', 310, 'b'};
    QTest::newRow("single_word") << "single_word"
                                 << "a <x> b" << Ids{300, 'a', ' ', 310, ' ', 'b'};
    QTest::newRow("in a word") << "single_word"
                               << "\xC3\xA9<x>" << Ids{300, 0xC3, 0xA9, '<', 'x', '>'};
    QTest::newRow("before a word") << "single_word"
                                   << "<x>_" << Ids{300, '<', 'x', '>', '_'};
}

void TestTokenizerJson::addedTokens()
{
    QFETCH(QString, flag);
    QFETCH(QString, text);
    QFETCH(Ids, ids);
    Json document = byteLevelJson();
    Json token = addedToken(310, "<x>");
    if (!flag.isEmpty())
        token[flag.toStdString()] = true;
    document["added_tokens"].push_back(token);
    document["added_tokens"].push_back(addedToken(311, "<x><x>"));
    const auto tokenizer = made(document);
    QVERIFY(tokenizer);
    QCOMPARE(tokenizer->encode(text.toStdString()), ids);
    QCOMPARE(tokenizer->bytes(310, false), std::string("<x>")); // it is not special
}

void TestTokenizerJson::normalizedAddedTokens()
{
    Json document = with(byteLevelJson(), "/normalizer", {{"type", "NFC"}});
    Json token = addedToken(310, "e\xCC\x81");
    token["normalized"] = true;
    document["added_tokens"].push_back(token);
    const auto tokenizer = made(document);
    QVERIFY(tokenizer);
    QCOMPARE(tokenizer->encode("e\xCC\x81"), (Ids{300, 310}));
    QCOMPARE(tokenizer->encode("\xC3\xA9"), (Ids{300, 310}));
    document["added_tokens"].back()["normalized"] = false;
    QCOMPARE(made(document)->encode("\xC3\xA9"), (Ids{300, 0xC3, 0xA9}));
}

void TestTokenizerJson::spelledOutSpecialTokens()
{
    const auto tokenizer = made(byteLevelJson());
    QCOMPARE(tokenizer->encode("a<|end|>b"), (Ids{300, 'a', 301, 'b'}));
    QCOMPARE(tokenizer->decode(Ids{300, 'a', 301, 'b'}), std::string("ab"));
    QCOMPARE(tokenizer->piece(301), std::string("<|end|>"));
}

void TestTokenizerJson::idsAroundTheText()
{
    Json document = byteLevelJson();
    QCOMPARE(made(with(document, "/post_processor", nullptr))->encode("a"), (Ids{'a'}));
    QCOMPARE(made(with(document, "/post_processor", {{"type", "ByteLevel"}}))->encode("a"),
             (Ids{'a'}));
    Json processor = document["post_processor"];
    processor["single"].push_back({{"SpecialToken", {{"id", "<|bos|>"}, {"type_id", 0}}}});
    document["post_processor"] = {{"type", "Sequence"},
                                  {"processors", {{{"type", "ByteLevel"}}, processor}}};
    QCOMPARE(made(document)->encode("a"), (Ids{300, 'a', 300}));
}

void TestTokenizerJson::configOfTheLlamaClasses()
{
    const Json document = byteLevelJson();
    const auto ids = [&](const Json& config) { return made(document, config)->encode("a"); };
    const Json llama = {{"tokenizer_class", "LlamaTokenizerFast"},
                        {"bos_token", "<|end|>"},
                        {"eos_token", {{"content", "<|bos|>"}}}};
    QCOMPARE(ids(llama), (Ids{301, 'a'}));
    QCOMPARE(ids(with(llama, "/add_bos_token", false)), (Ids{'a'}));
    QCOMPARE(ids(with(llama, "/add_eos_token", true)), (Ids{301, 'a', 300}));
    // Other classes do what the tokenizer.json says.
    Json other = with(llama, "/tokenizer_class", "PreTrainedTokenizerFast");
    QCOMPARE(ids(with(other, "/add_bos_token", false)), (Ids{300, 'a'}));
    QCOMPARE(ids(Json::object()), (Ids{300, 'a'}));
}

void TestTokenizerJson::metaspaceDecoder()
{
    Json document = byteFallbackJson();
    const std::string mark = "\xE2\x96\x81";
    document["normalizer"] = nullptr;
    document["pre_tokenizer"] = {{"type", "Metaspace"}, {"replacement", mark}};
    document["decoder"] = document["pre_tokenizer"];
    auto tokenizer = made(document);
    const int the = idOf(document, "\xE2\x96\x81the");
    QCOMPARE(tokenizer->encode("the the"), (Ids{1, the, the}));
    QCOMPARE(tokenizer->decode(Ids{1, the, the}), std::string("the the"));
    document["decoder"]["prepend_scheme"] = "never";
    QCOMPARE(made(document)->decode(Ids{1, the, the}), std::string(" the the"));
}

void TestTokenizerJson::withoutDecoder()
{
    const auto tokenizer = made(with(byteLevelJson(), "/decoder", nullptr));
    QCOMPARE(tokenizer->decode(Ids{300, 'a', 'b'}), std::string("a b"));
}

void TestTokenizerJson::roundTrips()
{
    std::mt19937 random(11);
    const auto byteLevel = made(byteLevelJson());
    const auto byteFallback = made(byteFallbackJson());
    for (int round = 0; round < 500; ++round) {
        std::string text = toValidUtf8(randomText(random));
        for (const char* name : {"<s>", "</s>", "<unk>"})
            text = replaced(text, name, "");
        const auto ids = byteLevel->encode(text);
        QCOMPARE(byteLevel->decode(ids), text);
        QCOMPARE(streamed(*byteLevel, ids), text);
        // U+2581 is how spaces are spelled there, so it becomes one.
        const std::string spaced = replaced(text, "\xE2\x96\x81", " ");
        const auto fallbackIds = byteFallback->encode(text);
        QCOMPARE(byteFallback->decode(fallbackIds), spaced);
        QCOMPARE(streamed(*byteFallback, fallbackIds), spaced);
    }
}

void TestTokenizerJson::preferredToTokenizerModel()
{
    TokenizerFolder folder;
    folder.write("tokenizer.json", byteLevelJson().dump());
    folder.write("tokenizer.model", tiktokenFile({}));
    const auto tokenizer = folder.opened();
    QVERIFY(tokenizer);
    const QString description = QString::fromStdString(tokenizer->description());
    QVERIFY2(description.startsWith("Hugging Face BPE, ") &&
                 description.contains(QString::fromStdString(folder.path()) + "/tokenizer.json") &&
                 description.contains("preferred to the tokenizer.model"),
             qPrintable(description));
}

void TestTokenizerJson::fromManyThreads()
{
    const auto tokenizer = made(with(byteLevelJson(), "/normalizer", {{"type", "NFC"}}));
    std::mt19937 random(13);
    std::string text;
    while (text.size() < 20'000)
        text += randomText(random);
    const Ids expected = tokenizer->encode(text);
    std::array<Ids, 4> results;
    {
        std::vector<std::jthread> threads;
        for (Ids& result : results)
            threads.emplace_back([&] { result = tokenizer->encode(text); });
    }
    for (const Ids& result : results)
        QCOMPARE(result, expected);
}

QTEST_GUILESS_MAIN(TestTokenizerJson)
#include "tst_tokenizerjson.moc"
