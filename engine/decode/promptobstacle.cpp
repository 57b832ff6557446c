#include "decode/promptobstacle.h"

#include "model/modelconfig.h"

namespace exitscope {

std::optional<Error> obstacleTo(const std::vector<int>& ids, const ModelConfig& config)
{
    if (ids.empty())
        return Error(ErrorCode::PromptEmpty,
                     "The prompt is empty; type a few words to go on from.");
    if (static_cast<int>(ids.size()) > config.contextLength)
        return Error(ErrorCode::PromptTooLong, "The prompt has " + std::to_string(ids.size()) +
                                                   " tokens and the model's context " +
                                                   std::to_string(config.contextLength) +
                                                   "; shorten it.");
    return foreignId(ids, config, "The prompt");
}

std::optional<Error> foreignId(std::span<const int> ids, const ModelConfig& config,
                               const char* where)
{
    for (const int id : ids) {
        if (id < 0 || id >= config.vocabulary)
            return Error(ErrorCode::WrongUse, std::string(where) + " holds the token id " +
                                                  std::to_string(id) +
                                                  ", and this model's ids run from 0 to " +
                                                  std::to_string(config.vocabulary - 1) + ".");
    }
    return std::nullopt;
}

} // namespace exitscope
