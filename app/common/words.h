#pragma once

#include "base/error.h"

#include <string>
#include <vector>

namespace exitscope {

/// The parts of `text` between commas, without the spaces around them; one at least.
inline std::vector<std::string> wordsOf(const std::string& text)
{
    std::vector<std::string> words;
    for (std::size_t start = 0; start <= text.size();) {
        const std::size_t end = std::min(text.find(',', start), text.size());
        std::string word = text.substr(start, end - start);
        word.erase(word.find_last_not_of(' ') + 1);
        word.erase(0, word.find_first_not_of(' '));
        words.push_back(std::move(word));
        start = end + 1;
    }
    return words;
}

/// Throws Error(WrongUse) with `sentence` where `holds` is false.
inline void require(bool holds, const std::string& sentence)
{
    if (!holds)
        throw Error(ErrorCode::WrongUse, sentence);
}

} // namespace exitscope
