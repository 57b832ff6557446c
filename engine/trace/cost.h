#pragma once

#include "trace/run.h"

#include <optional>

namespace exitscope {

/// Where the wall time of decoding went, and what the whole model would have taken for it, in
/// milliseconds of all decoded tokens: without the first, which the prompt's pass gave, and with
/// the step that met the end of the text. Two identities hold: the parts add up to wallMs, and
/// netSavedMs is what full depth would have taken less wallMs.
struct CostBreakdown
{
    int decoded = 0; ///< tokens
    int passes = 0;  ///< that full depth would have taken: decoded, and one that met the eos
    double layersMs = 0;
    double scoringMs = 0; ///< final norm, head and scores
    /// Catch-up by itself, and what older rows added to the layers that carried them: the time of
    /// those layers less that of as many without them. The latter only with fullDepth.
    double catchUpMs = 0;
    double samplingMs = 0;
    double otherMs = 0;
    /// Of one token; nothing where it was not measured.
    std::optional<FullDepthCost> fullDepth;

    double wallMs() const { return layersMs + scoringMs + catchUpMs + samplingMs + otherMs; }
    /// With fullDepth only.
    double fullDepthMs() const { return passes * fullDepth->totalMs(); }
    double layersSavedMs() const { return passes * fullDepth->layersMs - layersMs; }
    /// Beyond the one head product that each token takes at full depth.
    double addedScoringMs() const { return scoringMs - passes * fullDepth->headMs; }
    /// Beyond the choice of the token.
    double addedRestMs() const
    {
        return samplingMs + otherMs - passes * (fullDepth->restMs - fullDepth->headMs);
    }
    double netSavedMs() const { return fullDepthMs() - wallMs(); }
    /// Positive where the run took less than full depth would have.
    double savedShare() const { return netSavedMs() / fullDepthMs(); }
};

/// A run that was full depth throughout is its own measure, by the medians of its tokens.
CostBreakdown costOf(const Run& run);

/// Whether each token runs all layers and nothing is scored for an exit: what full depth means.
bool isFullDepth(const Settings& settings, int layers);
/// The same of all settings of a run.
bool wasFullDepth(const Run& run);
/// Positions in the context of the run's tokens, on average: where to measure full depth.
int meanContext(const Run& run);

} // namespace exitscope
