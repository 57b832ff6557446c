#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace exitscope {

/// Turns a stream of raw bytes into whole UTF-8 characters: a sequence cut by a token boundary is
/// held back until it is complete; bytes that can never become valid turn into U+FFFD.
class Utf8Stream
{
public:
    /// The characters that `bytes` completes.
    std::string push(std::string_view bytes);
    /// What is left at the end: U+FFFD for an unfinished sequence, else nothing.
    std::string finish();

private:
    std::string m_pending;
};

/// `bytes` with every invalid sequence replaced by U+FFFD (Unicode's maximal-subpart practice).
std::string toValidUtf8(std::string_view bytes);

/// The length in bytes of the character that `text` starts with; 0 where it starts with none: with
/// an invalid or unfinished sequence, or nothing.
std::size_t characterLength(std::string_view text);

/// Whether `bytes` is well-formed UTF-8 as a whole.
bool isValidUtf8(std::string_view bytes);

} // namespace exitscope
