#include "tasks/encodedpair.h"

#include "base/error.h"
#include "tokenizer/unicode.h"

#include <algorithm>

namespace exitscope {
namespace {

std::vector<int> slice(const std::vector<int>& ids, std::size_t first, std::size_t end)
{
    return {ids.begin() + static_cast<std::ptrdiff_t>(first),
            ids.begin() + static_cast<std::ptrdiff_t>(end)};
}

} // namespace

PairEncoder::PairEncoder(std::shared_ptr<const Tokenizer> tokenizer, const std::vector<int>& eosIds,
                         bool addBos)
    : m_tokenizer(std::move(tokenizer))
    , m_start(m_tokenizer->encode(""))
    , m_addBos(addBos)
{
    if (m_start.empty() && eosIds.empty())
        throw Error(ErrorCode::Unsupported,
                    "The model has neither a token that begins texts nor one that ends them, so "
                    "that nothing can stand before a text; use another checkpoint.");
    m_prefix = m_start.empty() ? eosIds.front() : m_start.front();
}

std::vector<int> PairEncoder::body(const std::string& text) const
{
    const std::vector<int> all = m_tokenizer->encode(text);
    return slice(all, std::min(m_start.size(), all.size()), all.size());
}

std::vector<int> PairEncoder::prompt(const std::string& text) const
{
    std::vector<int> ids = m_addBos ? m_start : std::vector<int>();
    const std::vector<int> own = body(text);
    ids.insert(ids.end(), own.begin(), own.end());
    if (ids.empty())
        ids.push_back(m_prefix);
    return ids;
}

EncodedPair PairEncoder::pair(std::string context, std::string continuation) const
{
    const std::size_t kept = context.size() - trailingSpace(context);
    continuation.insert(0, context, kept);
    context.resize(kept);
    if (context.empty())
        return {{m_prefix}, body(continuation)};
    const std::vector<int> whole = prompt(context + continuation);
    std::vector<int> before = prompt(context);
    return {before, slice(whole, std::min(before.size(), whole.size()), whole.size())};
}

EncodedPair fitted(EncodedPair pair, int contextLength)
{
    const auto most = static_cast<std::size_t>(contextLength) + 1;
    if (pair.continuation.size() >= most)
        throw Error(ErrorCode::PromptTooLong,
                    "A continuation has " + std::to_string(pair.continuation.size()) +
                        " tokens and the model's context " + std::to_string(contextLength) +
                        "; leave the document out.");
    const std::size_t room = most - pair.continuation.size();
    if (pair.context.size() > room)
        pair.context = slice(pair.context, pair.context.size() - room, pair.context.size());
    return pair;
}

std::vector<EncodedPair> rollingWindows(const std::vector<int>& ids, int prefix, int length)
{
    std::vector<EncodedPair> windows;
    const auto most = static_cast<std::size_t>(length);
    for (std::size_t scored = 0; scored < ids.size();) {
        const std::size_t end = std::min(ids.size(), scored + most);
        // All of a window but its last token are input, and it never reaches before the text.
        const std::size_t first = end > most ? end - most - 1 : 0;
        windows.push_back({scored == 0 ? std::vector<int>{prefix} : slice(ids, first, scored),
                           slice(ids, scored, end)});
        scored = end;
    }
    return windows;
}

} // namespace exitscope
