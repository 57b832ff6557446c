#pragma once

#include <cstddef>
#include <vector>

namespace exitscope {

/// How fast memory is read on all threads of the kernels: the limit of what reading weights can
/// reach. Owned by one thread.
class MemoryBandwidth
{
public:
    /// Reads `bytes` of memory of its own each time; far more than the caches hold, else these are
    /// measured. The memory is taken at the first reading: filling it may take seconds.
    explicit MemoryBandwidth(std::size_t bytes);

    /// One reading, bytes/s; kept with the others. Throws std::bad_alloc.
    double read();
    /// Of the readings since `first`, the number of earlier ones.
    double median(std::size_t first = 0) const;
    const std::vector<double>& readings() const { return m_readings; }
    std::size_t bytes() const { return m_floats * sizeof(float); }

private:
    std::size_t m_floats;
    std::vector<float> m_buffer;
    std::vector<double> m_readings;
};

} // namespace exitscope
