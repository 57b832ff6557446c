#include "trace/documentparts.h"

#include "trace/settingsjson.h"

namespace exitscope {

using Json = nlohmann::json;

Json modelPart(const ModelIdentity& model)
{
    return {{"name", toValidUtf8(model.name)},
            {"path", toValidUtf8(model.path)},
            {"hash", model.hash},
            {"dtype", model.dtype},
            {"layers", model.layers},
            {"vocabulary", model.vocabulary},
            {"width", model.width},
            {"context_length", model.contextLength},
            {"tokenizer", model.tokenizer.empty() ? Json() : Json(toValidUtf8(model.tokenizer))}};
}

Json settingsPart(const Settings& settings)
{
    Json value = settingsToJson(settings);
    Json& words = value["stop_words"] = Json::array();
    for (const std::string& word : settings.stopWords)
        words.push_back(toValidUtf8(word));
    value["program"] = "exitscope " EXITSCOPE_VERSION;
    return value;
}

std::string documentText(const Json& document)
{
    return document.dump(-1, ' ', false, Json::error_handler_t::replace) + '\n';
}

} // namespace exitscope
