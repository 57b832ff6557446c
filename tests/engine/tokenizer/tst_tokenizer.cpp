#include "support/testdata.h"
#include "tokenizer/tokenizer.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QtTest>

#include <random>
#include <sys/stat.h>

using namespace exitscope;
namespace fs = std::filesystem;

namespace {

std::shared_ptr<const Tokenizer> opened(const fs::path& folder)
{
    auto tokenizer = openTokenizer(folder);
    if (tokenizer.ok())
        return *tokenizer;
    qWarning("%s", tokenizer.error().what());
    return nullptr;
}

std::vector<int> integers(const QJsonArray& list)
{
    std::vector<int> values;
    for (const auto& value : list)
        values.push_back(value.toInt());
    return values;
}

std::string joined(const Tokenizer& tokenizer, const std::vector<int>& ids)
{
    std::string text;
    for (const int id : ids)
        text += tokenizer.bytes(id, text.empty());
    return text;
}

QByteArray contentOf(const fs::path& path)
{
    QFile file(QString::fromStdString(path.string()));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class TestTokenizer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void llamaVectors();
    void bundledTokenizerRoundTrips();
    void bytesOfSpecialPieces();
    void idsOutsideTheVocabulary();
    void unreadableFolders_data();
    void unreadableFolders();
    void truncatedFilesAreErrors();
    void damagedFilesDoNoHarm();

private:
    void write(const QString& name, const QByteArray& content)
    {
        QFile file(m_folder.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
    }

    QTemporaryDir m_folder;
};

void TestTokenizer::llamaVectors()
{
    EXITSCOPE_NEED_SHARED();
    const fs::path folder = test::sharedData() / "tokenizers";
    const auto tokenizer = opened(folder / "llama2");
    QVERIFY(tokenizer);
    QCOMPARE(tokenizer->vocabularySize(), 32000);
    const auto vectors =
        QJsonDocument::fromJson(contentOf(folder / "vectors.json")).object()["llama2-hf"].toArray();
    QVERIFY(vectors.size() > 20);
    for (const auto& entry : vectors) {
        const std::string text = entry.toObject()["text"].toString().toStdString();
        const std::vector<int> ids = integers(entry.toObject()["ids"].toArray());
        // Special tokens spelled out in a text are plain text to sentencepiece.
        if (text.find("<s>") == std::string::npos)
            QCOMPARE(tokenizer->encode(text), ids);
        QCOMPARE(tokenizer->decode(ids), entry.toObject()["decoded"].toString().toStdString());
        if (ids.size() > 2 && ids[1] != 29871) // a lone first space leaves nothing to follow
            QCOMPARE(joined(*tokenizer, ids), tokenizer->decode(ids));
    }
}

void TestTokenizer::bundledTokenizerRoundTrips()
{
    const auto tokenizer = opened(test::bundledModel());
    QVERIFY(tokenizer);
    QCOMPARE(tokenizer->vocabularySize(), 4096);
    QVERIFY(
        QString::fromStdString(tokenizer->description()).contains("sentencepiece, 4096 pieces"));
    for (const std::string text :
         {"Once upon a time there was a king", "caf\xC3\xA9 \xF0\x9F\xA4\x96!", "",
          "  two  spaces ", "\"Who is there?\" said the wolf.\nNobody.", "tab\tend"}) {
        const std::vector<int> ids = tokenizer->encode(text);
        QCOMPARE(ids.front(), 1);
        QCOMPARE(tokenizer->decode(ids), text);
    }
}

void TestTokenizer::bytesOfSpecialPieces()
{
    const auto tokenizer = opened(test::bundledModel());
    QVERIFY(tokenizer);
    QCOMPARE(tokenizer->bytes(1, false), std::string());
    QCOMPARE(tokenizer->piece(1), std::string("<s>"));
    const std::vector<int> robot = tokenizer->encode("\xF0\x9F\xA4\x96");
    QVERIFY(robot.size() >= 5); // bos, perhaps a space, then a byte each
    QCOMPARE(tokenizer->bytes(robot.back(), false), std::string("\x96"));
    QCOMPARE(tokenizer->piece(robot.back()), std::string("<0x96>"));
    const int the = tokenizer->encode("the")[1];
    QCOMPARE(tokenizer->bytes(the, false), std::string(" the"));
    QCOMPARE(tokenizer->bytes(the, true), std::string("the"));
}

void TestTokenizer::idsOutsideTheVocabulary()
{
    const auto tokenizer = opened(test::bundledModel());
    QVERIFY(tokenizer);
    for (const int id : {-1, 4096, 1 << 30}) {
        QCOMPARE(tokenizer->bytes(id, false), std::string());
        QCOMPARE(tokenizer->piece(id), '#' + std::to_string(id));
    }
    QCOMPARE(tokenizer->decode(std::vector{1, -5, 99999}), std::string());
}

void TestTokenizer::unreadableFolders_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("says");
    const auto row = [](const char* title, const char* name, const QByteArray& content,
                        ErrorCode code, const char* says) {
        QTest::newRow(title) << name << content << static_cast<int>(code) << says;
    };
    row("nothing", "", {}, ErrorCode::FileMissing, "no tokenizer.json and no tokenizer.model");
    row("folder", "tokenizer.model", "folder", ErrorCode::FileMissing, "it is a folder");
    row("pipe", "tokenizer.model", "pipe", ErrorCode::FileMissing, "not a regular file");
    row("empty", "tokenizer.model", "", ErrorCode::FileDamaged, "not a whole sentencepiece");
    row("text", "tokenizer.model", "hello there\n", ErrorCode::FileDamaged, "tokenizer.model");
    row("pointer", "tokenizer.model", "version https://git-lfs.github.com/spec/v1\n",
        ErrorCode::FileDamaged, "tokenizer.model");
}

void TestTokenizer::unreadableFolders()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, content);
    QFETCH(int, code);
    QFETCH(QString, says);
    for (const QString& old :
         QDir(m_folder.path()).entryList(QDir::AllEntries | QDir::System | QDir::NoDotAndDotDot)) {
        QFile::remove(m_folder.filePath(old));
        QDir(m_folder.path()).rmdir(old);
    }
    if (content == "folder")
        QVERIFY(QDir(m_folder.path()).mkdir(name));
    else if (content == "pipe")
        QCOMPARE(::mkfifo(qPrintable(m_folder.filePath(name)), 0600), 0);
    else if (!name.isEmpty())
        write(name, content);
    const auto tokenizer = openTokenizer(m_folder.path().toStdString());
    QVERIFY(!tokenizer.ok());
    const QString sentence = tokenizer.error().what();
    QCOMPARE(static_cast<int>(tokenizer.error().code()), code);
    QVERIFY2(sentence.contains(says) && sentence.contains(m_folder.path()), qPrintable(sentence));
    if (code != static_cast<int>(ErrorCode::FileDamaged))
        QVERIFY2(sentence.contains("can still run on token ids"), qPrintable(sentence));
    QVERIFY2(sentence.endsWith('.') && !sentence.contains("--"), qPrintable(sentence));
}

