#include "model/kernels/workpool.h"
#include "productsfixture.h"

#include <span>

using namespace exitscope;
using namespace exitscope::test;

constexpr float digits = 0x1.fffffep+3f; ///< 24 of them, all ones
constexpr double largestSplit = 127 * 256 + 127;

/// Products in every weight format by every instruction set's table against sums in double: odd
/// sizes, tails, unaligned rows, from one row to more than a block of them.
class ProductsTest : public ProductsFixture
{
    Q_OBJECT

private:
    /// Whether rows of x are split into two bytes an input; tiles (AMX) take more rows whole.
    static bool isSplit(WeightFormat format, int rows, int in)
    {
        return isQuantized(format) && in >= 64 &&
               (table() == vnniKernels() || (table() == amxKernels() && rows < tileFrom));
    }

    /// Inputs that share a scale where x is split.
    static int groupOf(WeightFormat format)
    {
        return format == WeightFormat::Int8 ? 256 : int4Group;
    }

    /// Splitting x [in] may move an input by half a step of its group's scale.
    static std::vector<MetInput> met(WeightFormat format, const float* x, int rows, int in)
    {
        std::vector<MetInput> inputs;
        for (int i = 0; i < in; ++i)
            inputs.push_back({x[i], 0});
        const int group = groupOf(format);
        for (int first = 0; first < in && isSplit(format, rows, in); first += group) {
            const auto own =
                std::span(inputs).subspan(static_cast<std::size_t>(first),
                                          static_cast<std::size_t>(std::min(group, in - first)));
            double largest = 0;
            for (const MetInput& input : own)
                largest = std::max(largest, std::abs(input.value));
            for (MetInput& input : own)
                input.doubt = largest / (2 * largestSplit);
        }
        return inputs;
    }

    void besideALargerInput(WeightFormat format, int in, int rows, float value)
    {
        constexpr int out = 20;
        constexpr float larger = 24;
        Matrix m = matrix(format, in, out);
        std::vector<float> x(static_cast<std::size_t>(rows) * in);
        std::vector<float> y(static_cast<std::size_t>(rows) * out);
        const int place = 1 + below(in - 1);
        for (int r = 0; r < rows; ++r) {
            x[static_cast<std::size_t>(r) * in] = larger;
            x[static_cast<std::size_t>(r) * in + place] = value;
        }
        multiply(*table(), format, x.data(), rows, m, y.data(), false);
        for (int i = 0; i < rows * out; ++i) {
            const double* weights = &m.weights[static_cast<std::size_t>(i % out) * in];
            const double first = larger * weights[0];
            const double second = value * weights[place];
            const double beside = place < groupOf(format) ? larger : value;
            const double step = isSplit(format, rows, in)
                                    ? 0.51 * beside / largestSplit * std::abs(weights[place])
                                    : 0;
            QVERIFY(std::abs(y[static_cast<std::size_t>(i)] - (first + second)) <=
                    3e-7 * (std::abs(first) + std::abs(second)) + step);
        }
    }

    void compareExact(WeightFormat format, Matrix& m, int rows, bool accumulate)
    {
        compare(*table(), format, m, rows, accumulate,
                [&](const float* x) { return met(format, x, rows, m.in); });
    }

private Q_SLOTS:
    void cleanup() { WorkPool::instance().setThreads(1); }

    void products_data()
    {
        QTest::addColumn<WeightFormat>("format");
        QTest::addColumn<int>("in");
        for (const WeightFormat format : allWeightFormats) {
            for (const int in : {1, 3, 16, 17, 31, 32, 33, 63, 64, 100, 192, 515, 1030})
                QTest::addRow("%s, %d inputs", fieldName(format).data(), in) << format << in;
        }
    }

