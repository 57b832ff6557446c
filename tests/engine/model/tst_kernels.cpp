#include "model/kernels/kernels.h"
#include "support/tolerances.h"

#include <QtTest>

#include <cstring>
#include <random>
#include <vector>

using namespace exitscope;
using namespace exitscope::test;

namespace {

/// Memory that starts one element past a vector's alignment.
template <typename T>
class Unaligned
{
public:
    explicit Unaligned(std::size_t count)
        : m_storage(count + 17)
    {}
    T* data() { return m_storage.data() + 1; }

private:
    std::vector<T> m_storage;
};

Bf16 cut(float value)
{
    std::uint32_t bits;
    std::memcpy(&bits, &value, sizeof bits);
    return static_cast<Bf16>(bits >> 16);
}

double widened(Bf16 value)
{
    const std::uint32_t bits = static_cast<std::uint32_t>(value) << 16;
    float result;
    std::memcpy(&result, &bits, sizeof result);
    return result;
}

double widened(float value)
{
    return value;
}

} // namespace

/// Every instruction set's table against plain loops in double, on odd sizes and unaligned rows.
class KernelsTest : public QObject
{
    Q_OBJECT

private:
    std::mt19937 m_random{11};

    float normal(float spread = 1) { return std::normal_distribution<float>(0, spread)(m_random); }

    static const Kernels* table()
    {
        QFETCH_GLOBAL(QString, set);
        if (set == "avx512")
            return avx512Kernels();
        return set == "avx2" ? avx2Kernels() : genericKernels();
    }

    template <typename Weight>
    void compareLinear(int rows, int in, int out, bool accumulate)
    {
        Unaligned<float> x(static_cast<std::size_t>(rows) * in);
        Unaligned<Weight> w(static_cast<std::size_t>(out) * in);
        Unaligned<float> y(static_cast<std::size_t>(rows) * out);
        for (int i = 0; i < rows * in; ++i)
            x.data()[i] = normal();
        for (int i = 0; i < out * in; ++i) {
            if constexpr (std::is_same_v<Weight, Bf16>)
                w.data()[i] = cut(normal());
            else
                w.data()[i] = normal();
        }
        std::vector<float> before;
        for (int i = 0; i < rows * out; ++i)
            before.push_back(y.data()[i] = normal());
        const LinearJob<Weight> job{w.data(), y.data(), out, accumulate};
        if constexpr (std::is_same_v<Weight, Bf16>)
            table()->linearBf16(x.data(), rows, in, &job, 1);
        else
            table()->linearF32(x.data(), rows, in, &job, 1);
        for (int r = 0; r < rows; ++r) {
            for (int o = 0; o < out; ++o) {
                double expected = accumulate ? before[r * out + o] : 0;
                for (int i = 0; i < in; ++i)
                    expected += double{x.data()[r * in + i]} * widened(w.data()[o * in + i]);
                QVERIFY2(close(y.data()[r * out + o], expected),
                         qPrintable(QString("rows %1 in %2 out %3: y[%4,%5] = %6, not %7")
                                        .arg(rows)
                                        .arg(in)
                                        .arg(out)
                                        .arg(r)
                                        .arg(o)
                                        .arg(y.data()[r * out + o])
                                        .arg(expected)));
            }
        }
    }

