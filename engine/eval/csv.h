#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace exitscope {

/// Rows of a CSV text by RFC 4180: fields between commas, in quotes where they hold commas, quotes
/// (written twice) or line breaks; lines end with LF or CRLF. A quote inside of a field without
/// quotes is itself. Refers to the text.
class CsvReader
{
public:
    explicit CsvReader(std::string_view text)
        : m_rest(text)
    {}

    /// The next row that is no empty line into `fields`; false at the end. Throws
    /// Error(FileDamaged), without line or file, for quotes that are not closed or are followed by
    /// more of the field.
    bool next(std::vector<std::string>& fields);
    /// Where the row that was read last begins, or the one that failed; from 1.
    int line() const { return m_line; }

private:
    std::string field();
    std::string quoted();
    bool endsLine() const;
    void skipLineEnd();

    std::string_view m_rest;
    int m_line = 0;
    int m_nextLine = 1;
};

} // namespace exitscope
