#include "serve/promptfield.h"

#include "base/error.h"
#include "serve/apierror.h"
#include "tokenizer/tokenizer.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <iterator>

namespace exitscope {

namespace {

using Json = nlohmann::json;

/// An evaluation sends tens in a request.
constexpr std::size_t mostPrompts = 1024;

/// "prompt", or "prompt[3]" of several.
std::string placeOf(const Field& field, std::size_t index, std::size_t count)
{
    return count > 1 ? field.name + '[' + std::to_string(index) + ']' : field.name;
}

std::vector<int> encoded(const std::string& text, const std::string& place,
                         const ServedModel& model, const Field& field)
{
    if (!model.tokenizer)
        throw ApiError(400, place + " is a text, and " + model.tokenizerError + " Send token ids.",
                       field.name);
    if (text.empty())
        throw ApiError(400, place + " is empty; send a text or token ids to go on from.",
                       field.name);
    try {
        return model.tokenizer->encode(text);
    } catch (const Error& error) {
        throw ApiError(400, place + " could not be encoded: " + error.what(), field.name);
    }
}

std::vector<int> idsIn(const Json& list, const std::string& place, const ServedModel& model,
                       const Field& field)
{
    std::vector<int> ids;
    const int vocabulary = model.identity.vocabulary;
    for (const Json& entry : list) {
        const std::string name = place + '[' + std::to_string(ids.size()) + ']';
        if (!entry.is_number_integer())
            throw ApiError(400, name + " is " + shown(entry) + ", but must be a token id.",
                           field.name);
        const bool isKnown = entry.is_number_unsigned() &&
                             entry.get<std::uint64_t>() < static_cast<unsigned>(vocabulary);
        if (!isKnown)
            throw ApiError(400,
                           name + " is " + shown(entry) + ", and this model's ids run from 0 to " +
                               std::to_string(vocabulary - 1) + '.',
                           field.name);
        ids.push_back(entry.get<int>());
    }
    if (ids.empty())
        throw ApiError(400, place + " is an empty list; send token ids to go on from.", field.name);
    return ids;
}

void checkLength(const std::vector<int>& ids, const std::string& place, const ServedModel& model,
                 const Field& field)
{
    const int most = model.identity.contextLength;
    if (static_cast<int>(ids.size()) > most)
        throw ApiError(400,
                       place + " has " + std::to_string(ids.size()) +
                           " tokens, and the model's context " + std::to_string(most) +
                           "; shorten it.",
                       field.name, "context_length_exceeded");
}

} // namespace

std::vector<std::vector<int>> promptsOf(const Field& field, const ServedModel& model)
{
    const Json& value = field.value;
    std::vector<const Json*> parts; // a copy would recurse into what a client has nested
    const auto all = [&value](bool (Json::*is)() const noexcept) {
        return std::ranges::all_of(value, [is](const Json& part) { return (part.*is)(); });
    };
    if (value.is_string())
        parts = {&value};
    else if (value.is_array() && !value.empty() && value.front().is_number())
        parts = {&value};
    else if (value.is_array() && !value.empty() && (all(&Json::is_string) || all(&Json::is_array)))
        std::ranges::transform(value, std::back_inserter(parts),
                               [](const Json& part) { return &part; });
    else
        field.refuse("a text, a list of texts, a list of token ids, or a list of such lists, and "
                     "not empty");
    if (parts.size() > mostPrompts)
        throw ApiError(400,
                       field.name + " has " + std::to_string(parts.size()) +
                           " entries, and may have " + std::to_string(mostPrompts) +
                           "; send the others in further requests.",
                       field.name);
    std::vector<std::vector<int>> prompts;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const std::string place = placeOf(field, i, parts.size());
        prompts.push_back(parts[i]->is_string()
                              ? encoded(parts[i]->get<std::string>(), place, model, field)
                              : idsIn(*parts[i], place, model, field));
        checkLength(prompts.back(), place, model, field);
    }
    return prompts;
}

std::vector<int> idsOf(const Field& field, const ServedModel& model)
{
    if (!field.value.is_array())
        field.refuse("a list of token ids");
    return idsIn(field.value, field.name, model, field);
}

} // namespace exitscope
