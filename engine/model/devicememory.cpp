#include "model/devicememory.h"

#include "model/cpumemory.h"
#include "model/operators.h"

#include <ATen/ATen.h>
#include <c10/core/DeviceGuard.h>

#include <algorithm>
#include <dlfcn.h>

namespace exitscope {
namespace {

/// Asks the CUDA runtime that LibTorch brought along, so that no CUDA header is needed here.
std::optional<std::size_t> freeGpuMemory(const ComputeDevice& device)
{
    using MemGetInfo = int (*)(std::size_t*, std::size_t*);
    const auto ask = reinterpret_cast<MemGetInfo>(dlsym(RTLD_DEFAULT, "cudaMemGetInfo"));
    if (!ask)
        return std::nullopt;
    const c10::DeviceGuard guard(tensorDevice(device));
    std::size_t freeBytes = 0;
    std::size_t total = 0;
    if (ask(&freeBytes, &total) != 0)
        return std::nullopt;
    return freeBytes;
}

} // namespace

std::vector<DeviceMemory> deviceMemory(const DeviceRequest& request)
{
    const auto isWanted = [&](const ComputeDevice& device) {
        return request.automatic ||
               std::any_of(request.shares.begin(), request.shares.end(),
                           [&](const auto& share) { return share.device == device; });
    };
    std::vector<DeviceMemory> devices;
    const int gpus = at::hasCUDA() ? static_cast<int>(at::getNumGPUs()) : 0;
    for (int index = 0; index < gpus; ++index) {
        const ComputeDevice device{ComputeDevice::Kind::Cuda, index};
        devices.push_back({device, isWanted(device) ? freeGpuMemory(device) : std::nullopt});
    }
    const auto freeBytes = freeCpuMemory();
    devices.push_back({{ComputeDevice::Kind::Aten}, freeBytes});
    devices.push_back({{ComputeDevice::Kind::Cpu}, freeBytes});
    return devices;
}

std::string noGpuReason()
{
    if (at::hasCUDA() && at::getNumGPUs() > 0)
        return {};
    return at::globalContext().hasCUDART() ? "LibTorch sees no GPU on this computer"
                                           : "this LibTorch was built without CUDA";
}

} // namespace exitscope
