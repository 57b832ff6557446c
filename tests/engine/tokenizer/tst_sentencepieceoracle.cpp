#include "base/utf8.h"
#include "support/testdata.h"
#include "syntheticmodel.h"
#include "tokenizer/sentencepiece.h"
#include "tokenizer/sentencepiecemodel.h"

#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>

#include <sentencepiece_processor.h>

#include <random>

using namespace exitscope;
namespace fs = std::filesystem;

namespace {

std::string contentOf(const fs::path& path)
{
    QFile file(QString::fromStdString(path.string()));
    return file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : std::string();
}

QString printed(std::string_view text)
{
    return QString::fromLatin1(
        QByteArray(text.data(), static_cast<qsizetype>(text.size())).toPercentEncoding(" "));
}

/// The same model read twice: by this project and by the sentencepiece library.
struct Both
{
    explicit Both(const std::string& content)
        : model(readSentencepieceModel(content, "model"))
        , ours(openSentencepiece(content, "model"))
    {
        const auto status = library.LoadFromSerializedProto(content);
        if (!status.ok())
            qFatal("%s", status.ToString().c_str());
    }

    std::vector<int> libraryIds(std::string_view text) const
    {
        std::vector<int> ids = library.EncodeAsIds({text.data(), text.size()});
        if (library.bos_id() >= 0)
            ids.insert(ids.begin(), library.bos_id());
        return ids;
    }

    SentencepieceModel model;
    std::shared_ptr<const Tokenizer> ours;
    sentencepiece::SentencePieceProcessor library;
};

/// Counts agreements and keeps the first disagreement.
class Tally
{
public:
    void compare(const Both& both, std::string_view text)
    {
        const std::vector<int> ours = both.ours->encode(text);
        count(ours == both.libraryIds(text), "encode " + printed(text));
        if (!isValidUtf8(text))
            return;
        std::string decoded;
        if (!both.library.Decode(ours, &decoded).ok())
            decoded = "(no text)";
        count(both.ours->decode(ours) == decoded, "decode " + printed(text));
    }

    void count(bool equal, const QString& what)
    {
        ++m_all;
        m_equal += equal;
        if (!equal && m_first.isEmpty())
            m_first = what;
    }

    void finish(const char* what) const
    {
        qInfo("%s: %d of %d equal", what, m_equal, m_all);
        QVERIFY2(m_equal == m_all, qPrintable(m_first));
        QVERIFY(m_all > 0);
    }

private:
    int m_all = 0;
    int m_equal = 0;
    QString m_first;
};

} // namespace

class TestSentencepieceOracle : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void pieces_data() { models(); }
    void pieces();
    void vectors_data() { models(); }
    void vectors();
    void randomTexts_data() { models(); }
    void randomTexts();
    void projectTexts_data() { models(); }
    void projectTexts();
    void longText_data() { models(); }
    void longText();
    void randomModels();

private:
    static void models()
    {
        QTest::addColumn<QString>("path");
        QTest::newRow("fable") << QString::fromStdString(
            (test::bundledModel() / "tokenizer.model").string());
        QTest::newRow("llama2") << QString::fromStdString(
            (test::sharedData() / "tokenizers/llama2/tokenizer.model").string());
    }

    static std::string modelContent()
    {
        QFETCH(QString, path);
        return contentOf(path.toStdString());
    }
};

/// Skips the rows that need data from outside the project where it is absent.
#define NEED_MODEL()                                                                               \
    if (qstrcmp(QTest::currentDataTag(), "llama2") == 0)                                           \
        EXITSCOPE_NEED_SHARED();                                                                   \
    const Both both(modelContent())

void TestSentencepieceOracle::pieces()
{
    NEED_MODEL();
    QCOMPARE(both.ours->vocabularySize(), both.library.GetPieceSize());
    QCOMPARE(both.model.unknownId, both.library.unk_id());
    QCOMPARE(both.model.bosId, both.library.bos_id());
    QCOMPARE(both.model.eosId, both.library.eos_id());
    Tally tally;
    for (int id = 0; id < both.library.GetPieceSize(); ++id) {
        const SentencepiecePiece& piece = both.model.pieces[static_cast<std::size_t>(id)];
        const bool equal = piece.text == both.library.IdToPiece(id) &&
                           both.ours->piece(id) == piece.text &&
                           piece.score == both.library.GetScore(id) &&
                           (piece.type == PieceType::Unknown) == both.library.IsUnknown(id) &&
                           (piece.type == PieceType::Control) == both.library.IsControl(id) &&
                           (piece.type == PieceType::Unused) == both.library.IsUnused(id) &&
                           (piece.type == PieceType::Byte) == both.library.IsByte(id);
        tally.count(equal, "piece " + QString::number(id));
    }
    tally.finish("pieces");
}

void TestSentencepieceOracle::vectors()
{
    EXITSCOPE_NEED_SHARED();
    NEED_MODEL();
    const std::string content = contentOf(test::sharedData() / "tokenizers/vectors.json");
    const auto sets = QJsonDocument::fromJson(QByteArray::fromStdString(content)).object();
    Tally tally;
    for (const auto& set : sets)
        for (const auto& entry : set.toArray())
            tally.compare(both, entry.toObject()["text"].toString().toStdString());
    tally.finish("texts of vectors.json");
}

void TestSentencepieceOracle::randomTexts()
{
    NEED_MODEL();
    std::mt19937 random(20);
    Tally tally;
    for (int i = 0; i < 3000; ++i)
        tally.compare(both, test::randomText(random));
    tally.finish("random texts");
}

void TestSentencepieceOracle::projectTexts()
{
    NEED_MODEL();
    Tally tally;
    for (const char* folder : {"", "engine/tokenizer", "engine/exit", "tests/engine/tokenizer"})
        for (const auto& entry : fs::directory_iterator(test::sourceDir() / folder))
            if (entry.is_regular_file())
                tally.compare(both, contentOf(entry.path()));
    tally.finish("files of this project, whole");
}

void TestSentencepieceOracle::longText()
{
    NEED_MODEL();
    const std::string page = contentOf(test::sourceDir() / "README.md");
    QVERIFY(!page.empty());
    std::string text;
    while (text.size() < 1 << 20)
        text += page;
    QElapsedTimer timer;
    timer.start();
    const std::vector<int> ours = both.ours->encode(text);
    const double ourSeconds = static_cast<double>(timer.nsecsElapsed()) * 1e-9;
    timer.restart();
    const std::vector<int> theirs = both.libraryIds(text);
    const double theirSeconds = static_cast<double>(timer.nsecsElapsed()) * 1e-9;
    const double megabytes = static_cast<double>(text.size()) * 1e-6;
    qInfo("one text of %.2f MB: %.1f MB/s; the library: %.1f MB/s", megabytes,
          megabytes / ourSeconds, megabytes / theirSeconds);
    QVERIFY(ours == theirs);
}

void TestSentencepieceOracle::randomModels()
{
    std::mt19937 random(5);
    Tally tally;
    for (int round = 0; round < 400; ++round) {
        const Both both(test::randomModel(random).serialized());
        for (int i = 0; i < 25; ++i) {
            const std::string text = test::randomSmallText(random);
            tally.count(both.ours->encode(text) == both.libraryIds(text),
                        QString("model %1, %2").arg(round).arg(printed(text)));
        }
    }
    tally.finish("texts with random models");
}

QTEST_GUILESS_MAIN(TestSentencepieceOracle)
#include "tst_sentencepieceoracle.moc"
