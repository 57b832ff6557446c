#include "model/cpumemory.h"

#include <algorithm>
#include <fstream>
#include <limits>
#include <string>

namespace exitscope {
namespace {

/// The number after `key` in a file of "key: number unit" lines, or the file's first number.
std::optional<std::size_t> numberIn(const char* file, const std::string& key)
{
    std::ifstream stream(file);
    std::string word;
    std::size_t number = 0;
    while (!key.empty() && stream >> word && word != key)
        ;
    if (stream >> number)
        return number;
    return std::nullopt;
}

} // namespace

std::optional<std::size_t> freeCpuMemory()
{
    const auto available = numberIn("/proc/meminfo", "MemAvailable:");
    if (!available)
        return std::nullopt;
    const auto limit = numberIn("/sys/fs/cgroup/memory.max", "");
    return std::min(*available * 1024, limit.value_or(std::numeric_limits<std::size_t>::max()));
}

} // namespace exitscope
