#pragma once

#include "exit/rule.h"

#include <map>
#include <string>
#include <vector>

namespace exitscope {

/// A checkpoint's starting points: criterion name to parameter values.
using RecommendedValues = std::map<std::string, ParameterValues>;

/// The exit rule as the user gave it.
struct RuleOptions
{
    std::string criteria = "none"; ///< names joined by commas
    std::string combine = "any";
    int patience = 1;
    int minimumLayer = 0;
    std::vector<std::string> thresholds; ///< each "v0,v1,..." or "NAME:v0,v1,..."
    ParameterValues given;               ///< parameters, of whichever criterion
};

/// The condition on `criterion` with the user's values over the checkpoint's over the general
/// defaults. Throws Error(WrongUse).
Condition conditionFor(std::string_view criterion, const RecommendedValues& recommended,
                       const ParameterValues& given, std::vector<double> thresholds = {});

/// The whole rule. Throws Error(WrongUse).
Rule ruleFor(const RuleOptions& options, const RecommendedValues& recommended);

} // namespace exitscope
