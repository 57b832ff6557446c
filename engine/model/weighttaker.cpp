#include "model/weighttaker.h"

#include "model/widenedweights.h"

#include <cstring>

namespace exitscope {
namespace {

std::string spelled(const std::vector<std::int64_t>& shape)
{
    std::string text = "[";
    for (const std::int64_t extent : shape)
        text += (text.size() > 1 ? ", " : "") + std::to_string(extent);
    return text + "]";
}

} // namespace

void WeightTaker::damaged(const std::string& what) const
{
    throw Error(ErrorCode::FileDamaged, m_checkpoint.file().string() +
                                            " does not fit its config.json: " + what +
                                            "; both must come from one checkpoint.");
}

const StoredTensor& WeightTaker::stored(const std::string& name,
                                        const std::vector<std::int64_t>& shape) const
{
    const StoredTensor* found = m_checkpoint.find(name);
    if (!found)
        damaged("tensor \"" + name + "\" is missing");
    if (found->shape != shape)
        damaged("tensor \"" + name + "\" has the shape " + spelled(found->shape) +
                " where the config says " + spelled(shape));
    return *found;
}

at::ScalarType WeightTaker::typeOf(const StoredTensor& stored, const std::string& name) const
{
    if (stored.dtype == "F32")
        return at::kFloat;
    if (stored.dtype == "BF16")
        return at::kBFloat16;
    if (stored.dtype == "F16")
        return at::kHalf;
    damaged("tensor \"" + name + "\" is stored as " + stored.dtype +
            ", and F32, BF16 and F16 can be read");
}

at::Tensor WeightTaker::take(const std::string& name, const std::vector<std::int64_t>& shape,
                             at::ScalarType dtype) const
{
    const StoredTensor& found = stored(name, shape);
    const at::ScalarType storedType = typeOf(found, name);
    const std::size_t width = c10::elementSize(storedType);
    const at::Device device = tensorDevice(m_device);
    // Kept alive by the tensor; a tensor whose bytes are not aligned must be copied.
    const auto keep = m_checkpoint.shardOf(name)->mapping();
    const auto options = at::TensorOptions().dtype(storedType);
    if (reinterpret_cast<std::uintptr_t>(found.data) % width != 0) {
        at::Tensor copy = at::empty(shape, options);
        std::memcpy(copy.data_ptr(), found.data, found.bytes);
        return copy.to(device, dtype);
    }
    return at::from_blob(
               const_cast<std::byte*>(found.data), shape, [keep](void*) {}, options)
        .to(device, dtype);
}

QuantizedSource WeightTaker::source(const std::string& name, std::int64_t rows,
                                    std::int64_t columns, WeightFormat format) const
{
    const StoredTensor& found = stored(name, {rows, columns});
    typeOf(found, name);
    return {name, m_checkpoint.shardOf(name)->file(), &found, rows, columns, format};
}

at::Tensor WeightTaker::matrix(const std::string& name, std::int64_t rows, std::int64_t columns,
                               at::ScalarType dtype) const
{
    return take(name, {rows, columns}, dtype);
}

at::Tensor WeightTaker::storedMatrix(const std::string& name, std::int64_t rows,
                                     std::int64_t columns) const
{
    return take(name, {rows, columns}, typeOf(stored(name, {rows, columns}), name));
}

Linear WeightTaker::factor(const std::string& name, std::int64_t rows, std::int64_t columns,
                           at::ScalarType dtype) const
{
    const auto found = m_quantized.find(name);
    if (found == m_quantized.end())
        return {take(name, {rows, columns}, dtype), {}, {}, m_activations};
    if (m_device.kind == ComputeDevice::Kind::Cpu) {
        Linear own = found->second;
        own.activations = m_activations;
        return own;
    }
    const at::Device device = tensorDevice(m_device);
    const Linear moved{found->second.matrix.to(device), found->second.scales.to(device), {}};
    return {widenedWeights(moved, columns).to(dtype), {}, {}};
}

Linear WeightTaker::linear(const std::string& name, std::int64_t rows, std::int64_t columns,
                           bool biased) const
{
    Linear result = factor(name + ".weight", rows, columns, m_dtype);
    if (biased)
        result.bias = take(name + ".bias", {rows}, at::kFloat);
    return result;
}

at::Tensor WeightTaker::norm(const std::string& name, std::int64_t width) const
{
    return take(name, {width}, at::kFloat);
}

} // namespace exitscope
