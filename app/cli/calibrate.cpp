#include "cli/calibrate.h"

#include "cli/interrupt.h"
#include "cli/modelrun.h"
#include "cli/optiongroup.h"
#include "cli/reportfile.h"
#include "common/bundledprompts.h"
#include "common/words.h"
#include "eval/calibrationdocument.h"
#include "eval/ruletext.h"
#include "trace/writefile.h"

#include <algorithm>
#include <iostream>

namespace exitscope {

namespace {

namespace fs = std::filesystem;

constexpr const char* fileName = "calibration.json";

SampleSet readSamples(const CalibrateOptions& options)
{
    if (!options.dataset.empty())
        return readDataset(options.dataset, options.dataPath, options.numPrompts);
    if (!options.prompts.empty())
        return readPrompts(options.prompts, options.numPrompts);
    const fs::path bundled = bundledPromptsFile();
    if (bundled.empty())
        throw Error(ErrorCode::FileMissing, "The bundled prompts are not where they should be; "
                                            "name a file with --prompts.");
    SampleSet samples = readPrompts(bundled, options.numPrompts);
    samples.name = bundled.stem().string();
    return samples;
}

void checkRisk(const CalibrateOptions& options)
{
    const auto isInside = [](double value) { return value > 0 && value < 1; };
    require(isInside(options.risk),
            "--risk is " + shortest(options.risk) +
                ", but must lie between 0 and 1: the share of tokens that may differ.");
    require(isInside(options.confidence), "--confidence is " + shortest(options.confidence) +
                                              ", but must lie between 0 and 1; 0.9 is common.");
    require(isInside(options.heldOut),
            "--held_out is " + shortest(options.heldOut) +
                ", but must lie between 0 and 1: the share of prompts that only check.");
    require(options.points >= 2 && options.points <= 10'000,
            "--points is " + std::to_string(options.points) + ", but must be from 2 to 10000.");
}

void checkOptions(CalibrateOptions& options)
{
    require(!options.settings.sampling.sample,
            "calibrate compares with the text that full depth writes greedily, so that --sample "
            "cannot be had; leave it out.");
    checkRunOptions(options);
    checkRisk(options);
    require(options.numPrompts >= 0, "--num_prompts is " + std::to_string(options.numPrompts) +
                                         ", but must be 0 (all) or more.");
    require(options.dataset.empty() == options.dataPath.empty(),
            "--dataset and --data_path need one another: the name of the data set, and the file "
            "or folder where it lies.");
}

/// The criterion of `rule` whose threshold is looked for. Throws Error(WrongUse).
const Criterion* variedOf(const CalibrateOptions& options, const Rule& rule)
{
    require(rule.mayExit(), "Name the criterion whose threshold is looked for: --criteria NAME.");
    std::string name = options.vary;
    std::ranges::replace(name, '-', '_');
    require(!name.empty() || rule.conditions.size() == 1,
            "--criteria is " + rule.name() +
                ", and one threshold is looked for: say with --vary NAME of which criterion; the "
                "others stay as they are.");
    const Criterion* varied = name.empty() ? rule.leading()->criterion : findCriterion(name);
    const Condition* condition = varied ? rule.find(varied) : nullptr;
    require(condition, "--vary is " + options.vary + ", but --criteria is " + rule.name() + '.');
    require(condition->thresholds.empty() || options.sweep == "shift",
            "--thresholds of " + condition->name() +
                " would give way to one constant threshold; move them together with --sweep "
                "shift, or leave them out.");
    return varied;
}

CalibrationRequest requestOf(const CalibrateOptions& options, const Settings& settings)
{
    CalibrationRequest request;
    request.settings = settings;
    request.varied = variedOf(options, settings.rule);
    request.sweep = options.sweep == "shift" ? Sweep::Shift : Sweep::Constant;
    request.points = options.points;
    request.target = {options.risk, 1 - options.confidence};
    request.heldOutShare = options.heldOut;
    request.seed = settings.sampling.seed;
    return request;
}

/// Tells which of the given parameters give way to the threshold that is looked for.
void noteReplacedParameters(const CalibrateOptions& options, const CalibrationRequest& request,
                            const ModelShape& shape)
{
    if (request.sweep == Sweep::Shift)
        return;
    const Condition& condition = *request.settings.rule.find(request.varied);
    for (const auto& given : options.rule.given) {
        if (movesOnlyThresholds(condition, given.first, shape))
            std::cerr << "--" << given.first << " has no effect: the threshold of "
                      << condition.name() << " is what is looked for.\n";
    }
}

void tellProgress(const CalibrationPrompt& prompt, int done, int count)
{
    std::cerr << "prompt " << done << " of " << count << ": " << prompt.unit->tokens << " tokens"
              << std::endl;
}

/// False where a result could not be written.
bool writeReport(const CalibrationReport& report, const CalibrateOptions& options)
{
    const std::string document = calibrationDocument(report);
    std::cout << (options.json ? document : calibrationText(report)) << std::flush;
    if (options.outputDir.empty())
        return static_cast<bool>(std::cout);
    const Status status = writeFile(fs::path(options.outputDir) / fileName, document);
    if (!status)
        std::cerr << "exitscope-cli: " << status.error().what() << '\n';
    return status && std::cout;
}

void addRiskOptions(CLI::App& command, CalibrateOptions& options)
{
    OptionGroup group(command, "Risk");
    group.addDecimal("risk", options.risk,
                     "share of a prompt's tokens that may differ from full depth, on average over "
                     "prompts");
    group.addDecimal("confidence", options.confidence,
                     "how sure it is to be that the risk is kept on prompts like these");
    group.add("vary", options.vary,
              "of several --criteria the one whose threshold is looked for; the others stay as "
              "they are");
    group
        .add("sweep", options.sweep,
             "constant looks for one threshold for all layers, shift moves the thresholds of all "
             "layers by the same amount")
        ->check(CLI::IsMember({"constant", "shift"}))
        ->capture_default_str();
    group.addWhole("points", options.points,
                   "thresholds that are tested, from cautious to daring; of whole numbers all");
}

void addPromptSetOptions(CLI::App& command, CalibrateOptions& options)
{
    OptionGroup group(command, "Prompts");
    auto* prompts =
        group.add("prompts", options.prompts,
                  "file with a prompt per line; .jsonl: an object per line with prompt, text, "
                  "input, question or turns, or with prompt_ids (default: the bundled openings of "
                  "fairy tales)");
    auto* dataset =
        group.add("dataset", options.dataset, "data set in a local copy: " + datasetNames());
    group.add("data_path", options.dataPath, "the data set's .jsonl or .jsonl.gz, or its folder");
    group.addWhole("num_prompts", options.numPrompts, "the first N prompts (0: all)");
    group.addDecimal("held_out", options.heldOut,
                     "share of the prompts that have no part in the search and check its outcome");
    group.addWhole("seed", options.settings.sampling.seed, "draws the prompts that are held out");
    group.addWhole("max_steps", options.settings.maxSteps, "most tokens to write on each prompt");
    group.addBoolean("ignore_eos", options.settings.ignoreEos,
                     "write on past the end-of-text token");
    prompts->excludes(dataset);
    // Without a heading help leaves it out: it is there to be refused with a reason.
    OptionGroup(command, "").addBoolean("sample", options.settings.sampling.sample, "");
}

} // namespace

void addCalibrateOptions(CLI::App& command, CalibrateOptions& options)
{
    addModelOptions(command, options);
    addRiskOptions(command, options);
    addPromptSetOptions(command, options);
    addRuleOptions(command, options.rule);
    addCriterionOptions(command, options.rule);
    OptionGroup output(command, "Output");
    output.addBoolean("json", options.json,
                      "standard output holds one JSON document instead of the summary");
    output.add("output_dir", options.outputDir,
               std::string("write ") + fileName + " to this folder; it must not hold one yet");
}

int runCalibrate(CalibrateOptions options)
{
    checkOptions(options);
    variedOf(options, ruleFor(options.rule, {}));
    const SampleSet samples = readSamples(options);
    prepareReport(options.outputDir, fileName);
    noteUnusedParameters(options);
    Interrupt interrupt;
    const auto session = openModel(options.model, options.load);
    const CalibrationRequest request = requestOf(options, settingsOn(*session, options));
    noteReplacedParameters(options, request, session->model().shape());
    const CalibrationReport report =
        calibratePrompts(*session, samples, request, interrupt.arm(), tellProgress);
    interrupt.disarm();
    return writeReport(report, options) && !report.cancelled ? 0 : 1;
}

} // namespace exitscope
