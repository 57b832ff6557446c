#include "kernelfixture.h"
#include "support/tolerances.h"

#include <cstring>
#include <vector>

using namespace exitscope;
using namespace exitscope::test;

namespace {

Bf16 cut(float value)
{
    std::uint32_t bits;
    std::memcpy(&bits, &value, sizeof bits);
    return static_cast<Bf16>(bits >> 16);
}

/// The half precision number next to `value` towards 0; a wide range, subnormal numbers too.
Fp16 halved(float value)
{
    int exponent = 0;
    std::frexp(std::abs(value), &exponent);
    const int sign = value < 0 ? 0x8000 : 0;
    if (value == 0 || exponent < -13)
        return {static_cast<std::uint16_t>(sign | int(std::ldexp(std::abs(value), 24)))};
    const int digits = static_cast<int>(std::ldexp(std::abs(value), 11 - exponent)) - 1024;
    return {static_cast<std::uint16_t>(sign | (exponent + 14) << 10 | digits)};
}

double widened(Fp16 value)
{
    const int exponent = value.bits >> 10 & 31;
    const int digits = value.bits & 1023;
    const double size =
        exponent == 0 ? std::ldexp(digits, -24) : std::ldexp(1024 + digits, exponent - 25);
    return value.bits & 0x8000 ? -size : size;
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

template <typename T>
T narrowed(float value)
{
    if constexpr (std::is_same_v<T, Bf16>)
        return cut(value);
    else if constexpr (std::is_same_v<T, Fp16>)
        return halved(value);
    else
        return value;
}

void runLinear(const Kernels& table, const float* x, int rows, int in, const LinearJob<float>& job)
{
    table.linearF32(x, rows, in, &job, 1);
}

void runLinear(const Kernels& table, const float* x, int rows, int in, const LinearJob<Bf16>& job)
{
    table.linearBf16(x, rows, in, &job, 1);
}

void runLinear(const Kernels& table, const float* x, int rows, int in, const LinearJob<Fp16>& job)
{
    table.linearF16(x, rows, in, &job, 1);
}

void runAttention(const Kernels& table, const AttentionJob<float>& job)
{
    table.attentionF32(job);
}

void runAttention(const Kernels& table, const AttentionJob<Bf16>& job)
{
    table.attentionBf16(job);
}

void runAttention(const Kernels& table, const AttentionJob<Fp16>& job)
{
    table.attentionF16(job);
}

} // namespace

/// Products and attention of every instruction set's table against plain loops in double, on odd
/// sizes and unaligned rows.
class KernelsTest : public KernelFixture
{
    Q_OBJECT

private:
    template <typename Weight>
    void compareLinear(int rows, int in, int out, bool accumulate)
    {
        Unaligned<float> x(static_cast<std::size_t>(rows) * in);
        Unaligned<Weight> w(static_cast<std::size_t>(out) * in);
        Unaligned<float> y(static_cast<std::size_t>(rows) * out);
        for (int i = 0; i < rows * in; ++i)
            x.data()[i] = normal();
        for (int i = 0; i < out * in; ++i)
            w.data()[i] = narrowed<Weight>(normal(i % 7 == 0 ? 1e-6f : 1.0f));
        std::vector<float> before;
        for (int i = 0; i < rows * out; ++i)
            before.push_back(y.data()[i] = normal());
        const LinearJob<Weight> job{w.data(), y.data(), out, accumulate};
        runLinear(*table(), x.data(), rows, in, job);
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

    /// `window`: how many rows each sees, itself included; 0: all.
    template <typename Stored>
    void compareAttention(int rows, int visible, int heads, int kvHeads, int headDim,
                          int window = 0)
    {
        const int length = visible + rows;
        std::vector<float> queries(static_cast<std::size_t>(rows) * heads * headDim);
        std::vector<Stored> keys(static_cast<std::size_t>(length) * kvHeads * headDim);
        std::vector<Stored> values(keys.size());
        std::vector<float> output(queries.size(), 99);
        for (float& q : queries)
            q = normal();
        for (auto* stored : {&keys, &values}) {
            for (Stored& value : *stored)
                value = narrowed<Stored>(normal());
        }
        std::vector<int> starts;
        for (int row = 0; row < rows; ++row)
            starts.push_back(window > 0 ? std::max(0, visible + row + 1 - window) : 0);
        const AttentionJob<Stored> job{queries.data(), keys.data(),
                                       values.data(),  output.data(),
                                       rows,           visible,
                                       heads,          kvHeads,
                                       headDim,        window > 0 ? starts.data() : nullptr};
        runAttention(*table(), job);
        for (int row = 0; row < rows; ++row) {
            for (int head = 0; head < heads; ++head) {
                const int kv = head / (heads / kvHeads);
                const float* query = &queries[(std::size_t(row) * heads + head) * headDim];
                const int start = starts[static_cast<std::size_t>(row)];
                std::vector<double> weights(static_cast<std::size_t>(start));
                double total = 0;
                for (int i = start; i <= visible + row; ++i) {
                    double dot = 0;
                    for (int d = 0; d < headDim; ++d)
                        dot += double{query[d]} * widened(keys[(i * kvHeads + kv) * headDim + d]);
                    weights.push_back(std::exp(dot / std::sqrt(double(headDim))));
                    total += weights.back();
                }
                for (int d = 0; d < headDim; ++d) {
                    double expected = 0;
                    for (int i = start; i <= visible + row; ++i)
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
            compareLinear<Fp16>(rows, in, out, accumulate);
        }
    }

    /// In every lane of a vector and in the tail.
    void everyHalfPrecisionNumberIsReadExactly()
    {
        constexpr int in = 17;
        constexpr int out = 1 << 16;
        Unaligned<Fp16> w(static_cast<std::size_t>(out) * in);
        std::vector<float> y(out);
        for (int place = 0; place < in; ++place) {
            std::memset(w.data(), 0, sizeof(Fp16) * in * out);
            for (int bits = 0; bits < out; ++bits)
                w.data()[bits * in + place] = {static_cast<std::uint16_t>(bits)};
            std::vector<float> x(in);
            x[static_cast<std::size_t>(place)] = 1;
            const LinearJob<Fp16> job{w.data(), y.data(), out, false};
            table()->linearF16(x.data(), 1, in, &job, 1);
            for (int bits = 0; bits < out; ++bits) {
                const Fp16 half{static_cast<std::uint16_t>(bits)};
                const float found = y[static_cast<std::size_t>(bits)];
                if ((bits & 0x7c00) != 0x7c00)
                    QCOMPARE(double{found}, widened(half));
                else if ((bits & 0x3ff) != 0)
                    QVERIFY(std::isnan(found));
                else
                    QCOMPARE(found, bits & 0x8000 ? -INFINITY : INFINITY);
            }
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
        for (const int headDim : {2, 8, 20, 32, 64, 80, 128}) {
            for (const int visible : {0, 1, 15, 16, 40, 255, 600}) {
                for (const int rows : {1, 3, 18}) {
                    compareAttention<float>(rows, visible, 6, 3, headDim);
                    compareAttention<Bf16>(rows, visible, 4, 1, headDim);
                    compareAttention<Fp16>(rows, visible, 4, 2, headDim);
                    compareAttention<float>(rows, visible, 4, 2, headDim, 5);
                    compareAttention<Fp16>(rows, visible, 4, 2, headDim, 260);
                    if (QTest::currentTestFailed())
                        return;
                }
            }
        }
    }
};

QTEST_GUILESS_MAIN(KernelsTest)
#include "tst_kernels.moc"
