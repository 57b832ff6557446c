#pragma once

#include "tokenizer/tokenizer.h"

#include <memory>
#include <string>

namespace exitscope {

/// The tokenizer in `content`, read from `file`, a tokenizer.json with a model of the type BPE.
/// Its post_processor says which ids surround a text, except where a tokenizer_config.json beside
/// it names LlamaTokenizer or CodeLlamaTokenizer (with or without Fast): those classes of
/// transformers go by its add_bos_token (true where absent), add_eos_token (false) and the tokens
/// that it names. Throws Error(FileDamaged) and Error(Unsupported).
std::shared_ptr<const Tokenizer> openTokenizerJson(const std::string& content,
                                                   const std::filesystem::path& file);

} // namespace exitscope
