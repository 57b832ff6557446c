#pragma once

#include <nlohmann/json.hpp>

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace exitscope {

class Regex;

/// A JSON value whose objects keep the order of their fields, as documents are hashed with it.
using OrderedJson = nlohmann::ordered_json;

/// One step of a clean-up: what is searched for, and what it becomes.
struct CleanupStep
{
    std::string search;                 ///< a text; unused where there is a pattern
    std::string replace;                ///< with \1 to \9 for the groups of a pattern
    std::shared_ptr<const Regex> regex; ///< see taskRegex
    bool strips = false;                ///< takes white space off both ends instead
};

/// Clean-ups by name, each a list of steps.
using Cleanups = std::map<std::string, std::vector<CleanupStep>, std::less<>>;

/// A pattern of a task, read as Python's re does where that differs ($ is the end of the text, not
/// of a line). Throws Error(WrongUse) for one that cannot be used.
std::shared_ptr<const Regex> taskRegex(const std::string& pattern);

/// `text`, valid UTF-8, after `steps`.
std::string cleaned(std::string text, const std::vector<CleanupStep>& steps);

/// In small letters.
std::string lowered(const std::string& text);

/// Throws std::string with what no document can fill in: a brace that is not closed, a change that
/// is neither built in nor one of `cleanups`, a minus without a whole number.
void checkTemplate(std::string_view text, const Cleanups& cleanups);

/// What the template `text` makes of `doc`.
///
/// {field} stands for the field's text, {a.b} and {a.0} for what lies deeper, {a.*.b} for the list
/// of b of each entry of a. {field|step|step} changes it: strip, capitalize (the first letter large
/// and the others small, as Python's), lower, minus:N of a number, index_in:FIELD (where the value
/// stands in the list FIELD), or the name of a clean-up; a list is changed entry by entry. {{ and
/// }} are braces. A template that is one {...} alone may be a list or a number; others are texts.
/// Throws std::string with what is missing: "it has no field \"question\"", or as checkTemplate.
OrderedJson expanded(std::string_view text, const OrderedJson& doc, const Cleanups& cleanups);

/// The same as a text: numbers are written out, true is 1 and false 0. Throws likewise for a list.
std::string expandedText(std::string_view text, const OrderedJson& doc, const Cleanups& cleanups);

} // namespace exitscope
