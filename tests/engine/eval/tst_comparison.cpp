#include "decode/closecall.h"
#include "decode/sampler.h"
#include "eval/comparison.h"

#include <QtTest>

#include <cmath>
#include <random>

using namespace exitscope;

namespace {

Sampling greedy()
{
    Sampling sampling;
    sampling.sample = false;
    return sampling;
}

/// Logits of five tokens; the tolerance in fp32 is 1e-4 of the largest, 0.001.
std::vector<float> logitsOf(float second, float third = -3)
{
    return {-1, 10, second, third, 0.5F};
}

Difference judged(const std::vector<float>& logits, int full, int other,
                  std::string_view dtype = "fp32")
{
    return judge(logits, full, other, {greedy(), {}, 3, dtype});
}

} // namespace

class TestComparison : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void textsPartWhereTheyFirstDiffer();
    void aDifferenceSaysWhatTheModelPrefers();
    void withinTheToleranceItIsATie();
    void bothTokensMustBeNearTheBest();
    void theDtypeDecidesOnTheTolerance();
    void anEndIsNoRounding();
    void processorsComeFirst();
    void samplesAreJudgedWithTheirNoise();
    void whatCannotBeDrawnIsNoTie();
};

void TestComparison::textsPartWhereTheyFirstDiffer()
{
    using Ids = std::vector<int>;
    QCOMPARE(firstDifference(Ids{1, 2, 3}, Ids{1, 2, 3}), std::optional<std::size_t>());
    QCOMPARE(firstDifference(Ids{}, Ids{}), std::optional<std::size_t>());
    QCOMPARE(firstDifference(Ids{1, 2, 3}, Ids{1, 5, 3}), std::optional<std::size_t>(1));
    QCOMPARE(firstDifference(Ids{1, 2, 3}, Ids{1, 2}), std::optional<std::size_t>(2));
    QCOMPARE(firstDifference(Ids{}, Ids{4}), std::optional<std::size_t>(0));
}

void TestComparison::aDifferenceSaysWhatTheModelPrefers()
{
    const Difference difference = judged(logitsOf(9, 9.5F), 1, 2);
    QCOMPARE(difference.token, 3);
    QCOMPARE(difference.full, (RankedToken{1, 10}));
    QCOMPARE(difference.other, (RankedToken{2, 9}));
    QCOMPARE(difference.top[0], (RankedToken{1, 10}));
    QCOMPARE(difference.top[1], (RankedToken{3, 9.5}));
    QCOMPARE(difference.margin, 0.5);
    QCOMPARE(difference.distance, 1.0);
    QCOMPARE(difference.tolerance, 10 * logitTolerance("fp32"));
    QCOMPARE(difference.kind, DifferenceKind::RealDifference);
    // The two largest, wherever they stand.
    QCOMPARE(judged({7, 8, 1}, 0, 1).top[1], (RankedToken{0, 7}));
    QCOMPARE(judged({8, 7, 7.5F}, 0, 1).top[1], (RankedToken{2, 7.5}));
    QCOMPARE(QString(fieldName(DifferenceKind::RealDifference)), QString("real difference"));
}

void TestComparison::withinTheToleranceItIsATie()
{
    QCOMPARE(judged(logitsOf(9.9995F), 1, 2).kind, DifferenceKind::RoundingTie);
    QCOMPARE(judged(logitsOf(9.9995F), 2, 1).kind, DifferenceKind::RoundingTie);
    QCOMPARE(judged(logitsOf(10), 2, 1).kind, DifferenceKind::RoundingTie);
    QCOMPARE(judged(logitsOf(9.998F), 1, 2).kind, DifferenceKind::RealDifference);
    QCOMPARE(judged(logitsOf(9.998F), 2, 1).kind, DifferenceKind::RealDifference);
    QCOMPARE(QString(fieldName(DifferenceKind::RoundingTie)), QString("rounding tie"));
    // A large negative logit widens it: what matters is the size of the sums.
    QCOMPARE(judged(logitsOf(9.998F, -30), 1, 2).kind, DifferenceKind::RoundingTie);
}

