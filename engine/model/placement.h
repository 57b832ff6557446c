#pragma once

#include "base/error.h"
#include "model/weightformat.h"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace exitscope {

struct ModelConfig;

/// One place for tensors and the arithmetic on them.
struct ComputeDevice
{
    enum class Kind
    {
        Cpu,  ///< the engine's own kernels
        Cuda, ///< LibTorch's operators on a GPU
        Aten, ///< LibTorch's operators on the CPU: the GPU's path where there is none, for tests
    };
    Kind kind = Kind::Cpu;
    int index = 0; ///< of the GPU

    /// "cpu", "cuda:0", "aten"
    std::string name() const;
    bool operator==(const ComputeDevice&) const = default;
};

/// Which device holds each layer; the embedding lives with the first, final norm and head with the
/// last.
struct Placement
{
    std::vector<ComputeDevice> layers; ///< L

    const ComputeDevice& embedding() const { return layers.front(); }
    const ComputeDevice& head() const { return layers.back(); }
    /// For example "layers 0 to 9 on cuda:0, 10 to 15 on cpu".
    std::string describe() const;
};

/// What is asked for as a device.
struct DeviceRequest
{
    struct Share
    {
        ComputeDevice device;
        int layers = 0; ///< 0: what the others leave
    };
    bool automatic = false;    ///< by free memory; then there are no shares
    std::vector<Share> shares; ///< in order of the layers
};

/// Reads "cpu", "cuda" (the first GPU), "cuda:N", "auto", or a split of the layers in their order
/// such as "cuda:0=10,cuda:1=12,cpu" whose last count may be left out; empty: cpu. Throws
/// Error(WrongUse).
DeviceRequest parseDevices(const std::string& text);

/// What loading a model takes, in bytes.
struct MemoryNeed
{
    std::size_t embedding = 0;
    std::size_t layer = 0;     ///< weights of one, for the CPU's kernels
    std::size_t wideLayer = 0; ///< as other devices hold it: without quantized weights
    std::size_t head = 0;      ///< final norm and head, for the CPU's kernels; the norm where tied
    std::size_t wideHead = 0;  ///< in fp32, as other devices hold it
    std::size_t context = 0;   ///< K/V of one layer
    std::size_t working = 0;   ///< activations and logits of a pass, on each device
};

/// From the shapes alone, for weights in `format`; `keyValue` is the format of K/V and of weights
/// on devices without kernels for `format`, `stored` that of the embedding where `format` is
/// quantized. Room for K/V is counted for the context, at most 4096 positions; a longer text takes
/// more as it grows.
MemoryNeed memoryNeed(const ModelConfig& config, WeightFormat format, WeightFormat keyValue,
                      WeightFormat stored);

/// What the device cpu must hold to run all layers: what placeLayers compares with the free bytes.
std::size_t bytesOnCpu(int layers, const MemoryNeed& need);

/// What the same model would take in another format.
struct FormatNeed
{
    WeightFormat format = WeightFormat::Int8;
    MemoryNeed need;
};

/// A device and what is free there; nothing where that is not known.
struct DeviceMemory
{
    ComputeDevice device;
    std::optional<std::size_t> freeBytes;
};

/// How many layers each GPU takes under "auto", first come first served; the rest is for the CPU.
/// Of a GPU's free bytes a twentieth, at least 512 MiB, and the working memory stay free; the first
/// that takes layers also holds the embedding, the one that takes the last also the head. A GPU
/// that cannot hold one layer is passed over.
std::vector<int> divideLayers(int layers, const MemoryNeed& need,
                              std::span<const std::size_t> freeBytes);

/// Puts the layers where the request says; `devices` are those that there are, the CPU among them.
/// Throws Error: WrongUse (a split that does not add up to the layers, a device that is not there,
/// naming it and what there is; `missing` says why there is no GPU), OutOfMemory (what a device
/// must hold, what is free there, and the first of `narrower` that would fit).
Placement placeLayers(const DeviceRequest& request, int layers, const MemoryNeed& need,
                      std::span<const DeviceMemory> devices, const std::string& missing,
                      std::span<const FormatNeed> narrower = {});

/// For example "13.5 GB".
std::string spelledBytes(std::size_t bytes);

} // namespace exitscope
