#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace exitscope {

/// The printable spelling of raw bytes in byte-level vocabularies: each of the 256 bytes is one
/// character (a space is U+0120). Source: bytes_to_unicode of GPT-2's encoder.
std::string spelledBytes(std::string_view bytes);

/// The bytes that `text` spells; empty where it holds another character.
std::optional<std::string> unspelledBytes(std::string_view text);

} // namespace exitscope
