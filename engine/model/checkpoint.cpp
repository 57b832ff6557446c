#include "model/checkpoint.h"

#include "base/readfile.h"
#include "model/jsontext.h"

#include <set>
#include <system_error>

namespace exitscope {
namespace {

namespace fs = std::filesystem;

constexpr const char* indexName = "model.safetensors.index.json";

bool isThere(const fs::path& file)
{
    std::error_code unknown;
    return fs::exists(file, unknown);
}

/// Says what to do where the folder holds no safetensors; weights in another form get a word more.
[[noreturn]] void refuseFolder(const fs::path& folder)
{
    for (const char* other : {"pytorch_model.bin", "pytorch_model.bin.index.json",
                              "consolidated.00.pth", "tf_model.h5"}) {
        if (isThere(folder / other))
            throw Error(ErrorCode::Unsupported,
                        (folder / other).string() +
                            " is not read here: download or convert this checkpoint in "
                            "safetensors form.");
    }
    throw Error(ErrorCode::FileMissing, "There is no " + (folder / "model.safetensors").string() +
                                            ": choose a folder that holds config.json and "
                                            "model.safetensors or its shards with " +
                                            indexName + ".");
}

/// Whether `name` is that of a file in the index's own folder.
bool staysInside(const std::string& name)
{
    return !name.empty() && name != "." && name != ".." &&
           name.find_first_of(std::string_view("/\\\0", 3)) == std::string::npos;
}

} // namespace

Checkpoint::Checkpoint(const fs::path& folder)
    : m_file(folder / "model.safetensors")
{
    if (isThere(m_file)) {
        takeShard(Safetensors(m_file));
        return;
    }
    m_file = folder / indexName;
    if (!isThere(m_file))
        refuseFolder(folder);
    readIndex(folder);
}

void Checkpoint::damaged(const std::string& what) const
{
    throw Error(ErrorCode::FileDamaged,
                m_file.string() + " cannot be used: " + what + "; download the checkpoint again.");
}

void Checkpoint::readIndex(const fs::path& folder)
{
    std::string problem;
    const nlohmann::json json =
        parseJsonObject(readFile(m_file, "the index of the shards", "download it again"), problem);
    if (!problem.empty())
        damaged(problem);
    if (!json.contains("weight_map") || !json["weight_map"].is_object())
        damaged("it has no object \"weight_map\"");
    std::map<std::string, std::string> listed;
    std::set<std::string> files;
    for (const auto& [tensor, file] : json["weight_map"].items()) {
        if (!file.is_string())
            damaged("the file of tensor \"" + tensor + "\" is " + shownJson(file) + ", not a text");
        const std::string name = file.get<std::string>();
        if (!staysInside(name))
            damaged("the file of tensor \"" + tensor + "\" is " + shownJson(file) +
                    ", which is not a file of its own folder");
        listed[tensor] = name;
        files.insert(name);
    }
    if (files.empty())
        damaged("its \"weight_map\" is empty");
    for (const std::string& name : files) {
        if (!isThere(folder / name))
            throw Error(ErrorCode::FileMissing,
                        "The shard " + (folder / name).string() + " is missing, one of " +
                            std::to_string(files.size()) + " that " + indexName +
                            " lists; download it into that folder.");
        takeShard(Safetensors(folder / name));
    }
    checkListed(listed);
}

void Checkpoint::takeShard(Safetensors shard)
{
    for (const auto& [name, tensor] : shard.tensors()) {
        const auto [place, isNew] = m_places.emplace(name, m_shards.size());
        if (!isNew)
            damaged("tensor \"" + name + "\" is in two shards, " +
                    m_shards[place->second].file().filename().string() + " and " +
                    shard.file().filename().string());
    }
    m_metadata.insert(shard.metadata().begin(), shard.metadata().end());
    m_shards.push_back(std::move(shard));
}

void Checkpoint::checkListed(const std::map<std::string, std::string>& listed) const
{
    for (const auto& [tensor, name] : listed) {
        const Safetensors* shard = shardOf(tensor);
        if (shard && shard->file().filename() == name)
            continue;
        const std::string found =
            shard ? "it is in " + shard->file().filename().string() : "that shard does not hold it";
        damaged("it places tensor \"" + tensor + "\" in " + name + ", and " + found);
    }
}

const Safetensors* Checkpoint::shardOf(const std::string& name) const
{
    const auto found = m_places.find(name);
    return found == m_places.end() ? nullptr : &m_shards[found->second];
}

const StoredTensor* Checkpoint::find(const std::string& name) const
{
    const Safetensors* shard = shardOf(name);
    return shard ? shard->find(name) : nullptr;
}

std::string Checkpoint::indexHash() const
{
    HeaderHash hash;
    for (const Safetensors& shard : m_shards)
        shard.addHeaderTo(hash);
    return hash.digits();
}

std::size_t Checkpoint::bytes() const
{
    std::size_t sum = 0;
    for (const Safetensors& shard : m_shards) {
        for (const auto& [name, tensor] : shard.tensors())
            sum += tensor.bytes;
    }
    return sum;
}

} // namespace exitscope
