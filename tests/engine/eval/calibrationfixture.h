#pragma once

#include "eval/calibrationrun.h"

namespace exitscope::test {

inline constexpr int steps = 12;

/// Eight prompts for a TinyModel.
inline SampleSet promptIds()
{
    SampleSet set{"ids", "ids.jsonl", {}};
    for (int i = 0; i < 8; ++i)
        set.samples.push_back({{}, {1, 3 + i, 5 + 2 * i, 30 - i}});
    return set;
}

/// A threshold of one criterion on them, at a risk that so few can show.
inline CalibrationRequest requestFor(std::string_view criterion, const ParameterValues& values = {})
{
    CalibrationRequest request;
    request.settings.rule = makeRule(criterion, values);
    request.settings.sampling.sample = false;
    request.settings.ignoreEos = true;
    request.settings.maxSteps = steps;
    request.varied = findCriterion(criterion);
    request.points = 12;
    request.target = {0.3, 0.2};
    return request;
}

} // namespace exitscope::test
