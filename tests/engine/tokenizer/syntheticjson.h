#pragma once

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace exitscope::test {

/// An entry of "added_tokens", neither special nor anything else.
nlohmann::json addedToken(int id, const std::string& content);

/// A tokenizer.json like Llama 3's: the 256 bytes, a few merges of English, two special tokens
/// (<|bos|> 300 starts every text, <|end|> 301), Llama 3's split pattern.
nlohmann::json byteLevelJson();

/// A tokenizer.json like Llama 2's: <unk>, <s>, </s>, the 256 bytes, U+2581, letters and a few
/// merges; <s> starts every text.
nlohmann::json byteFallbackJson();

/// A tiktoken file of the 256 bytes and `more`, in ranks that follow each other.
std::string tiktokenFile(const std::vector<std::string>& more);

std::string base64(const std::string& bytes);

} // namespace exitscope::test
