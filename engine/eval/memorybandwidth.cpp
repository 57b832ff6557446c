#include "eval/memorybandwidth.h"

#include "decode/stopwatch.h"
#include "eval/speed.h"
#include "model/kernels/kernels.h"

namespace exitscope {

MemoryBandwidth::MemoryBandwidth(std::size_t bytes)
    : m_floats(bytes / sizeof(float))
{}

double MemoryBandwidth::read()
{
    m_buffer.resize(m_floats, 1.0f);
    const Stopwatch watch;
    kernels().readAll(m_buffer.data(), bytes());
    m_readings.push_back(static_cast<double>(bytes()) / watch.seconds());
    return m_readings.back();
}

double MemoryBandwidth::median(std::size_t first) const
{
    const auto from = m_readings.begin() + static_cast<std::ptrdiff_t>(first);
    return spreadOf({from, m_readings.end()}).median;
}

} // namespace exitscope
