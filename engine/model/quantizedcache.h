#pragma once

#include "model/cachefolder.h"
#include "model/checkpoint.h"
#include "model/operators.h"
#include "model/quantizer.h"

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace exitscope {

/// Quantized matrices by the name of the tensor that they were made from; without biases.
struct QuantizedMatrices
{
    std::map<std::string, Linear> matrices;
    std::string warning; ///< why they could not be kept on disk; empty where they are
};

/// The file in the cache that holds `wanted` under `modelName`, which is made fit for a file name.
/// Its key, 16 hex digits, is FNV-1a over the checkpoint's header, the size and time of change of
/// each shard, a sample of each tensor's bytes, the list of matrices and the quantizer's version.
/// Empty where there is no cache folder.
std::filesystem::path quantizedFile(const Checkpoint& checkpoint,
                                    const std::vector<QuantizedSource>& wanted,
                                    const std::string& modelName, WeightFormat format);

/// Maps the matrices from `file`; where it is not there, or not what belongs there, it is made
/// first: under a name of its own in the same folder, flushed, then renamed, so that programs at
/// once do no harm. A file of that kind that was left an hour ago or more by a program that did not
/// finish is removed. Where nothing can be written (no folder, no space, no permission) the
/// matrices are made in memory. Throws Error(FileDamaged) as quantizeRows.
QuantizedMatrices quantizedMatrices(const std::vector<QuantizedSource>& wanted,
                                    const std::filesystem::path& file);

} // namespace exitscope
