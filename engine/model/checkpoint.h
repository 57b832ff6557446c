#pragma once

#include "model/safetensors.h"

#include <cstddef>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace exitscope {

/// The weights of a checkpoint folder: model.safetensors, or the shards that
/// model.safetensors.index.json lists, as one set of tensors. Files stay mapped, nothing is copied.
/// Immutable after opening; any thread may read it.
class Checkpoint
{
public:
    /// Throws Error: FileMissing (no such files, a shard that is listed is not there), FileDamaged
    /// (as Safetensors does; an index that is no JSON, has wrong types or names files outside the
    /// folder; a tensor that is in two shards, or not in the one that the index says).
    explicit Checkpoint(const std::filesystem::path& folder);

    /// The single file or the index.
    const std::filesystem::path& file() const { return m_file; }
    /// In order of their names.
    const std::vector<Safetensors>& shards() const { return m_shards; }

    /// The tensor of that name, or nullptr.
    const StoredTensor* find(const std::string& name) const;
    /// The shard that holds the tensor of that name, or nullptr. Its mapping keeps the tensor's
    /// bytes, also when the checkpoint is gone.
    const Safetensors* shardOf(const std::string& name) const;
    /// Entries of the shards' `__metadata__`.
    const std::map<std::string, std::string>& metadata() const { return m_metadata; }
    /// FNV-1a over the shards' headers one after the other, 16 hex digits; for a single file that
    /// of its header.
    std::string indexHash() const;
    /// Of all tensors.
    std::size_t bytes() const;

private:
    void readIndex(const std::filesystem::path& folder);
    void takeShard(Safetensors shard);
    void checkListed(const std::map<std::string, std::string>& listed) const;
    [[noreturn]] void damaged(const std::string& what) const;

    std::filesystem::path m_file;
    std::vector<Safetensors> m_shards;
    std::map<std::string, std::size_t> m_places; // tensor to index of its shard
    std::map<std::string, std::string> m_metadata;
};

} // namespace exitscope
