#include "eval/prompttemplate.h"

#include "base/error.h"

#include <algorithm>

namespace exitscope {

namespace {

constexpr const char* promptPlace = "message";

} // namespace

PromptTemplate::PromptTemplate(std::string_view text)
{
    const auto refuse = [&](const std::string& what) {
        throw Error(ErrorCode::WrongUse, "The template \"" + std::string(text) + "\" " + what);
    };
    std::string plain;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c != '{' && c != '}') {
            plain += c;
        } else if (i + 1 < text.size() && text[i + 1] == c) {
            plain += c;
            ++i;
        } else {
            const std::size_t end = c == '{' ? text.find('}', i) : std::string_view::npos;
            if (end == std::string_view::npos)
                refuse("has a brace that stands alone; write {{ or }} for a brace.");
            m_parts.push_back({std::exchange(plain, {}), false});
            m_parts.push_back({std::string(text.substr(i + 1, end - i - 1)), true});
            i = end;
        }
    }
    m_parts.push_back({plain, false});
    if (std::ranges::none_of(m_parts, &Part::isPlace))
        refuse("has no place for the prompt; write {message} there, or the name of a field.");
}

PromptTemplate PromptTemplate::filledFrom(const Record& record) const
{
    PromptTemplate filled = *this;
    for (Part& part : filled.m_parts) {
        if (part.isPlace && part.text != promptPlace)
            part = {record.spelled(part.text), false};
    }
    return filled;
}

std::string PromptTemplate::around(const std::string& message) const
{
    std::string text;
    for (const Part& part : m_parts)
        text += part.isPlace ? message : part.text;
    return text;
}

} // namespace exitscope
