#pragma once

#include "kernelfixture.h"
#include "model/weightformat.h"

#include <algorithm>
#include <cmath>
#include <cstring>

Q_DECLARE_METATYPE(exitscope::WeightFormat)

namespace exitscope::test {

/// A matrix [out, in] in one format, and its weights.
struct Matrix
{
    int in;
    int out;
    Unaligned<float> storage;
    std::vector<float> channelScales;
    std::vector<Fp16> groupScales;
    std::vector<double> weights;

    std::uint8_t* bytes() { return reinterpret_cast<std::uint8_t*>(storage.data()); }
};

/// What a sum of fp32 products may be off, of the sum of the products' sizes.
inline constexpr double tolerance = 2e-6;

/// An input as a product takes it, and how far off it may be.
struct MetInput
{
    double value = 0;
    double doubt = 0;
};

/// A sum in double, and how far off a kernel's may be.
struct ExpectedSum
{
    double value = 0;
    double size = 0;
    double doubt = 0;

    /// Of `before` and the products of inputs [in] with output `o`.
    ExpectedSum(const std::vector<MetInput>& inputs, const Matrix& m, int o, double before = 0)
        : value(before)
        , size(std::abs(before))
    {
        for (int i = 0; i < m.in; ++i) {
            const double weight = m.weights[static_cast<std::size_t>(o) * m.in + i];
            const MetInput& input = inputs[static_cast<std::size_t>(i)];
            value += input.value * weight;
            size += std::abs(input.value * weight);
            doubt += input.doubt * std::abs(weight);
        }
    }

    bool isNear(float y) const { return std::abs(y - value) <= tolerance * size + doubt; }
};

inline double half(std::uint16_t bits)
{
    const int exponent = bits >> 10 & 31;
    const int digits = bits & 1023;
    return std::ldexp(exponent == 0 ? digits : 1024 + digits, std::max(exponent, 1) - 25);
}

/// Makes matrices in every weight format and multiplies by them.
class ProductsFixture : public KernelFixture
{
protected:
    /// Numbers of very different sizes, so that no part of them may be dropped.
    float number()
    {
        const float size = std::uniform_int_distribution<int>(0, 9)(m_random) == 0 ? 1000 : 1;
        return normal(size);
    }

    int below(int count) { return std::uniform_int_distribution<int>(0, count - 1)(m_random); }

    void fill(Matrix& m, WeightFormat format, int o, int i)
    {
        std::uint8_t* bytes = m.bytes();
        const std::size_t place = static_cast<std::size_t>(o) * m.in + i;
        const float value = number();
        double& weight = m.weights[place];
        std::uint32_t bits = 0;
        std::memcpy(&bits, &value, sizeof bits);
        if (format == WeightFormat::Float32) {
            std::memcpy(bytes + 4 * place, &bits, 4);
            weight = value;
        } else if (format == WeightFormat::BFloat16) {
            const auto upper = static_cast<std::uint16_t>(bits >> 16);
            std::memcpy(bytes + 2 * place, &upper, 2);
            bits &= 0xffff0000u;
            float cut = 0;
            std::memcpy(&cut, &bits, sizeof cut);
            weight = cut;
        } else if (format == WeightFormat::Float16) {
            const auto own = static_cast<std::uint16_t>(below(0x7c00));
            std::memcpy(bytes + 2 * place, &own, 2);
            weight = half(own);
        } else if (format == WeightFormat::Int8) {
            const int own = below(256) - 128;
            bytes[place] = static_cast<std::uint8_t>(own);
            weight = own * double{m.channelScales[static_cast<std::size_t>(o)]};
        } else {
            const std::size_t group =
                static_cast<std::size_t>(o) * ((m.in + int4Group - 1) / int4Group) + i / int4Group;
            const int own = below(16);
            std::uint8_t& pair = bytes[group * int4Group / 2 + i % (int4Group / 2)];
            pair |= static_cast<std::uint8_t>(i % int4Group < int4Group / 2 ? own : own << 4);
            weight = (own - 8) * half(m.groupScales[group].bits);
        }
    }

