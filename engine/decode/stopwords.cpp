#include "decode/stopwords.h"

#include <algorithm>

namespace exitscope {

bool StopWords::push(std::string_view bytes, const std::vector<std::string>& words)
{
    constexpr std::size_t longestKept = 4096;
    const std::size_t before = m_tail.size();
    m_tail += bytes;
    const bool found = std::any_of(words.begin(), words.end(), [&](const std::string& word) {
        const std::size_t from = before >= word.size() ? before - word.size() + 1 : 0;
        return !word.empty() && m_tail.find(word, from) != std::string::npos;
    });
    if (m_tail.size() > longestKept)
        m_tail.erase(0, m_tail.size() - longestKept);
    return found;
}

} // namespace exitscope
