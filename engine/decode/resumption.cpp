#include "decode/resumption.h"

#include <string>

namespace exitscope {
namespace {

std::string describe(const ModelIdentity& model)
{
    return model.name + " in " + model.dtype;
}

std::optional<Error> anotherModel(const ModelIdentity& wrote, const ModelIdentity& open)
{
    if (wrote.hash == open.hash && wrote.dtype == open.dtype)
        return std::nullopt;
    const bool soundsAlike = describe(wrote) == describe(open);
    return Error(ErrorCode::WrongUse,
                 "The run was written by " + describe(wrote) + ", and " +
                     (soundsAlike ? "another checkpoint of that name" : describe(open)) +
                     " is open; open the run's own model to go on with it.");
}

bool isId(int id, const ModelConfig& config)
{
    return id >= 0 && id < config.vocabulary;
}

std::string idsOf(const ModelConfig& config)
{
    return "this model's ids run from 0 to " + std::to_string(config.vocabulary - 1) + ".";
}

/// A token whose row cannot be run again as it was.
std::optional<Error> obstacleIn(const TokenTrace& token, int index, const ModelConfig& config)
{
    const std::string name = "Token " + std::to_string(index + 1) + " of the run ";
    if (!isId(token.id, config))
        return Error(ErrorCode::WrongUse,
                     name + "has the id " + std::to_string(token.id) + ", and " + idsOf(config));
    const bool hasCells =
        token.cells.size() == static_cast<std::size_t>(config.layers) &&
        (token.cells.front() == CellState::Computed || token.cells.front() == CellState::CaughtUp);
    if (!hasCells)
        return Error(ErrorCode::Unsupported,
                     name + "does not say which layers ran; go on from an earlier token.");
    return std::nullopt;
}

} // namespace

std::optional<Error> obstacleToResuming(const Run& recorded, int keep,
                                        std::optional<int> replacement, const ModelIdentity& model,
                                        const ModelConfig& config)
{
    if (auto obstacle = anotherModel(recorded.model, model))
        return obstacle;
    const int tokens = static_cast<int>(recorded.tokens.size());
    if (keep < 0 || keep > tokens)
        return Error(ErrorCode::WrongUse, "The run has " + std::to_string(tokens) +
                                              " tokens, so that " + std::to_string(keep) +
                                              " of them cannot be kept.");
    if (replacement && !isId(*replacement, config))
        return Error(ErrorCode::WrongUse, "The token to go on with has the id " +
                                              std::to_string(*replacement) + ", and " +
                                              idsOf(config));
    // The newest token has not run, so that a full context is one token longer.
    const auto most = static_cast<std::size_t>(config.contextLength) + 1;
    if (recorded.promptIds.size() + static_cast<std::size_t>(keep) > most)
        return Error(ErrorCode::PromptTooLong,
                     "Prompt and kept tokens are " +
                         std::to_string(recorded.promptIds.size() + keep) +
                         ", and the model's context is " + std::to_string(config.contextLength) +
                         "; go on from an earlier token.");
    for (int index = 0; index < keep; ++index) {
        if (auto obstacle =
                obstacleIn(recorded.tokens[static_cast<std::size_t>(index)], index, config))
            return obstacle;
    }
    return std::nullopt;
}

} // namespace exitscope
