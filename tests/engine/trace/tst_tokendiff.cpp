#include "trace/tokendiff.h"

#include <QtTest>

#include <random>

using namespace exitscope;

namespace {

/// What `segments` say the two sequences are, where the same ones are taken from the other.
std::pair<std::vector<int>, std::vector<int>>
rebuilt(const std::vector<Segment>& segments, const std::vector<int>& a, const std::vector<int>& b)
{
    std::pair<std::vector<int>, std::vector<int>> result;
    const auto put = [](std::vector<int>& to, const std::vector<int>& from, int first, int count) {
        to.insert(to.end(), from.begin() + first, from.begin() + first + count);
    };
    for (const Segment& segment : segments) {
        const bool same = segment.kind == SegmentKind::Same;
        put(result.first, same ? b : a, same ? segment.firstB : segment.firstA, segment.countA);
        put(result.second, same ? a : b, same ? segment.firstA : segment.firstB, segment.countB);
    }
    return result;
}

int sameTokens(const std::vector<Segment>& segments)
{
    int count = 0;
    for (const Segment& segment : segments)
        count += segment.kind == SegmentKind::Same ? segment.countA : 0;
    return count;
}

/// Length of the longest common subsequence, by the textbook table.
int longestCommon(const std::vector<int>& a, const std::vector<int>& b)
{
    std::vector<std::vector<int>> table(a.size() + 1, std::vector<int>(b.size() + 1));
    for (std::size_t i = 1; i <= a.size(); ++i) {
        for (std::size_t j = 1; j <= b.size(); ++j)
            table[i][j] = a[i - 1] == b[j - 1] ? table[i - 1][j - 1] + 1
                                               : std::max(table[i - 1][j], table[i][j - 1]);
    }
    return table[a.size()][b.size()];
}

std::vector<int> randomSequence(std::mt19937& random, int length, int values)
{
    std::vector<int> sequence(static_cast<std::size_t>(length));
    for (int& value : sequence)
        value = std::uniform_int_distribution(0, values - 1)(random);
    return sequence;
}

void checkShape(const std::vector<Segment>& segments)
{
    for (std::size_t i = 0; i < segments.size(); ++i) {
        const Segment& segment = segments[i];
        QCOMPARE(segment.countA == 0, segment.kind == SegmentKind::OnlyB);
        QCOMPARE(segment.countB == 0, segment.kind == SegmentKind::OnlyA);
        if (i > 0)
            QVERIFY(segment.kind != segments[i - 1].kind);
    }
}

} // namespace

class TestTokenDiff : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void byHand();
    void nothingAndTheSame();
    void randomOnesAreRebuiltAndShortest();
    void longOnesAreRebuilt_data();
    void longOnesAreRebuilt();
};

void TestTokenDiff::byHand()
{
    const std::vector<Segment> expected{{SegmentKind::Same, 0, 2, 0, 2},
                                        {SegmentKind::Changed, 2, 1, 2, 2},
                                        {SegmentKind::Same, 3, 1, 4, 1},
                                        {SegmentKind::OnlyA, 4, 2, 5, 0}};
    QCOMPARE(diffTokens(std::vector{1, 2, 3, 4, 5, 6}, std::vector{1, 2, 7, 8, 4}), expected);
    const std::vector<Segment> inserted{{SegmentKind::OnlyB, 0, 0, 0, 1},
                                        {SegmentKind::Same, 0, 2, 1, 2}};
    QCOMPARE(diffTokens(std::vector{1, 2}, std::vector{9, 1, 2}), inserted);
}

void TestTokenDiff::nothingAndTheSame()
{
    QVERIFY(diffTokens({}, {}).empty());
    const std::vector one{4, 4, 5};
    QCOMPARE(diffTokens(one, one), (std::vector<Segment>{{SegmentKind::Same, 0, 3, 0, 3}}));
    QCOMPARE(diffTokens(one, {}), (std::vector<Segment>{{SegmentKind::OnlyA, 0, 3, 0, 0}}));
    QCOMPARE(diffTokens({}, one), (std::vector<Segment>{{SegmentKind::OnlyB, 0, 0, 0, 3}}));
}

void TestTokenDiff::randomOnesAreRebuiltAndShortest()
{
    std::mt19937 random(11);
    for (int round = 0; round < 400; ++round) {
        const auto length = [&random] { return std::uniform_int_distribution(0, 40)(random); };
        const int values = 2 + round % 9;
        const std::vector<int> a = randomSequence(random, length(), values);
        const std::vector<int> b = randomSequence(random, length(), values);
        const std::vector<Segment> segments = diffTokens(a, b);
        checkShape(segments);
        QCOMPARE(rebuilt(segments, a, b), std::pair(a, b));
        QCOMPARE(sameTokens(segments), longestCommon(a, b));
    }
}

void TestTokenDiff::longOnesAreRebuilt_data()
{
    QTest::addColumn<int>("values");
    QTest::newRow("hardly anything in common") << 30'000;
    QTest::newRow("much in common by chance") << 20;
}

void TestTokenDiff::longOnesAreRebuilt()
{
    QFETCH(int, values);
    std::mt19937 random(5);
    const std::vector<int> a = randomSequence(random, 10'000, values);
    std::vector<int> b = randomSequence(random, 10'000, values);
    // Something to find again past where the search is cut short.
    std::copy_n(a.begin() + 6'000, 2'000, b.begin() + 6'000);
    const std::vector<Segment> segments = diffTokens(a, b);
    checkShape(segments);
    QCOMPARE(rebuilt(segments, a, b), std::pair(a, b));
    QVERIFY(sameTokens(segments) >= 1'000);
}

QTEST_APPLESS_MAIN(TestTokenDiff)
#include "tst_tokendiff.moc"
