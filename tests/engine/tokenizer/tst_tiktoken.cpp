#include "openedtokenizer.h"
#include "syntheticjson.h"
#include "syntheticmodel.h"

#include "base/utf8.h"

#include <QDir>
#include <QtTest>

#include <random>

using namespace exitscope;
using namespace exitscope::test;
using Ids = std::vector<int>;

namespace {

std::shared_ptr<const Tokenizer> made(const std::vector<std::string>& tokens)
{
    TokenizerFolder folder;
    folder.write("tokenizer.model", tiktokenFile(tokens));
    return folder.opened();
}

} // namespace

class TestTiktoken : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void mergesByRank();
    void specialTokens();
    void roundTrips();
    void originalFolder();
    void windowsLineEnds();
    void tokensOfHugeSize();
};

void TestTiktoken::mergesByRank()
{
    // 256 and on: "bc" goes before "ab"; "abc" can be reached through both.
    const auto tokenizer = made({"bc", "ab", "abc", " the", "wxyz"});
    QVERIFY(tokenizer);
    const int bos = 261;
    QCOMPARE(tokenizer->encode("abc"), (Ids{bos, 258}));
    QCOMPARE(tokenizer->encode("abcd"), (Ids{bos, 258, 'd'}));
    QCOMPARE(tokenizer->encode("abab"), (Ids{bos, 257, 257}));
    QCOMPARE(tokenizer->encode("xbca"), (Ids{bos, 'x', 256, 'a'}));
    // No merges lead to these two: they are found as whole words only.
    QCOMPARE(tokenizer->encode("a the wxyz"), (Ids{bos, 'a', 259, ' ', 'w', 'x', 'y', 'z'}));
    QCOMPARE(tokenizer->encode("wxyz"), (Ids{bos, 260}));
    QCOMPARE(tokenizer->piece(259), std::string("\xC4\xA0the"));
    QCOMPARE(tokenizer->bytes(259, true), std::string(" the"));
}

void TestTiktoken::specialTokens()
{
    const auto tokenizer = made({"ab"});
    QVERIFY(tokenizer);
    QCOMPARE(tokenizer->vocabularySize(), 257 + 256);
    QCOMPARE(tokenizer->encode("<|begin_of_text|>a<|eot_id|>"), (Ids{257, 257, 'a', 257 + 9}));
    QCOMPARE(tokenizer->decode(Ids{257, 'a', 257 + 9}), std::string("a"));
    QCOMPARE(tokenizer->piece(257 + 1), std::string("<|end_of_text|>"));
    QCOMPARE(tokenizer->piece(257 + 255), std::string("<|reserved_special_token_245|>"));
    QCOMPARE(tokenizer->piece(257 + 256), std::string("#513"));
    QVERIFY(QString::fromStdString(tokenizer->description()).startsWith("tiktoken, 257 ranks"));
}

void TestTiktoken::roundTrips()
{
    const auto tokenizer = made({"th", "the", " the", "in", "ing", "\xC3\xA9", "  "});
    QVERIFY(tokenizer);
    std::mt19937 random(23);
    for (int round = 0; round < 500; ++round) {
        const std::string text = toValidUtf8(randomText(random));
        const Ids ids = tokenizer->encode(text);
        QCOMPARE(tokenizer->decode(ids), text);
        QCOMPARE(streamed(*tokenizer, ids), text);
    }
}

void TestTiktoken::originalFolder()
{
    TokenizerFolder folder;
    QVERIFY(QDir(QString::fromStdString(folder.path())).mkdir("original"));
    folder.write("original/tokenizer.model", tiktokenFile({"ab"}));
    const auto tokenizer = folder.opened();
    QVERIFY(tokenizer);
    QVERIFY(QString::fromStdString(tokenizer->description()).endsWith("original/tokenizer.model"));
}

void TestTiktoken::windowsLineEnds()
{
    TokenizerFolder folder;
    QByteArray content = QByteArray::fromStdString(tiktokenFile({"ab"}));
    folder.write("tokenizer.model", content.replace("\n", "\r\n").toStdString());
    const auto tokenizer = folder.opened();
    QVERIFY(tokenizer);
    QCOMPARE(tokenizer->encode("ab"), (Ids{257, 256}));
}

void TestTiktoken::tokensOfHugeSize()
{
    TokenizerFolder folder;
    folder.write("tokenizer.model", tiktokenFile({std::string(512, 'a')}));
    QVERIFY(folder.opened());
    folder.write("tokenizer.model", tiktokenFile({std::string(2'000'000, 'a')}));
    const auto tokenizer = folder.open();
    QVERIFY(!tokenizer.ok());
    const QString sentence = tokenizer.error().what();
    QVERIFY2(sentence.contains("line 257 has a token of 2000000 bytes, more than 512"),
             qPrintable(sentence));
}

QTEST_GUILESS_MAIN(TestTiktoken)
#include "tst_tiktoken.moc"
