#include "model/llamamodel.h"

#include "model/devicememory.h"
#include "model/headpreview.h"
#include "model/llamaweights.h"

#include <algorithm>
#include <optional>
#include <vector>

namespace exitscope {
namespace {

Precision choosePrecision(const std::string& dtype, WeightFormat stored)
{
    if (dtype.empty())
        return {stored};
    const std::optional<Precision> precision = precisionNamed(dtype);
    if (!precision)
        throw Error(ErrorCode::WrongUse, "The dtype \"" + dtype + "\" is not known; choose of " +
                                             precisionNames() + ".");
    return *precision;
}

/// Only the CPU's kernels round activations; LibTorch multiplies in the matrices' dtype.
DeviceRequest devicesFor(const Precision& precision, const std::string& device)
{
    DeviceRequest request = parseDevices(device);
    if (precision.activations == Activations::Exact)
        return request;
    if (request.automatic)
        return parseDevices({});
    for (const DeviceRequest::Share& share : request.shares) {
        if (share.device.kind != ComputeDevice::Kind::Cpu)
            throw Error(ErrorCode::WrongUse,
                        "The dtype " + precision.name() +
                            " rounds activations, which only the CPU's kernels do, and " +
                            share.device.name() + " is to hold layers; choose " +
                            Precision{precision.weights}.name() + ", or the device cpu.");
    }
    return request;
}

MemoryNeed needOf(const ModelConfig& config, WeightFormat format, WeightFormat stored)
{
    return memoryNeed(config, format, keyValueFormat(format, stored), stored);
}

/// What the formats that are narrower than `format` take, the widest of them first.
std::vector<FormatNeed> narrowerNeeds(const ModelConfig& config, WeightFormat format,
                                      WeightFormat stored)
{
    constexpr std::size_t many = 1 << 20;
    std::vector<FormatNeed> needs;
    for (const WeightFormat next :
         {WeightFormat::BFloat16, WeightFormat::Int8, WeightFormat::Int4}) {
        if (rowBytes(next, many) < rowBytes(format, many))
            needs.push_back({next, needOf(config, next, stored)});
    }
    return needs;
}

} // namespace

LlamaModel::LlamaModel() = default;
LlamaModel::~LlamaModel() = default;

std::shared_ptr<const LlamaModel> LlamaModel::open(const std::filesystem::path& folder,
                                                   const std::string& dtype,
                                                   const std::string& device,
                                                   const std::string& name)
{
    const std::shared_ptr<LlamaModel> model(new LlamaModel);
    model->m_config = readModelConfig(folder);
    const Checkpoint checkpoint(folder);
    const WeightFormat stored = storedFormat(checkpoint);
    const Precision precision = choosePrecision(dtype, stored);
    const WeightFormat format = precision.weights;
    const DeviceRequest request = devicesFor(precision, device);
    const Placement placement = placeLayers(
        request, model->m_config.layers, needOf(model->m_config, format, stored),
        deviceMemory(request), noGpuReason(), narrowerNeeds(model->m_config, format, stored));
    model->m_weights = std::make_unique<LlamaWeights>(
        takeWeights(checkpoint, model->m_config, precision, placement,
                    name.empty() ? folder.filename().string() : name));
    model->m_indexHash = checkpoint.indexHash();
    return model;
}

std::string LlamaModel::cacheNote() const
{
    return m_weights->warning;
}

std::string LlamaModel::placementNote() const
{
    const Placement& placement = m_weights->placement;
    const bool cpu = std::all_of(placement.layers.begin(), placement.layers.end(),
                                 [](const ComputeDevice& own) { return own == ComputeDevice(); });
    return cpu ? std::string() : "The model has " + placement.describe() + ".";
}

std::string LlamaModel::dtype() const
{
    return m_weights->precision.name();
}

namespace {

std::size_t bytesOf(const Linear& linear)
{
    std::size_t bytes = linear.matrix.nbytes();
    for (const at::Tensor* part : {&linear.scales, &linear.bias})
        bytes += part->defined() ? part->nbytes() : 0;
    return bytes;
}

} // namespace

std::size_t LlamaModel::layerBytes() const
{
    std::size_t bytes = 0;
    for (const LlamaLayerWeights& layer : m_weights->layers) {
        for (const Linear* linear : {&layer.query, &layer.key, &layer.value, &layer.output,
                                     &layer.gate, &layer.up, &layer.down})
            bytes += bytesOf(*linear);
    }
    return bytes / m_weights->layers.size();
}

std::size_t LlamaModel::headBytes() const
{
    return bytesOf(m_weights->head);
}

std::size_t LlamaModel::keyValueRowBytes() const
{
    return 2 * c10::elementSize(m_weights->dtype) * static_cast<std::size_t>(m_config.kvHeads) *
           static_cast<std::size_t>(m_config.headDim);
}

std::shared_ptr<const HeadPreview> LlamaModel::headPreview() const
{
    if (m_weights->placement.head().kind != ComputeDevice::Kind::Cpu)
        return nullptr;
    std::call_once(m_previewMade, [this] {
        const int rank = HeadPreview::rankFor(m_config.vocabulary, m_config.width,
                                              {m_config.layers, layerBytes(), headBytes()});
        m_headPreview = HeadPreview::make(m_weights->head, m_config.width, rank);
    });
    return m_headPreview;
}

} // namespace exitscope
