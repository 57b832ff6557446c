#include "tokenizer/normalizer.h"

#include "tokenizer/regex.h"
#include "tokenizer/unicode.h"

#include <memory>

namespace exitscope {

namespace {

std::string replaced(std::string_view text, const std::vector<Span>& matches,
                     std::string_view content)
{
    std::string result;
    std::size_t end = 0;
    for (const Span& match : matches) {
        result += text.substr(end, match.begin - end);
        result += content;
        end = match.end;
    }
    result += text.substr(end);
    return result;
}

void appendSteps(Normalizer& steps, const JsonPart& part, int depth)
{
    if (part.isNull())
        return;
    const std::string type = part.type();
    if (type == "Sequence") {
        eachComponent(part["normalizers"], depth,
                      [&](const JsonPart& each, int level) { appendSteps(steps, each, level); });
    } else if (type == "Prepend") {
        steps.emplace_back([start = part["prepend"].text()](std::string_view text) {
            return text.empty() ? std::string() : start + std::string(text);
        });
    } else if (type == "Replace") {
        const auto regex =
            std::make_shared<const Regex>(readPattern(part["pattern"]), part.where());
        steps.emplace_back([regex, content = part["content"].text()](std::string_view text) {
            return replaced(text, regex->matches(text), content);
        });
    } else if (type == "NFC") {
        steps.emplace_back(composed);
    } else {
        part.unknownType();
    }
}

} // namespace

Normalizer readNormalizer(const JsonPart& part)
{
    Normalizer steps;
    appendSteps(steps, part, 0);
    return steps;
}

std::string normalized(const Normalizer& normalizer, std::string_view text)
{
    std::string result(text);
    for (const auto& step : normalizer)
        result = step(result);
    return result;
}

std::string readPattern(const JsonPart& part)
{
    if (part.has("Regex"))
        return part["Regex"].text();
    if (part.has("String"))
        return Regex::literal(part["String"].text());
    part.damaged("is neither {\"String\": ...} nor {\"Regex\": ...}");
}

} // namespace exitscope
