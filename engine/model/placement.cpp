#include "model/placement.h"

#include "model/modelconfig.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <numeric>
#include <string_view>

namespace exitscope {
namespace {

using Kind = ComputeDevice::Kind;

[[noreturn]] void wrong(const std::string& sentence)
{
    throw Error(ErrorCode::WrongUse, sentence);
}

/// A whole number of at most four digits, or nothing.
std::optional<int> wholeNumber(std::string_view text)
{
    int value = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (problem != std::errc() || end != text.data() + text.size() || value < 0 || value > 9999 ||
        text.front() == '-')
        return std::nullopt;
    return value;
}

ComputeDevice parseDevice(std::string_view text, const std::string& whole)
{
    if (text == "cpu")
        return {};
    if (text == "aten")
        return {Kind::Aten};
    if (text == "cuda")
        return {Kind::Cuda};
    constexpr std::string_view prefix = "cuda:";
    if (text.starts_with(prefix) && text.size() > prefix.size()) {
        if (const auto index = wholeNumber(text.substr(prefix.size())))
            return {Kind::Cuda, *index};
    }
    wrong("The device \"" + whole +
          "\" is not known; write cpu, cuda, cuda:N, auto, or a split such as "
          "cuda:0=10,cuda:1=12,cpu.");
}

std::string counted(int layers)
{
    return std::to_string(layers) + (layers == 1 ? " layer" : " layers");
}

Placement split(const DeviceRequest& request, int layers)
{
    Placement placement;
    int named = 0;
    for (const DeviceRequest::Share& share : request.shares)
        named += share.layers;
    const bool open = request.shares.back().layers == 0;
    if (open ? named >= layers : named != layers)
        wrong("The devices' layers add up to " + std::to_string(named) +
              (open ? ", which leaves none to the last device," : "") + " and the model has " +
              counted(layers) + "; give counts that fit, or none for the last device.");
    for (const DeviceRequest::Share& share : request.shares)
        placement.layers.insert(
            placement.layers.end(),
            static_cast<std::size_t>(share.layers > 0 ? share.layers : layers - named),
            share.device);
    return placement;
}

Placement automatic(int layers, const MemoryNeed& need, std::span<const DeviceMemory> devices)
{
    std::vector<ComputeDevice> gpus;
    std::vector<std::size_t> freeBytes;
    for (const DeviceMemory& memory : devices) {
        if (memory.device.kind != Kind::Cuda || !memory.freeBytes)
            continue;
        gpus.push_back(memory.device);
        freeBytes.push_back(*memory.freeBytes);
    }
    const std::vector<int> counts = divideLayers(layers, need, freeBytes);
    Placement placement;
    for (std::size_t i = 0; i < gpus.size(); ++i)
        placement.layers.insert(placement.layers.end(), static_cast<std::size_t>(counts[i]),
                                gpus[i]);
    placement.layers.resize(static_cast<std::size_t>(layers));
    return placement;
}

std::size_t heldBy(const ComputeDevice& device, const Placement& placement, const MemoryNeed& need)
{
    const auto own = static_cast<std::size_t>(
        std::count(placement.layers.begin(), placement.layers.end(), device));
    const bool isCpu = device.kind == Kind::Cpu;
    std::size_t bytes = own * ((isCpu ? need.layer : need.wideLayer) + need.context) + need.working;
    if (placement.embedding() == device)
        bytes += need.embedding;
    if (placement.head() == device)
        bytes += isCpu ? need.head : need.wideHead;
    return bytes;
}

/// The first device that is to hold more than it has free; nullptr where all fits.
const DeviceMemory* overfull(const Placement& placement, const MemoryNeed& need,
                             std::span<const DeviceMemory> devices)
{
    const auto isOverfull = [&](const DeviceMemory& memory) {
        const bool used = std::find(placement.layers.begin(), placement.layers.end(),
                                    memory.device) != placement.layers.end();
        return used && memory.freeBytes &&
               heldBy(memory.device, placement, need) > *memory.freeBytes;
    };
    const auto found = std::find_if(devices.begin(), devices.end(), isOverfull);
    return found == devices.end() ? nullptr : &*found;
}

void checkMemory(const Placement& placement, const MemoryNeed& need,
                 std::span<const DeviceMemory> devices, std::span<const FormatNeed> narrower)
{
    const DeviceMemory* memory = overfull(placement, need, devices);
    if (!memory)
        return;
    const auto fitting = std::find_if(narrower.begin(), narrower.end(), [&](const auto& other) {
        return !overfull(placement, other.need, devices);
    });
    const std::string dtype =
        fitting == narrower.end()
            ? "a narrower dtype"
            : "the dtype " + std::string(fieldName(fitting->format)) + ", which would fit,";
    throw Error(ErrorCode::OutOfMemory,
                "The model needs " + spelledBytes(heldBy(memory->device, placement, need)) +
                    " on " + memory->device.name() + " (" + placement.describe() + ") and " +
                    spelledBytes(*memory->freeBytes) +
                    " are free there; close other programs, or choose other devices, " + dtype +
                    " or a smaller checkpoint.");
}

void checkPresent(const Placement& placement, std::span<const DeviceMemory> devices,
                  const std::string& missing)
{
    std::string names;
    for (const DeviceMemory& memory : devices) {
        if (memory.device.kind != Kind::Aten)
            names += (names.empty() ? "" : ", ") + memory.device.name();
    }
    for (const ComputeDevice& device : placement.layers) {
        const bool there = std::any_of(devices.begin(), devices.end(),
                                       [&](const auto& memory) { return memory.device == device; });
        if (!there)
            wrong("The device " + device.name() + " is not there" +
                  (missing.empty() ? "" : ": " + missing) + "; choose from " + names + ".");
    }
}

} // namespace

std::string ComputeDevice::name() const
{
    switch (kind) {
    case Kind::Cuda:
        return "cuda:" + std::to_string(index);
    case Kind::Aten:
        return "aten";
    case Kind::Cpu:
        break;
    }
    return "cpu";
}

std::string Placement::describe() const
{
    std::string text;
    const int count = static_cast<int>(layers.size());
    for (int first = 0, last = 0; first < count; first = last) {
        const ComputeDevice& device = layers[static_cast<std::size_t>(first)];
        while (last < count && layers[static_cast<std::size_t>(last)] == device)
            ++last;
        text += first == 0 ? "layers " : ", ";
        text += std::to_string(first);
        if (last > first + 1)
            text += " to " + std::to_string(last - 1);
        text += " on " + device.name();
    }
    return text;
}

DeviceRequest parseDevices(const std::string& text)
{
    DeviceRequest request;
    request.automatic = text == "auto";
    if (request.automatic)
        return request;
    std::string_view rest = text;
    bool more = true;
    while (more) {
        const std::size_t comma = rest.find(',');
        more = comma != std::string_view::npos;
        const std::string_view part = rest.substr(0, comma);
        rest = more ? rest.substr(comma + 1) : std::string_view();
        const std::size_t sign = part.find('=');
        DeviceRequest::Share share;
        if (!text.empty())
            share.device = parseDevice(part.substr(0, sign), text);
        if (sign != std::string_view::npos) {
            const auto count = wholeNumber(part.substr(sign + 1));
            if (!count || *count == 0)
                wrong("The device \"" + text + "\" gives " + share.device.name() +
                      " no whole number of layers; write it as in cuda:0=10,cpu.");
            share.layers = *count;
        } else if (more) {
            wrong("The device \"" + text + "\" does not say how many layers " +
                  share.device.name() + " takes; only the last count may be left out.");
        }
        for (const DeviceRequest::Share& other : request.shares) {
            if (other.device == share.device)
                wrong("The device \"" + text + "\" names " + share.device.name() +
                      " twice; give each device one run of layers.");
        }
        request.shares.push_back(share);
    }
    return request;
}

namespace {

/// Of one layer's matrices.
std::size_t layerBytes(const ModelConfig& config, WeightFormat format)
{
    const auto matrix = [&](std::size_t rows, std::size_t columns) {
        return rows * rowBytes(format, columns);
    };
    const auto width = static_cast<std::size_t>(config.width);
    const auto mlp = static_cast<std::size_t>(config.mlpWidth);
    const auto headDim = static_cast<std::size_t>(config.headDim);
    const std::size_t query = static_cast<std::size_t>(config.heads) * headDim;
    const std::size_t kv = static_cast<std::size_t>(config.kvHeads) * headDim;
    return matrix(query, width) + 2 * matrix(kv, width) + matrix(width, query) +
           2 * matrix(mlp, width) + matrix(width, mlp);
}

} // namespace

MemoryNeed memoryNeed(const ModelConfig& config, WeightFormat format, WeightFormat keyValue,
                      WeightFormat stored)
{
    constexpr std::size_t positions = 4096;
    constexpr std::size_t fp32 = 4;
    const auto size = [](int extent) { return static_cast<std::size_t>(extent); };
    const auto table = [&](WeightFormat own) {
        return size(config.vocabulary) * rowBytes(own, size(config.width));
    };
    const std::size_t query = size(config.heads) * size(config.headDim);
    const std::size_t kv = size(config.kvHeads) * size(config.headDim);
    const std::size_t norm = size(config.width) * fp32;
    const std::size_t rows = std::min(positions, size(config.contextLength));
    MemoryNeed need;
    need.embedding = table(isQuantized(format) ? stored : format);
    need.layer = layerBytes(config, format) + 2 * norm;
    need.wideLayer = layerBytes(config, keyValue) + 2 * norm;
    need.head = norm + (config.tiedHead && !isQuantized(format) ? 0 : table(format));
    need.wideHead = norm + table(WeightFormat::Float32);
    need.context = 2 * rows * rowBytes(keyValue, kv);
    need.working = (size(config.layers) * size(config.vocabulary) +
                    rows * (2 * size(config.width) + query + 2 * size(config.mlpWidth))) *
                   fp32;
    return need;
}

std::size_t bytesOnCpu(int layers, const MemoryNeed& need)
{
    const Placement placement{
        std::vector<ComputeDevice>(static_cast<std::size_t>(layers), ComputeDevice{})};
    return heldBy({}, placement, need);
}

std::vector<int> divideLayers(int layers, const MemoryNeed& need,
                              std::span<const std::size_t> freeBytes)
{
    constexpr std::size_t leastSpare = std::size_t{512} << 20;
    std::vector<int> counts;
    int left = layers;
    for (const std::size_t bytes : freeBytes) {
        const std::size_t kept =
            std::max(leastSpare, bytes / 20) + need.working + (left == layers ? need.embedding : 0);
        const std::size_t room = bytes > kept ? bytes - kept : 0;
        const auto fitting = static_cast<int>(std::min<std::size_t>(
            room / (need.wideLayer + need.context), static_cast<std::size_t>(left)));
        const bool withHead =
            static_cast<std::size_t>(left) * (need.wideLayer + need.context) + need.wideHead <=
            room;
        // Without room for the head, the last layer goes on with it.
        counts.push_back(fitting == left && left > 0 && !withHead ? left - 1 : fitting);
        left -= counts.back();
    }
    return counts;
}

Placement placeLayers(const DeviceRequest& request, int layers, const MemoryNeed& need,
                      std::span<const DeviceMemory> devices, const std::string& missing,
                      std::span<const FormatNeed> narrower)
{
    const Placement placement =
        request.automatic ? automatic(layers, need, devices) : split(request, layers);
    checkPresent(placement, devices, missing);
    checkMemory(placement, need, devices, narrower);
    return placement;
}

std::string spelledBytes(std::size_t bytes)
{
    const double gigabytes = static_cast<double>(bytes) / 1e9;
    const auto tenths = static_cast<long long>(std::llround(gigabytes * 10));
    if (tenths == 0)
        return std::to_string(std::llround(static_cast<double>(bytes) / 1e6)) + " MB";
    return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + " GB";
}

} // namespace exitscope
