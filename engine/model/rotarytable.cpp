#include "model/rotarytable.h"

#include <cmath>

namespace exitscope {

RotaryTable::RotaryTable(int headDim, double theta)
{
    const auto base = static_cast<float>(theta);
    for (int i = 0; i < headDim / 2; ++i) {
        const float exponent = static_cast<float>(2 * i) / static_cast<float>(headDim);
        m_frequencies.push_back(1.0f / std::pow(base, exponent));
    }
}

void RotaryTable::reach(int count)
{
    for (; m_positions < count; ++m_positions) {
        for (const float frequency : m_frequencies) {
            const double angle = static_cast<float>(m_positions) * frequency;
            m_cosines.push_back(static_cast<float>(std::cos(angle)));
            m_sines.push_back(static_cast<float>(std::sin(angle)));
        }
    }
}

} // namespace exitscope
