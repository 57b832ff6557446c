#pragma once

#include "trace/jsonnode.h"
#include "trace/run.h"

namespace exitscope {

/// What every document for other programs says of the model. Valid UTF-8.
nlohmann::json modelPart(const ModelIdentity& model);
/// What modelPart wrote. Throws Error(FileDamaged).
ModelIdentity modelFromPart(const JsonNode& node);
/// The same but for the tokenizer, which runs of the first format version lack.
ModelIdentity modelWithoutTokenizer(const JsonNode& node);

/// And of the settings, under the names of the command line's options; with the program's version.
nlohmann::json settingsPart(const Settings& settings);

/// `document` as one line of valid UTF-8.
std::string documentText(const nlohmann::json& document);

} // namespace exitscope
