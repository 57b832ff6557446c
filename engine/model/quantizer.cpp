#include "model/quantizer.h"

#include "model/kernels/workpool.h"
#include "model/quantizedsteps.h"

#include <c10/util/Half.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <cstring>
#include <limits>

namespace exitscope {
namespace {

/// A few weights of a row, with zeros after them up to a whole vector.
struct Block
{
    static constexpr std::size_t capacity = 256;

    alignas(sizeof(StepVector)) std::array<float, capacity> weights;
    std::size_t count = 0;

    std::size_t vectors() const { return (count + stepLanes - 1) / stepLanes; }
    StepVector part(std::size_t i) const
    {
        StepVector v;
        std::memcpy(&v, weights.data() + i * stepLanes, sizeof v);
        return v;
    }
};

void widen(const std::byte* from, std::size_t count, float* to)
{
    for (std::size_t i = 0; i < count; ++i) {
        std::uint16_t narrow = 0;
        std::memcpy(&narrow, from + 2 * i, sizeof narrow);
        const std::uint32_t wide = std::uint32_t{narrow} << 16;
        std::memcpy(to + i, &wide, sizeof wide);
    }
}

void widenHalf(const std::byte* from, std::size_t count, float* to)
{
    for (std::size_t i = 0; i < count; ++i) {
        std::uint16_t narrow = 0;
        std::memcpy(&narrow, from + 2 * i, sizeof narrow);
        to[i] = c10::Half(narrow, c10::Half::from_bits());
    }
}

/// `count` weights from `index` on, widened; false where one of them is beyond `most` or no number.
bool readBlock(const StoredTensor& stored, std::int64_t index, std::size_t count, float most,
               Block& block)
{
    float* to = block.weights.data();
    block.count = count;
    if (stored.dtype == "F32")
        std::memcpy(to, stored.data + index * 4, count * 4);
    else if (stored.dtype == "F16")
        widenHalf(stored.data + index * 2, count, to);
    else
        widen(stored.data + index * 2, count, to);
    std::fill(to + count, to + block.vectors() * stepLanes, 0.0F);
    bool fits = true;
    for (std::size_t i = 0; i < count; ++i)
        fits &= std::abs(to[i]) <= most; // false for NaN
    return fits;
}

/// Calls body(start, block) for the blocks of a row; false where a weight cannot be held.
template <typename Body>
bool forBlocks(const QuantizedSource& source, std::int64_t row, float most, const Body& body)
{
    Block block; // NOLINT: filled before it is read
    const auto columns = static_cast<std::size_t>(source.columns);
    for (std::size_t start = 0; start < columns; start += Block::capacity) {
        const std::int64_t index = row * source.columns + static_cast<std::int64_t>(start);
        if (!readBlock(*source.stored, index, std::min(Block::capacity, columns - start), most,
                       block))
            return false;
        body(start, block);
    }
    return true;
}

float largest(const Block& block, float known)
{
    StepVector found = broadcast(known);
    for (std::size_t i = 0; i < block.vectors(); ++i) {
        const StepVector w = block.part(i);
        found = w > found ? w : found;
        found = -w > found ? -w : found;
    }
    return std::max({found[0], found[1], found[2], found[3]});
}

float int8Scale(float magnitude)
{
    const float scale = magnitude / 127;
    return scale < std::numeric_limits<float>::min() ? 0 : scale;
}

void roundInt8(const Block& block, float scale, Int8Weight* values)
{
    const float inverse = inverseOf(scale);
    std::array<Int8Weight, Block::capacity> whole; // NOLINT: filled as far as it is copied
    for (std::size_t i = 0; i < block.vectors(); ++i) {
        const StepVector steps = rounded(clamped(block.part(i) * inverse, -127, 127));
        for (std::size_t j = 0; j < stepLanes; ++j)
            whole[i * stepLanes + j].value = static_cast<std::int8_t>(steps[j]);
    }
    std::memcpy(values, whole.data(), block.count);
}

bool rowInt8(const QuantizedSource& source, std::int64_t row, std::byte* values, std::byte* scales)
{
    constexpr float most = std::numeric_limits<float>::max();
    float magnitude = 0;
    if (!forBlocks(source, row, most,
                   [&](std::size_t, const Block& block) { magnitude = largest(block, magnitude); }))
        return false;
    const float scale = int8Scale(magnitude);
    std::memcpy(scales, &scale, sizeof scale);
    auto* to = reinterpret_cast<Int8Weight*>(values);
    return forBlocks(source, row, most, [&](std::size_t start, const Block& block) {
        roundInt8(block, scale, to + start);
    });
}

bool rowInt4(const QuantizedSource& source, std::int64_t row, std::byte* values, std::byte* scales)
{
    constexpr float most = 7 * 65504.0F;
    return forBlocks(source, row, most, [&](std::size_t start, const Block& block) {
        for (std::size_t i = 0; i < block.count; i += int4Group) {
            const std::size_t group = (start + i) / int4Group;
            const std::size_t count = std::min<std::size_t>(int4Group, block.count - i);
            auto* pairs = reinterpret_cast<Int4Pair*>(values + group * groupBytes);
            const Fp16 scale = quantizeInt4({block.weights.data() + i, count}, pairs);
            std::memcpy(scales + group * sizeof scale, &scale, sizeof scale);
        }
    });
}

[[noreturn]] void refuse(const QuantizedSource& source)
{
    throw Error(ErrorCode::FileDamaged,
                "The tensor \"" + source.name + "\" of " + source.file.string() +
                    " holds a weight that is no finite number or too large for " +
                    std::string(fieldName(source.format)) +
                    "; open the checkpoint as stored, or download it again.");
}

} // namespace

std::int64_t QuantizedSource::groups() const
{
    return format == WeightFormat::Int8 ? 1 : (columns + int4Group - 1) / int4Group;
}

std::size_t QuantizedSource::valueBytes() const
{
    return format == WeightFormat::Int8 ? static_cast<std::size_t>(columns)
                                        : static_cast<std::size_t>(groups()) * groupBytes;
}

std::size_t QuantizedSource::scaleBytes() const
{
    return rowBytes(format, static_cast<std::size_t>(columns)) - valueBytes();
}

float quantizeInt8(std::span<const float> row, Int8Weight* values)
{
    const StoredTensor stored{
        "F32", {}, reinterpret_cast<const std::byte*>(row.data()), row.size_bytes()};
    const QuantizedSource source{
        {}, {}, &stored, 1, static_cast<std::int64_t>(row.size()), WeightFormat::Int8};
    float scale = 0;
    rowInt8(source, 0, reinterpret_cast<std::byte*>(values), reinterpret_cast<std::byte*>(&scale));
    return scale;
}

void quantizeRows(const QuantizedSource& source, std::int64_t first, std::int64_t count,
                  std::byte* values, std::byte* scales)
{
    struct Loop
    {
        const QuantizedSource& source;
        std::int64_t first;
        std::int64_t count;
        std::int64_t chunkRows;
        std::byte* values;
        std::byte* scales;
        std::atomic<bool>& fits;
    };
    constexpr std::int64_t chunkWeights = 1 << 16;
    const std::int64_t chunkRows = std::max<std::int64_t>(1, chunkWeights / source.columns);
    std::atomic<bool> fits = true;
    const Loop loop{source, first, count, chunkRows, values, scales, fits};
    WorkPool::instance().run(
        static_cast<int>((count + chunkRows - 1) / chunkRows),
        [](const void* context, int chunk) {
            const Loop& own = *static_cast<const Loop*>(context);
            const auto rowOf = own.source.format == WeightFormat::Int8 ? rowInt8 : rowInt4;
            const std::int64_t begin = chunk * own.chunkRows;
            const std::int64_t end = std::min(own.count, begin + own.chunkRows);
            for (std::int64_t row = begin; row < end; ++row) {
                if (!rowOf(own.source, own.first + row, own.values + row * own.source.valueBytes(),
                           own.scales + row * own.source.scaleBytes()))
                    own.fits = false;
            }
        },
        &loop);
    if (!fits)
        refuse(source);
}

} // namespace exitscope
