#pragma once

#include "base/error.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace exitscope {

/// A file mapped into memory, read-only; unmapped with the last owner.
class MappedFile
{
public:
    /// Throws Error(FileMissing) where the file cannot be opened or mapped.
    static std::shared_ptr<const MappedFile> open(const std::filesystem::path& file);
    ~MappedFile();
    MappedFile(const MappedFile&) = delete;
    MappedFile& operator=(const MappedFile&) = delete;

    const std::byte* data() const { return m_data; }
    std::size_t size() const { return m_size; }
    /// Lets go of the pages that were read; they come back when they are read again.
    void release() const;

private:
    MappedFile(const std::byte* data, std::size_t size);
    const std::byte* m_data;
    std::size_t m_size;
};

/// FNV-1a, 64 bits.
class HeaderHash
{
public:
    void add(const std::byte* data, std::size_t size);
    /// 16 hex digits.
    std::string digits() const;

private:
    std::uint64_t m_value = 14695981039346656037ull;
};

/// One tensor in a safetensors file, as it lies there.
struct StoredTensor
{
    std::string dtype; ///< as stored, for example "BF16"
    std::vector<std::int64_t> shape;
    const std::byte* data = nullptr; ///< not aligned beyond what the file happens to give
    std::size_t bytes = 0;
};

/// One safetensors file, mapped; every entry is checked on opening: known dtype,
/// size in bytes = product of the shape x width, inside the file, no overlap. Format:
/// https://github.com/huggingface/safetensors
class Safetensors
{
public:
    /// Throws Error: FileMissing, FileDamaged (truncated, not JSON, a tensor twice, offsets
    /// or sizes that contradict each other, with the tensor's name and the numbers).
    explicit Safetensors(const std::filesystem::path& file);

    const std::filesystem::path& file() const { return m_file; }
    std::shared_ptr<const MappedFile> mapping() const { return m_mapping; }
    const std::map<std::string, StoredTensor>& tensors() const { return m_tensors; }
    /// The tensor of that name, or nullptr.
    const StoredTensor* find(const std::string& name) const;
    /// Entries of `__metadata__`.
    const std::map<std::string, std::string>& metadata() const { return m_metadata; }
    /// Adds the header's bytes: names, dtypes, shapes and offsets.
    void addHeaderTo(HeaderHash& hash) const;

private:
    void readHeader(std::string_view header, std::size_t dataStart);
    void checkOverlap() const;
    [[noreturn]] void damaged(const std::string& what) const;

    std::filesystem::path m_file;
    std::shared_ptr<const MappedFile> m_mapping;
    std::size_t m_headerBytes = 0;
    std::map<std::string, StoredTensor> m_tensors;
    std::map<std::string, std::string> m_metadata;
};

} // namespace exitscope
