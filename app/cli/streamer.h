#pragma once

#include "base/utf8.h"
#include "trace/run.h"

#include <ostream>
#include <string>

namespace exitscope {

/// Writes tokens as they come: whole characters, or the ids of a model without a tokenizer. Where
/// it does not stream, everything comes at the end.
class Streamer
{
public:
    Streamer(std::ostream& out, bool hasText, bool streams)
        : m_out(out)
        , m_hasText(hasText)
        , m_streams(streams)
    {}

    void write(const TokenTrace& token);
    void finish();

private:
    std::ostream& m_out;
    bool m_hasText;
    bool m_streams;
    Utf8Stream m_characters;
    std::string m_waiting;
};

} // namespace exitscope
