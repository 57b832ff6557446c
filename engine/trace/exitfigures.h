#pragma once

#include "trace/oracle.h"

#include <optional>
#include <span>
#include <vector>

namespace exitscope {

/// How many tokens left at each layer.
struct ExitHistogram
{
    std::vector<int> tokens; ///< by layer, 0-based
    int total = 0;
    double mean = 0;   ///< exit layer, 0-based
    double median = 0; ///< the mean of the middle two where their number is even

    /// Share of tokens that left at `layer` or below, 0..1.
    double cumulative(int layer) const;
    bool operator==(const ExitHistogram&) const = default;
};

/// Of exit layers, 0-based; those outside of `layers` (-1: not known) are left out.
ExitHistogram exitHistogramOf(std::span<const int> exits, int layers);
ExitHistogram exitHistogramOf(const Run& run);

/// A wrong exit with how sure the model was.
struct WrongExitMargin
{
    WrongExit exit;
    /// Probability of the top-1 less that of the second at the exit layer.
    std::optional<double> atExit;
    /// Of the last layer's distribution: probability of its top-1 less that of the chosen token.
    std::optional<double> atFullDepth;

    bool operator==(const WrongExitMargin&) const = default;
};

/// What is known of a run's early exits.
struct ExitCheck
{
    int tokens = 0;
    int early = 0;     ///< left before the last layer
    int confirmed = 0; ///< of these, drafts that the whole model confirmed
    int compared = 0;  ///< of the others, those whose choice and last layer are known
    int drawn = 0;     ///< of these, drawn ones, whose top-1 is compared in the token's place
    std::vector<WrongExitMargin> wrong; ///< in the order of the text

    int unknown() const { return early - confirmed - compared; }
};

/// Wrong exits as wrongExits tells them.
ExitCheck exitCheckOf(const Run& run);

} // namespace exitscope
