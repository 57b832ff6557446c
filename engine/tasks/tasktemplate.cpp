#include "tasks/tasktemplate.h"

#include "base/error.h"
#include "tokenizer/regex.h"
#include "tokenizer/unicode.h"

#include <utf8proc.h>

#include <charconv>
#include <cstdint>
#include <optional>

namespace exitscope {
namespace {

std::string stripped(std::string_view text)
{
    text.remove_prefix(leadingSpace(text));
    text.remove_suffix(trailingSpace(text));
    return std::string(text);
}

std::string replacedAll(std::string text, const std::string& search, const std::string& with)
{
    for (std::size_t at = 0; (at = text.find(search, at)) != std::string::npos; at += with.size())
        text.replace(at, search.size(), with);
    return text;
}

/// `replacement` with \1 to \9 filled in.
std::string filledIn(const std::string& replacement, std::string_view text,
                     const std::vector<Span>& groups)
{
    std::string result;
    for (std::size_t i = 0; i < replacement.size(); ++i) {
        const bool isGroup = replacement[i] == '\\' && i + 1 < replacement.size() &&
                             replacement[i + 1] >= '1' && replacement[i + 1] <= '9';
        const std::size_t group = isGroup ? static_cast<std::size_t>(replacement[++i] - '0') : 0;
        if (!isGroup)
            result += replacement[i];
        else if (group < groups.size())
            result += groups[group].of(text);
    }
    return result;
}

std::string replacedPattern(const std::string& text, const CleanupStep& step)
{
    std::string result;
    std::size_t copied = 0;
    for (const std::vector<Span>& groups : step.regex->groups(text)) {
        result += text.substr(copied, groups[0].begin - copied);
        result += filledIn(step.replace, text, groups);
        copied = groups[0].end;
    }
    return result + text.substr(copied);
}

/// Changes the case of each character: the first by `first`, the others by `rest`.
template <typename First, typename Rest>
std::string recased(const std::string& text, const First& first, const Rest& rest)
{
    std::string result;
    const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
    auto left = static_cast<utf8proc_ssize_t>(text.size());
    while (left > 0) {
        utf8proc_int32_t character = 0;
        const utf8proc_ssize_t length = utf8proc_iterate(bytes, left, &character);
        if (length <= 0)
            throw std::string("it holds bytes that are no valid UTF-8");
        utf8proc_uint8_t encoded[4];
        const utf8proc_ssize_t count =
            utf8proc_encode_char(result.empty() ? first(character) : rest(character), encoded);
        result.append(reinterpret_cast<const char*>(encoded), static_cast<std::size_t>(count));
        bytes += length;
        left -= length;
    }
    return result;
}

std::vector<std::string> split(std::string_view text, char separator)
{
    std::vector<std::string> parts;
    for (std::size_t start = 0; start <= text.size();) {
        const std::size_t end = std::min(text.find(separator, start), text.size());
        parts.emplace_back(text.substr(start, end - start));
        start = end + 1;
    }
    return parts;
}

/// What lies at parts[from...] below `value`.
OrderedJson valueAt(const OrderedJson& value, const std::vector<std::string>& parts,
                    std::size_t from, const std::string& path)
{
    if (from == parts.size())
        return value;
    const std::string& part = parts[from];
    const std::string missing = "it has no field \"" + path + '"';
    if (value.is_object()) {
        const auto found = value.find(part);
        if (found == value.end())
            throw missing;
        return valueAt(*found, parts, from + 1, path);
    }
    if (!value.is_array())
        throw missing;
    if (part == "*") {
        OrderedJson list = OrderedJson::array();
        for (const OrderedJson& entry : value)
            list.push_back(valueAt(entry, parts, from + 1, path));
        return list;
    }
    std::size_t index = 0;
    const auto parsed = std::from_chars(part.data(), part.data() + part.size(), index);
    if (parsed.ec != std::errc() || parsed.ptr != part.data() + part.size() ||
        index >= value.size())
        throw missing;
    return valueAt(value[index], parts, from + 1, path);
}

OrderedJson valueAt(const OrderedJson& doc, const std::string& path)
{
    return valueAt(doc, split(path, '.'), 0, path);
}

std::string textOf(const OrderedJson& value, const std::string& path)
{
    if (value.is_string())
        return value.get<std::string>();
    if (value.is_boolean())
        return value.get<bool>() ? "1" : "0";
    if (value.is_number())
        return value.dump();
    throw "its field \"" + path + "\" is no text and no number";
}

std::optional<std::int64_t> wholeNumber(std::string_view text)
{
    std::int64_t number = 0;
    const auto parsed = std::from_chars(text.data(), text.data() + text.size(), number);
    return parsed.ec == std::errc() && parsed.ptr == text.data() + text.size()
               ? std::optional(number)
               : std::nullopt;
}

std::int64_t wholeNumber(const OrderedJson& value, const std::string& path)
{
    const std::string text = textOf(value, path);
    if (const auto number = wholeNumber(text))
        return *number;
    throw "its field \"" + path + "\" holds \"" + text + "\", which is no whole number";
}

constexpr std::string_view minus = "minus:";
constexpr std::string_view indexIn = "index_in:";

/// Throws std::string for a change that no document can be given.
void checkStep(std::string_view step, const Cleanups& cleanups)
{
    const bool isKnown = step == "strip" || step == "capitalize" || step == "lower" ||
                         step.starts_with(indexIn) || cleanups.contains(step) ||
                         (step.starts_with(minus) && wholeNumber(step.substr(minus.size())));
    if (!isKnown)
        throw "has a template with the change \"" + std::string(step) +
            "\", which is neither built in (minus: takes a whole number) nor a clean-up of it";
}

OrderedJson changed(const OrderedJson& value, const std::string& step, const std::string& path,
                    const OrderedJson& doc, const Cleanups& cleanups)
{
    if (value.is_array()) {
        OrderedJson list = OrderedJson::array();
        for (const OrderedJson& entry : value)
            list.push_back(changed(entry, step, path, doc, cleanups));
        return list;
    }
    if (step.starts_with(minus))
        return wholeNumber(value, path) - *wholeNumber(std::string_view(step).substr(minus.size()));
    if (step.starts_with(indexIn)) {
        const std::string listPath = step.substr(indexIn.size());
        const OrderedJson list = valueAt(doc, listPath);
        for (std::size_t i = 0; list.is_array() && i < list.size(); ++i) {
            if (list[i] == value)
                return i;
        }
        throw "its \"" + path + "\", " + value.dump() + ", is not among \"" + listPath + '"';
    }
    const std::string text = textOf(value, path);
    if (step == "strip")
        return stripped(text);
    if (step == "capitalize")
        return recased(text, utf8proc_totitle, utf8proc_tolower);
    if (step == "lower")
        return lowered(text);
    return cleaned(text, cleanups.at(step));
}

/// A piece of a template: a text as it is, or what stands between two braces, cut at its bars.
struct Part
{
    std::string text;
    std::vector<std::string> steps; ///< the path, then the changes; empty: a text
};

/// Throws std::string as checkTemplate.
std::vector<Part> partsOf(std::string_view text, const Cleanups& cleanups)
{
    std::vector<Part> parts;
    const auto addText = [&parts](char c) {
        if (parts.empty() || !parts.back().steps.empty())
            parts.emplace_back();
        parts.back().text += c;
    };
    for (std::size_t i = 0; i < text.size(); ++i) {
        const std::string_view pair = text.substr(i, 2);
        if (pair == "{{" || pair == "}}") {
            addText(text[i++]);
            continue;
        }
        if (text[i] != '{') {
            addText(text[i]);
            continue;
        }
        const std::size_t end = text.find('}', i);
        if (end == std::string_view::npos)
            throw "has the template \"" + std::string(text) + "\" with a { without its }";
        const std::string_view expression = text.substr(i + 1, end - i - 1);
        parts.push_back({std::string(expression), split(expression, '|')});
        for (std::size_t step = 1; step < parts.back().steps.size(); ++step)
            checkStep(parts.back().steps[step], cleanups);
        i = end;
    }
    return parts;
}

OrderedJson evaluated(const Part& part, const OrderedJson& doc, const Cleanups& cleanups)
{
    const std::string& path = part.steps.front();
    OrderedJson value = valueAt(doc, path);
    for (std::size_t i = 1; i < part.steps.size(); ++i)
        value = changed(value, part.steps[i], path, doc, cleanups);
    return value;
}

} // namespace

std::string lowered(const std::string& text)
{
    return recased(text, utf8proc_tolower, utf8proc_tolower);
}

std::shared_ptr<const Regex> taskRegex(const std::string& pattern)
{
    try {
        return std::make_shared<Regex>("(?-m)" + pattern, "The task");
    } catch (const Error&) {
        throw Error(ErrorCode::WrongUse,
                    "The task has the pattern \"" + pattern +
                        "\", which cannot be used; write it as PCRE2 reads it.");
    }
}

std::string cleaned(std::string text, const std::vector<CleanupStep>& steps)
{
    for (const CleanupStep& step : steps) {
        if (step.strips)
            text = stripped(text);
        else if (step.regex)
            text = replacedPattern(text, step);
        else
            text = replacedAll(std::move(text), step.search, step.replace);
    }
    return text;
}

void checkTemplate(std::string_view text, const Cleanups& cleanups)
{
    partsOf(text, cleanups);
}

OrderedJson expanded(std::string_view text, const OrderedJson& doc, const Cleanups& cleanups)
{
    const std::vector<Part> parts = partsOf(text, cleanups);
    if (parts.size() == 1 && !parts.front().steps.empty())
        return evaluated(parts.front(), doc, cleanups);
    std::string result;
    for (const Part& part : parts)
        result +=
            part.steps.empty() ? part.text : textOf(evaluated(part, doc, cleanups), part.text);
    return result;
}

std::string expandedText(std::string_view text, const OrderedJson& doc, const Cleanups& cleanups)
{
    return textOf(expanded(text, doc, cleanups), std::string(text));
}

} // namespace exitscope
