#pragma once

#include "model/checkpoint.h"
#include "model/operators.h"
#include "model/quantizedcache.h"

#include <ATen/ATen.h>

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace exitscope {

/// Hands out tensors of one checkpoint by name, with their shapes checked, where and in what form
/// the model holds them. Used by one thread.
class WeightTaker
{
public:
    /// `dtype`: of matrices that are not quantized; `activations`: what factors meet.
    WeightTaker(const Checkpoint& checkpoint, at::ScalarType dtype, Activations activations)
        : m_checkpoint(checkpoint)
        , m_dtype(dtype)
        , m_activations(activations)
    {}

    /// Where the tensors taken from now on are needed.
    void setDevice(const ComputeDevice& device) { m_device = device; }
    /// Matrices that linear() hands out from now on, in the place of the stored ones.
    void setQuantized(std::map<std::string, Linear> matrices) { m_quantized = std::move(matrices); }

    bool has(const std::string& name) const { return m_checkpoint.find(name) != nullptr; }
    /// A stored matrix as a source for quantizing.
    QuantizedSource source(const std::string& name, std::int64_t rows, std::int64_t columns,
                           WeightFormat format) const;

    at::Tensor matrix(const std::string& name, std::int64_t rows, std::int64_t columns,
                      at::ScalarType dtype) const;
    /// The same, in the dtype that it is stored in.
    at::Tensor storedMatrix(const std::string& name, std::int64_t rows, std::int64_t columns) const;
    /// The matrix `name` as a product's factor: quantized where that is so and the device runs the
    /// kernels; on other devices widened to `dtype` from the quantized numbers.
    Linear factor(const std::string& name, std::int64_t rows, std::int64_t columns,
                  at::ScalarType dtype) const;
    /// `name`.weight as a factor and, where the layer adds one, `name`.bias.
    Linear linear(const std::string& name, std::int64_t rows, std::int64_t columns,
                  bool biased) const;
    /// Norms are small and multiply fp32 activations.
    at::Tensor norm(const std::string& name, std::int64_t width) const;

    [[noreturn]] void damaged(const std::string& what) const;

private:
    const StoredTensor& stored(const std::string& name,
                               const std::vector<std::int64_t>& shape) const;
    at::Tensor take(const std::string& name, const std::vector<std::int64_t>& shape,
                    at::ScalarType dtype) const;
    at::ScalarType typeOf(const StoredTensor& stored, const std::string& name) const;

    const Checkpoint& m_checkpoint;
    at::ScalarType m_dtype;
    Activations m_activations;
    ComputeDevice m_device;
    std::map<std::string, Linear> m_quantized;
};

} // namespace exitscope
