#pragma once

#include "trace/run.h"

#include <string>
#include <string_view>
#include <vector>

namespace exitscope {

/// Something in which two runs were set up differently.
struct RunDifference
{
    std::string_view name; ///< in plain words, such as "weights"
    std::string a;
    std::string b;

    bool operator==(const RunDifference&) const = default;
};

/// Model, weights, prompt and the settings at the first token, in that order; settings that have no
/// say under a run's strategy are passed over where they have none in both.
std::vector<RunDifference> differencesOf(const Run& a, const Run& b);

} // namespace exitscope
