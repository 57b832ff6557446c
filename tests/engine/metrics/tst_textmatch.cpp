#include "metrics/editdistance.h"
#include "metrics/exactmatch.h"

#include <QtTest>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

using namespace exitscope;

class TestTextMatch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void publishedDistances();
    void distancesByHand();
    void charactersNotBytes();
    void longTextsAreExact();
    void randomTextsByTheRecurrence();
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

/// Against the recurrence cell by cell, with lengths around those at which words of bits fill.
void TestTextMatch::randomTextsByTheRecurrence()
{
    std::mt19937 random(7);
    const auto text = [&](std::size_t length) {
        std::string letters(length, 'a');
        for (char& letter : letters)
            letter = static_cast<char>('a' + random() % 3);
        return letters;
    };
    for (const std::size_t length : {1, 2, 63, 64, 65, 127, 128, 129, 200}) {
        for (const std::size_t otherLength : {1, 40, 64, 100, 190}) {
            const std::string one = text(length);
            const std::string other = text(otherLength);
            std::vector<std::vector<std::size_t>> cells(length + 1,
                                                        std::vector<std::size_t>(otherLength + 1));
            for (std::size_t i = 0; i <= length; ++i) {
                for (std::size_t j = 0; j <= otherLength; ++j)
                    cells[i][j] =
                        i == 0 || j == 0
                            ? i + j
                            : std::min({cells[i - 1][j - 1] + (one[i - 1] == other[j - 1] ? 0 : 1),
                                        cells[i - 1][j] + 1, cells[i][j - 1] + 1});
            }
            QCOMPARE(editDistance(one, other), cells[length][otherLength]);
        }
    }
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
