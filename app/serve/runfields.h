#pragma once

#include "options/runsettings.h"
#include "serve/fieldreader.h"

namespace exitscope {

/// Takes over a field that has the name of an option of the command line: of the rule, its
/// criteria, the strategy, the K/V policy or sampling. False where it is none of them. Ranges are
/// left to checkRunOptions and settingsFor. Throws ApiError(400) for a value of another kind.
bool takeRunField(const Field& field, RunOptions& options);

/// The settings that `options` come to on a model with these values. Throws ApiError(400) with the
/// option's name as `param`.
Settings requestSettings(RunOptions options, const RecommendedValues& recommended, int layers);

} // namespace exitscope
