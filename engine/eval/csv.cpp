#include "eval/csv.h"

#include "base/error.h"

#include <algorithm>

namespace exitscope {

bool CsvReader::endsLine() const
{
    return m_rest.empty() || m_rest.front() == '\n' || m_rest.starts_with("\r\n");
}

void CsvReader::skipLineEnd()
{
    if (m_rest.empty())
        return;
    m_rest.remove_prefix(m_rest.front() == '\r' ? 2 : 1);
    ++m_nextLine;
}

std::string CsvReader::quoted()
{
    std::string text;
    m_rest.remove_prefix(1);
    for (;;) {
        const std::size_t end = m_rest.find('"');
        if (end == std::string_view::npos)
            throw Error(ErrorCode::FileDamaged, "a quote that opens a field is not closed");
        const std::string_view part = m_rest.substr(0, end);
        m_nextLine += static_cast<int>(std::ranges::count(part, '\n'));
        text += part;
        m_rest.remove_prefix(end + 1);
        if (!m_rest.starts_with('"'))
            break;
        text += '"';
        m_rest.remove_prefix(1);
    }
    if (!endsLine() && m_rest.front() != ',')
        throw Error(ErrorCode::FileDamaged, "a field goes on after its closing quote");
    return text;
}

std::string CsvReader::field()
{
    if (m_rest.starts_with('"'))
        return quoted();
    std::size_t end = std::min(m_rest.find_first_of(",\n"), m_rest.size());
    if (end > 0 && end < m_rest.size() && m_rest[end] == '\n' && m_rest[end - 1] == '\r')
        --end;
    std::string text(m_rest.substr(0, end));
    m_rest.remove_prefix(end);
    return text;
}

bool CsvReader::next(std::vector<std::string>& fields)
{
    while (!m_rest.empty() && endsLine())
        skipLineEnd();
    m_line = m_nextLine;
    fields.clear();
    if (m_rest.empty())
        return false;
    fields.push_back(field());
    while (m_rest.starts_with(',')) {
        m_rest.remove_prefix(1);
        fields.push_back(field());
    }
    skipLineEnd();
    return true;
}

} // namespace exitscope
