#pragma once

#include <cstdint>
#include <fstream>
#include <sstream>
#include <string>

namespace exitscope::test {

/// The file that is mapped at `address`, by the system's own list; empty where there is none.
inline std::string fileMappedAt(const void* address)
{
    std::ifstream maps("/proc/self/maps");
    for (std::string line; std::getline(maps, line);) {
        std::uintptr_t first = 0;
        std::uintptr_t end = 0;
        char dash = 0;
        std::istringstream(line) >> std::hex >> first >> dash >> end;
        const auto place = reinterpret_cast<std::uintptr_t>(address);
        const auto path = line.find('/');
        if (place >= first && place < end)
            return path == std::string::npos ? "" : line.substr(path);
    }
    return {};
}

} // namespace exitscope::test
