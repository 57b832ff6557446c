#pragma once

#include "tokenizer/tokenizer.h"

#include <memory>
#include <string>
#include <string_view>

namespace exitscope {

/// Whether the first line of `content` is "base64 rank", as in the vocabulary files of tiktoken.
bool looksLikeTiktoken(std::string_view content);

/// The tokenizer in `content`, a tiktoken vocabulary read from `file`. Such a file holds neither
/// its split pattern nor its special tokens, so both are Llama 3's, whatever the number of ranks:
/// 256 special tokens follow the last rank (class Tokenizer of the original Llama 3, with the names
/// of Llama 3.1), and <|begin_of_text|> starts every text. Throws Error(FileDamaged).
std::shared_ptr<const Tokenizer> openTiktoken(std::string_view content,
                                              const std::filesystem::path& file);

} // namespace exitscope
