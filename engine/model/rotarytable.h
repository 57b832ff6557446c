#pragma once

#include <vector>

namespace exitscope {

/// Cosines and sines of the rotary position embedding (Su et al. 2021, RoFormer), grown on demand.
/// Frequencies and angles are rounded to fp32 as in the Hugging Face implementation, so that far
/// positions agree with it.
class RotaryTable
{
public:
    RotaryTable(int headDim, double theta);

    /// Makes rows for positions [0, count).
    void reach(int count);
    const float* cosines(int position) const { return &m_cosines[offset(position)]; } ///< [D/2]
    const float* sines(int position) const { return &m_sines[offset(position)]; }     ///< [D/2]

private:
    std::size_t offset(int position) const { return m_frequencies.size() * position; }

    std::vector<float> m_frequencies; // [D/2]
    std::vector<float> m_cosines;     // [positions, D/2]
    std::vector<float> m_sines;
    int m_positions = 0;
};

} // namespace exitscope