    template <typename Stored>
    void compareAttention(int rows, int visible, int heads, int kvHeads, int headDim)
    {
        const int length = visible + rows;
        std::vector<float> queries(static_cast<std::size_t>(rows) * heads * headDim);
        std::vector<Stored> keys(static_cast<std::size_t>(length) * kvHeads * headDim);
        std::vector<Stored> values(keys.size());
        std::vector<float> output(queries.size(), 99);
        for (float& q : queries)
            q = normal();
        for (auto* stored : {&keys, &values}) {
            for (Stored& value : *stored) {
                if constexpr (std::is_same_v<Stored, Bf16>)
                    value = cut(normal());
                else
                    value = normal();
            }
        }
        const AttentionJob<Stored> job{queries.data(), keys.data(), values.data(),
                                       output.data(),  rows,        visible,
                                       heads,          kvHeads,     headDim};
        if constexpr (std::is_same_v<Stored, Bf16>)
            table()->attentionBf16(job);
        else
            table()->attentionF32(job);
        for (int row = 0; row < rows; ++row) {
            for (int head = 0; head < heads; ++head) {
                const int kv = head / (heads / kvHeads);
                const float* query = &queries[(std::size_t(row) * heads + head) * headDim];
                std::vector<double> weights;
                double total = 0;
                for (int i = 0; i <= visible + row; ++i) {
                    double dot = 0;
                    for (int d = 0; d < headDim; ++d)
                        dot += double{query[d]} * widened(keys[(i * kvHeads + kv) * headDim + d]);
                    weights.push_back(std::exp(dot / std::sqrt(double(headDim))));
                    total += weights.back();
                }
                for (int d = 0; d < headDim; ++d) {
                    double expected = 0;
                    for (int i = 0; i <= visible + row; ++i)
                        expected +=
                            weights[i] / total * widened(values[(i * kvHeads + kv) * headDim + d]);
                    const float found = output[(std::size_t(row) * heads + head) * headDim + d];
                    QVERIFY2(close(found, expected),
                             qPrintable(QString("row %1 head %2 [%3] = %4, not %5")
                                            .arg(row)
                                            .arg(head)
                                            .arg(d)
                                            .arg(found)
                                            .arg(expected)));
                }
            }
        }
    }

private Q_SLOTS:
    void initTestCase_data()
    {
        QTest::addColumn<QString>("set");
        for (const char* set : {"generic", "avx2", "avx512"})
            QTest::newRow(set) << set;
    }

    void init()
    {
        if (!table())
            QSKIP("this processor or build lacks the instruction set");
    }

    void linear_data()
    {
        QTest::addColumn<int>("rows");
        QTest::addColumn<int>("in");
        QTest::addColumn<int>("out");
        for (const int rows : {1, 2, 3, 4, 5, 7, 33}) {
            for (const int in : {1, 3, 16, 17, 63, 192, 515}) {
                for (const int out : {1, 2, 6, 7, 13, 64})
                    QTest::addRow("%d x %d -> %d", rows, in, out) << rows << in << out;
            }
        }
    }

    void linear()
    {
        QFETCH(int, rows);
        QFETCH(int, in);
        QFETCH(int, out);
        for (const bool accumulate : {false, true}) {
            compareLinear<float>(rows, in, out, accumulate);
            compareLinear<Bf16>(rows, in, out, accumulate);
        }
    }

    void severalJobsShareOneInput()
    {
        const int in = 37;
        std::vector<float> x(in, 1.0f);
        std::vector<float> a(5 * in, 2.0f);
        std::vector<float> b(9 * in, 3.0f);
        std::vector<float> ya(5);
        std::vector<float> yb(9);
        const LinearJob<float> jobs[] = {{a.data(), ya.data(), 5, false},
                                         {b.data(), yb.data(), 9, false}};
        table()->linearF32(x.data(), 1, in, jobs, 2);
        QCOMPARE(ya, std::vector<float>(5, 2.0f * in));
        QCOMPARE(yb, std::vector<float>(9, 3.0f * in));
    }

    void attention()
    {
        for (const int headDim : {2, 8, 20, 32, 64}) {
            for (const int visible : {0, 1, 15, 16, 40, 255, 600}) {
                for (const int rows : {1, 3, 18}) {
                    compareAttention<float>(rows, visible, 6, 3, headDim);
                    compareAttention<Bf16>(rows, visible, 4, 1, headDim);
                    if (QTest::currentTestFailed())
                        return;
                }
            }
        }
    }

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

QTEST_GUILESS_MAIN(KernelsTest)
#include "tst_kernels.moc"
