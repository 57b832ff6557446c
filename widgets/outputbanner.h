#pragma once

#include "trace/run.h"

#include <QString>

namespace exitscope {

/// What can be said of the text on screen next to what the full model would write.
struct OutputBanner
{
    bool mayDiffer = false;
    QString text;

    bool operator==(const OutputBanner&) const = default;
};

/// For text written under `settings` by a model of `layers` layers.
OutputBanner outputBanner(const Settings& settings, int layers);

/// For a run, over all settings that had a part in it.
OutputBanner outputBanner(const Run& run);

} // namespace exitscope
