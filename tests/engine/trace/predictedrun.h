#pragma once

#include "trace/run.h"

#include <utility>
#include <vector>

namespace exitscope::test {

/// A token whose layers predict `top1`.
inline TokenTrace tokenOf(const std::vector<int>& top1, int exitLayer)
{
    TokenTrace token;
    for (const int id : top1)
        token.layers.push_back({.top1 = id});
    token.exitLayer = exitLayer;
    token.id = top1[static_cast<std::size_t>(exitLayer)];
    return token;
}

/// A greedy run of a model with four layers.
inline Run runOf(std::vector<TokenTrace> tokens)
{
    Run run;
    run.model.layers = 4;
    run.settings = {{0, {}}};
    run.settings[0].settings.sampling.sample = false;
    run.tokens = std::move(tokens);
    return run;
}

} // namespace exitscope::test
