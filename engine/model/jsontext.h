#pragma once

#include <nlohmann/json.hpp>

#include <string>
#include <string_view>

namespace exitscope {

/// Parses a JSON object of a checkpoint. Where `text` is none, names a key twice in one object or
/// nests deeper than such files do, `problem` says so ("it ...") and an empty object comes back.
nlohmann::json parseJsonObject(std::string_view text, std::string& problem);

/// `value` as JSON for an error's sentence, cut short where it is long.
std::string shownJson(const nlohmann::json& value);

} // namespace exitscope
