#include "decode/checkpointdefaults.h"

#include "base/error.h"
#include "base/readfile.h"
#include "exit/rule.h"

#include <nlohmann/json.hpp>

namespace exitscope {

namespace {

using Json = nlohmann::json;

constexpr int newestVersion = 1;

void require(bool holds, const std::string& what)
{
    if (!holds)
        throw Error(ErrorCode::FileDamaged, what);
}

ParameterValues valuesOf(const std::string& name, const Json& json)
{
    require(json.is_object(), "the values of \"" + name + "\" are no object");
    ParameterValues values;
    for (const auto& [parameter, value] : json.items()) {
        require(value.is_number(), '"' + parameter + "\" is no number");
        values[parameter] = value.get<double>();
    }
    return makeCondition(name, values).parameters;
}

std::map<std::string, ParameterValues> criteriaOf(const Json& json)
{
    require(json.is_object(), "it is not a JSON object");
    const Json version = json.value("format_version", Json(newestVersion));
    require(version.is_number_integer() && version == newestVersion,
            "its format_version is " + version.dump() + ", and this program reads " +
                std::to_string(newestVersion));
    require(json.contains("criteria") && json["criteria"].is_object(),
            "it has no object \"criteria\"");
    std::map<std::string, ParameterValues> criteria;
    for (const auto& [name, values] : json["criteria"].items()) {
        if (findCriterion(name))
            criteria[name] = valuesOf(name, values);
    }
    return criteria;
}

} // namespace

CheckpointDefaults readCheckpointDefaults(const std::filesystem::path& folder)
{
    CheckpointDefaults defaults;
    const std::filesystem::path file = folder / "exitscope.json";
    std::error_code unknown;
    if (!std::filesystem::exists(file, unknown))
        return defaults;
    try {
        defaults.criteria = criteriaOf(
            Json::parse(readFile(file, "the checkpoint's thresholds", "the general ones hold")));
    } catch (const std::exception& problem) {
        defaults.warning = file.string() + " is left aside: " + problem.what();
        if (!defaults.warning.ends_with('.'))
            defaults.warning += '.';
    }
    return defaults;
}

} // namespace exitscope
