#include "decode/checkpointdefaults.h"

#include "base/error.h"
#include "exit/rule.h"

#include <nlohmann/json.hpp>

#include <fstream>

namespace exitscope {

CheckpointDefaults readCheckpointDefaults(const std::filesystem::path& folder)
{
    CheckpointDefaults defaults;
    const std::filesystem::path file = folder / "exitscope.json";
    std::ifstream stream(file, std::ios::binary);
    if (!stream)
        return defaults;
    try {
        const auto json = nlohmann::json::parse(stream);
        for (const auto& [name, values] : json.at("criteria").items()) {
            if (findCriterion(name))
                defaults.criteria[name] = makeRule(name, values.get<ParameterValues>()).parameters;
        }
    } catch (const std::exception& problem) {
        defaults.criteria.clear();
        defaults.warning =
            file.string() + " is left aside, its thresholds cannot be used: " + problem.what();
    }
    return defaults;
}

} // namespace exitscope
