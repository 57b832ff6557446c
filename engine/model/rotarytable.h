#pragma once

#include "model/modelconfig.h"

#include <ATen/ATen.h>

#include <vector>

namespace exitscope {

/// Cosines and sines of the rotary position embedding (Su et al. 2021, RoFormer), grown on demand.
/// Frequencies and angles are rounded to fp32 as in the Hugging Face implementation
/// (modeling_rope_utils), so that far positions agree with it. Owned by one thread.
class RotaryTable
{
public:
    /// Of a sequence under `config`: head_dim, rope_theta and how it is scaled.
    explicit RotaryTable(const ModelConfig& config);

    const std::vector<float>& frequencies() const { return m_frequencies; } ///< [D/2]
    /// Makes rows for positions [0, count) at least.
    void reach(int count);
    const float* cosines(int position) const { return &m_cosines[offset(position)]; } ///< [D/2]
    const float* sines(int position) const { return &m_sines[offset(position)]; }     ///< [D/2]

    /// Cosines and sines of positions [first, first + count) on a device: [2, count, D/2].
    at::Tensor on(const at::Device& device, int first, int count);

private:
    std::size_t offset(int position) const { return m_frequencies.size() * position; }

    std::vector<float> m_frequencies; // [D/2]
    std::vector<float> m_cosines;     // [positions, D/2]
    std::vector<float> m_sines;
    int m_positions = 0;
    std::vector<at::Tensor> m_copies; // [2, positions, D/2], one for each device that asked
};

} // namespace exitscope
