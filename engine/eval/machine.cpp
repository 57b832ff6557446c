#include "eval/machine.h"

#include "model/kernels/workpool.h"

#include <ctime>
#include <fstream>
#include <sys/utsname.h>
#include <thread>
#include <unistd.h>

namespace exitscope {

namespace {

/// Its brand where /proc/cpuinfo tells it, else the architecture.
std::string cpuName()
{
    std::ifstream file("/proc/cpuinfo");
    for (std::string line; std::getline(file, line);) {
        const std::size_t value = line.find(": ");
        if (line.starts_with("model name") && value != std::string::npos)
            return line.substr(value + 2);
    }
    utsname system = {};
    return ::uname(&system) == 0 ? system.machine : "";
}

std::uint64_t memoryBytes()
{
    const long pages = ::sysconf(_SC_PHYS_PAGES);
    const long size = ::sysconf(_SC_PAGE_SIZE);
    return pages > 0 && size > 0
               ? static_cast<std::uint64_t>(pages) * static_cast<std::uint64_t>(size)
               : 0;
}

} // namespace

Machine thisMachine(const std::string& device)
{
    return {cpuName(), static_cast<int>(std::thread::hardware_concurrency()), memoryBytes(),
            WorkPool::instance().threads(), device.empty() ? "cpu" : device};
}

ProgramVersions programVersions()
{
    return {EXITSCOPE_VERSION, EXITSCOPE_TORCH_VERSION};
}

std::string utcNow()
{
    const std::time_t now = std::time(nullptr);
    std::tm parts = {};
    ::gmtime_r(&now, &parts);
    char text[32];
    std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts);
    return text;
}

} // namespace exitscope
