#include "model/rotarytable.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace exitscope {
namespace {

/// `_compute_llama3_parameters`: low frequencies are stretched, high ones are kept, and those
/// between pass from one to the other. In the original's order of fp32 operations.
float llama3Frequency(float frequency, const RotaryScaling& scaling)
{
    const auto context = static_cast<float>(scaling.originalContext);
    const auto factor = static_cast<float>(scaling.factor);
    const auto low = static_cast<float>(scaling.lowFrequencyFactor);
    const auto spread =
        static_cast<float>(scaling.highFrequencyFactor - scaling.lowFrequencyFactor);
    const double longest = scaling.originalContext / scaling.lowFrequencyFactor;
    const double shortest = scaling.originalContext / scaling.highFrequencyFactor;
    const float wavelength = 1.0f / frequency * (2.0f * std::numbers::pi_v<float>);
    if (wavelength > static_cast<float>(longest))
        return frequency / factor;
    if (wavelength < static_cast<float>(shortest))
        return frequency;
    const float smooth = (1.0f / wavelength * context - low) / spread;
    return (1.0f - smooth) * frequency / factor + smooth * frequency;
}

float scaled(float frequency, const RotaryScaling& scaling)
{
    switch (scaling.kind) {
    case RotaryScaling::Kind::Linear:
        return frequency / static_cast<float>(scaling.factor);
    case RotaryScaling::Kind::Llama3:
        return llama3Frequency(frequency, scaling);
    case RotaryScaling::Kind::None:
        break;
    }
    return frequency;
}

} // namespace

RotaryTable::RotaryTable(const ModelConfig& config)
{
    const auto base = static_cast<float>(config.ropeTheta);
    for (int i = 0; i < config.headDim / 2; ++i) {
        const float exponent = static_cast<float>(2 * i) / static_cast<float>(config.headDim);
        m_frequencies.push_back(scaled(1.0f / std::pow(base, exponent), config.rotaryScaling));
    }
}

void RotaryTable::reach(int count)
{
    // In blocks, so that copies on devices are seldom made again.
    constexpr int block = 256;
    while (m_positions < count) {
        for (const int end = m_positions + block; m_positions < end; ++m_positions) {
            for (const float frequency : m_frequencies) {
                const double angle = static_cast<float>(m_positions) * frequency;
                m_cosines.push_back(static_cast<float>(std::cos(angle)));
                m_sines.push_back(static_cast<float>(std::sin(angle)));
            }
        }
    }
}

at::Tensor RotaryTable::on(const at::Device& device, int first, int count)
{
    auto copy = std::find_if(m_copies.begin(), m_copies.end(),
                             [&](const at::Tensor& tensor) { return tensor.device() == device; });
    if (copy == m_copies.end())
        copy = m_copies.insert(copy, at::Tensor());
    if (!copy->defined() || copy->size(1) < first + count) {
        const auto half = static_cast<std::int64_t>(m_frequencies.size());
        const auto asTensor = [&](std::vector<float>& values) {
            return at::from_blob(values.data(), {m_positions, half}, at::kFloat);
        };
        // Stacking copies, so that the tensor outlives the vectors' memory.
        *copy = at::stack({asTensor(m_cosines), asTensor(m_sines)}).to(device);
    }
    return copy->narrow(1, first, count);
}

} // namespace exitscope
