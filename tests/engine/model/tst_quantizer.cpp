#include "model/quantizer.h"
#include "support/storedvalues.h"

#include <QtTest>

#include <cmath>
#include <limits>
#include <random>

using namespace exitscope;
using namespace exitscope::test;

namespace {

float valueOf(Fp16 half)
{
    const int exponent = half.bits >> 10 & 31;
    const float digits = static_cast<float>(half.bits & 1023);
    const float size =
        exponent == 0 ? std::ldexp(digits, -24) : std::ldexp(1024 + digits, exponent - 25);
    return half.bits >> 15 ? -size : size;
}

/// What 16 pairs stand for, by the layout in weightformat.h.
std::vector<float> groupOf(const Int4Pair* pairs, Fp16 scale, std::size_t count = int4Group)
{
    std::vector<float> values(count);
    for (std::size_t i = 0; i < count; ++i) {
        const int nibbles = pairs[i % 16].nibbles;
        const int step = (i < 16 ? nibbles & 15 : nibbles >> 4) - 8;
        values[i] = static_cast<float>(step) * valueOf(scale);
    }
    return values;
}

double squaredError(const std::vector<float>& weights, const std::vector<float>& values)
{
    double sum = 0;
    for (std::size_t i = 0; i < weights.size(); ++i)
        sum += (double{weights[i]} - values[i]) * (double{weights[i]} - values[i]);
    return sum;
}

/// The error where the scale is the largest magnitude over `steps`, as fp16 holds it.
double plainError(const std::vector<float>& weights, float steps)
{
    float extreme = 0;
    for (const float weight : weights)
        extreme = std::abs(weight) > std::abs(extreme) ? weight : extreme;
    const float scale = roundedAs(StoredAs::Fp16, extreme / steps);
    std::vector<float> values;
    for (const float weight : weights) {
        const float step = scale == 0 ? 0 : std::nearbyint(weight / scale);
        values.push_back(std::clamp(step, -8.0F, 7.0F) * scale);
    }
    return squaredError(weights, values);
}

/// Weights as they come: of one size, with outliers, lopsided, tiny, huge.
std::vector<float> randomWeights(std::mt19937& random, std::size_t count)
{
    const int kind = std::uniform_int_distribution(0, 4)(random);
    const float size = std::pow(10.0F, std::uniform_real_distribution(-5.0F, 4.0F)(random));
    std::normal_distribution<float> normal(kind == 2 ? 1.0F : 0.0F, 1);
    std::vector<float> weights;
    for (std::size_t i = 0; i < count; ++i) {
        float weight = normal(random);
        if (kind == 1 && random() % 16 == 0)
            weight *= 12;
        if (kind == 3)
            weight = weight > 0.5F ? weight : 0;
        weights.push_back(size * weight);
    }
    return weights;
}

/// A stored tensor over bytes that need not be aligned.
class Stored
{
public:
    Stored(StoredAs form, std::int64_t rows, std::int64_t columns, WeightFormat format,
           const std::vector<float>& values, qsizetype shift = 0)
        : m_bytes(QByteArray(shift, 'x') + bytesAs(form, values))
    {
        m_tensor.dtype = dtypeName(form);
        m_tensor.shape = {rows, columns};
        m_tensor.data = reinterpret_cast<const std::byte*>(m_bytes.constData()) + shift;
        m_tensor.bytes = static_cast<std::size_t>(m_bytes.size() - shift);
        source = {"some.weight", "/models/model.safetensors", &m_tensor, rows, columns, format};
    }
    Stored(const Stored&) = delete;

    QuantizedSource source;

private:
    QByteArray m_bytes;
    StoredTensor m_tensor;
};

} // namespace

