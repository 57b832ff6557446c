#include "eval/speedtargets.h"

#include "model/precision.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace exitscope {

namespace {

enum class Measure
{
    Value,
    ShareOfLimit,
    Ratio
};

enum class Holds
{
    Always,
    OnReferenceShape
};

enum class Sense
{
    AtLeast,
    AtMost
};

/// A goal for the rows of one name; an empty detail or format of weights stands for any.
struct Goal
{
    std::string_view name;
    std::string_view row;
    std::string_view detail;
    std::string_view weights;
    Measure measure;
    Sense sense;
    double goal;
    Holds holds = Holds::Always;
};

using enum Measure;
using enum Sense;
using enum Holds;

constexpr std::array goals{
    Goal{"full_depth_of_limit", "full", "", "bf16", ShareOfLimit, AtLeast, 0.90},
    Goal{"full_depth_of_limit", "full", "", "int8", ShareOfLimit, AtLeast, 0.80},
    Goal{"full_depth_of_limit", "full", "", "int4", ShareOfLimit, AtLeast, 0.70},
    Goal{"full_depth_tokens_per_second", "full", "", "bf16", Value, AtLeast, 12, OnReferenceShape},
    Goal{"full_depth_tokens_per_second", "full", "", "int8", Value, AtLeast, 22, OnReferenceShape},
    Goal{"full_depth_tokens_per_second", "full", "", "int4", Value, AtLeast, 30, OnReferenceShape},
    Goal{"watch_of_full_depth", "watch", "", "bf16", Ratio, AtLeast, 0.70},
    Goal{"watch_of_full_depth", "watch", "", "int8", Ratio, AtLeast, 0.60},
    Goal{"watch_of_full_depth", "watch", "", "int4", Ratio, AtLeast, 0.45},
    Goal{"preview_of_full_depth", "preview", "", "", Ratio, AtLeast, 0.75},
    Goal{"decide_of_full_depth", "decide", "cosine_similarity", "", Ratio, AtLeast, 0.97},
    Goal{"preview_agreement", "agreement", "", "", Value, AtLeast, 0.995},
    Goal{"fixed_exit_of_limit", "fixed_exit", "", "bf16", ShareOfLimit, AtLeast, 0.90},
    Goal{"catch_up_of_alone", "catch_up", "3 waiting", "", Ratio, AtMost, 1.30},
    Goal{"catch_up_of_alone", "catch_up", "15 waiting", "", Ratio, AtMost, 2.3},
    Goal{"speculation_of_limit", "speculation", "", "bf16", ShareOfLimit, AtLeast, 0.80},
    Goal{"prefill_tokens_per_second", "prefill", "", "bf16", Value, AtLeast, 100, OnReferenceShape},
    Goal{"load_seconds", "load", "", "bf16", Value, AtMost, 1.5, OnReferenceShape},
    Goal{"resident_of_file", "load", "", "bf16", Ratio, AtMost, 1.10, OnReferenceShape},
    Goal{"bundled_tokens_per_second", "bundled", "full", "", Value, AtLeast, 1200},
    Goal{"bundled_tokens_per_second", "bundled", "watch", "", Value, AtLeast, 700},
    Goal{"long_context_of_short", "context", "", "", Ratio, AtLeast, 0.85},
};

/// "int8" of "int8-a8"
std::string_view weightsOf(std::string_view dtype)
{
    const auto precision = precisionNamed(dtype);
    return precision ? fieldName(precision->weights) : dtype;
}

bool concerns(const Goal& goal, const SpeedRow& row, bool isReference)
{
    const auto matches = [](std::string_view wanted, std::string_view own) {
        return wanted.empty() || wanted == own;
    };
    if (goal.row != row.name || !matches(goal.detail, row.detail) ||
        !matches(goal.weights, weightsOf(row.dtype)) ||
        (goal.holds == OnReferenceShape && !isReference))
        return false;
    const bool isMeasured = goal.measure == Ratio ? row.ratio.count > 0 : row.value.count > 0;
    return isMeasured || !row.error.empty();
}

double valueOf(Measure measure, const SpeedRow& row)
{
    switch (measure) {
    case Value:
        return row.value.median;
    case ShareOfLimit:
        return row.shareOfLimit();
    case Ratio:
        return row.ratio.median;
    }
    return 0;
}

/// "watch_of_full_depth/bf16", "preview_of_full_depth/max_probability/int8"
std::string nameOf(const Goal& goal, const SpeedRow& row)
{
    std::string name(goal.name);
    for (const std::string* part : {&row.detail, &row.dtype})
        name += part->empty() ? "" : '/' + *part;
    std::ranges::replace(name, ' ', '_');
    return name;
}

} // namespace

bool isReferenceShape(const ModelIdentity& model)
{
    return model.layers == 16 && model.width == 2048 && model.vocabulary == 128256;
}

std::vector<SpeedTarget> speedTargets(const SpeedReport& report)
{
    std::vector<SpeedTarget> targets;
    const bool isReference = isReferenceShape(report.model);
    for (const SpeedRow& row : report.rows) {
        for (const Goal& goal : goals) {
            if (!concerns(goal, row, isReference))
                continue;
            SpeedTarget target{nameOf(goal, row), valueOf(goal.measure, row), goal.goal,
                               goal.sense == AtLeast, false};
            target.met = row.error.empty() && (target.atLeast ? target.value >= target.goal
                                                              : target.value <= target.goal);
            targets.push_back(std::move(target));
        }
    }
    return targets;
}

} // namespace exitscope
