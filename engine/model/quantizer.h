#pragma once

#include "model/kernels/kernels.h"
#include "model/safetensors.h"
#include "model/weightformat.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>

namespace exitscope {

/// A matrix [rows, columns] of a checkpoint that is to be held in `format`, Int8 or Int4.
struct QuantizedSource
{
    std::string name;                     ///< of the tensor
    std::filesystem::path file;           ///< that holds it
    const StoredTensor* stored = nullptr; ///< F32, F16 or BF16
    std::int64_t rows = 0;
    std::int64_t columns = 0;
    WeightFormat format = WeightFormat::Int8;

    /// Bytes of one row's weights, and of its scales.
    std::size_t valueBytes() const;
    std::size_t scaleBytes() const;
    /// Groups that a row has scales for; 1 in Int8.
    std::int64_t groups() const;
};

/// Quantizes rows [first, first + count) on all threads, straight from the file's bytes: values
/// [count, valueBytes()] and scales [count, scaleBytes()], laid out as WeightFormat says. Throws
/// Error(FileDamaged) naming the tensor where a weight is no finite number or beyond the format.
void quantizeRows(const QuantizedSource& source, std::int64_t first, std::int64_t count,
                  std::byte* values, std::byte* scales);

/// Int8: the scale is the largest magnitude / 127; weights are rounded to the nearest, ties to
/// even. Returns the scale; 0, and zeros, where the row is nothing but zeros (or smaller than any
/// normal float).
float quantizeInt8(std::span<const float> row, Int8Weight* values);

/// Int4: one group of at most int4Group weights into 16 pairs. Of several scales around the largest
/// magnitude / 8 the one with the least sum of squared errors, improved by least squares for the
/// rounding that it led to. Returns the scale, which may be negative: the largest weight then takes
/// the value -8.
Fp16 quantizeInt4(std::span<const float> group, Int4Pair* values);

} // namespace exitscope