/// What the quantizer makes of rows and groups.
class QuantizerTest : public QObject
{
    Q_OBJECT

private:
    static void compareWithRows(const QuantizedSource& source, const std::vector<float>& values,
                                const std::vector<std::byte>& made,
                                const std::vector<std::byte>& scales)
    {
        const auto columns = static_cast<std::size_t>(source.columns);
        for (std::size_t row = 0; row < static_cast<std::size_t>(source.rows); ++row) {
            const std::byte* own = made.data() + row * source.valueBytes();
            const std::span<const float> weights(values.data() + row * columns, columns);
            if (source.format == WeightFormat::Int8) {
                std::vector<Int8Weight> expected(columns);
                const float scale = quantizeInt8(weights, expected.data());
                QCOMPARE(std::memcmp(own, expected.data(), columns), 0);
                QCOMPARE(std::memcmp(scales.data() + row * 4, &scale, 4), 0);
                continue;
            }
            for (std::size_t start = 0, g = 0; start < columns; start += int4Group, ++g) {
                Int4Pair expected[16];
                const auto group =
                    weights.subspan(start, std::min<std::size_t>(int4Group, columns - start));
                const Fp16 scale = quantizeInt4(group, expected);
                QCOMPARE(std::memcmp(own + 16 * g, expected, 16), 0);
                QCOMPARE(std::memcmp(scales.data() + row * source.scaleBytes() + 2 * g, &scale, 2),
                         0);
            }
        }
    }

private Q_SLOTS:
    void int8KeepsHalfAStep()
    {
        std::mt19937 random(3);
        for (int round = 0; round < 500; ++round) {
            const auto weights = randomWeights(random, 1 + random() % 300);
            std::vector<Int8Weight> values(weights.size());
            const float scale = quantizeInt8(weights, values.data());
            float largest = 0;
            for (const float weight : weights)
                largest = std::max(largest, std::abs(weight));
            QCOMPARE(scale, largest / 127);
            for (std::size_t i = 0; i < weights.size(); ++i) {
                const float miss = std::abs(weights[i] - float(values[i].value) * scale);
                QVERIFY(miss <= 0.50001F * scale);
                QVERIFY(values[i].value >= -127);
            }
        }
    }

    void int8RoundsTiesToEven()
    {
        const std::vector<float> weights{127, 0.5F, 1.5F, 2.5F, -0.5F, -1.5F, -127, 126.5F, 0};
        const std::vector<int> expected{127, 0, 2, 2, 0, -2, -127, 126, 0};
        std::vector<Int8Weight> values(weights.size());
        QCOMPARE(quantizeInt8(weights, values.data()), 1.0F);
        for (std::size_t i = 0; i < weights.size(); ++i)
            QCOMPARE(int(values[i].value), expected[i]);
    }

    void rowsOfZeros()
    {
        for (const float size : {0.0F, 1e-42F}) {
            const std::vector<float> weights(40, size);
            std::vector<Int8Weight> values(weights.size(), Int8Weight{5});
            QCOMPARE(quantizeInt8(weights, values.data()), 0.0F);
            for (const Int8Weight& value : values)
                QCOMPARE(int(value.value), 0);
            Int4Pair pairs[16];
            const Fp16 scale = quantizeInt4({weights.data(), 32}, pairs);
            for (const float value : groupOf(pairs, scale))
                QCOMPARE(value, 0.0F);
        }
    }

    /// The chosen scale is never worse than those of the largest magnitude, and often better.
    void int4IsNoWorseThanTheLargestMagnitude()
    {
        std::mt19937 random(4);
        int better = 0;
        constexpr int rounds = 4000;
        for (int round = 0; round < rounds; ++round) {
            const auto weights = randomWeights(random, 1 + random() % int4Group);
            Int4Pair pairs[16];
            const Fp16 scale = quantizeInt4(weights, pairs);
            const double error = squaredError(weights, groupOf(pairs, scale, weights.size()));
            const double plain = std::min(
                {plainError(weights, -8), plainError(weights, 7), plainError(weights, -7)});
            QVERIFY2(error <= plain * (1 + 1e-4),
                     qPrintable(QString("%1 %2").arg(error).arg(plain)));
            better += error < 0.97 * plain;
        }
        QVERIFY2(better > rounds / 2, qPrintable(QString::number(better)));
    }

    void int4KeepsWhatItCanHold()
    {
        std::mt19937 random(5);
        for (int round = 0; round < 200; ++round) {
            const float scale = std::ldexp(1.0F, static_cast<int>(random() % 20) - 12);
            std::vector<float> weights;
            for (int i = 0; i < int4Group; ++i)
                weights.push_back(static_cast<float>(static_cast<int>(random() % 16) - 8) * scale);
            Int4Pair pairs[16];
            const Fp16 made = quantizeInt4(weights, pairs);
            QCOMPARE(groupOf(pairs, made), weights);
        }
    }