    Matrix matrix(WeightFormat format, int in, int out)
    {
        const auto groups = static_cast<std::size_t>(out) * ((in + int4Group - 1) / int4Group);
        const std::size_t count = static_cast<std::size_t>(in) * out;
        Matrix m{in, out, Unaligned<float>(std::max(count, groups * int4Group)),
                 {}, {},  std::vector<double>(count)};
        for (int o = 0; o < out; ++o)
            m.channelScales.push_back(std::exp(normal()));
        for (std::size_t g = 0; g < groups; ++g)
            m.groupScales.push_back({static_cast<std::uint16_t>(0x1c00 + below(0x1800))});
        for (int o = 0; o < out; ++o) {
            for (int i = 0; i < in; ++i)
                fill(m, format, o, i);
        }
        return m;
    }

    template <typename Weight>
    static LinearJob<Weight> job(Matrix& m, float* y, bool accumulate, const void* scales = nullptr)
    {
        return {reinterpret_cast<const Weight*>(m.bytes()), y, m.out, accumulate, scales};
    }

    static void multiply(const Kernels& kernels, WeightFormat format, const float* x, int rows,
                         Matrix& m, float* y, bool accumulate)
    {
        if (format == WeightFormat::Float32) {
            const auto own = job<float>(m, y, accumulate);
            kernels.linearF32(x, rows, m.in, &own, 1);
        } else if (format == WeightFormat::BFloat16) {
            const auto own = job<Bf16>(m, y, accumulate);
            kernels.linearBf16(x, rows, m.in, &own, 1);
        } else if (format == WeightFormat::Float16) {
            const auto own = job<Fp16>(m, y, accumulate);
            kernels.linearF16(x, rows, m.in, &own, 1);
        } else if (format == WeightFormat::Int8) {
            const auto own = job<Int8Weight>(m, y, accumulate, m.channelScales.data());
            kernels.linearInt8(x, rows, m.in, &own, 1);
        } else {
            const auto own = job<Int4Pair>(m, y, accumulate, m.groupScales.data());
            kernels.linearInt4(x, rows, m.in, &own, 1);
        }
    }

    /// Products of random rows against sums in double of meet(x [in]), one MetInput per input.
    template <typename Meet>
    void compare(const Kernels& kernels, WeightFormat format, Matrix& m, int rows, bool accumulate,
                 const Meet& meet)
    {
        constexpr float untouched = 77;
        const auto outputs = static_cast<std::size_t>(rows) * m.out;
        Unaligned<float> x(static_cast<std::size_t>(rows) * m.in);
        std::vector<float> y(outputs + 64, untouched);
        std::generate_n(x.data(), rows * m.in, [this] { return number(); });
        std::generate_n(y.begin(), outputs, [this] { return number(); });
        const std::vector<float> before = y;
        multiply(kernels, format, x.data(), rows, m, y.data(), accumulate);
        for (int r = 0; r < rows; ++r) {
            const std::vector<MetInput> inputs =
                meet(x.data() + static_cast<std::size_t>(r) * m.in);
            for (int o = 0; o < m.out; ++o) {
                const std::size_t place = static_cast<std::size_t>(r) * m.out + o;
                const ExpectedSum expected(inputs, m, o, accumulate ? before[place] : 0);
                if (!expected.isNear(y[place]))
                    QFAIL(qPrintable(QString("%1, %2 rows, %3 -> %4: y[%5, %6] = %7, not %8")
                                         .arg(fieldName(format).data())
                                         .arg(rows)
                                         .arg(m.in)
                                         .arg(m.out)
                                         .arg(r)
                                         .arg(o)
                                         .arg(y[place])
                                         .arg(expected.value)));
            }
        }
        for (std::size_t i = outputs; i < y.size(); ++i)
            QCOMPARE(y[i], untouched);
    }
};

} // namespace exitscope::test
