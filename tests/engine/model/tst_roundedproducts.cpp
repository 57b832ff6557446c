#include "model/kernels/workpool.h"
#include "productsfixture.h"

using namespace exitscope;
using namespace exitscope::test;

namespace {

/// To 8 significant bits, by arithmetic.
MetInput toBf16(double x)
{
    if (x == 0)
        return {};
    int exponent = 0;
    const double digits = std::ldexp(std::frexp(x, &exponent), 8);
    return {std::ldexp(std::nearbyint(digits), exponent - 8), 0};
}

/// To whole multiples of the largest of the group / 127; in doubt between two of them.
MetInput toByte(double x, double largest)
{
    if (largest == 0)
        return {};
    const double step = largest / 127;
    const double steps = x / step;
    const bool isBetween = std::abs(std::abs(steps - std::trunc(steps)) - 0.5) < 1e-4;
    return {std::nearbyint(steps) * step, isBetween ? step : 0};
}

std::vector<MetInput> rounded(WeightFormat format, const float* x, int in)
{
    std::vector<MetInput> result;
    const int group = format == WeightFormat::Int8 ? 128 : 32;
    for (int i = 0; i < in; ++i) {
        if (format == WeightFormat::BFloat16) {
            result.push_back(toBf16(x[i]));
            continue;
        }
        double largest = 0;
        const int first = i / group * group;
        for (int k = first; k < std::min(in, first + group); ++k)
            largest = std::max(largest, std::abs(double{x[k]}));
        result.push_back(toByte(x[i], largest));
    }
    return result;
}

constexpr std::array formats{WeightFormat::BFloat16, WeightFormat::Int8, WeightFormat::Int4};

} // namespace

/// Products with rounded activations by every instruction set's table against sums in double of
/// inputs that are rounded here.
class RoundedProductsTest : public ProductsFixture
{
    Q_OBJECT

private:
    static const Kernels& kernels() { return *table(Activations::Rounded); }

    /// Outputs `ids` of all rows, each a job of its own: [ids][rows].
    static std::vector<std::vector<float>> outputsApart(WeightFormat format, const float* x,
                                                        int rows, Matrix& m,
                                                        const std::vector<int>& ids)
    {
        std::vector<std::vector<float>> y(ids.size(),
                                          std::vector<float>(static_cast<std::size_t>(rows)));
        const auto jobs = [&]<typename Weight>(const Weight*, const char* scales,
                                               std::size_t scaleBytes) {
            const std::size_t rowBytes = rowBytesOf(format, m.in);
            std::vector<LinearJob<Weight>> result;
            for (std::size_t j = 0; j < ids.size(); ++j) {
                const auto id = static_cast<std::size_t>(ids[j]);
                const auto next = static_cast<std::ptrdiff_t>(ids[std::min(j + 1, ids.size() - 1)]);
                result.push_back({reinterpret_cast<const Weight*>(m.bytes() + id * rowBytes),
                                  y[j].data(), 1, false,
                                  scales ? scales + id * scaleBytes : nullptr,
                                  (next - ids[j]) * static_cast<std::ptrdiff_t>(rowBytes)});
            }
            return result;
        };
        const int count = static_cast<int>(ids.size());
        if (format == WeightFormat::BFloat16) {
            const auto own = jobs(static_cast<const Bf16*>(nullptr), nullptr, 0);
            kernels().linearBf16(x, rows, m.in, own.data(), count);
        } else if (format == WeightFormat::Int8) {
            const auto own =
                jobs(static_cast<const Int8Weight*>(nullptr),
                     reinterpret_cast<const char*>(m.channelScales.data()), sizeof(float));
            kernels().linearInt8(x, rows, m.in, own.data(), count);
        } else {
            const auto own = jobs(static_cast<const Int4Pair*>(nullptr),
                                  reinterpret_cast<const char*>(m.groupScales.data()),
                                  sizeof(Fp16) * static_cast<std::size_t>((m.in + 31) / 32));
            kernels().linearInt4(x, rows, m.in, own.data(), count);
        }
        return y;
    }

    static std::size_t rowBytesOf(WeightFormat format, int in)
    {
        const auto inputs = static_cast<std::size_t>(in);
        return format == WeightFormat::BFloat16 ? 2 * inputs
               : format == WeightFormat::Int8   ? inputs
                                                : (inputs + 31) / 32 * 16;
    }

    void compareRounded(WeightFormat format, Matrix& m, int rows, bool accumulate)
    {
        compare(kernels(), format, m, rows, accumulate,
                [&](const float* x) { return rounded(format, x, m.in); });
    }

private Q_SLOTS:
    void cleanup() { WorkPool::instance().setThreads(1); }

    void products_data()
    {
        QTest::addColumn<WeightFormat>("format");
        QTest::addColumn<int>("in");
        for (const WeightFormat format : formats) {
            for (const int in : {1, 2, 3, 16, 17, 31, 32, 33, 63, 64, 100, 129, 515, 1030})
                QTest::addRow("%s, %d inputs", fieldName(format).data(), in) << format << in;
        }
    }

    void products()
    {
        QFETCH(WeightFormat, format);
        QFETCH(int, in);
        Matrix m = matrix(format, in, 70);
        for (const int rows : {1, 2, 3, 4, 5, 7, 15, 16, 17, 33, 56, 57, 80}) {
            for (const int out : {1, 5, 16, 17, 33, 70}) {
                m.out = out; // the first of its rows
                compareRounded(format, m, rows, (rows + out) % 2 == 0);
                if (QTest::currentTestFailed())
                    return;
            }
        }
    }

    /// More rows than share a panel, on several threads.
    void blocksOfRows_data() { products_data(); }

