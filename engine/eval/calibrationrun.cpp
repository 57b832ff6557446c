#include "eval/calibrationrun.h"

#include "decode/decodetoend.h"
#include "eval/correctness.h"
#include "trace/replay.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>
#include <set>

namespace exitscope {

namespace {

void require(bool holds, const std::string& sentence)
{
    if (!holds)
        throw Error(ErrorCode::WrongUse, sentence);
}

void check(const CalibrationRequest& request, int layers)
{
    require(request.varied && request.settings.rule.find(request.varied),
            "The rule \"" + request.settings.rule.name() +
                "\" has no condition whose threshold could be looked for; name its criterion.");
    require(!isDrawn(request.settings),
            "Calibration compares with the text that full depth writes greedily; leave sampling, "
            "repetition_penalty and no_repeat_ngram_size out.");
    require(request.points >= 2,
            "points is " + std::to_string(request.points) + ", but must be 2 or more.");
    require(request.heldOutShare > 0 && request.heldOutShare < 1,
            "The share held out is " + std::to_string(request.heldOutShare) +
                ", but must be between 0 and 1.");
    // Refuses the target before the prompts are run.
    calibrate({}, {}, request.target);
    validate(request.settings, layers);
}

/// Full depth, watched. The rule is there only for the temperature at which it reads its entropy:
/// from the last layer on, no token can leave early.
Settings watchedFullDepth(const Settings& settings, int layers)
{
    Settings full = fullDepthSettings(settings);
    full.watch = true;
    full.rule = settings.rule;
    full.rule.minimumLayer = layers - 1;
    return full;
}

Result<std::unique_ptr<Generation>> start(Session& session, const Sample& sample)
{
    return sample.ids.empty() ? session.start(sample.prompt) : session.start(sample.ids);
}

/// The prompts with their reasons to be skipped. Counts those that come again.
std::vector<CalibrationPrompt> promptsOf(Session& session, const SampleSet& set, int& repeated)
{
    std::vector<CalibrationPrompt> prompts;
    std::set<std::vector<int>> seen;
    for (const Sample& sample : set.samples) {
        CalibrationPrompt prompt;
        prompt.index = static_cast<int>(prompts.size());
        const auto generation = start(session, sample);
        if (generation) {
            prompt.promptTokens = static_cast<int>((*generation)->promptIds().size());
            repeated += seen.insert((*generation)->promptIds()).second ? 0 : 1;
        } else {
            const ErrorCode code = generation.error().code();
            if (code != ErrorCode::PromptTooLong && code != ErrorCode::PromptEmpty)
                throw generation.error();
            prompt.skipped = generation.error().what();
        }
        prompts.push_back(std::move(prompt));
    }
    return prompts;
}

void split(std::vector<CalibrationPrompt>& prompts, const SampleSet& set,
           const CalibrationRequest& request)
{
    std::vector<CalibrationPrompt*> usable;
    std::string firstReason;
    for (CalibrationPrompt& prompt : prompts) {
        if (prompt.skipped.empty())
            usable.push_back(&prompt);
        else if (firstReason.empty())
            firstReason = " (of those that cannot, the first: " + prompt.skipped + ')';
    }
    const int count = static_cast<int>(usable.size());
    require(count >= 2, "Of the " + std::to_string(prompts.size()) + " prompts in " +
                            set.file.string() + " " + std::to_string(count) +
                            " can be used, but calibration and its check need two at least" +
                            firstReason + "; name a file with more prompts.");
    const std::vector<bool> isHeldOut = heldOutPrompts(count, request.heldOutShare, request.seed);
    for (std::size_t i = 0; i < usable.size(); ++i)
        usable[i]->isHeldOut = isHeldOut[i];
}

/// Nothing when cancelled.
std::optional<Run> runPrompt(Session& session, const Sample& sample, const Settings& settings,
                             const std::stop_token& stop)
{
    const auto generation = start(session, sample);
    if (!generation)
        throw generation.error();
    Run run = decodeToEnd(session, **generation, settings, stop);
    if (run.finishReason == FinishReason::Cancelled)
        return std::nullopt;
    return run;
}

std::vector<CalibrationUnit> unitsOf(const CalibrationReport& report, bool heldOut)
{
    std::vector<CalibrationUnit> units;
    for (const CalibrationPrompt& prompt : report.prompts) {
        if (prompt.unit && prompt.isHeldOut == heldOut)
            units.push_back(*prompt.unit);
    }
    return units;
}

void conclude(CalibrationReport& report)
{
    const CalibrationRequest& request = report.request;
    report.calibration = calibrate(unitsOf(report, false), report.grid, request.target);
    if (!report.calibration.chosen)
        return;
    const std::size_t chosen = *report.calibration.chosen;
    report.check = heldOut(unitsOf(report, true), chosen);
    report.rule = withThreshold(request.settings.rule, request.varied, request.sweep,
                                report.grid[chosen], report.model.shape());
}

} // namespace

int CalibrationReport::usable() const
{
    return usable(false) + usable(true);
}

int CalibrationReport::usable(bool heldOut) const
{
    return static_cast<int>(std::ranges::count_if(prompts, [heldOut](const auto& prompt) {
        return prompt.skipped.empty() && prompt.isHeldOut == heldOut;
    }));
}

int CalibrationReport::done() const
{
    return static_cast<int>(
        std::ranges::count_if(prompts, [](const auto& prompt) { return prompt.unit.has_value(); }));
}

const CalibrationPoint* CalibrationReport::chosen() const
{
    return calibration.chosen ? &calibration.points[*calibration.chosen] : nullptr;
}

std::vector<double> calibrationGrid(const CalibrationRequest& request, const ModelShape& shape)
{
    const Condition* condition = request.settings.rule.find(request.varied);
    require(condition, "The rule has no condition on the criterion whose threshold is looked for.");
    std::vector<double> grid = thresholdGrid(*condition, request.sweep, request.points, shape);
    constexpr double decimals = 1e6;
    for (double& threshold : grid)
        threshold = std::round(threshold * decimals) / decimals;
    grid.erase(std::unique(grid.begin(), grid.end()), grid.end());
    return grid;
}

std::vector<bool> heldOutPrompts(int count, double share, std::uint64_t seed)
{
    const auto total = static_cast<std::size_t>(count);
    std::vector<std::size_t> order(total);
    std::iota(order.begin(), order.end(), std::size_t{0});
    // By hand: what std::shuffle makes of a seed is each library's own affair.
    std::mt19937_64 random(seed);
    for (std::size_t i = total - 1; i > 0; --i)
        std::swap(order[i], order[random() % (i + 1)]);
    const int held = std::clamp(static_cast<int>(std::lround(share * count)), 1, count - 1);
    std::vector<bool> isHeldOut(total);
    for (std::size_t i = 0; i < static_cast<std::size_t>(held); ++i)
        isHeldOut[order[i]] = true;
    return isHeldOut;
}

int unitsNeeded(const RiskTarget& target)
{
    constexpr double most = 1e9; // no set of prompts is larger
    const double units = std::ceil(std::log(target.delta) / std::log1p(-target.alpha));
    if (!(units <= most))
        return -1;
    const int count = std::max(1, static_cast<int>(units));
    // The quotient may round to either side of a whole number.
    const auto isEnough = [&](int n) {
        return hoeffdingBentkus(0, n, target.alpha) <= target.delta;
    };
    if (count > 1 && isEnough(count - 1))
        return count - 1;
    return isEnough(count) ? count : count + 1;
}

CalibrationReport calibratePrompts(Session& session, const SampleSet& set,
                                   const CalibrationRequest& request, const std::stop_token& stop,
                                   const CalibrationObserver& onPrompt)
{
    const ModelShape shape = session.model().shape();
    check(request, shape.layers);
    CalibrationReport report;
    report.model = session.model();
    report.request = request;
    report.dataset = set.name;
    report.file = set.file.string();
    report.grid = calibrationGrid(request, shape);
    report.prompts = promptsOf(session, set, report.repeated);
    split(report.prompts, set, request);
    const Settings settings = watchedFullDepth(request.settings, shape.layers);
    int done = 0;
    for (CalibrationPrompt& prompt : report.prompts) {
        if (!prompt.skipped.empty())
            continue;
        const auto run =
            runPrompt(session, set.samples[static_cast<std::size_t>(prompt.index)], settings, stop);
        if (!run) {
            report.cancelled = true;
            return report;
        }
        prompt.unit = calibrationUnit(*run, request.settings.rule, request.varied, request.sweep,
                                      report.grid);
        if (onPrompt)
            onPrompt(prompt, ++done, report.usable());
    }
    conclude(report);
    return report;
}

} // namespace exitscope
