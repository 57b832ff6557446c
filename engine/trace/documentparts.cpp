#include "trace/documentparts.h"

#include "trace/settingsjson.h"

namespace exitscope {

using Json = nlohmann::json;

namespace {

/// Far more than any model has; keeps a damaged number from asking for all memory.
constexpr int mostLayers = 4096;

} // namespace

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

ModelIdentity modelWithoutTokenizer(const JsonNode& node)
{
    ModelIdentity model;
    model.name = node["name"].text();
    model.path = node["path"].text();
    model.hash = node["hash"].text();
    model.dtype = node["dtype"].text();
    model.layers = node["layers"].integer(0, mostLayers);
    model.vocabulary = node["vocabulary"].integer(0);
    model.width = node["width"].integer(0);
    model.contextLength = node["context_length"].integer(0);
    return model;
}

ModelIdentity modelFromPart(const JsonNode& node)
{
    ModelIdentity model = modelWithoutTokenizer(node);
    if (!node["tokenizer"].isNull())
        model.tokenizer = node["tokenizer"].text();
    return model;
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
