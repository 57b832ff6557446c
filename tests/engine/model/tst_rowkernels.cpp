#include "kernelfixture.h"
#include "support/tolerances.h"

#include <cmath>

using namespace exitscope;
using namespace exitscope::test;

/// Norms, activations and what one row of logits says, of every instruction set's table against
/// plain loops in double.
class RowKernelsTest : public KernelFixture
{
    Q_OBJECT

private Q_SLOTS:
    void rmsNorm()
    {
        for (const int width : {1, 5, 16, 31, 192}) {
            Unaligned<float> x(3 * width);
            Unaligned<float> y(3 * width);
            std::vector<float> weight;
            for (int i = 0; i < 3 * width; ++i)
                x.data()[i] = normal(3);
            for (int i = 0; i < width; ++i)
                weight.push_back(normal());
            table()->rmsNorm(x.data(), weight.data(), 1e-5f, y.data(), 3, width);
            for (int row = 0; row < 3; ++row) {
                double squares = 0;
                for (int i = 0; i < width; ++i)
                    squares += std::pow(double{x.data()[row * width + i]}, 2);
                for (int i = 0; i < width; ++i) {
                    const double expected =
                        x.data()[row * width + i] / std::sqrt(squares / width + 1e-5) * weight[i];
                    QVERIFY(close(y.data()[row * width + i], expected));
                }
            }
        }
    }

    void siluMultiply()
    {
        for (const int count : {1, 15, 16, 100}) {
            std::vector<float> gate;
            std::vector<float> up;
            for (int i = 0; i < count; ++i) {
                gate.push_back(normal(8));
                up.push_back(normal());
            }
            gate[0] = -120; // exp overflows in fp32, the product is 0
            const std::vector<float> before = gate;
            table()->siluMultiply(gate.data(), up.data(), gate.size());
            for (int i = 0; i < count; ++i)
                QVERIFY(close(gate[i], before[i] / (1 + std::exp(-double{before[i]})) * up[i]));
        }
    }

    void logitStatistics()
    {
        for (const int count : {2, 15, 16, 33, 4096, 128256}) {
            Unaligned<float> z(count);
            Unaligned<float> q(count);
            for (int i = 0; i < count; ++i) {
                z.data()[i] = normal(6);
                q.data()[i] = normal(6);
            }
            const LogitSummary summary = table()->summarizeLogits(z.data(), count);
            const LogitSummary other = table()->summarizeLogits(q.data(), count);
            compareStatistics(z.data(), q.data(), count, summary, other);
            if (QTest::currentTestFailed())
                return;
        }
    }

    void theFirstOfEqualLogitsWins()
    {
        std::vector<float> z(40, -1.0f);
        z[7] = z[21] = 4;
        const LogitSummary summary = table()->summarizeLogits(z.data(), 40);
        QCOMPARE(summary.top1, 7);
        QCOMPARE(summary.second, 4.0f);
    }

    void brokenLogitsAreNotCertainty()
    {
        for (const int count : {3, 16, 100}) {
            for (const float broken : {NAN, INFINITY}) {
                for (const int place : {0, count / 2, count - 1}) {
                    std::vector<float> z(static_cast<std::size_t>(count), 1.0f);
                    z[static_cast<std::size_t>(place)] = broken;
                    const LogitSummary summary = table()->summarizeLogits(z.data(), count);
                    QVERIFY(std::isnan(summary.logSum));
                    QVERIFY(std::isnan(table()->entropy(z.data(), count, summary.maximum, 1)));
                    QVERIFY(std::isnan(
                        table()->klDivergence(z.data(), summary, z.data(), summary, count)));
                }
            }
            const std::vector<float> none(static_cast<std::size_t>(count), NAN);
            QCOMPARE(table()->summarizeLogits(none.data(), count).top1, -1);
        }
        // A logit of minus infinity is a token that cannot be: no harm.
        const std::vector<float> masked{1.0f, -INFINITY, 1.0f};
        QVERIFY(close(table()->summarizeLogits(masked.data(), 3).logSum, std::log(2.0)));
    }

private:
    void compareStatistics(const float* z, const float* q, int count, const LogitSummary& summary,
                           const LogitSummary& other)
    {
        const double zMax = *std::max_element(z, z + count);
        const double qMax = *std::max_element(q, q + count);
        const auto logSum = [&](const float* logits, double maximum, double t) {
            double total = 0;
            for (int i = 0; i < count; ++i)
                total += std::exp((logits[i] - maximum) / t);
            return std::log(total);
        };
        QCOMPARE(double(summary.maximum), zMax);
        QCOMPARE(double(z[summary.top1]), zMax);
        QVERIFY(close(summary.logSum, logSum(z, zMax, 1)));
        const double clamp = std::log(1e-12);
        for (const double t : {1.0, 3.0, 0.7}) {
            const double total = logSum(z, zMax, t);
            double expected = 0;
            for (int i = 0; i < count; ++i) {
                const double logP = std::max((z[i] - zMax) / t - total, clamp);
                expected -= std::exp(logP) * logP;
            }
            const float found = table()->entropy(z, count, summary.maximum, static_cast<float>(t));
            QVERIFY2(
                close(found, expected, 1e-5),
                qPrintable(QString("entropy at %1: %2, not %3").arg(t).arg(found).arg(expected)));
        }
        double divergence = 0;
        for (int i = 0; i < count; ++i) {
            const double logP = std::max(z[i] - zMax - logSum(z, zMax, 1), clamp);
            const double logQ = std::max(q[i] - qMax - logSum(q, qMax, 1), clamp);
            divergence += std::exp(logP) * (logP - logQ);
            if (count > 5000) // the plain loop is quadratic; the short cases cover it
                return;
        }
        const float found = table()->klDivergence(z, summary, q, other, count);
        QVERIFY(close(found, divergence, 1e-5));
    }
};

QTEST_GUILESS_MAIN(RowKernelsTest)
#include "tst_rowkernels.moc"
