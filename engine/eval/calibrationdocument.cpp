#include "eval/calibrationdocument.h"

#include "eval/ruletext.h"
#include "trace/documentparts.h"
#include "trace/jsonnode.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace exitscope {

namespace {

using Json = nlohmann::json;

/// Rows of the table before the one that was found.
constexpr std::size_t rowsBefore = 4;

template <typename... Values>
std::string formatted(const char* form, Values... values)
{
    char line[256];
    std::snprintf(line, sizeof line, form, values...); // NOLINT: the forms stand below
    return line;
}

const char* fieldName(Sweep sweep)
{
    return sweep == Sweep::Shift ? "shift" : "constant";
}

/// Without what 1 - (1 - c) adds to c.
double confidenceOf(const RiskTarget& target)
{
    constexpr double decimals = 1e12;
    return std::round((1 - target.delta) * decimals) / decimals;
}

Json promptsValue(const CalibrationReport& report)
{
    Json skipped = Json::array();
    for (const CalibrationPrompt& prompt : report.prompts) {
        if (!prompt.skipped.empty())
            skipped.push_back({{"prompt", prompt.index}, {"reason", toValidUtf8(prompt.skipped)}});
    }
    return {{"name", toValidUtf8(report.dataset)},
            {"file", toValidUtf8(report.file)},
            {"size", report.prompts.size()},
            {"usable", report.usable()},
            {"done", report.done()},
            {"repeated", report.repeated},
            {"skipped", std::move(skipped)}};
}

Json splitValue(const CalibrationReport& report)
{
    Json heldOut = Json::array();
    for (const CalibrationPrompt& prompt : report.prompts) {
        if (prompt.isHeldOut)
            heldOut.push_back(prompt.index);
    }
    return {{"seed", report.request.seed},
            {"held_out_share", report.request.heldOutShare},
            {"calibration_prompts", report.usable(false)},
            {"held_out_prompts", report.usable(true)},
            {"held_out", std::move(heldOut)}};
}

Json calibrationValue(const CalibrationReport& report)
{
    if (report.cancelled)
        return nullptr;
    Json points = Json::array();
    for (const CalibrationPoint& point : report.calibration.points)
        points.push_back({{"threshold", JsonNode::fromNumber(point.threshold)},
                          {"mean_loss", JsonNode::fromNumber(point.meanLoss)},
                          {"layers_saved", JsonNode::fromNumber(point.layersSaved)},
                          {"p_value", JsonNode::fromNumber(point.pValue)},
                          {"qualifies", point.qualifies}});
    const int needed = unitsNeeded(report.request.target);
    return {{"prompts", report.calibration.units},
            {"tokens", report.calibration.tokens},
            {"least_prompts", needed > 0 ? Json(needed) : Json()},
            {"points", std::move(points)}};
}

Json heldOutValue(const std::optional<HeldOut>& check)
{
    if (!check)
        return nullptr;
    const bool isKnown = check->units > 0;
    return {
        {"prompts", check->units},
        {"tokens", check->tokens},
        {"mean_loss", isKnown ? JsonNode::fromNumber(check->meanLoss) : Json()},
        {"standard_error", check->units > 1 ? JsonNode::fromNumber(check->standardError) : Json()},
        {"layers_saved", isKnown ? JsonNode::fromNumber(check->layersSaved) : Json()}};
}

/// What came out, in a sentence or two.
std::string outcome(const CalibrationReport& report)
{
    if (report.cancelled)
        return formatted("Interrupted after %d of %d prompts: nothing is claimed.", report.done(),
                         report.usable());
    const RiskTarget& target = report.request.target;
    const CalibrationPoint* point = report.chosen();
    if (!point) {
        const int needed = unitsNeeded(target);
        std::string text = "No threshold qualifies.";
        if (report.calibration.units < needed)
            text += formatted(" A risk of %g with confidence %g needs %d prompts to calibrate on, "
                              "even where no token differs; there are %d.",
                              target.alpha, confidenceOf(target), needed, report.calibration.units);
        return text;
    }
    std::string text = formatted(
        "Found: %s %.10g. With confidence %g, prompts like these have on average no more than "
        "%g %% of tokens that would differ from full depth; %.1f %% of the layers lie past the "
        "exit.",
        report.request.sweep == Sweep::Shift ? "a shift of the thresholds by" : "the threshold",
        point->threshold, confidenceOf(target), target.alpha * 100, point->layersSaved * 100);
    if (point->layersSaved == 0)
        text += " It lets no token leave early: choose a larger risk, more prompts or another "
                "criterion.";
    return text;
}

/// One's own prompts have no name but the file's.
const std::string& sourceOf(const CalibrationReport& report)
{
    return report.dataset == "prompts" ? report.file : report.dataset;
}

std::string header(const CalibrationReport& report)
{
    const CalibrationRequest& request = report.request;
    const RiskTarget& target = request.target;
    std::string text = report.model.name + ", " + std::to_string(report.model.layers) +
                       " layers, " + report.model.dtype + "; " + request.settings.rule.name() +
                       (request.settings.rule.conditions.size() > 1
                            ? ", looked for: " + std::string(request.varied->name)
                            : std::string()) +
                       (request.sweep == Sweep::Shift ? ", its thresholds moved together\n"
                                                      : ", one threshold for all layers\n");
    const int skipped = static_cast<int>(report.prompts.size()) - report.usable();
    text += std::to_string(report.usable()) + " prompts of " + sourceOf(report) + ": " +
            formatted("%d to calibrate on, %d held out, seed %llu", report.usable(false),
                      report.usable(true), static_cast<unsigned long long>(request.seed)) +
            (skipped > 0 ? ", " + std::to_string(skipped) + " skipped" : std::string()) + '\n';
    text += formatted("Risk %g, confidence %g: share of tokens that may differ from full depth, "
                      "and how sure it is\n",
                      target.alpha, confidenceOf(target));
    if (report.repeated > 0)
        text += formatted("Prompts that repeat an earlier one: %d; the bound takes prompts for "
                          "independent.\n",
                          report.repeated);
    return text;
}

/// The thresholds about the one that was found, or the first ones.
std::string table(const CalibrationReport& report)
{
    const auto& points = report.calibration.points;
    const std::size_t at = report.calibration.chosen.value_or(0);
    const std::size_t first = at > rowsBefore ? at - rowsBefore : 0;
    const std::size_t end = std::min(points.size(), at + 2);
    std::string text = formatted("\n%10s %14s %13s %10s\n", "threshold", "tokens differ",
                                 "layers saved", "p-value");
    for (std::size_t i = first; i < end; ++i)
        text += formatted("%10.10g %12.2f %% %11.1f %% %10.4g%s\n", points[i].threshold,
                          points[i].meanLoss * 100, points[i].layersSaved * 100, points[i].pValue,
                          points[i].qualifies ? "" : "  does not qualify");
    return text + formatted("(of %zu thresholds; %d prompts, %d tokens)\n\n", points.size(),
                            report.calibration.units, report.calibration.tokens);
}

std::string checkLine(const HeldOut& check)
{
    if (check.units == 0)
        return "Held-out check: none of the prompts held out has any tokens.\n";
    std::string text = formatted("Held-out check: %.2f %%", check.meanLoss * 100);
    if (check.units > 1)
        text += formatted(" (standard error %.2f %%)", check.standardError * 100);
    return text + formatted(" of the tokens differ on %d prompts (%d tokens) that had no part in "
                            "it; %.1f %% of the layers lie past the exit.\n",
                            check.units, check.tokens, check.layersSaved * 100);
}

} // namespace

