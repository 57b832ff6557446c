#include "tokenizer/unicode.h"

#include "base/utf8.h"
#include "syntheticmodel.h"

#include <QtTest>

#include <random>

using namespace exitscope;

class TestUnicode : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void composes_data();
    void composes();
    void composesRandomText();
    void composesLongRunsOfMarks();
    void spacesAndWords();
    void sentences();
};

void TestUnicode::composes_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    QTest::newRow("nothing") << ""
                             << "";
    QTest::newRow("ascii") << "abc"
                           << "abc";
    QTest::newRow("accent") << "e\u0301"
                            << "\u00E9";
    QTest::newRow("two marks in order") << "a\u0302\u0301"
                                        << "\u1EA5";
    QTest::newRow("marks out of order") << "a\u0301\u0323"
                                        << "\u1EA1\u0301";
    QTest::newRow("singleton") << "\u212B"
                               << "\u00C5";
    QTest::newRow("excluded from composition") << "\u0958"
                                               << "\u0915\u093C";
    QTest::newRow("Hangul") << "\u1112\u1161\u11AB"
                            << "\uD55C";
    QTest::newRow("compatibility stays") << "\uFB01\u00B2"
                                         << "\uFB01\u00B2";
    QTest::newRow("case stays") << "\u00DF\u0130"
                                << "\u00DF\u0130";
}

void TestUnicode::composes()
{
    QFETCH(QString, text);
    QFETCH(QString, expected);
    QCOMPARE(QString::fromStdString(composed(text.toStdString())), expected);
}

void TestUnicode::composesRandomText()
{
    std::mt19937 random(5);
    for (int round = 0; round < 500; ++round) {
        QString text = QString::fromStdString(toValidUtf8(test::randomText(random)));
        for (int marks = static_cast<int>(random() % 8); marks > 0; --marks)
            text.insert(static_cast<int>(random() % static_cast<unsigned>(text.size() + 1)),
                        QChar(0x300 + static_cast<int>(random() % 0x70)));
        text = QString::fromStdString(toValidUtf8(text.toStdString())); // no half surrogates
        QCOMPARE(QString::fromStdString(composed(text.toStdString())),
                 text.normalized(QString::NormalizationForm_C));
    }
}

void TestUnicode::composesLongRunsOfMarks()
{
    // Above and below in turn; sorting them one by one would take minutes.
    QString text = "a";
    for (int i = 0; i < 150'000; ++i)
        text += "\u0301\u0323";
    const QString result = QString::fromStdString(composed(text.toStdString()));
    QCOMPARE(result,
             QString("\u1EA1") + QString(149'999, QChar(0x323)) + QString(150'000, QChar(0x301)));
}

void TestUnicode::spacesAndWords()
{
    QCOMPARE(leadingSpace(" \t\xC2\xA0x "), std::size_t{4});
    QCOMPARE(trailingSpace(" x\xE3\x80\x80\n"), std::size_t{4});
    QCOMPARE(trailingSpace("  "), std::size_t{2});
    QCOMPARE(leadingSpace(""), std::size_t{0});
    QCOMPARE(leadingSpace("\xE1\xA0\x8E"), std::size_t{0}); // U+180E is none
    for (const char* word : {"a", "\xC3\xA9", "7", "_", "\xCC\x81", "\xE6\x97\xA5"})
        QVERIFY2(startsWithWord(word) && endsWithWord(word), word);
    for (const char* other : {"", "-", " ", "\xE2\x80\x94", "\xF0\x9F\xA4\x96"})
        QVERIFY2(!startsWithWord(other) && !endsWithWord(other), other);
    QVERIFY(startsWithWord("a-") && !endsWithWord("a-"));
}

void TestUnicode::sentences()
{
    QCOMPARE(printable("caf\xC3\xA9"), std::string("caf\xC3\xA9"));
    QCOMPARE(printable(std::string_view("a\0\n", 3)), std::string("a\xEF\xBF\xBD\xEF\xBF\xBD"));
    QCOMPARE(printable("abc\xC3\xA9", 4), std::string("abc\xEF\xBF\xBD..."));
}

QTEST_GUILESS_MAIN(TestUnicode)
#include "tst_unicode.moc"
