#pragma once

#include "options/exitrule.h"
#include "decode/session.h"

#include <memory>
#include <string>
#include <vector>

namespace exitscope {

/// What is known of the model without asking the engine. Immutable; any thread may use it.
struct ServedModel
{
    ModelIdentity identity;
    std::string asked; ///< as it was named at the start; also a name for it
    std::shared_ptr<const Tokenizer> tokenizer; ///< null where there is none
    std::string tokenizerError;                 ///< why
    RecommendedValues defaults;
    std::vector<int> eosIds;
    long long created = 0; ///< seconds since 1970 at which serving began

    bool isCalled(const std::string& name) const
    {
        return name == identity.name || name == identity.path || (!asked.empty() && name == asked);
    }
};

ServedModel servedModelOf(const Session& session, const std::string& asked);

/// The answer of GET /v1/models.
std::string modelList(const ServedModel& model);

} // namespace exitscope
