#include "model/llamamodel.h"

#include "model/llamaweights.h"

namespace exitscope {
namespace {

at::ScalarType chooseType(const std::string& dtype, const Safetensors& checkpoint)
{
    if (dtype == "fp32")
        return at::kFloat;
    if (dtype == "bf16")
        return at::kBFloat16;
    if (!dtype.empty())
        throw Error(ErrorCode::WrongUse,
                    "The dtype \"" + dtype + "\" is not known; choose fp32 or bf16.");
    const StoredTensor* sample = checkpoint.find("model.layers.0.self_attn.q_proj.weight");
    return sample && sample->dtype == "BF16" ? at::kBFloat16 : at::kFloat;
}

/// The checkpoint's one file, with a sentence of its own where it is split.
std::filesystem::path weightsFile(const std::filesystem::path& folder)
{
    const std::filesystem::path file = folder / "model.safetensors";
    if (std::filesystem::exists(file))
        return file;
    if (std::filesystem::exists(folder / "model.safetensors.index.json"))
        throw Error(ErrorCode::Unsupported,
                    folder.string() +
                        " holds a checkpoint in several files, and this version reads "
                        "a single model.safetensors.");
    throw Error(ErrorCode::FileMissing, "There is no " + file.string() +
                                            ": choose a folder that holds config.json and "
                                            "model.safetensors.");
}

} // namespace

LlamaModel::LlamaModel() = default;
LlamaModel::~LlamaModel() = default;

std::shared_ptr<const LlamaModel> LlamaModel::open(const std::filesystem::path& folder,
                                                   const std::string& dtype)
{
    const std::shared_ptr<LlamaModel> model(new LlamaModel);
    model->m_config = readModelConfig(folder);
    const Safetensors checkpoint(weightsFile(folder));
    model->m_weights = std::make_unique<LlamaWeights>(
        takeWeights(checkpoint, model->m_config, chooseType(dtype, checkpoint)));
    model->m_indexHash = checkpoint.indexHash();
    return model;
}

std::string LlamaModel::dtype() const
{
    return m_weights->dtype == at::kBFloat16 ? "bf16" : "fp32";
}

} // namespace exitscope
