#include "model/llamamodel.h"

#include "model/devicememory.h"
#include "model/llamaweights.h"

#include <algorithm>

namespace exitscope {
namespace {

at::ScalarType chooseType(const std::string& dtype, const Checkpoint& checkpoint)
{
    if (dtype == "fp32")
        return at::kFloat;
    if (dtype == "bf16")
        return at::kBFloat16;
    if (dtype == "fp16")
        return at::kHalf;
    if (!dtype.empty())
        throw Error(ErrorCode::WrongUse,
                    "The dtype \"" + dtype + "\" is not known; choose fp32, fp16 or bf16.");
    const StoredTensor* sample = checkpoint.find("model.layers.0.self_attn.q_proj.weight");
    if (sample && sample->dtype == "BF16")
        return at::kBFloat16;
    return sample && sample->dtype == "F16" ? at::kHalf : at::kFloat;
}

} // namespace

LlamaModel::LlamaModel() = default;
LlamaModel::~LlamaModel() = default;

std::shared_ptr<const LlamaModel> LlamaModel::open(const std::filesystem::path& folder,
                                                   const std::string& dtype,
                                                   const std::string& device)
{
    const DeviceRequest request = parseDevices(device);
    const std::shared_ptr<LlamaModel> model(new LlamaModel);
    model->m_config = readModelConfig(folder);
    const Checkpoint checkpoint(folder);
    const at::ScalarType type = chooseType(dtype, checkpoint);
    const Placement placement = placeLayers(request, model->m_config.layers,
                                            memoryNeed(model->m_config, c10::elementSize(type)),
                                            deviceMemory(request), noGpuReason());
    model->m_weights =
        std::make_unique<LlamaWeights>(takeWeights(checkpoint, model->m_config, type, placement));
    model->m_indexHash = checkpoint.indexHash();
    return model;
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
    switch (m_weights->dtype) {
    case at::kBFloat16:
        return "bf16";
    case at::kHalf:
        return "fp16";
    default:
        return "fp32";
    }
}

} // namespace exitscope
