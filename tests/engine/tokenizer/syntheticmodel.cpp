#include "syntheticmodel.h"

#include <bit>
#include <cstdint>
#include <cstdio>
#include <set>

namespace exitscope::test {

namespace {

int below(std::mt19937& random, std::size_t limit)
{
    return static_cast<int>(random() % limit);
}

template <typename List>
std::string oneOf(std::mt19937& random, const List& list)
{
    return std::string(list[random() % std::size(list)]);
}

std::string varint(std::uint64_t value)
{
    std::string bytes;
    for (; value >= 0x80; value >>= 7)
        bytes += static_cast<char>(value | 0x80);
    return bytes + static_cast<char>(value);
}

constexpr std::string_view alphabet[] = {"a", "b", "c", "\xE2\x96\x81", "\xC3\xA9", "\xE6\x97\xA5"};

std::string scalar(std::mt19937& random)
{
    constexpr std::uint32_t starts[] = {0x20, 0xA0, 0x400, 0x4E00, 0xAC00, 0x1F300, 0x10FF00};
    const std::uint32_t code = starts[random() % std::size(starts)] + random() % 90;
    const auto trail = [](std::uint32_t bits) { return static_cast<char>(0x80 | (bits & 0x3F)); };
    if (code < 0x80)
        return {static_cast<char>(code)};
    if (code < 0x800)
        return {static_cast<char>(0xC0 | (code >> 6)), trail(code)};
    if (code < 0x10000)
        return {static_cast<char>(0xE0 | (code >> 12)), trail(code >> 6), trail(code)};
    return {static_cast<char>(0xF0 | (code >> 18)), trail(code >> 12), trail(code >> 6),
            trail(code)};
}

} // namespace

std::string varintField(int number, std::uint64_t value)
{
    return varint(static_cast<std::uint64_t>(number) << 3) + varint(value);
}

std::string bytesField(int number, std::string_view bytes)
{
    return varint(static_cast<std::uint64_t>(number) << 3 | 2) + varint(bytes.size()) +
           std::string(bytes);
}

std::string floatField(int number, float value)
{
    std::string bytes = varint(static_cast<std::uint64_t>(number) << 3 | 5);
    const auto bits = std::bit_cast<std::uint32_t>(value);
    for (int shift = 0; shift < 32; shift += 8)
        bytes += static_cast<char>(bits >> shift);
    return bytes;
}

std::string SyntheticModel::serialized() const
{
    std::string file;
    for (const SentencepiecePiece& piece : pieces)
        file += bytesField(1, bytesField(1, piece.text) + floatField(2, piece.score) +
                                  varintField(3, static_cast<std::uint64_t>(piece.type)));
    file += bytesField(2, varintField(3, static_cast<std::uint64_t>(type)) +
                              varintField(24, suffix) + varintField(35, byteFallback));
    return file + bytesField(3, bytesField(1, "made up") + bytesField(2, charsmap) +
                                    varintField(3, dummyPrefix) + varintField(4, trims) +
                                    varintField(5, escapes));
}

SyntheticModel reservedPieces(bool byteFallback)
{
    SyntheticModel model;
    model.byteFallback = byteFallback;
    model.pieces = {{"<unk>", 0, PieceType::Unknown},
                    {"<s>", 0, PieceType::Control},
                    {"</s>", 0, PieceType::Control}};
    for (int byte = 0; byteFallback && byte < 256; ++byte) {
        char text[7];
        std::snprintf(text, sizeof text, "<0x%02X>", static_cast<unsigned>(byte));
        model.pieces.push_back({text, 0, PieceType::Byte});
    }
    return model;
}

SyntheticModel randomModel(std::mt19937& random)
{
    SyntheticModel model = reservedPieces(below(random, 2));
    model.dummyPrefix = below(random, 3);
    model.trims = below(random, 2);
    model.escapes = below(random, 4);
    std::set<std::string> taken;
    const auto add = [&](const std::string& text, PieceType type) {
        if (taken.insert(text).second)
            model.pieces.push_back({text, static_cast<float>(-below(random, 12)), type});
    };
    for (const std::string_view character : alphabet)
        if (below(random, 6))
            add(std::string(character), PieceType::Normal);
    for (int i = 0; i < 90; ++i) {
        std::string text;
        for (int length = 2 + below(random, 4); length > 0; --length)
            text += below(random, 12) ? oneOf(random, alphabet) : " ";
        const int kind = below(random, 20);
        add(text, kind == 0  ? PieceType::UserDefined
                  : kind < 8 ? PieceType::Unused
                             : PieceType::Normal);
    }
    return model;
}

std::string randomSmallText(std::mt19937& random)
{
    constexpr std::string_view others[] = {" ",  " ",    " ",        "  ",  "x",
                                           "\n", "\xFF", "\xE6\x97", "<s>", "<0x41>"};
    std::string text;
    for (int length = below(random, 40); length > 0; --length)
        text += below(random, 4) ? oneOf(random, alphabet) : oneOf(random, others);
    return text;
}

std::string randomText(std::mt19937& random)
{
    constexpr std::string_view words[] = {"the",
                                          "Once",
                                          "upon",
                                          "a",
                                          "time",
                                          "return",
                                          "void",
                                          "HTTP",
                                          "3.14159",
                                          "2024-01-31",
                                          "...",
                                          "don't",
                                          "</s>",
                                          "<s>",
                                          "<unk>",
                                          "<0x0A>",
                                          "\xE2\x96\x81",
                                          "na\xC3\xAFve",
                                          "Stra\xC3\x9F"
                                          "e",
                                          "http://example.org/?q=1&r=2"};
    constexpr std::string_view spaces[] = {" ",  "  ",   "     ",    "\n",          "\n\n",
                                           "\t", "\r\n", "\xC2\xA0", "\xE3\x80\x80"};
    constexpr std::string_view emoji[] = {
        "\xF0\x9F\x91\xA8\xE2\x80\x8D\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA7",
        "\xF0\x9F\x8F\xB3\xEF\xB8\x8F\xE2\x80\x8D\xF0\x9F\x8C\x88",
        "\xF0\x9F\x91\x8D\xF0\x9F\x8F\xBD"};
    constexpr std::string_view marks[] = {"e\xCC\x81", "o\xCC\x88\xCC\xA3", "\xCC\x80"};
    constexpr std::string_view invalid[] = {"\xFF",         "\x80",         "\xC0\xAF",
                                            "\xE2\x96",     "\xED\xA0\x80", "\xF4\x90\x80\x80",
                                            "\xF0\x9F\x91", "\xC3"};
    std::string text;
    for (int length = below(random, 60); length > 0; --length) {
        const int kind = below(random, 24);
        if (kind < 8)
            text += oneOf(random, words);
        else if (kind < 15)
            text += oneOf(random, spaces);
        else if (kind < 19)
            text += scalar(random);
        else if (kind == 19)
            text += oneOf(random, emoji);
        else if (kind == 20)
            text += oneOf(random, marks);
        else if (kind == 21)
            text += static_cast<char>(random() % 32); // control characters, NUL too
        else if (kind == 22)
            text += oneOf(random, invalid);
        else
            text += static_cast<char>('a' + random() % 26);
    }
    return text;
}

} // namespace exitscope::test
