#include "base/utf8.h"

namespace exitscope {

namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";

/// The bytes that may follow a lead byte. Source: The Unicode Standard, table 3-7.
struct Sequence
{
    int length = 0; ///< 0: no sequence starts so
    unsigned char secondLow = 0x80;
    unsigned char secondHigh = 0xBF;
};

Sequence sequenceOf(unsigned char lead)
{
    if (lead < 0x80)
        return {1};
    if (lead >= 0xC2 && lead <= 0xDF)
        return {2};
    if (lead >= 0xE0 && lead <= 0xEF) {
        return {3, static_cast<unsigned char>(lead == 0xE0 ? 0xA0 : 0x80),
                static_cast<unsigned char>(lead == 0xED ? 0x9F : 0xBF)};
    }
    if (lead >= 0xF0 && lead <= 0xF4) {
        return {4, static_cast<unsigned char>(lead == 0xF0 ? 0x90 : 0x80),
                static_cast<unsigned char>(lead == 0xF4 ? 0x8F : 0xBF)};
    }
    return {};
}

/// How a text starts: with a character, with part of one that its end cuts off, or with garbage.
struct Start
{
    enum Kind
    {
        Character,
        Unfinished,
        Garbage
    } kind;
    std::size_t length; ///< bytes that belong together
};

Start startOf(std::string_view text)
{
    const Sequence sequence = sequenceOf(static_cast<unsigned char>(text.front()));
    if (sequence.length == 0)
        return {Start::Garbage, 1};
    for (std::size_t i = 1; i < static_cast<std::size_t>(sequence.length); ++i) {
        if (i == text.size())
            return {Start::Unfinished, i};
        const auto byte = static_cast<unsigned char>(text[i]);
        const unsigned char low = i == 1 ? sequence.secondLow : 0x80;
        const unsigned char high = i == 1 ? sequence.secondHigh : 0xBF;
        if (byte < low || byte > high)
            return {Start::Garbage, i};
    }
    return {Start::Character, static_cast<std::size_t>(sequence.length)};
}

} // namespace

std::string Utf8Stream::push(std::string_view bytes)
{
    m_pending += bytes;
    std::string whole;
    std::string_view rest = m_pending;
    while (!rest.empty()) {
        const Start start = startOf(rest);
        if (start.kind == Start::Unfinished)
            break;
        whole += start.kind == Start::Character ? rest.substr(0, start.length) : replacement;
        rest.remove_prefix(start.length);
    }
    m_pending.erase(0, m_pending.size() - rest.size());
    return whole;
}

std::string Utf8Stream::finish()
{
    const bool unfinished = !m_pending.empty();
    m_pending.clear();
    return unfinished ? std::string(replacement) : std::string();
}

std::string toValidUtf8(std::string_view bytes)
{
    Utf8Stream stream;
    std::string text = stream.push(bytes);
    return text + stream.finish();
}

std::size_t characterLength(std::string_view text)
{
    if (text.empty())
        return 0;
    const Start start = startOf(text);
    return start.kind == Start::Character ? start.length : 0;
}

bool isValidUtf8(std::string_view bytes)
{
    while (!bytes.empty()) {
        const Start start = startOf(bytes);
        if (start.kind != Start::Character)
            return false;
        bytes.remove_prefix(start.length);
    }
    return true;
}

} // namespace exitscope
