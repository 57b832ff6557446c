#include "metrics/editdistance.h"
#include "metrics/exactmatch.h"

#include <QtTest>

using namespace exitscope;

class TestTextMatch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void publishedDistances();
    void distancesByHand();
    void charactersNotBytes();
    void longTextsAreExact();
    void normalized();
    void exact();
};

void TestTextMatch::publishedDistances()
{
    // torchmetrics, the examples of EditDistance's documentation.
    QCOMPARE(editDistance("rain", "shine"), std::size_t(3));
    QCOMPARE(editDistance("lnaguaeg", "language"), std::size_t(4));
    // Two examples that textbooks share (Jurafsky and Martin, "Speech and Language Processing", at
    // a cost of 1 for a replacement; Wagner and Fischer's problem in its usual illustration).
    QCOMPARE(editDistance("intention", "execution"), std::size_t(5));
    QCOMPARE(editDistance("kitten", "sitting"), std::size_t(3));
}

void TestTextMatch::distancesByHand()
{
    QCOMPARE(editDistance("", ""), std::size_t(0));
    QCOMPARE(editDistance("", "abc"), std::size_t(3));
    QCOMPARE(editDistance("abc", ""), std::size_t(3));
    QCOMPARE(editDistance("abc", "abc"), std::size_t(0));
    QCOMPARE(editDistance("abc", "ca"), std::size_t(3)); // no exchange of neighbours
    QCOMPARE(editDistance("ab", "b"), std::size_t(1));
    QCOMPARE(editDistance("flaw", "lawn"), std::size_t(2));
}

void TestTextMatch::charactersNotBytes()
{
    QCOMPARE(editDistance("caf\xC3\xA9", "cafe"), std::size_t(1));
    QCOMPARE(editDistance("\xF0\x9F\xA4\x96", "\xF0\x9F\xA4\x97"), std::size_t(1));
    QCOMPARE(editDistance("\xFF", "\xEF\xBF\xBD"), std::size_t(0));
}

void TestTextMatch::longTextsAreExact()
{
    // Sixty characters moved from the start to the end: far from the diagonal of the table.
    const std::string same = QString("0123456789").repeated(20).toStdString();
    const std::string moved(60, 'x');
    QCOMPARE(editDistance(moved + same, same + moved), std::size_t(120));
}

void TestTextMatch::normalized()
{
    QCOMPARE(normalizedEditDistance("rain", "shine"), 0.6);
    QCOMPARE(normalizedEditDistance("abc", ""), 1.0);
    QCOMPARE(normalizedEditDistance("", ""), 0.0);
    QCOMPARE(normalizedEditDistance("caf\xC3\xA9", "caf"), 0.25);
}

void TestTextMatch::exact()
{
    QVERIFY(exactMatch("yes", "yes"));
    QVERIFY(exactMatch("yes\n", " yes"));
    QVERIFY(exactMatch("\xC2\xA0yes no", "yes no\t"));
    QVERIFY(exactMatch(" ", ""));
    QVERIFY(!exactMatch("yes", "Yes"));
    QVERIFY(!exactMatch("yes.", "yes"));
    QVERIFY(!exactMatch("y es", "yes"));
}

QTEST_APPLESS_MAIN(TestTextMatch)
#include "tst_textmatch.moc"
