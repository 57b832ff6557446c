#include "cli/streamer.h"

#include <cstdlib>
#include <string_view>
#include <sys/ioctl.h>
#include <unistd.h>

namespace exitscope {

namespace {

// ECMA-48, and DEC's cursor memory and line wrapping, as every terminal emulator has them. A draft
// never wraps nor breaks the line, so that going back to the remembered place undoes all of it.
constexpr std::string_view remember = "\0337";
constexpr std::string_view goBackAndErase = "\0338\033[K";
constexpr std::string_view dimmedOnOneLine = "\033[?7l\033[2m";
constexpr std::string_view asBefore = "\033[22m\033[?7h";

/// `text` without what would move the cursor: line ends become a sign, other control characters
/// spaces.
std::string onOneLine(const std::string& text)
{
    std::string line;
    for (const char c : text) {
        if (c == '\n')
            line += "\u21B5";
        else
            line += static_cast<unsigned char>(c) < 0x20 || c == 0x7F ? ' ' : c;
    }
    return line;
}

} // namespace

StreamMode streamModeOf(const std::string& name, int descriptor)
{
    if (name == "none")
        return StreamMode::AtEnd;
    const char* kind = std::getenv("TERM");
    const bool canReplace = isatty(descriptor) && kind && *kind && kind != std::string_view("dumb");
    return name == "speculative" && canReplace ? StreamMode::WithDrafts : StreamMode::AsWritten;
}

int terminalColumns(int descriptor)
{
    winsize size = {};
    return ioctl(descriptor, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

std::string Streamer::textOf(int id, const std::string& bytes, Utf8Stream& characters) const
{
    return m_hasText ? characters.push(bytes) : std::to_string(id) + ' ';
}

void Streamer::draft(const Draft& draft)
{
    if (!showsDrafts() || (!m_draftsStand && isAtMargin()))
        return;
    if (!m_draftsStand) {
        m_draftCharacters = m_characters;
        m_out << remember;
    }
    m_draftsStand = true;
    m_out << dimmedOnOneLine << onOneLine(textOf(draft.id, draft.bytes, m_draftCharacters))
          << asBefore << std::flush;
}

/// A full line wraps with the next character only: a draft would stand on its last one.
bool Streamer::isAtMargin() const
{
    return m_columns > 0 && m_written > 0 && m_written % m_columns == 0;
}

void Streamer::put(const std::string& text)
{
    for (const char c : text) {
        const bool continues = (static_cast<unsigned char>(c) & 0xC0) == 0x80;
        m_written = c == '\n' ? 0 : m_written + (continues ? 0 : 1);
    }
    m_out << text << std::flush;
}

void Streamer::clearDrafts()
{
    if (m_draftsStand)
        m_out << goBackAndErase;
    m_draftsStand = false;
}

void Streamer::write(const TokenTrace& token)
{
    clearDrafts();
    m_waiting += textOf(token.id, token.bytes, m_characters);
    if (m_mode == StreamMode::AtEnd)
        return;
    put(m_waiting);
    m_waiting.clear();
}

void Streamer::finish()
{
    clearDrafts();
    m_out << m_waiting << m_characters.finish() << std::endl;
    m_waiting.clear();
}

} // namespace exitscope
