#include "tokenizer/decoder.h"

#include "tokenizer/bytelevel.h"
#include "tokenizer/unicode.h"

#include <charconv>

namespace exitscope {

namespace {

std::string withReplaced(std::string_view text, std::string_view mark, std::string_view content)
{
    std::string result;
    while (!text.empty()) {
        if (text.starts_with(mark)) {
            result += content;
            text.remove_prefix(mark.size());
        } else {
            result += text.front();
            text.remove_prefix(1);
        }
    }
    return result;
}

/// The byte that a piece <0x00> to <0xFF> names; other pieces stay.
std::string fromByteName(const std::string& piece, bool)
{
    if (piece.size() != 6 || !piece.starts_with("<0x") || !piece.ends_with('>'))
        return piece;
    unsigned value = 0;
    const char* const end = piece.data() + 5;
    const auto [stop, error] = std::from_chars(piece.data() + 3, end, value, 16);
    return error == std::errc() && stop == end ? std::string(1, static_cast<char>(value)) : piece;
}

std::string stripped(const std::string& piece, std::string_view content, int start, int stop)
{
    std::string_view rest = piece;
    for (; start > 0 && rest.starts_with(content); --start)
        rest.remove_prefix(content.size());
    for (; stop > 0 && rest.ends_with(content); --stop)
        rest.remove_suffix(content.size());
    return std::string(rest);
}

class Reader
{
public:
    Decoder take() { return std::move(m_steps); }

    void append(const JsonPart& part, int depth)
    {
        const std::string type = part.type();
        if (m_isFused && type != "Strip" && type != "Sequence" && type != "Fuse")
            part.unsupported("is a \"" + printable(type) + "\" after a Fuse");
        if (type == "Sequence") {
            eachComponent(part["decoders"], depth,
                          [&](const JsonPart& each, int level) { append(each, level); });
        } else if (type == "ByteLevel") {
            m_steps.emplace_back(fromByteLevel);
        } else if (type == "ByteFallback") {
            m_steps.emplace_back(fromByteName);
        } else if (type == "Fuse") {
            m_isFused = true;
        } else if (type == "Strip") {
            appendStrip(part);
        } else if (type == "Replace") {
            appendReplace(part);
        } else if (type == "Metaspace") {
            appendMetaspace(part);
        } else {
            part.unknownType();
        }
    }

private:
    void appendStrip(const JsonPart& part)
    {
        const std::string content = part["content"].text();
        const int start = part["start"].id();
        const int stop = part["stop"].id();
        if (content.empty())
            part["content"].damaged("is empty");
        if (m_isFused && (start > 1 || stop > 0))
            part.unsupported("strips more than one character at the start of the whole text");
        m_steps.emplace_back([=, everywhere = !m_isFused](const std::string& piece, bool first) {
            return everywhere || first ? stripped(piece, content, start, stop) : piece;
        });
    }

    void appendReplace(const JsonPart& part)
    {
        const std::string content = part["content"].text();
        const JsonPart pattern = part["pattern"];
        if (!pattern.has("String"))
            pattern.unsupported("is no String");
        const std::string mark = pattern["String"].text();
        if (mark.empty())
            pattern.damaged("is empty");
        m_steps.emplace_back(
            [=](const std::string& piece, bool) { return withReplaced(piece, mark, content); });
    }

    void appendMetaspace(const JsonPart& part)
    {
        const std::string mark = part["replacement"].text();
        if (mark.empty())
            part["replacement"].damaged("is empty");
        bool prepends = part.boolean("add_prefix_space", true);
        if (part.has("prepend_scheme"))
            prepends = part["prepend_scheme"].text() != "never";
        m_steps.emplace_back([=](const std::string& piece, bool first) {
            return withReplaced(piece, mark, first && prepends ? "" : " ");
        });
    }

    Decoder m_steps;
    bool m_isFused = false;
};

} // namespace

std::string fromByteLevel(const std::string& piece, bool)
{
    auto bytes = unspelledBytes(piece);
    return bytes ? *std::move(bytes) : piece;
}

Decoder readDecoder(const JsonPart& part)
{
    if (part.isNull())
        return {[](const std::string& piece, bool first) { return first ? piece : ' ' + piece; }};
    Reader reader;
    reader.append(part, 0);
    return reader.take();
}

} // namespace exitscope
