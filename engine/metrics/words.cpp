#include "metrics/words.h"

#include "base/utf8.h"

#include <utf8proc.h>

#include <algorithm>
#include <utility>

namespace exitscope {

namespace {

/// The characters for which Python's str.isspace() holds.
bool isWhiteSpace(utf8proc_int32_t character)
{
    return (character >= 0x09 && character <= 0x0D) || (character >= 0x1C && character <= 0x20) ||
           character == 0x85 || character == 0xA0 || character == 0x1680 ||
           (character >= 0x2000 && character <= 0x200A) || character == 0x2028 ||
           character == 0x2029 || character == 0x202F || character == 0x205F || character == 0x3000;
}

/// Calls `use(character, its bytes)` for each character of `valid`, which is valid UTF-8.
template <typename Use>
void forEachCharacter(std::string_view valid, Use use)
{
    while (!valid.empty()) {
        utf8proc_int32_t character = 0;
        const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(valid.data());
        const auto length = static_cast<std::size_t>(
            utf8proc_iterate(bytes, static_cast<utf8proc_ssize_t>(valid.size()), &character));
        use(character, valid.substr(0, length));
        valid.remove_prefix(length);
    }
}

} // namespace

std::string lowerCased(std::string_view text)
{
    const std::string valid = toValidUtf8(text);
    std::string lower;
    lower.reserve(valid.size());
    forEachCharacter(valid, [&](utf8proc_int32_t character, std::string_view) {
        utf8proc_uint8_t bytes[4];
        const utf8proc_ssize_t length = utf8proc_encode_char(utf8proc_tolower(character), bytes);
        lower.append(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(length));
    });
    return lower;
}

std::vector<std::string> splitAtWhiteSpace(std::string_view text)
{
    const std::string valid = toValidUtf8(text);
    std::vector<std::string> words;
    std::string word;
    const auto finish = [&] {
        if (!word.empty())
            words.push_back(std::exchange(word, {}));
    };
    forEachCharacter(valid, [&](utf8proc_int32_t character, std::string_view bytes) {
        if (isWhiteSpace(character))
            finish();
        else
            word += bytes;
    });
    finish();
    return words;
}

std::string trimmed(std::string_view text)
{
    const std::string valid = toValidUtf8(text);
    std::size_t first = valid.size();
    std::size_t end = 0;
    forEachCharacter(valid, [&](utf8proc_int32_t character, std::string_view bytes) {
        if (isWhiteSpace(character))
            return;
        const auto at = static_cast<std::size_t>(bytes.data() - valid.data());
        first = std::min(first, at);
        end = at + bytes.size();
    });
    return end == 0 ? std::string() : valid.substr(first, end - first);
}

} // namespace exitscope