    void blocksOfRows()
    {
        QFETCH(WeightFormat, format);
        QFETCH(int, in);
        WorkPool::instance().setThreads(3);
        Matrix m = matrix(format, in, 100);
        compareRounded(format, m, 150, false);
    }

    void tiesGoToTheEvenNeighbour_data()
    {
        QTest::addColumn<WeightFormat>("format");
        for (const WeightFormat format : formats)
            QTest::newRow(fieldName(format).data()) << format;
    }

    /// Between 1 and the next bf16, between that and the one after, and between whole steps.
    void tiesGoToTheEvenNeighbour()
    {
        QFETCH(WeightFormat, format);
        const bool isBf16 = format == WeightFormat::BFloat16;
        const std::vector<std::pair<float, float>> cases =
            isBf16 ? std::vector<std::pair<float, float>>{{1 + 0x1p-8f, 1},
                                                          {1 + 0x3p-8f, 1 + 0x4p-8f},
                                                          {-1 - 0x1p-8f, -1},
                                                          {0x1.01p-100f, 0x1p-100f},
                                                          {0x0.fp-126f, 0}}
                   : std::vector<std::pair<float, float>>{
                         {2.5f, 2}, {3.5f, 4}, {-2.5f, -2}, {126.5f, 126}, {0.4f, 0}};
        for (const auto& [value, expected] : cases) {
            for (const int in : {70, 260}) {
                for (const int rows : {1, 3, 8, 60}) {
                    Matrix m = matrix(format, in, 20);
                    std::vector<float> x(static_cast<std::size_t>(rows) * in);
                    std::vector<float> y(static_cast<std::size_t>(rows) * m.out);
                    for (int r = 0; r < rows; ++r) {
                        x[static_cast<std::size_t>(r) * in + 3] = value;
                        x[static_cast<std::size_t>(r) * in + 7] = isBf16 ? 0.0f : 127.0f;
                    }
                    multiply(kernels(), format, x.data(), rows, m, y.data(), false);
                    for (int i = 0; i < rows * m.out; ++i) {
                        const double* weights =
                            &m.weights[static_cast<std::size_t>(i % m.out) * in];
                        const double beside = isBf16 ? 0 : 127 * weights[7];
                        const double product = expected * weights[3];
                        QVERIFY(std::abs(y[static_cast<std::size_t>(i)] - product - beside) <=
                                3e-7 * (std::abs(product) + std::abs(beside)));
                    }
                }
            }
        }
    }

    /// What is broken stays broken, in its row alone.
    void brokenInputsStayInTheirRow()
    {
        constexpr int out = 33;
        for (const WeightFormat format : formats) {
            for (const int in : {70, 1100}) {
                for (const int rows : {1, 2, 3, 4, 28, 60}) {
                    for (const float broken : {NAN, INFINITY, -INFINITY}) {
                        Matrix m = matrix(format, in, out);
                        std::vector<float> x(static_cast<std::size_t>(rows) * in, 1);
                        std::vector<float> y(static_cast<std::size_t>(rows) * out);
                        const int brokenRow = below(rows);
                        x[static_cast<std::size_t>(brokenRow) * in + below(in)] = broken;
                        multiply(kernels(), format, x.data(), rows, m, y.data(), false);
                        for (int i = 0; i < rows * out; ++i)
                            QCOMPARE(std::isfinite(y[static_cast<std::size_t>(i)]),
                                     i / out != brokenRow);
                    }
                }
            }
        }
    }

    /// As single logits are made of scattered rows of a head.
    void severalJobs()
    {
        for (const WeightFormat format : formats) {
            for (const int in : {70, 1100}) {
                for (const int rows : {1, 4, 60}) {
                    Matrix m = matrix(format, in, 40);
                    std::vector<float> x(static_cast<std::size_t>(rows) * in);
                    std::ranges::generate(x, [this] { return number(); });
                    const std::vector<int> ids{3, 39, 0, 17};
                    const auto y = outputsApart(format, x.data(), rows, m, ids);
                    for (int r = 0; r < rows; ++r) {
                        const auto inputs =
                            rounded(format, x.data() + static_cast<std::size_t>(r) * in, in);
                        for (std::size_t j = 0; j < ids.size(); ++j)
                            QVERIFY(ExpectedSum(inputs, m, ids[j])
                                        .isNear(y[j][static_cast<std::size_t>(r)]));
                    }
                }
            }
        }
    }

    /// Every weight and every input as large as it can be: sums in whole numbers must hold them.
    void largestNumbers()
    {
        constexpr int in = 8192;
        constexpr int out = 17;
        for (const WeightFormat format : {WeightFormat::Int8, WeightFormat::Int4}) {
            const bool isByte = format == WeightFormat::Int8;
            Matrix m = matrix(format, in, out);
            std::memset(m.bytes(), isByte ? 0x80 : 0, std::size_t{in} * out / (isByte ? 1 : 2));
            for (const int rows : {1, 2, 3, 4, 7, 16, 40}) {
                std::vector<float> x(static_cast<std::size_t>(rows) * in, -3);
                std::vector<float> y(static_cast<std::size_t>(rows) * out);
                multiply(kernels(), format, x.data(), rows, m, y.data(), false);
                for (int i = 0; i < rows * out; ++i) {
                    double expected = 0;
                    for (int k = 0; k < in; ++k)
                        expected +=
                            (isByte ? -128.0 : -8.0) * -3.0 *
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
    }

    /// fp32 and fp16 weights have no rounded form.
    void otherFormatsStayExact()
    {
        QVERIFY(kernels().linearF32 == table()->linearF32);
        QVERIFY(kernels().linearF16 == table()->linearF16);
    }
};

QTEST_GUILESS_MAIN(RoundedProductsTest)
#include "tst_roundedproducts.moc"
