#pragma once

#include "model/quantizer.h"
#include "model/safetensors.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace exitscope {

/// How a quantized matrix is stored: two tensors in a safetensors file.
struct QuantizedLayout
{
    explicit QuantizedLayout(const QuantizedSource& source);

    std::string valuesName; ///< that of the source
    std::string scalesName;
    std::string valuesDtype;
    std::string scalesDtype;
    std::vector<std::int64_t> valuesShape; ///< [rows, bytes of a row]
    std::vector<std::int64_t> scalesShape; ///< [rows] in Int8, [rows, groups] in Int4
};

/// Ends the names of files that are still being written.
inline constexpr const char* unfinishedExtension = ".part";

/// Adds a few bytes from all over a tensor: cheap, and enough to tell other content.
void addSample(HeaderHash& hash, const StoredTensor& tensor);

/// FNV-1a over samples of all tensors, 16 hex digits; what `__metadata__` has as "content".
std::string contentHash(const Safetensors& file);

/// Quantizes `wanted` block by block into `file`, which appears whole or not at all; its folder is
/// made where it is not there. `__metadata__` has the file's stem as "name". Returns the system's
/// reason where it cannot be written, else "". Throws Error as quantizeRows.
std::string writeQuantized(const std::vector<QuantizedSource>& wanted,
                           const std::filesystem::path& file);

} // namespace exitscope
