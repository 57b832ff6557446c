#include "tokenizer/pretokenizer.h"

#include <QtTest>

using namespace exitscope;
using Json = nlohmann::json;

namespace {

/// The pieces of `text` with bars between them.
QString cut(const Json& description, const std::string& text, bool startsText = true)
{
    const std::filesystem::path file = "tokenizer.json";
    Pieces pieces{text, {{0, text.size()}}, startsText};
    for (const auto& step : readPreTokenizer(JsonPart(description, file, "pre_tokenizer")))
        step(pieces);
    QStringList parts;
    for (const Span& span : pieces.spans)
        parts << QString::fromStdString(std::string(span.of(pieces.text)));
    return parts.join('|');
}

Json split(const char* behavior, bool invert, const char* pattern = "-")
{
    return {{"type", "Split"},
            {"pattern", {{"Regex", pattern}}},
            {"behavior", behavior},
            {"invert", invert}};
}

} // namespace

class TestPreTokenizer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void behaviors_data();
    void behaviors();
    void emptyMatches();
    void literalPatterns();
    void sequencesSeeOnlyThePiece();
    void byteLevel();
    void metaspace();
    void digits();
};

void TestPreTokenizer::behaviors_data()
{
    QTest::addColumn<QString>("behavior");
    QTest::addColumn<bool>("invert");
    QTest::addColumn<QString>("expected");
    // The documentation of SplitDelimiterBehavior cuts this text at "-" too.
    QTest::newRow("Removed") << "Removed" << false << "the|final|countdown";
    QTest::newRow("Isolated") << "Isolated" << false << "the|-|final|-|-|countdown";
    QTest::newRow("MergedWithPrevious")
        << "MergedWithPrevious" << false << "the-|final-|-|countdown";
    QTest::newRow("MergedWithNext") << "MergedWithNext" << false << "the|-final|-|-countdown";
    QTest::newRow("Contiguous") << "Contiguous" << false << "the|-|final|--|countdown";
    QTest::newRow("Removed inverted") << "Removed" << true << "-|-|-";
    QTest::newRow("Isolated inverted") << "Isolated" << true << "the|-|final|-|-|countdown";
}

void TestPreTokenizer::behaviors()
{
    QFETCH(QString, behavior);
    QFETCH(bool, invert);
    QFETCH(QString, expected);
    QCOMPARE(cut(split(qPrintable(behavior), invert), "the-final--countdown"), expected);
}

void TestPreTokenizer::emptyMatches()
{
    QCOMPARE(cut(split("Isolated", false, "(?=c)"), "abcabc"), "ab|cab|c");
    QCOMPARE(cut(split("Isolated", false, "x*"), "axxb"), "a|xx|b");
    QCOMPARE(cut(split("Removed", false, "-"), "--"), "");
}

void TestPreTokenizer::literalPatterns()
{
    Json description = split("Isolated", false);
    description["pattern"] = {{"String", "a.\\"}};
    QCOMPARE(cut(description, "xa.\\ab\\"), "x|a.\\|ab\\");
}

void TestPreTokenizer::sequencesSeeOnlyThePiece()
{
    const Json description = {
        {"type", "Sequence"},
        {"pretokenizers", {split("Removed", false, "-"), split("Isolated", false, "b$|(?<=-)c")}}};
    QCOMPARE(cut(description, "ab-cb"), "a|b|c|b");
}

void TestPreTokenizer::byteLevel()
{
    const Json plain = {{"type", "ByteLevel"}, {"add_prefix_space", false}, {"use_regex", false}};
    QCOMPARE(cut(plain, "a b\n"), QString("a%1b%2").arg(QChar(0x120)).arg(QChar(0x10A)));
    QCOMPARE(cut({{"type", "ByteLevel"}}, "a b's  1"),
             QString("_a|_b|'s|_|_1").replace('_', QChar(0x120)));
    QCOMPARE(cut({{"type", "ByteLevel"}}, " a"), QString("_a").replace('_', QChar(0x120)));
}

void TestPreTokenizer::metaspace()
{
    Json description = {{"type", "Metaspace"}, {"replacement", "_"}};
    QCOMPARE(cut(description, "a  b"), "_a|_|_b");
    QCOMPARE(cut(description, " a"), "_a");
    description["split"] = false;
    QCOMPARE(cut(description, "a b"), "_a_b");
    description["prepend_scheme"] = "first";
    QCOMPARE(cut(description, "a b"), "_a_b");
    QCOMPARE(cut(description, "a b", false), "a_b");
    description["prepend_scheme"] = "never";
    QCOMPARE(cut(description, "a b"), "a_b");
    QCOMPARE(cut({{"type", "Metaspace"}, {"replacement", "_"}, {"add_prefix_space", false}}, "a b"),
             "a|_b");
}

void TestPreTokenizer::digits()
{
    const std::string text = "a12\xC2\xBD"
                             "b3";
    QCOMPARE(cut({{"type", "Digits"}, {"individual_digits", true}}, text),
             QString::fromUtf8("a|1|2|\xC2\xBD|b|3"));
    QCOMPARE(cut({{"type", "Digits"}, {"individual_digits", false}}, text),
             QString::fromUtf8("a|12\xC2\xBD|b|3"));
}

QTEST_GUILESS_MAIN(TestPreTokenizer)
#include "tst_pretokenizer.moc"
