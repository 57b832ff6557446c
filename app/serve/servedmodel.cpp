#include "serve/servedmodel.h"

#include <nlohmann/json.hpp>

#include <ctime>

namespace exitscope {

ServedModel servedModelOf(const Session& session, const std::string& asked)
{
    return {.identity = session.model(),
            .asked = asked,
            .tokenizer = session.tokenizer(),
            .tokenizerError = session.tokenizerError(),
            .defaults = session.criterionDefaults(),
            .eosIds = session.eosIds(),
            .created = static_cast<long long>(std::time(nullptr))};
}

std::string modelList(const ServedModel& model)
{
    using Json = nlohmann::ordered_json;
    const ModelIdentity& identity = model.identity;
    const Json entry = {{"id", identity.name},
                        {"object", "model"},
                        {"created", model.created},
                        {"owned_by", "exitscope"},
                        {"max_model_len", identity.contextLength},
                        {"layers", identity.layers},
                        {"vocabulary", identity.vocabulary},
                        {"dtype", identity.dtype},
                        {"hash", identity.hash}};
    return Json{{"object", "list"}, {"data", Json::array({entry})}}.dump();
}

} // namespace exitscope
