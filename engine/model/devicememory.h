#pragma once

#include "model/placement.h"

namespace exitscope {

/// The devices of this computer that LibTorch can use, the CPU last, and what is free on those that
/// the request may use. The others are not asked: asking a GPU opens a context there, which takes
/// time and hundreds of megabytes.
std::vector<DeviceMemory> deviceMemory(const DeviceRequest& request);

/// Why there is no GPU: LibTorch was built without CUDA, or sees none; empty where there are some.
std::string noGpuReason();

} // namespace exitscope
