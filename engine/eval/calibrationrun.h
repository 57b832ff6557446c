#pragma once

#include "decode/session.h"
#include "eval/dataset.h"
#include "trace/calibration.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace exitscope {

/// Which threshold is looked for, and how surely it is to keep which risk.
struct CalibrationRequest
{
    /// The rule, and how much is written on each prompt: greedy, without a repetition penalty or
    /// an n-gram ban.
    Settings settings;
    const Criterion* varied = nullptr; ///< whose threshold it is; one of the rule's
    Sweep sweep = Sweep::Constant;
    int points = 64; ///< thresholds of the grid, 2 or more, where they are not whole numbers
    RiskTarget target;
    double heldOutShare = 0.25; ///< of the prompts, (0, 1)
    std::uint64_t seed = 42;    ///< of the split
};

/// One prompt and what became of it.
struct CalibrationPrompt
{
    int index = 0;       ///< of the sample, from 0
    std::string skipped; ///< why it cannot be used; empty where it can
    bool isHeldOut = false;
    int promptTokens = 0;
    std::optional<CalibrationUnit> unit; ///< nothing until it has been run
};

/// What a calibration came to.
struct CalibrationReport
{
    ModelIdentity model;
    CalibrationRequest request;
    std::string dataset;
    std::string file;
    std::vector<double> grid;
    std::vector<CalibrationPrompt> prompts;
    int repeated = 0;       ///< usable prompts whose ids are those of an earlier one
    bool cancelled = false; ///< prompts after the last one with a unit were not run: no claim
    Calibration calibration;
    std::optional<HeldOut> check; ///< at the chosen threshold, of the prompts held out
    std::optional<Rule> rule;     ///< with the chosen threshold; nothing where none qualifies

    int usable() const;             ///< prompts that were not skipped
    int usable(bool heldOut) const; ///< of these, those on one side of the split
    int done() const;               ///< prompts that have been run
    /// At the chosen threshold; nothing where none qualifies.
    const CalibrationPoint* chosen() const;
};

/// thresholdGrid with at most six decimals, so that a threshold that is found can be written out.
std::vector<double> calibrationGrid(const CalibrationRequest& request, const ModelShape& shape);

/// Which of `count` prompts (2 or more) are held out: `share` of them, at least one and not all,
/// drawn by `seed` alone, on every machine the same.
std::vector<bool> heldOutPrompts(int count, double share, std::uint64_t seed);

/// The fewest units with which a threshold without any loss qualifies: those for which
/// (1 - alpha)^n is no more than delta. For an alpha of 0 none are enough; then -1.
int unitsNeeded(const RiskTarget& target);

/// Told of each prompt when it has been run, and of how many are done and are to be done.
using CalibrationObserver =
    std::function<void(const CalibrationPrompt& prompt, int done, int count)>;

/// Writes on from each prompt of `set` at full depth, greedily and watched, makes a calibration
/// unit of it, calibrates on one part of the prompts and checks what was found on the other. A
/// prompt that does not fit into the context, or is empty, is skipped. Throws Error: WrongUse for a
/// request that cannot be carried out and where fewer than two prompts can be used, else the
/// engine's.
CalibrationReport calibratePrompts(Session& session, const SampleSet& set,
                                   const CalibrationRequest& request,
                                   const std::stop_token& stop = {},
                                   const CalibrationObserver& onPrompt = {});

} // namespace exitscope
