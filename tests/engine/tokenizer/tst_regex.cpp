#include "tokenizer/regex.h"

#include "base/error.h"

#include <QtTest>

using namespace exitscope;

namespace {

QString found(const char* pattern, const std::string& text)
{
    QStringList parts;
    for (const Span& span : Regex(pattern, "file").matches(text))
        parts << QString::fromStdString(std::string(span.of(text)));
    return parts.join('|');
}

QString refusal(const char* pattern)
{
    try {
        const Regex regex(pattern, "tokenizer.json: pre_tokenizer");
    } catch (const Error& error) {
        return error.code() == ErrorCode::Unsupported ? error.what() : "a wrong code";
    }
    return {};
}

} // namespace

class TestRegex : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void matches_data();
    void matches();
    void refusals_data();
    void refusals();
    void longTexts();
    void givesUpOnExplosions();
};

void TestRegex::matches_data()
{
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* name, const char* pattern, const char* text,
                        const char* expected) {
        QTest::newRow(name) << pattern << text << expected;
    };
    row("letters", "\\p{L}+", "ab-\xC3\xA9\xE6\x97\xA5", "ab|\xC3\xA9\xE6\x97\xA5");
    row("digits of all scripts", "\\d+", "12\xD9\xA1", "12\xD9\xA1");
    row("case", "(?i:'s|'re)", "'S 'rE 'x", "'S|'rE");
    row("nothing", "x", "abc", "");
    row("empty text", "x*", "", "");
    row("lookahead", "\\s+(?!\\S)|\\s+", "a   b ", "  | | ");
    row("spaces", "\\s", "\xC2\x85\xC2\xA0\xE2\x80\xA8\xE3\x80\x80",
        "\xC2\x85|\xC2\xA0|\xE2\x80\xA8|\xE3\x80\x80");
    row("U+180E is no space", "\\s|[\\s]", "\xE1\xA0\x8E", "");
    row("U+180E is another", "\\S|[^\\s]", "\xE1\xA0\x8E", "\xE1\xA0\x8E");
    row("ends of lines", "^a|b$", "ab\nab", "a|b|a|b");
    row("bracket in a class", "[]a]", "a]b", "a|]");
    row("bracket in a negated class", "[^]a]", "a]b", "b");
    row("escaped bracket", "[\\]\\[]", "[x]", "[|]");
    row("hexadecimal digits", "\\h+|[\\h-]", "1f-g h", "1f|-");
    row("no hexadecimal digits", "\\H+", "1fg h-2", "g h-");
    row("named class", "[[:digit:]-]+", "1-2", "1-2");
}

void TestRegex::matches()
{
    QFETCH(QString, pattern);
    QFETCH(QString, text);
    QFETCH(QString, expected);
    QCOMPARE(found(qPrintable(pattern), text.toStdString()), expected);
}

void TestRegex::refusals_data()
{
    QTest::addColumn<QString>("pattern");
    QTest::newRow("unclosed") << "(ab";
    QTest::newRow("unknown property") << "\\p{Nonsense}";
    QTest::newRow("class in a class") << "[a[b]]";
    QTest::newRow("intersection") << "[a-z&&x]";
    QTest::newRow("half an escape") << "ab\\";
    QTest::newRow("single byte") << "\\C";
    QTest::newRow("open class") << "[[:";
    QTest::newRow("too large") << "((a{1000}){1000}){1000}";
}

void TestRegex::refusals()
{
    QFETCH(QString, pattern);
    const QString sentence = refusal(qPrintable(pattern));
    QVERIFY2(sentence.startsWith("tokenizer.json: pre_tokenizer") && sentence.contains(pattern) &&
                 sentence.endsWith('.'),
             qPrintable(sentence));
}

void TestRegex::longTexts()
{
    const Regex regex("\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+|(?:a|b)+", "file");
    const std::string spaces(1'000'000, ' ');
    QCOMPARE(regex.matches(spaces).size(), std::size_t{1});
    QCOMPARE(regex.matches(spaces + 'x').size(), std::size_t{2});
    // Too long for the stack of a compiled pattern: the interpreter takes over.
    QCOMPARE(regex.matches(std::string(1'000'000, 'a')).size(), std::size_t{1});
}

void TestRegex::givesUpOnExplosions()
{
    const Regex regex("(a+)+$", "tokenizer.json: pre_tokenizer");
    try {
        regex.matches(std::string(60, 'a') + 'b');
        QFAIL("it should take too many steps");
    } catch (const Error& error) {
        const QString sentence = error.what();
        QCOMPARE(error.code(), ErrorCode::Unsupported);
        QVERIFY2(sentence.contains("(a+)+$") && sentence.contains("61 bytes"),
                 qPrintable(sentence));
    }
}

QTEST_GUILESS_MAIN(TestRegex)
#include "tst_regex.moc"
