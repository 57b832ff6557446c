#include "tokenizer/bpe.h"

#include <QtTest>

#include <map>
#include <random>
#include <string>

using namespace exitscope;

namespace {

/// `text` in single bytes, merged by `scores`, with a bar between symbols. Capitals are frozen.
std::string merged(std::string_view text, const std::map<std::string, float, std::less<>>& scores,
                   std::string_view mark = {})
{
    std::vector<BpeSymbol> symbols;
    for (std::size_t i = 0; i < text.size(); ++i)
        symbols.push_back({text.substr(i, 1), text[i] < 'a'});
    mergeText(symbols, mark, [&](const BpeSymbol& left, const BpeSymbol& right) {
        const auto found = scores.find(joined(left.text, right.text));
        return found == scores.end() ? std::nullopt : std::optional(BpeMerge{found->second});
    });
    std::string result;
    for (const BpeSymbol& symbol : symbols) {
        if (!result.empty())
            result += '|';
        result += symbol.text;
    }
    return result;
}

} // namespace

class TestBpe : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void merges_data();
    void merges();
    void marksAtTheStart();
    void wordByWord();
};

void TestBpe::merges_data()
{
    using Scores = std::map<std::string, float, std::less<>>;
    QTest::addColumn<std::string>("text");
    QTest::addColumn<Scores>("scores");
    QTest::addColumn<std::string>("expected");
    const auto row = [](const char* name, std::string text, Scores scores, std::string expected) {
        QTest::newRow(name) << std::move(text) << std::move(scores) << std::move(expected);
    };
    row("nothing", "", {{"ab", -1}}, "");
    row("one symbol", "a", {{"ab", -1}}, "a");
    row("no merge", "abc", {}, "a|b|c");
    row("the higher score first", "abc", {{"ab", -2}, {"bc", -1}}, "a|bc");
    row("the leftmost of equals", "aaaaa", {{"aa", -1}}, "aa|aa|a");
    row("only into what exists", "abcd", {{"abcd", -1}}, "a|b|c|d");
    row("with what was merged", "abcd", {{"cd", -1}, {"bcd", -2}, {"abcd", -3}}, "abcd");
    row("a pair that is gone", "abcb", {{"bc", -1}, {"ab", -2}, {"cb", -2}, {"bcb", -3}}, "a|bcb");
    row("frozen", "abAab", {{"ab", -1}, {"bA", 0}, {"Aa", 0}, {"abA", 0}}, "ab|A|ab");
}

void TestBpe::merges()
{
    using Scores = std::map<std::string, float, std::less<>>;
    QFETCH(std::string, text);
    QFETCH(Scores, scores);
    QFETCH(std::string, expected);
    QCOMPARE(merged(text, scores), expected);
}

void TestBpe::marksAtTheStart()
{
    for (const char* piece : {"", "a", "_", "__", "_ab", "__a"})
        QVERIFY2(leadsWith(piece, "_"), piece);
    for (const char* piece : {"a_", "_a_", "a_b", "_a__"})
        QVERIFY2(!leadsWith(piece, "_"), piece);
}

void TestBpe::wordByWord()
{
    using Scores = std::map<std::string, float, std::less<>>;
    std::mt19937 random(21);
    const auto randomOf = [&](std::string_view letters, int longest) {
        std::string text;
        for (int length = 2 + static_cast<int>(random() % 32) % longest; length > 0; --length)
            text += letters[random() % letters.size()];
        return text;
    };
    for (int round = 0; round < 500; ++round) {
        Scores scores;
        for (int i = 0; i < 30; ++i) {
            const std::string piece = randomOf("_", 3) + randomOf("ab", 4);
            scores[piece.substr(random() % piece.size())] = -static_cast<float>(random() % 8);
        }
        const std::string text = randomOf("aabb__A", 40);
        QCOMPARE(merged(text, scores, "_"), merged(text, scores));
    }
}

QTEST_GUILESS_MAIN(TestBpe)
#include "tst_bpe.moc"
