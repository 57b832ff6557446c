#pragma once

#include "trace/run.h"

#include <nlohmann/json.hpp>

namespace exitscope {

/// What every document for other programs says of the model. Valid UTF-8.
nlohmann::json modelPart(const ModelIdentity& model);

/// And of the settings, under the names of the command line's options; with the program's version.
nlohmann::json settingsPart(const Settings& settings);

/// `document` as one line of valid UTF-8.
std::string documentText(const nlohmann::json& document);

} // namespace exitscope
