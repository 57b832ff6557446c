#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace exitscope {

/// Of a Llama model whose speed is to be measured without its weights.
struct SyntheticShape
{
    std::string_view name;
    int layers = 1;
    int width = 1;
    int mlpWidth = 1;
    int heads = 1;
    int kvHeads = 1;
    int headDim = 1;
    int vocabulary = 2;
    int context = 2;
    bool tied = false; ///< the head is the embedding
    double ropeTheta = 10000;
};

std::span<const SyntheticShape> syntheticShapes();
/// Throws Error(WrongUse) with the known names.
const SyntheticShape& syntheticShapeNamed(std::string_view name);

/// What a synthetic tensor holds.
enum class SyntheticFill
{
    Random,
    One,
    Zero
};

/// One tensor of a synthetic checkpoint, bf16.
struct SyntheticTensor
{
    std::string name;
    std::vector<std::int64_t> shape;
    SyntheticFill fill = SyntheticFill::Random;

    std::uintmax_t values() const
    {
        std::uintmax_t count = 1;
        for (const std::int64_t extent : shape)
            count *= static_cast<std::uintmax_t>(extent);
        return count;
    }
    std::uintmax_t bytes() const { return 2 * values(); }
};

/// In the order in which they lie in the file. From layer `idleFrom` on the projections into the
/// residual stream are zero; -1: nowhere.
std::vector<SyntheticTensor> syntheticTensors(const SyntheticShape& shape, int idleFrom);

/// config.json.
std::string syntheticConfig(const SyntheticShape& shape);

/// What comes before the tensors in model.safetensors: the header's length in 8 bytes and the
/// header, padded so that the tensors are aligned. Its metadata tells the variants of one shape
/// apart, whose names, shapes and offsets are the same.
std::string syntheticHeader(const std::vector<SyntheticTensor>& tensors, int idleFrom);

} // namespace exitscope
