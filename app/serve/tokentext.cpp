#include "serve/tokentext.h"

#include "base/utf8.h"

#include <cstdio>

namespace exitscope {

namespace {

int characterCount(const std::string& text)
{
    int count = 0;
    for (const char c : text)
        count += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
    return count;
}

} // namespace

std::string tokenString(int id, const std::string& bytes, const Tokenizer* tokenizer)
{
    if (!tokenizer)
        return "token_id:" + std::to_string(id);
    if (bytes.empty())
        return tokenizer->piece(id);
    if (isValidUtf8(bytes))
        return bytes;
    std::string spelled = "bytes:";
    for (const char c : bytes) {
        char byte[8];
        std::snprintf(byte, sizeof byte, "\\x%02x", static_cast<unsigned char>(c));
        spelled += byte;
    }
    return spelled;
}

std::string generatedBytes(int id, const Tokenizer* tokenizer)
{
    return tokenizer ? tokenizer->bytes(id, false) : std::string();
}

std::vector<std::string> promptBytes(std::span<const int> ids, const Tokenizer* tokenizer)
{
    std::vector<std::string> bytes;
    bool first = true;
    for (const int id : ids) {
        bytes.push_back(tokenizer ? tokenizer->bytes(id, first) : std::string());
        // Of a token that is a space only nothing is left there, and yet the text has begun.
        first = first && generatedBytes(id, tokenizer).empty();
    }
    return bytes;
}

std::vector<int> textOffsets(std::span<const std::string> bytes)
{
    std::vector<int> offsets;
    Utf8Stream stream;
    int characters = 0;
    for (const std::string& token : bytes) {
        offsets.push_back(characters);
        characters += characterCount(stream.push(token));
    }
    return offsets;
}

} // namespace exitscope
