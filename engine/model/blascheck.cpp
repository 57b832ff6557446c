#include "model/blascheck.h"

#include "model/kernels/workpool.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>

#include <algorithm>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <set>
#include <thread>

namespace exitscope {

std::string slowBlasWarning()
{
    // In cache the reference BLAS makes up to 5 Gflop/s, an optimised one dozens on one core.
    constexpr double slowest = 8e9;
    // Small enough for one thread, so that no other program's use of a core is mistaken for
    // slowness; and in processor time, not time on the clock.
    constexpr int size = 64;
    const at::Tensor a = at::ones({size, size});
    double rate = 0;
    for (int attempt = 0; attempt < 32 && rate < slowest; ++attempt) {
        const std::clock_t start = std::clock();
        const at::Tensor product = at::mm(a, a);
        const double took = std::max<double>(1, double(std::clock() - start)) / CLOCKS_PER_SEC;
        rate = std::max(rate, 2.0 * size * size * size / took);
    }
    if (rate >= slowest)
        return {};
    return "LibTorch uses a slow BLAS here (" + std::to_string(static_cast<int>(rate / 1e6)) +
           " Mflop/s in a matrix product): prompts and fp32 models will take many times longer "
           "than they need; on Debian, install libopenblas0-pthread.";
}

int physicalCores()
{
    std::set<std::string> cores;
    std::error_code ignored;
    for (const auto& entry :
         std::filesystem::directory_iterator("/sys/devices/system/cpu", ignored)) {
        std::ifstream siblings(entry.path() / "topology/thread_siblings_list");
        std::string line;
        if (std::getline(siblings, line))
            cores.insert(line);
    }
    const int logical = std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
    return cores.empty() ? logical : std::min(logical, static_cast<int>(cores.size()));
}

void setThreads(int count)
{
    at::set_num_threads(count);
    WorkPool::instance().setThreads(count);
}

} // namespace exitscope