void TestTokenizer::truncatedFilesAreErrors()
{
    const QByteArray whole = contentOf(test::bundledModel() / "tokenizer.model");
    QVERIFY(whole.size() > 1000);
    for (const int length : {1, 7, 1000, static_cast<int>(whole.size()) / 2 + 3}) {
        write("tokenizer.model", whole.left(length));
        const auto tokenizer = openTokenizer(m_folder.path().toStdString());
        QVERIFY2(!tokenizer.ok(), qPrintable(QString::number(length)));
        QCOMPARE(tokenizer.error().code(), ErrorCode::FileDamaged);
    }
}

void TestTokenizer::damagedFilesDoNoHarm()
{
    const QByteArray whole = contentOf(test::bundledModel() / "tokenizer.model");
    std::mt19937 random(7);
    for (int round = 0; round < 60; ++round) {
        QByteArray broken = whole;
        for (int change = 0; change < 4; ++change)
            broken[static_cast<int>(random() % static_cast<unsigned>(broken.size()))] =
                static_cast<char>(random());
        write("tokenizer.model", broken);
        const auto tokenizer = openTokenizer(m_folder.path().toStdString());
        if (!tokenizer.ok()) {
            QVERIFY(tokenizer.error().code() == ErrorCode::FileDamaged ||
                    tokenizer.error().code() == ErrorCode::Unsupported);
            continue;
        }
        const auto ids = (*tokenizer)->encode("Once upon a time");
        QVERIFY((*tokenizer)->decode(ids).size() < 1000);
    }
}

QTEST_GUILESS_MAIN(TestTokenizer)
#include "tst_tokenizer.moc"
