#include "cli/streamer.h"

namespace exitscope {

void Streamer::write(const TokenTrace& token)
{
    m_waiting += m_hasText ? m_characters.push(token.bytes) : std::to_string(token.id) + ' ';
    if (!m_streams)
        return;
    m_out << m_waiting << std::flush;
    m_waiting.clear();
}

void Streamer::finish()
{
    m_out << m_waiting << m_characters.finish() << std::endl;
    m_waiting.clear();
}

} // namespace exitscope