std::string calibrationWarning()
{
    return "This holds for text like the calibration text, for this checkpoint in this dtype, and "
           "on average over prompts, not for each. It counts choices that would differ on the text "
           "of full depth; what is written with exits may go another way after the first of them.";
}

std::string calibrationDocument(const CalibrationReport& report)
{
    const CalibrationRequest& request = report.request;
    const CalibrationPoint* point = report.chosen();
    return documentText(
        {{"format_version", 1},
         {"model", modelPart(report.model)},
         {"settings", settingsPart(request.settings)},
         {"versions", {{"exitscope", EXITSCOPE_VERSION}, {"libtorch", EXITSCOPE_TORCH_VERSION}}},
         {"cancelled", report.cancelled},
         {"prompts", promptsValue(report)},
         {"split", splitValue(report)},
         {"criterion", request.varied->name},
         {"sweep", fieldName(request.sweep)},
         {"risk", request.target.alpha},
         {"confidence", confidenceOf(request.target)},
         {"calibration", calibrationValue(report)},
         {"threshold", point ? JsonNode::fromNumber(point->threshold) : Json()},
         {"layers_saved", point ? JsonNode::fromNumber(point->layersSaved) : Json()},
         {"held_out", heldOutValue(report.check)},
         {"rule_options",
          report.rule ? Json(ruleAsOptions(*report.rule, report.model.shape())) : Json()},
         {"outcome", outcome(report)},
         {"warning", calibrationWarning()}});
}

std::string calibrationText(const CalibrationReport& report)
{
    std::string text = header(report);
    if (report.cancelled)
        return text + outcome(report) + '\n';
    text += table(report) + outcome(report) + '\n';
    if (report.check)
        text += checkLine(*report.check);
    if (report.rule)
        text += "Use it: " + ruleAsOptions(*report.rule, report.model.shape()) + '\n' +
                calibrationWarning() + '\n';
    return text;
}

} // namespace exitscope
