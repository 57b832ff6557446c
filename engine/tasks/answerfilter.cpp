#include "tasks/answerfilter.h"

#include "base/utf8.h"
#include "tokenizer/regex.h"

#include <algorithm>
#include <cctype>

namespace exitscope {
namespace {

std::string stripped(std::string_view text)
{
    CleanupStep step;
    step.strips = true;
    return cleaned(std::string(text), {step});
}

std::string compared(std::string text, const MatchOptions& options)
{
    for (const auto& regex : options.regexesToIgnore)
        text = cleaned(std::move(text), {{{}, {}, regex, false}});
    if (options.ignoreCase)
        text = lowered(text);
    if (options.ignorePunctuation)
        std::erase_if(text, [](unsigned char c) { return std::ispunct(c) != 0; });
    return text;
}

} // namespace

std::string filtered(const AnswerFilter& filter, const std::string& text)
{
    if (!filter.regex)
        return text;
    const std::string valid = toValidUtf8(text);
    const auto matches = filter.regex->groups(valid);
    const auto count = static_cast<int>(matches.size());
    const int index = filter.groupSelect < 0 ? count + filter.groupSelect : filter.groupSelect;
    if (index < 0 || index >= count)
        return filter.fallback;
    const std::vector<Span>& groups = matches[static_cast<std::size_t>(index)];
    if (groups.size() == 1)
        return stripped(groups.front().of(valid));
    const auto held = std::find_if(groups.begin() + 1, groups.end(),
                                   [](const Span& span) { return span.end > span.begin; });
    return held == groups.end() ? filter.fallback : stripped(held->of(valid));
}

bool isSameAnswer(std::string prediction, std::string reference, const MatchOptions& options)
{
    return compared(toValidUtf8(prediction), options) == compared(std::move(reference), options);
}

} // namespace exitscope
