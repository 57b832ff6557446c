#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace exitscope {

/// `text`, valid UTF-8, in Unicode normalization form C (Unicode Standard Annex 15).
std::string composed(std::string_view text);

/// The bytes of white space that `text`, valid UTF-8, starts or ends with.
std::size_t leadingSpace(std::string_view text);
std::size_t trailingSpace(std::string_view text);

/// Whether `text`, valid UTF-8, starts or ends with a letter, mark, number or connector.
bool startsWithWord(std::string_view text);
bool endsWithWord(std::string_view text);

/// `text` as an error's sentence can show it: cut after `longest` bytes, valid UTF-8, with U+FFFD
/// for control characters.
std::string printable(std::string_view text, std::size_t longest = 60);

} // namespace exitscope