    void products()
    {
        QFETCH(WeightFormat, format);
        QFETCH(int, in);
        Matrix m = matrix(format, in, 70);
        for (const int rows : {1, 2, 3, 4, 5, 7, 15, 16, 17, 32, 33, 40}) {
            for (const int out : {1, 5, 16, 17, 31, 33, 70}) {
                m.out = out; // the first of its rows
                compareExact(format, m, rows, (rows + out) % 2 == 0);
                if (QTest::currentTestFailed())
                    return;
            }
        }
    }

    /// More rows than stay in a core's cache once they are packed.
    void blocksOfRows_data() { products_data(); }

    void blocksOfRows()
    {
        QFETCH(WeightFormat, format);
        QFETCH(int, in);
        WorkPool::instance().setThreads(3);
        Matrix m = matrix(format, in, 100);
        compareExact(format, m, 150, false);
        m.out = 33;
        if (in == 1030)
            compareExact(format, m, 420, true);
    }

    /// A dropped part of a split number would be seen here and nowhere else.
    void everyDigitOfAnInputCounts_data()
    {
        QTest::addColumn<WeightFormat>("format");
        for (const WeightFormat format : allWeightFormats)
            QTest::newRow(fieldName(format).data()) << format;
    }

    void everyDigitOfAnInputCounts()
    {
        QFETCH(WeightFormat, format);
        constexpr int in = 40;
        constexpr int out = 20;
        for (const int rows : {1, 4, 16, 32}) {
            Matrix m = matrix(format, in, out);
            std::vector<float> x(static_cast<std::size_t>(rows) * in);
            std::vector<float> y(static_cast<std::size_t>(rows) * out);
            const int place = below(in);
            for (int r = 0; r < rows; ++r)
                x[static_cast<std::size_t>(r) * in + place] = digits;
            multiply(*table(), format, x.data(), rows, m, y.data(), false);
            for (int i = 0; i < rows * out; ++i) {
                const double weight = m.weights[static_cast<std::size_t>(i % out) * in + place];
                const double expected = weight * digits;
                QVERIFY(std::abs(y[static_cast<std::size_t>(i)] - expected) <=
                        2e-7 * std::abs(expected));
            }
        }
    }

    /// The same beside a larger input, by which a row is split into bytes.
    void everyDigitOfASmallerInputCounts_data() { everyDigitOfAnInputCounts_data(); }

    void everyDigitOfASmallerInputCounts()
    {
        QFETCH(WeightFormat, format);
        for (const int in : {40, 80, 1100}) {
            for (const int rows : {1, 2, 3, 4, 5, 16, 32}) {
                besideALargerInput(format, in, rows, digits);
                // 85 * 256 + 122 of 24's 127 * 256 + 127
                besideALargerInput(format, in, rows, 16.09f);
            }
        }
    }

    /// Weights and inputs that are all as large as they can be, whose sums in whole numbers are
    /// too.
    void largestNumbers_data()
    {
        QTest::addColumn<WeightFormat>("format");
        QTest::addColumn<int>("sign");
        for (const WeightFormat format : {WeightFormat::Int8, WeightFormat::Int4}) {
            for (const int sign : {-1, 1})
                QTest::addRow("%s, %d", fieldName(format).data(), sign) << format << sign;
        }
    }

