#include "tokenizer/bytelevel.h"

#include "base/utf8.h"

#include <array>

namespace exitscope {

namespace {

constexpr bool isPrintable(int byte)
{
    return (byte >= '!' && byte <= '~') || (byte >= 0xA1 && byte <= 0xAC) || byte >= 0xAE;
}

/// The characters by byte: printable bytes of Latin-1 stand for themselves, the others follow
/// U+00FF in their order.
constexpr std::array<int, 256> makeCharacters()
{
    std::array<int, 256> characters{};
    int next = 256;
    for (int byte = 0; byte < 256; ++byte)
        characters[static_cast<std::size_t>(byte)] = isPrintable(byte) ? byte : next++;
    return characters;
}

constexpr std::array<int, 256> characters = makeCharacters();
constexpr int characterCount = 256 + 68;

constexpr std::array<int, characterCount> makeBytes()
{
    std::array<int, characterCount> bytes{};
    bytes.fill(-1);
    for (int byte = 0; byte < 256; ++byte)
        bytes[static_cast<std::size_t>(characters[static_cast<std::size_t>(byte)])] = byte;
    return bytes;
}

constexpr std::array<int, characterCount> bytesOfCharacters = makeBytes();

} // namespace

std::string spelledBytes(std::string_view bytes)
{
    std::string text;
    text.reserve(bytes.size() + bytes.size() / 2);
    for (const char byte : bytes) {
        const int character = characters[static_cast<unsigned char>(byte)];
        if (character < 0x80) {
            text += static_cast<char>(character);
        } else {
            text += static_cast<char>(0xC0 | (character >> 6));
            text += static_cast<char>(0x80 | (character & 0x3F));
        }
    }
    return text;
}

std::optional<std::string> unspelledBytes(std::string_view text)
{
    std::string bytes;
    while (!text.empty()) {
        const std::size_t length = characterLength(text);
        if (length < 1 || length > 2)
            return {};
        int character = static_cast<unsigned char>(text[0]);
        if (length == 2)
            character = (character & 0x1F) << 6 | (static_cast<unsigned char>(text[1]) & 0x3F);
        if (character >= characterCount ||
            bytesOfCharacters[static_cast<std::size_t>(character)] < 0)
            return {};
        bytes += static_cast<char>(bytesOfCharacters[static_cast<std::size_t>(character)]);
        text.remove_prefix(length);
    }
    return bytes;
}

} // namespace exitscope
