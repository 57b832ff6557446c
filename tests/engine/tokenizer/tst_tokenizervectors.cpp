#include "base/utf8.h"
#include "openedtokenizer.h"
#include "support/testdata.h"
#include "syntheticmodel.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <random>

using namespace exitscope;
using namespace exitscope::test;
namespace fs = std::filesystem;
using Ids = std::vector<int>;

namespace {

Ids integers(const QJsonArray& list)
{
    Ids values;
    for (const auto& value : list)
        values.push_back(value.toInt());
    return values;
}

std::shared_ptr<const Tokenizer> opened(const fs::path& folder)
{
    auto tokenizer = openTokenizer(folder);
    if (tokenizer.ok())
        return *tokenizer;
    qWarning("%s", tokenizer.error().what());
    return nullptr;
}

} // namespace

/// Against the ids and texts of the hub's tokenizers library.
class TestTokenizerVectors : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void vectors_data();
    void vectors();
    void tiktokenAgrees();
    void sentencepieceAgrees();
    void roundTrips();

private:
    QJsonObject m_vectors;
    fs::path m_tokenizers;
    QTemporaryDir m_llama3; ///< a folder with the tiktoken vocabulary under its usual name
};

void TestTokenizerVectors::initTestCase()
{
    EXITSCOPE_NEED_SHARED();
    m_tokenizers = sharedData() / "tokenizers";
    QFile file(QString::fromStdString((m_tokenizers / "vectors.json").string()));
    QVERIFY(file.open(QIODevice::ReadOnly));
    m_vectors = QJsonDocument::fromJson(file.readAll()).object();
    QCOMPARE(m_vectors.size(), 3);
    fs::create_symlink(m_tokenizers / "llama3/tiktoken.model",
                       m_llama3.filePath("tokenizer.model").toStdString());
}

void TestTokenizerVectors::vectors_data()
{
    QTest::addColumn<QString>("folder");
    QTest::addColumn<QString>("name");
    const QString data = QString::fromStdString(sharedData().string());
    QTest::newRow("llama2-hf") << data + "/tokenizers/llama2-hf"
                               << "llama2-hf";
    QTest::newRow("tinystories") << data + "/models/tinystories-656k"
                                 << "tinystories-656k";
    QTest::newRow("llama3") << data + "/tokenizers/llama3"
                            << "llama3-derived";
    QTest::newRow("llama3 tiktoken") << m_llama3.path() << "llama3-derived";
}

void TestTokenizerVectors::vectors()
{
    QFETCH(QString, folder);
    QFETCH(QString, name);
    const auto tokenizer = opened(folder.toStdString());
    QVERIFY(tokenizer);
    const QJsonArray entries = m_vectors[name].toArray();
    QVERIFY(entries.size() > 20);
    for (const auto& entry : entries) {
        const Ids ids = integers(entry.toObject()["ids"].toArray());
        QCOMPARE(tokenizer->encode(entry.toObject()["text"].toString().toStdString()), ids);
        QCOMPARE(QString::fromStdString(tokenizer->decode(ids)),
                 entry.toObject()["decoded"].toString());
        QCOMPARE(streamed(*tokenizer, ids), tokenizer->decode(ids));
    }
}

void TestTokenizerVectors::tiktokenAgrees()
{
    const auto json = opened(m_tokenizers / "llama3");
    const auto tiktoken = opened(m_llama3.path().toStdString());
    QVERIFY(json && tiktoken);
    QCOMPARE(tiktoken->vocabularySize(), 128256);
    QCOMPARE(json->vocabularySize(), 128256);
    std::mt19937 random(3);
    for (int round = 0; round < 1000; ++round) {
        const std::string text = randomText(random);
        const Ids ids = json->encode(text);
        QCOMPARE(tiktoken->encode(text), ids);
        QCOMPARE(tiktoken->decode(ids), json->decode(ids));
    }
    for (int id = 0; id < 128256; id += 7)
        QCOMPARE(tiktoken->piece(id), json->piece(id));
    for (int id = 128000; id < 128256; ++id)
        QCOMPARE(tiktoken->piece(id), json->piece(id));
}

void TestTokenizerVectors::sentencepieceAgrees()
{
    const auto json = opened(m_tokenizers / "llama2-hf");
    const auto sentencepiece = opened(m_tokenizers / "llama2");
    QVERIFY(json && sentencepiece);
    std::mt19937 random(4);
    for (int round = 0; round < 1000; ++round) {
        // Only the hub's library looks for tokens that are spelled out.
        const std::string text = replaced(toValidUtf8(randomText(random)), "<", "");
        QCOMPARE(json->encode(text), sentencepiece->encode(text));
    }
}

void TestTokenizerVectors::roundTrips()
{
    std::mt19937 random(9);
    const auto llama2 = opened(m_tokenizers / "llama2-hf");
    const auto llama3 = opened(m_tokenizers / "llama3");
    QVERIFY(llama2 && llama3);
    for (int round = 0; round < 1000; ++round) {
        std::string text = toValidUtf8(randomText(random));
        QCOMPARE(llama3->decode(llama3->encode(text)), text);
        // U+2581 is how spaces are spelled there, so it becomes one.
        text = replaced(replaced(text, "<", ""), "\xE2\x96\x81", " ");
        QCOMPARE(llama2->decode(llama2->encode(text)), text);
    }
}

QTEST_GUILESS_MAIN(TestTokenizerVectors)
#include "tst_tokenizervectors.moc"
