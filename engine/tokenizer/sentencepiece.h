#pragma once

#include "tokenizer/tokenizer.h"

#include <string>

namespace exitscope {

/// The tokenizer in `content`, a sentencepiece BPE model read from `file`.
/// Throws Error(FileDamaged) and Error(Unsupported).
std::shared_ptr<const Tokenizer> openSentencepiece(const std::string& content,
                                                   const std::filesystem::path& file);

} // namespace exitscope