/// The margin of the top two is small, but one of the strategies wrote neither.
void TestComparison::bothTokensMustBeNearTheBest()
{
    const Difference difference = judged(logitsOf(9.9995F, 4), 1, 3);
    QVERIFY(difference.margin < difference.tolerance);
    QCOMPARE(difference.kind, DifferenceKind::RealDifference);
    // Of three within the tolerance any two may come up.
    QCOMPARE(judged(logitsOf(9.9995F, 9.9996F), 2, 3).kind, DifferenceKind::RoundingTie);
}

void TestComparison::theDtypeDecidesOnTheTolerance()
{
    for (const auto& [dtype, gap] :
         {std::pair("fp32", 0.0005F), {"fp16", 0.009F}, {"bf16", 0.07F}}) {
        QCOMPARE(judged(logitsOf(10 - gap), 1, 2, dtype).kind, DifferenceKind::RoundingTie);
        QCOMPARE(judged(logitsOf(10 - 2 * gap), 1, 2, dtype).kind, DifferenceKind::RealDifference);
    }
}

void TestComparison::anEndIsNoRounding()
{
    const Difference difference = judged(logitsOf(10), 1, -1);
    QCOMPARE(difference.kind, DifferenceKind::RealDifference);
    QCOMPARE(difference.other.id, -1);
    QVERIFY(std::isnan(difference.other.logit));
}

void TestComparison::processorsComeFirst()
{
    // The penalty brings token 1 down to token 2; raw they are far apart.
    Sampling sampling = greedy();
    sampling.repetitionPenalty = 2;
    const std::vector<int> history{1};
    const Difference difference = judge(logitsOf(5), 1, 2, {sampling, history, 0, "fp32"});
    QCOMPARE(difference.kind, DifferenceKind::RoundingTie);
    QCOMPARE(difference.margin, 5.0); // of the raw logits
    QCOMPARE(difference.distance, 0.0);
    QCOMPARE(judge(logitsOf(5), 1, 2, {greedy(), history, 0, "fp32"}).kind,
             DifferenceKind::RealDifference);
}

void TestComparison::samplesAreJudgedWithTheirNoise()
{
    std::mt19937 random(3);
    std::normal_distribution<float> normal(0, 2);
    int ties = 0;
    int real = 0;
    for (int round = 0; round < 300; ++round) {
        std::vector<float> logits(20);
        for (float& z : logits)
            z = normal(random);
        Sampling sampling;
        sampling.topP = 1;
        sampling.seed = static_cast<std::uint64_t>(round);
        const auto index = static_cast<std::uint64_t>(round % 7);
        const Choice choice = chooseToken(logits, sampling, {}, index);
        const ChoiceContext context{sampling, {}, index, "fp32"};
        const Difference apart = judge(logits, choice.id, choice.second, context);
        QVERIFY2(std::abs(apart.distance - (choice.value - choice.secondValue)) < 1e-6,
                 qPrintable(QString::number(apart.distance)));
        real += apart.kind == DifferenceKind::RealDifference ? 1 : 0;
        // Moved up by what it lacks, the second is drawn as well as the first.
        logits[static_cast<std::size_t>(choice.second)] += static_cast<float>(apart.distance);
        ties += judge(logits, choice.id, choice.second, context).kind == DifferenceKind::RoundingTie
                    ? 1
                    : 0;
    }
    QCOMPARE(ties, 300);
    QVERIFY2(real > 290, qPrintable(QString::number(real)));
}

void TestComparison::whatCannotBeDrawnIsNoTie()
{
    Sampling sampling;
    sampling.topK = 1; // only token 1, whatever the noise
    int louder = 0;    // seeds whose noise would have token 2 win
    for (sampling.seed = 0; sampling.seed < 50; ++sampling.seed) {
        const ChoiceContext context{sampling, {}, 3, "fp32"};
        QCOMPARE(judge(logitsOf(9.9F), 1, 2, context).kind, DifferenceKind::RealDifference);
        Sampling all = sampling;
        all.topK = 0;
        all.topP = 1;
        if (chooseToken(logitsOf(9.9F), all, {}, 3).id != 2)
            continue;
        ++louder;
        // At the border rounding lets it in.
        QCOMPARE(judge(logitsOf(9.9999F), 1, 2, context).kind, DifferenceKind::RoundingTie);
    }
    QVERIFY(louder > 5);
}

QTEST_GUILESS_MAIN(TestComparison)
#include "tst_comparison.moc"
