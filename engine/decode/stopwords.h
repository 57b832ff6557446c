#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace exitscope {

/// Watches a growing text for stop strings, also where one spans several tokens.
class StopWords
{
public:
    /// Adds the next token's bytes; whether one of `words` is now complete. Words may change from
    /// token to token; each is looked for in what `bytes` completes.
    bool push(std::string_view bytes, const std::vector<std::string>& words);

private:
    std::string m_tail; ///< the last bytes, enough for the longest word so far
};

} // namespace exitscope
