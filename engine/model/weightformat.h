#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

namespace exitscope {

/// How the matrices of a model are held.
enum class WeightFormat
{
    Float32,
    Float16,
    BFloat16,
    Int8, ///< a row is int8 [in] and one fp32 scale: w = q scale
    Int4, ///< a row is groups of 32 weights, the last one padded with zeros: 16 bytes, of which
          ///< byte j holds weight j in its low and weight j + 16 in its high nibble, and one fp16
          ///< scale; w = (nibble - 8) scale
};

inline constexpr int int4Group = 32;
/// Activations that share a scale where they are rounded beside Int8 weights.
inline constexpr int int8ActivationGroup = 128;

/// What activations are when they meet a matrix's weights, on the CPU's kernels. Sums are fp32.
enum class Activations
{
    Exact,  ///< fp32; beside quantized weights to 2^-16 of the largest of a group
    Rounded ///< bf16 beside bf16 weights; beside int8 and int4 weights bytes, with a scale for each
            ///< group of int8ActivationGroup and int4Group inputs
};

/// The largest whole number that an activation is rounded to in a group.
inline constexpr float largestByte = 127;

inline constexpr std::array allWeightFormats{WeightFormat::Float32, WeightFormat::Float16,
                                             WeightFormat::BFloat16, WeightFormat::Int8,
                                             WeightFormat::Int4};

/// "fp32", "fp16", "bf16", "int8", "int4": as options and documents spell it.
constexpr std::string_view fieldName(WeightFormat format)
{
    constexpr std::array<std::string_view, 5> names{"fp32", "fp16", "bf16", "int8", "int4"};
    return names[static_cast<std::size_t>(format)];
}

/// Nothing for another name.
constexpr std::optional<WeightFormat> weightFormatNamed(std::string_view name)
{
    for (const WeightFormat format : allWeightFormats) {
        if (fieldName(format) == name)
            return format;
    }
    return std::nullopt;
}

constexpr bool isQuantized(WeightFormat format)
{
    return format == WeightFormat::Int8 || format == WeightFormat::Int4;
}

/// Of the K/V cache, and of matrices where no kernels for `format` run: `format` unless that is
/// quantized; then fp16 where the checkpoint is `stored` so, else bf16.
constexpr WeightFormat keyValueFormat(WeightFormat format, WeightFormat stored)
{
    if (!isQuantized(format))
        return format;
    return stored == WeightFormat::Float16 ? stored : WeightFormat::BFloat16;
}

/// Bytes of one matrix row of `in` weights, scales included.
constexpr std::size_t rowBytes(WeightFormat format, std::size_t in)
{
    switch (format) {
    case WeightFormat::Float32:
        return 4 * in;
    case WeightFormat::Float16:
    case WeightFormat::BFloat16:
        return 2 * in;
    case WeightFormat::Int8:
        return in + sizeof(float);
    case WeightFormat::Int4:
        break;
    }
    return (in + int4Group - 1) / int4Group * (int4Group / 2 + 2);
}

} // namespace exitscope