    void largestNumbers()
    {
        QFETCH(WeightFormat, format);
        QFETCH(int, sign);
        constexpr int in = 8192;
        constexpr int out = 17;
        Matrix m = matrix(format, in, out);
        const std::size_t bytes = std::size_t{in} * out / (format == WeightFormat::Int8 ? 1 : 2);
        const bool isByte = format == WeightFormat::Int8;
        std::memset(m.bytes(), isByte ? (sign < 0 ? 0x80 : 0x7f) : (sign < 0 ? 0 : 0xff), bytes);
        const double weight = isByte ? (sign < 0 ? -128 : 127) : (sign < 0 ? -8 : 7);
        // Both bytes of x: the largest, but for the first of a group as small as they can be.
        const auto least = static_cast<float>(sign * -(126 * 256 + 128) / largestSplit);
        for (const int rows : {1, 2, 3, 4, 7, 16, 40}) {
            const bool areLeast = rows % 2 == 1;
            std::vector<float> x(static_cast<std::size_t>(rows) * in, areLeast ? least : 1);
            for (std::size_t i = 0; i < x.size(); i += int4Group)
                x[i] = 1;
            std::vector<float> y(static_cast<std::size_t>(rows) * out);
            multiply(*table(), format, x.data(), rows, m, y.data(), false);
            for (int i = 0; i < rows * out; ++i) {
                double expected = 0;
                for (int k = 0; k < in; ++k)
                    expected += weight * x[static_cast<std::size_t>(k)] *
                                (isByte ? m.channelScales[static_cast<std::size_t>(i % out)]
                                        : half(m.groupScales[static_cast<std::size_t>(
                                                                 (i % out * in + k) / int4Group)]
                                                   .bits));
                // Equal terms round the same way, so that sums in fp32 drift.
                QVERIFY(std::abs(y[static_cast<std::size_t>(i)] - expected) <=
                        1e-4 * std::abs(expected));
            }
        }
    }

    /// What is broken stays broken, in its row alone.
    void brokenInputsStayInTheirRow()
    {
        constexpr int in = 70;
        constexpr int out = 33;
        constexpr int rows = 28;
        for (const WeightFormat format : allWeightFormats) {
            Matrix m = matrix(format, in, out);
            std::vector<float> x(std::size_t{rows} * in, 1);
            std::vector<float> y(std::size_t{rows} * out);
            x[3 * in + 5] = NAN;
            x[17 * in + 69] = INFINITY;
            multiply(*table(), format, x.data(), rows, m, y.data(), false);
            for (int r = 0; r < rows; ++r) {
                for (int o = 0; o < out; ++o) {
                    const bool finite = std::isfinite(y[static_cast<std::size_t>(r) * out + o]);
                    QCOMPARE(finite, r != 3 && r != 17);
                }
            }
        }
    }

    void aBrokenRowByItself()
    {
        constexpr int in = 70;
        constexpr int out = 9;
        for (const WeightFormat format : allWeightFormats) {
            for (const float broken : {NAN, INFINITY, -INFINITY, 0.0f, 1e-38f}) {
                Matrix m = matrix(format, in, out);
                std::vector<float> x(in);
                std::vector<float> y(out, 7);
                x[66] = broken;
                multiply(*table(), format, x.data(), 1, m, y.data(), false);
                for (const float value : y)
                    QVERIFY(std::isfinite(broken) ? std::abs(value) < 1e-30f
                                                  : !std::isfinite(value) || value == 0);
                QCOMPARE(std::ranges::all_of(y, [](float v) { return std::isfinite(v); }),
                         std::isfinite(broken));
            }
        }
    }

    void severalJobsShareABatch()
    {
        constexpr int in = 96;
        constexpr int rows = 26;
        Matrix a = matrix(WeightFormat::BFloat16, in, 40);
        Matrix b = matrix(WeightFormat::BFloat16, in, 7);
        std::vector<float> x(std::size_t{rows} * in);
        for (float& value : x)
            value = number();
        std::vector<float> apartA(std::size_t{rows} * 40);
        std::vector<float> apartB(std::size_t{rows} * 7);
        multiply(*table(), WeightFormat::BFloat16, x.data(), rows, a, apartA.data(), false);
        multiply(*table(), WeightFormat::BFloat16, x.data(), rows, b, apartB.data(), false);
        std::vector<float> ya(apartA.size());
        std::vector<float> yb(apartB.size());
        const LinearJob<Bf16> jobs[] = {job<Bf16>(a, ya.data(), false),
                                        job<Bf16>(b, yb.data(), false)};
        WorkPool::instance().setThreads(2);
        table()->linearBf16(x.data(), rows, in, jobs, 2);
        QCOMPARE(ya, apartA);
        QCOMPARE(yb, apartB);
    }
};

QTEST_GUILESS_MAIN(ProductsTest)
#include "tst_products.moc"
