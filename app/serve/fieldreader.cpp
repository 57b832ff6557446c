#include "serve/fieldreader.h"

#include "base/utf8.h"
#include "serve/apierror.h"

#include <nlohmann/json.hpp>

#include <cmath>
#include <sstream>

namespace exitscope {

namespace {

/// A request needs three levels; the library's copy and dump recurse into each.
constexpr int mostLevels = 64;

bool checkLevel(int levelsAround, nlohmann::json::parse_event_t, const nlohmann::json&)
{
    if (levelsAround >= mostLevels)
        throw ApiError(400, "The body nests lists or objects more than " +
                                std::to_string(mostLevels) + " deep.");
    return true;
}

} // namespace

std::string shown(const nlohmann::json& value)
{
    if (value.is_array())
        return "a list";
    if (value.is_object())
        return "an object";
    constexpr std::size_t most = 60;
    const std::string text = value.dump();
    return text.size() <= most ? text : toValidUtf8(text.substr(0, most)) + "...";
}

nlohmann::json parsedObject(std::string_view body)
{
    nlohmann::json request;
    try {
        request = nlohmann::json::parse(body, checkLevel);
    } catch (const nlohmann::json::exception& error) {
        throw ApiError(400, std::string("The body is no valid JSON: ") + error.what());
    }
    if (!request.is_object())
        throw ApiError(400, "The body is " + shown(request) + ", but must be a JSON object.");
    return request;
}

void Field::refuse(const std::string& wanted) const
{
    throw ApiError(400, name + " is " + shown(value) + ", but must be " + wanted + '.', name);
}

int Field::whole(int least, int most) const
{
    const std::string wanted =
        "a whole number from " + std::to_string(least) + " to " + std::to_string(most);
    if (!value.is_number_integer())
        refuse(wanted);
    // A number past the signed range is held unsigned, and would wrap around.
    if (value.is_number_unsigned() && value.get<std::uint64_t>() > static_cast<unsigned>(most))
        refuse(wanted);
    const auto number = value.get<std::int64_t>();
    if (number < least || number > most)
        refuse(wanted);
    return static_cast<int>(number);
}

std::uint64_t Field::seed() const
{
    if (!value.is_number_unsigned())
        refuse("a whole number, 0 or more");
    return value.get<std::uint64_t>();
}

double Field::number() const
{
    if (!value.is_number() || !std::isfinite(value.get<double>()))
        refuse("a number");
    return value.get<double>();
}

bool Field::boolean() const
{
    if (!value.is_boolean())
        refuse("true or false");
    return value.get<bool>();
}

std::string Field::text() const
{
    if (!value.is_string())
        refuse("a text");
    return value.get<std::string>();
}

std::string Field::oneOf(const std::string& words) const
{
    const std::string given = text();
    std::istringstream all(words);
    for (std::string word; all >> word;) {
        if (word == given)
            return given;
    }
    refuse("one of " + words);
}

} // namespace exitscope
