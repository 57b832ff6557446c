#include "eval/gunzip.h"

#include "base/error.h"

#include <zlib.h>

#include <algorithm>
#include <limits>

namespace exitscope {

namespace {

/// zlib's decoder for gzip members, freed with its scope.
class Inflater
{
public:
    explicit Inflater(std::string_view content)
        : m_rest(content)
    {
        constexpr int gzipOnly = 16 + MAX_WBITS;
        if (inflateInit2(&m_stream, gzipOnly) != Z_OK)
            throw Error(ErrorCode::OutOfMemory, "there is not enough memory to unpack it");
    }
    Inflater(const Inflater&) = delete;
    Inflater& operator=(const Inflater&) = delete;
    ~Inflater() { inflateEnd(&m_stream); }

    /// Appends the next piece to `text`; false when all members are read.
    bool next(std::string& text)
    {
        char piece[1 << 16];
        m_stream.next_out = reinterpret_cast<Bytef*>(piece);
        m_stream.avail_out = sizeof piece;
        feed();
        const int outcome = inflate(&m_stream, Z_NO_FLUSH);
        text.append(piece, sizeof piece - m_stream.avail_out);
        if (outcome == Z_STREAM_END)
            return startMember();
        if (outcome == Z_BUF_ERROR || (outcome == Z_OK && isExhausted()))
            throw Error(ErrorCode::FileDamaged, "it is cut short");
        if (outcome != Z_OK)
            throw Error(ErrorCode::FileDamaged, "it is no sound gzip file");
        return true;
    }

private:
    void feed()
    {
        if (m_stream.avail_in > 0)
            return;
        const std::size_t count =
            std::min<std::size_t>(m_rest.size(), std::numeric_limits<uInt>::max());
        m_stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(m_rest.data()));
        m_stream.avail_in = static_cast<uInt>(count);
        m_rest.remove_prefix(count);
    }

    bool isExhausted() const
    {
        return m_stream.avail_in == 0 && m_rest.empty() && m_stream.avail_out > 0;
    }

    bool startMember()
    {
        if (m_stream.avail_in == 0 && m_rest.empty())
            return false;
        inflateReset(&m_stream);
        return true;
    }

    std::string_view m_rest;
    z_stream m_stream = {};
};

} // namespace

bool isGzip(std::string_view content)
{
    return content.starts_with("\x1F\x8B");
}

std::string gunzip(std::string_view content, std::size_t most)
{
    Inflater inflater(content);
    std::string text;
    while (inflater.next(text)) {
        if (text.size() > most)
            throw Error(ErrorCode::FileDamaged,
                        "it unpacks to more than " + std::to_string(most) + " bytes");
    }
    return text;
}

} // namespace exitscope
