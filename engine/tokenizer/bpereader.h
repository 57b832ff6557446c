#pragma once

#include "tokenizer/bpemodel.h"
#include "tokenizer/jsonpart.h"

#include <memory>

namespace exitscope {

/// Reads the "model" of a tokenizer.json, which must be of the type BPE.
/// Throws Error(FileDamaged) where vocabulary and merges contradict each other, and
/// Error(Unsupported) with the name of what cannot be read.
std::unique_ptr<BpeModel> readBpeModel(const JsonPart& part);

} // namespace exitscope
