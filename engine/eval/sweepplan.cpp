// What a sweep will measure, before it does.
#include "eval/sweep.h"
#include "eval/sweepgrid.h"

#include <algorithm>

namespace exitscope {

const std::vector<std::string>& qualityMetrics()
{
    static const std::vector<std::string> names = {
        "rouge-l",        "rouge-1",     "rouge-2",   "rouge-3",  "rouge-l_recall",
        "rouge-1_recall", "exact_match", "agreement", "same_text"};
    return names;
}

SweepResult plannedSweep(const Session& session, const BenchmarkSet& set,
                         const SweepRequest& request)
{
    SweepResult result;
    result.axes = request.axes;
    const bool hasReferences = !set.source.outputField.empty();
    result.quality = !request.quality.empty() ? request.quality
                     : hasReferences          ? "rouge-l"
                                              : "agreement";
    const auto& known = qualityMetrics();
    if (std::ranges::find(known, result.quality) == known.end()) {
        std::string names;
        for (const std::string& name : known)
            names += (names.empty() ? "" : ", ") + name;
        throw Error(ErrorCode::WrongUse,
                    "The quality " + result.quality +
                        " cannot be compared sample by sample; choose one of " + names + '.');
    }
    const bool needsReference = result.quality != "agreement" && result.quality != "same_text";
    if (needsReference && !hasReferences)
        throw Error(ErrorCode::WrongUse, "The quality " + result.quality +
                                             " needs references, and " + set.source.name +
                                             " has none; choose agreement.");
    checkGrid(request.settings, request.axes, session.model().shape());
    return result;
}

} // namespace exitscope
