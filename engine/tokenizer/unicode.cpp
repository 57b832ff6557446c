#include "tokenizer/unicode.h"

#include "base/error.h"
#include "base/utf8.h"

#include <utf8proc.h>

#include <algorithm>
#include <iterator>
#include <vector>

namespace exitscope {

namespace {

using CodePoint = utf8proc_int32_t;

/// Takes the character off the front of `text`.
CodePoint takeFirst(std::string_view& text)
{
    CodePoint character = 0;
    const auto length = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                         static_cast<utf8proc_ssize_t>(text.size()), &character);
    if (length <= 0)
        throw Error(ErrorCode::Internal, "A text to be tokenized is not valid UTF-8.");
    text.remove_prefix(static_cast<std::size_t>(length));
    return character;
}

/// The last character of `text`, which is not empty.
std::string_view lastOf(std::string_view text)
{
    std::size_t start = text.size() - 1;
    while (start > 0 && (static_cast<unsigned char>(text[start]) & 0xC0) == 0x80)
        --start;
    return text.substr(start);
}

bool isSpace(std::string_view character)
{
    const CodePoint c = takeFirst(character);
    if ((c >= 0x09 && c <= 0x0D) || c == 0x85)
        return true;
    const utf8proc_category_t category = utf8proc_category(c);
    return category == UTF8PROC_CATEGORY_ZS || category == UTF8PROC_CATEGORY_ZL ||
           category == UTF8PROC_CATEGORY_ZP;
}

bool isWord(std::string_view character)
{
    const CodePoint c = takeFirst(character);
    const utf8proc_category_t category = utf8proc_category(c);
    const bool isJoiner = c == 0x200C || c == 0x200D;
    return isJoiner || category == UTF8PROC_CATEGORY_PC ||
           (category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_NL);
}

constexpr auto form = static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE);

/// The canonical decomposition of `text`. utf8proc's own call sorts runs of marks by swapping
/// neighbours, which takes quadratic time on long ones.
std::vector<CodePoint> decomposed(std::string_view text)
{
    std::vector<CodePoint> characters;
    characters.reserve(text.size());
    CodePoint parts[32];
    int boundary = 0;
    while (!text.empty()) {
        const auto count =
            utf8proc_decompose_char(takeFirst(text), parts, std::size(parts), form, &boundary);
        if (count < 0 || count > static_cast<utf8proc_ssize_t>(std::size(parts)))
            throw Error(ErrorCode::Internal, "A character cannot be decomposed.");
        characters.insert(characters.end(), parts, parts + count);
    }
    const auto classOf = [](CodePoint c) { return utf8proc_get_property(c)->combining_class; };
    for (auto mark = characters.begin(); mark != characters.end();) {
        const auto isStarter = [&](CodePoint c) { return classOf(c) == 0; };
        const auto end = std::find_if(mark, characters.end(), isStarter);
        std::ranges::stable_sort(mark, end, {}, classOf);
        mark = end == characters.end() ? end : end + 1;
    }
    return characters;
}

} // namespace

std::string composed(std::string_view text)
{
    if (std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; }))
        return std::string(text);
    std::vector<CodePoint> characters = decomposed(text);
    const auto count = utf8proc_normalize_utf32(
        characters.data(), static_cast<utf8proc_ssize_t>(characters.size()), form);
    std::string result;
    result.reserve(text.size());
    for (utf8proc_ssize_t i = 0; i < count; ++i) {
        utf8proc_uint8_t bytes[4];
        const auto length = utf8proc_encode_char(characters[static_cast<std::size_t>(i)], bytes);
        result.append(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(length));
    }
    return result;
}

std::size_t leadingSpace(std::string_view text)
{
    std::string_view rest = text;
    while (!rest.empty() && isSpace(rest))
        takeFirst(rest);
    return text.size() - rest.size();
}

std::size_t trailingSpace(std::string_view text)
{
    std::string_view rest = text;
    while (!rest.empty() && isSpace(lastOf(rest)))
        rest.remove_suffix(lastOf(rest).size());
    return text.size() - rest.size();
}

bool startsWithWord(std::string_view text)
{
    return !text.empty() && isWord(text);
}

bool endsWithWord(std::string_view text)
{
    return !text.empty() && isWord(lastOf(text));
}

std::string printable(std::string_view text, std::size_t longest)
{
    std::string result;
    for (const char c : text.substr(0, longest)) {
        const bool isControl = static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
        if (isControl)
            result += "\xEF\xBF\xBD";
        else
            result += c;
    }
    return toValidUtf8(result) + (text.size() > longest ? "..." : "");
}

} // namespace exitscope
