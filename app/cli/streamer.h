#pragma once

#include "base/utf8.h"
#include "trace/run.h"

#include <ostream>
#include <string>

namespace exitscope {

enum class StreamMode
{
    AtEnd,     ///< everything comes at the end
    AsWritten, ///< tokens as they come
    WithDrafts ///< and drafts before they are judged
};

/// The mode of --streamer; drafts are shown only where what is shown can be replaced: on a terminal
/// that `descriptor` leads to.
StreamMode streamModeOf(const std::string& name, int descriptor);

/// Width of that terminal; 0 where it is none.
int terminalColumns(int descriptor);

/// Writes tokens as they come: whole characters, or the ids of a model without a tokenizer. Drafts
/// stand dimmed on the current line and make way for the tokens of their round.
class Streamer
{
public:
    /// `columns`: width of the terminal, for drafts; `out` stands at the start of a line.
    Streamer(std::ostream& out, bool hasText, StreamMode mode, int columns = 0)
        : m_out(out)
        , m_hasText(hasText)
        , m_mode(mode)
        , m_columns(columns)
    {}

    bool showsDrafts() const { return m_mode == StreamMode::WithDrafts; }
    void draft(const Draft& draft);
    void write(const TokenTrace& token);
    void finish();

private:
    std::string textOf(int id, const std::string& bytes, Utf8Stream& characters) const;
    bool isAtMargin() const;
    void put(const std::string& text);
    void clearDrafts();

    std::ostream& m_out;
    bool m_hasText;
    StreamMode m_mode;
    int m_columns;
    int m_written = 0; ///< characters on the line so far, wrapped or not
    Utf8Stream m_characters;
    Utf8Stream m_draftCharacters; ///< goes on from m_characters within a round
    bool m_draftsStand = false;
    std::string m_waiting;
};

} // namespace exitscope
