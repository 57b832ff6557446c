#include "base/error.h"
#include "support/testdata.h"
#include "syntheticmodel.h"
#include "tokenizer/sentencepiecemodel.h"

#include <QFile>
#include <QtTest>

#include <limits>
#include <random>

using namespace exitscope;
using namespace exitscope::test;

Q_DECLARE_METATYPE(exitscope::test::SyntheticModel)

class TestSentencepieceModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void bundled();
    void absentFields();
    void refused_data();
    void refused();
    void truncations();
    void flips();

private:
    static std::string bundledContent()
    {
        QFile model(QString::fromStdString((bundledModel() / "tokenizer.model").string()));
        return model.open(QIODevice::ReadOnly) ? model.readAll().toStdString() : std::string();
    }
};

void TestSentencepieceModel::bundled()
{
    const SentencepieceModel model = readSentencepieceModel(bundledContent(), "fable");
    QCOMPARE(model.pieces.size(), std::size_t(4096));
    QCOMPARE(model.unknownId, 0);
    QCOMPARE(model.bosId, 1);
    QCOMPARE(model.eosId, 2);
    QCOMPARE(model.byteIds.size(), std::size_t(256));
    QCOMPARE(model.pieces[static_cast<std::size_t>(model.byteIds[0x0A])].text,
             std::string("<0x0A>"));
    QVERIFY(model.addDummyPrefix && !model.removeExtraWhitespaces && model.escapeWhitespaces);
}

/// Absent fields mean what the schema says; settings given twice, in parts, add up.
void TestSentencepieceModel::absentFields()
{
    const std::string content = bytesField(1, bytesField(1, "<unk>") + varintField(3, 2)) +
                                bytesField(1, bytesField(1, "go") + varintField(3, 3)) +
                                bytesField(1, bytesField(1, "a")) +
                                bytesField(2, varintField(3, 2)) +
                                bytesField(2, bytesField(46, "go") + varintField(99, 1)) +
                                bytesField(3, "") + bytesField(77, "unheard of");
    const SentencepieceModel model = readSentencepieceModel(content, "file");
    QCOMPARE(model.bosId, 1);
    QCOMPARE(model.eosId, -1);
    QVERIFY(model.byteIds.empty());
    QVERIFY(model.pieces[2].type == PieceType::Normal && model.pieces[2].score == 0);
    QVERIFY(model.addDummyPrefix && model.removeExtraWhitespaces && model.escapeWhitespaces);
}

void TestSentencepieceModel::refused_data()
{
    QTest::addColumn<SyntheticModel>("model");
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("says");
    const auto row = [](const char* name, ErrorCode code, const char* says, auto change) {
        SyntheticModel model = reservedPieces(true);
        model.pieces.push_back({"a", -1});
        change(model);
        QTest::newRow(name) << model << static_cast<int>(code) << says;
    };
    using Model = SyntheticModel&;
    constexpr ErrorCode unsupported = ErrorCode::Unsupported;
    row("unigram", unsupported, "type unigram", [](Model m) { m.type = 1; });
    row("word", unsupported, "type word", [](Model m) { m.type = 3; });
    row("character", unsupported, "type character", [](Model m) { m.type = 4; });
    row("type 9", unsupported, "type 9", [](Model m) { m.type = 9; });
    row("suffix", unsupported, "end of words", [](Model m) { m.suffix = true; });
    row("charsmap", unsupported, "\"made up\"", [](Model m) { m.charsmap = "map"; });
    constexpr ErrorCode damaged = ErrorCode::FileDamaged;
    row("no pieces", damaged, "missing", [](Model m) { m.pieces.clear(); });
    row("twice", damaged, "\"a\" occurs twice", [](Model m) { m.pieces.push_back({"a", -2}); });
    row("no unknown", damaged, "no piece of type unknown",
        [](Model m) { m.pieces.erase(m.pieces.begin()); });
    row("two unknown", damaged, "two pieces of type unknown", [](Model m) {
        m.pieces.push_back({"b", 0, PieceType::Unknown});
    });
    row("no byte", damaged, "a byte has no piece",
        [](Model m) { m.pieces[7].type = PieceType::Normal; });
    row("byte name", damaged, "\"<0xG1>\"", [](Model m) { m.pieces[7].text = "<0xG1>"; });
    row("bytes off", damaged, "byte_fallback is off", [](Model m) { m.byteFallback = false; });
    row("empty piece", damaged, "no text", [](Model m) { m.pieces[7].text.clear(); });
    row("no UTF-8", damaged, "no text in UTF-8", [](Model m) { m.pieces[7].text = "\xFF"; });
    row("piece type", damaged, "no piece of type 7", [](Model m) {
        m.pieces.push_back({"b", 0, static_cast<PieceType>(7)});
    });
    row("score", damaged, "not a number", [](Model m) {
        m.pieces.push_back({"b", std::numeric_limits<float>::quiet_NaN()});
    });
}

void TestSentencepieceModel::refused()
{
    QFETCH(SyntheticModel, model);
    QFETCH(int, code);
    QFETCH(QString, says);
    try {
        readSentencepieceModel(model.serialized(), "some/file.model");
        QFAIL("nothing was thrown");
    } catch (const Error& error) {
        const QString sentence = error.what();
        QCOMPARE(static_cast<int>(error.code()), code);
        QVERIFY2(sentence.contains(says), qPrintable(sentence));
        QVERIFY2(sentence.startsWith("some/file.model"), qPrintable(sentence));
    }
}

void TestSentencepieceModel::truncations()
{
    const std::string whole = bundledContent();
    QVERIFY(whole.size() > 1000);
    // The settings, where a cut is likeliest to go unnoticed, byte by byte; before, in steps.
    for (std::size_t size = 0; size < whole.size(); size += size + 2000 < whole.size() ? 211 : 1) {
        try {
            readSentencepieceModel({whole.data(), size}, "file");
            QFAIL(qPrintable(QString("cut at %1 goes unnoticed").arg(size)));
        } catch (const Error& error) {
            QCOMPARE(error.code(), ErrorCode::FileDamaged);
        }
    }
}

void TestSentencepieceModel::flips()
{
    std::mt19937 random(3);
    const std::string whole = reservedPieces(true).serialized();
    int refusals = 0;
    for (int round = 0; round < 3000; ++round) {
        std::string broken = whole;
        broken[random() % broken.size()] = static_cast<char>(random());
        try {
            QVERIFY(readSentencepieceModel(broken, "file").pieces.size() < 1000);
        } catch (const Error& error) {
            ++refusals;
            QVERIFY(error.code() == ErrorCode::FileDamaged ||
                    error.code() == ErrorCode::Unsupported);
        }
    }
    QVERIFY(refusals > 1000);
}

QTEST_GUILESS_MAIN(TestSentencepieceModel)
#include "tst_sentencepiecemodel.moc"