    void paddingIsZero()
    {
        const std::vector<float> weights{1, -2, 3};
        Int4Pair pairs[16];
        quantizeInt4(weights, pairs);
        for (int j = 0; j < 16; ++j) {
            QCOMPARE(pairs[j].nibbles >> 4, 8);
            QVERIFY(j < 3 || (pairs[j].nibbles & 15) == 8);
        }
    }

    void rowsFromAFile_data()
    {
        QTest::addColumn<int>("form");
        QTest::addColumn<int>("rows");
        QTest::addColumn<int>("columns");
        QTest::addColumn<int>("shift"); // of the first byte, from an aligned address
        for (const StoredAs form : {StoredAs::Fp32, StoredAs::Fp16, StoredAs::Bf16}) {
            const char* name = dtypeName(form);
            QTest::addRow("%s, one", name) << int(form) << 1 << 1 << 0;
            QTest::addRow("%s, odd", name) << int(form) << 7 << 37 << 1;
            QTest::addRow("%s, whole blocks", name) << int(form) << 33 << 256 << 0;
            QTest::addRow("%s, several blocks", name) << int(form) << 150 << 1031 << 3;
        }
    }

    void rowsFromAFile()
    {
        QFETCH(int, form);
        QFETCH(int, rows);
        QFETCH(int, columns);
        QFETCH(int, shift);
        std::mt19937 random(6);
        std::normal_distribution<float> normal(0, 0.3F);
        std::vector<float> values(static_cast<std::size_t>(rows) * columns);
        for (float& value : values)
            value = roundedAs(StoredAs(form), normal(random));
        for (const WeightFormat format : {WeightFormat::Int8, WeightFormat::Int4}) {
            const Stored stored(StoredAs(form), rows, columns, format, values, shift);
            const QuantizedSource& source = stored.source;
            QCOMPARE(source.valueBytes() + source.scaleBytes(),
                     rowBytes(format, static_cast<std::size_t>(columns)));
            std::vector<std::byte> made(rows * source.valueBytes());
            std::vector<std::byte> scales(rows * source.scaleBytes());
            const int first = rows / 3; // in two parts, as a long matrix is written
            quantizeRows(source, 0, first, made.data(), scales.data());
            quantizeRows(source, first, rows - first, made.data() + first * source.valueBytes(),
                         scales.data() + first * source.scaleBytes());
            compareWithRows(source, values, made, scales);
        }
    }

    void whatCannotBeHeld_data()
    {
        QTest::addColumn<float>("weight");
        QTest::addColumn<bool>("fitsInt8");
        QTest::newRow("no number") << std::numeric_limits<float>::quiet_NaN() << false;
        QTest::newRow("infinite") << -std::numeric_limits<float>::infinity() << false;
        QTest::newRow("beyond int4") << 1e6F << true;
    }

    void whatCannotBeHeld()
    {
        QFETCH(float, weight);
        QFETCH(bool, fitsInt8);
        std::vector<float> values(5 * 300, 0.5F);
        values[3 * 300 + 299] = weight;
        for (const WeightFormat format : {WeightFormat::Int8, WeightFormat::Int4}) {
            const Stored stored(StoredAs::Fp32, 5, 300, format, values);
            std::vector<std::byte> made(5 * stored.source.valueBytes());
            std::vector<std::byte> scales(5 * stored.source.scaleBytes());
            std::string said;
            try {
                quantizeRows(stored.source, 0, 5, made.data(), scales.data());
            } catch (const Error& error) {
                QCOMPARE(error.code(), ErrorCode::FileDamaged);
                said = error.what();
            }
            QCOMPARE(said.empty(), fitsInt8 && format == WeightFormat::Int8);
            QVERIFY2(said.empty() || (said.find("\"some.weight\"") != std::string::npos &&
                                      said.find("/models/model.safetensors") != std::string::npos),
                     said.c_str());
        }
    }
};

QTEST_GUILESS_MAIN(QuantizerTest)
#include "tst_quantizer.moc"
