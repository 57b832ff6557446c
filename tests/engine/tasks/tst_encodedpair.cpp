#include "support/testdata.h"
#include "taskfixture.h"
#include "tasks/encodedpair.h"

#include <QtTest>

#include <numeric>

using namespace exitscope;
using namespace exitscope::test;

namespace {

using Ids = std::vector<int>;

Ids range(int first, int end)
{
    Ids ids(static_cast<std::size_t>(end - first));
    std::iota(ids.begin(), ids.end(), first);
    return ids;
}

Ids joined(Ids first, const Ids& second)
{
    first.insert(first.end(), second.begin(), second.end());
    return first;
}

} // namespace

/// Texts as ids: where a continuation begins, what is cut, windows over long texts.
class EncodedPairTest : public QObject
{
    Q_OBJECT

private:
    std::shared_ptr<const Tokenizer> m_tokenizer;

private Q_SLOTS:
    void initTestCase()
    {
        auto tokenizer = openTokenizer(bundledModel());
        QVERIFY2(tokenizer.ok(), tokenizer ? "" : tokenizer.error().what());
        m_tokenizer = *tokenizer;
    }

    void contextAndContinuationAreTheWhole()
    {
        const PairEncoder encoder(m_tokenizer, {2}, true);
        const EncodedPair pair = encoder.pair("Once upon a time", " there was a king");
        QCOMPARE(joined(pair.context, pair.continuation),
                 m_tokenizer->encode("Once upon a time there was a king"));
        QCOMPARE(pair.context, m_tokenizer->encode("Once upon a time"));
        // White space at the end of the context belongs to the continuation.
        QCOMPARE(encoder.pair("Once upon a time ", "there was a king"), pair);
        QCOMPARE(encoder.pair("Once upon a time", " there was a king").context.front(), 1);
    }

    void withoutBos()
    {
        const PairEncoder encoder(m_tokenizer, {2}, false);
        const EncodedPair with = PairEncoder(m_tokenizer, {2}, true).pair("Once upon", " a time");
        const EncodedPair without = encoder.pair("Once upon", " a time");
        QCOMPARE(joined({1}, without.context), with.context);
        QCOMPARE(without.continuation, with.continuation);
        // Nothing but the beginning stands before a text without a context.
        QCOMPARE(encoder.pair("", "Once upon"), (EncodedPair{{1}, encoder.body("Once upon")}));
        QCOMPARE(encoder.pair("  ", "Once").context, Ids{1});
        QCOMPARE(encoder.prompt(""), Ids{1});
    }

    void contextsAreCutOnTheLeft()
    {
        // All but the last token must fit: 4 + 3 - 1 = 6.
        QCOMPARE(fitted({range(0, 4), range(10, 13)}, 6),
                 (EncodedPair{range(0, 4), range(10, 13)}));
        QCOMPARE(fitted({range(0, 4), range(10, 13)}, 5),
                 (EncodedPair{range(1, 4), range(10, 13)}));
        QCOMPARE(fitted({range(0, 4), range(10, 13)}, 3),
                 (EncodedPair{range(3, 4), range(10, 13)}));
        QVERIFY(thrownBy([] {
                    fitted({{0}, range(10, 13)}, 2);
                }).starts_with("A continuation has 3 tokens"));
    }

    /// The harness's own test cases of its rolling windows (tests/test_utils.py, v1 and v6), here
    /// without the overlap.
    void windows()
    {
        const std::vector<EncodedPair> expected{{{-100}, range(0, 10)},
                                                {{9}, range(10, 20)},
                                                {{19}, range(20, 30)},
                                                {range(23, 30), range(30, 34)}};
        QCOMPARE(rollingWindows(range(0, 34), -100, 10), expected);
        QCOMPARE(
            rollingWindows(range(0, 9), -100, 2),
            (std::vector<EncodedPair>{
                {{-100}, {0, 1}}, {{1}, {2, 3}}, {{3}, {4, 5}}, {{5}, {6, 7}}, {{6, 7}, {8}}}));
        QCOMPARE(rollingWindows(range(0, 4), -100, 10),
                 (std::vector<EncodedPair>{{{-100}, range(0, 4)}}));
        QVERIFY(rollingWindows({}, -100, 10).empty());
    }
};

QTEST_GUILESS_MAIN(EncodedPairTest)
#include "tst_encodedpair.moc"
