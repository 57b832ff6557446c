#include "eval/benchmarkprompt.h"

#include "tokenizer/tokenizer.h"

#include <algorithm>

namespace exitscope {

namespace {

std::vector<int> idsOf(const Session& session, const BenchmarkItem& item)
{
    if (!item.ids.empty() || item.prompt.empty())
        return item.ids;
    if (!session.tokenizer())
        throw Error(ErrorCode::Unsupported, session.tokenizerError());
    return session.tokenizer()->encode(item.prompt);
}

/// Tokens that the tokenizer puts before every text.
std::size_t tokensBefore(const Session& session, const BenchmarkItem& item)
{
    return item.ids.empty() ? session.tokenizer()->encode("").size() : 0;
}

std::string tooLong(std::size_t tokens, int most, int contextLength)
{
    return "The prompt has " + std::to_string(tokens) +
           " tokens, and with room for what is to be "
           "written the model's context of " +
           std::to_string(contextLength) + " leaves it " + std::to_string(most);
}

} // namespace

int mostPromptTokens(int contextLength, int maxSteps)
{
    return contextLength - std::min(maxSteps, contextLength / 2);
}

FittedPrompt fitPrompt(const Session& session, const BenchmarkItem& item, Overlong overlong,
                       int maxSteps)
{
    FittedPrompt prompt{idsOf(session, item), 0, {}};
    if (prompt.ids.empty()) {
        prompt.skipped = "Its prompt is empty.";
        return prompt;
    }
    const int context = session.model().contextLength;
    const int most = mostPromptTokens(context, maxSteps);
    const std::size_t count = prompt.ids.size();
    if (count <= static_cast<std::size_t>(most))
        return prompt;
    if (overlong == Overlong::Error)
        throw Error(ErrorCode::PromptTooLong,
                    "Item " + std::to_string(item.index) +
                        " of the data: " + tooLong(count, most, context) +
                        "; choose --overlong truncate_left or skip, or fewer --max_steps.");
    if (overlong == Overlong::Skip) {
        prompt.skipped = tooLong(count, most, context) + '.';
        return prompt;
    }
    prompt.truncatedTokens = static_cast<int>(count) - most;
    const auto first = prompt.ids.begin() +
                       static_cast<std::ptrdiff_t>(std::min(tokensBefore(session, item), count));
    prompt.ids.erase(first, first + prompt.truncatedTokens);
    return prompt;
}

} // namespace exitscope
