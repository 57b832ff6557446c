#include "cli/correctness.h"

#include "cli/interrupt.h"
#include "cli/modelrun.h"
#include "cli/optiongroup.h"
#include "cli/reportfile.h"
#include "common/words.h"
#include "eval/correctnessdocument.h"
#include "eval/dataset.h"
#include "trace/writefile.h"

#include <iostream>

namespace exitscope {

namespace {

namespace fs = std::filesystem;

constexpr const char* fileName = "correctness.json";

SampleSet readSamples(const CorrectnessOptions& options)
{
    if (options.dataset.empty())
        return readPrompts(options.prompts, options.numSamples);
    return readDataset(options.dataset, options.dataPath, options.numSamples);
}

void checkOptions(CorrectnessOptions& options)
{
    checkRunOptions(options);
    require(options.numSamples >= 0, "--num_samples is " + std::to_string(options.numSamples) +
                                         ", but must be 0 (all) or more.");
    require(options.prompts.empty() != options.dataset.empty(),
            "Name the samples: --prompts FILE, or --dataset NAME with --data_path.");
    require(options.dataset.empty() == options.dataPath.empty(),
            "--dataset and --data_path need one another: the name of the data set, and the file "
            "or folder where it lies.");
}

void tellProgress(const ComparedSample& sample, std::size_t count)
{
    const char* outcome = "equal";
    if (!sample.skipped.empty())
        outcome = "skipped";
    else if (sample.difference)
        outcome = fieldName(sample.difference->kind);
    std::cerr << "sample " << sample.index + 1 << " of " << count << ": " << outcome << std::endl;
}

/// False where a result could not be written.
bool writeReport(const CorrectnessReport& report, const Tokenizer* tokenizer,
                 const std::string& folder)
{
    std::cout << correctnessText(report, tokenizer) << std::flush;
    bool written = static_cast<bool>(std::cout);
    if (folder.empty())
        return written;
    const Status status =
        writeFile(fs::path(folder) / fileName, correctnessDocument(report, tokenizer));
    if (!status) {
        std::cerr << "exitscope-cli: " << status.error().what() << '\n';
        written = false;
    }
    return written;
}

} // namespace

void addCorrectnessOptions(CLI::App& command, CorrectnessOptions& options)
{
    addModelOptions(command, options);
    OptionGroup samples(command, "Samples");
    auto* prompts =
        samples.add("prompts", options.prompts,
                    "file with a prompt per line; .jsonl: an object per line with prompt, text, "
                    "input, question or turns, or with prompt_ids");
    auto* dataset =
        samples.add("dataset", options.dataset, "data set in a local copy: " + datasetNames());
    samples.add("data_path", options.dataPath, "the data set's .jsonl or .jsonl.gz, or its folder");
    samples.addWhole("num_samples", options.numSamples, "the first N samples (0: all)");
    prompts->excludes(dataset);
    addSamplingOptions(command, options);
    addExitOptions(command, options);
    OptionGroup(command, "Output")
        .add("output_dir", options.outputDir,
             std::string("write ") + fileName + " to this folder; it must not hold one yet");
}

int runCorrectness(CorrectnessOptions options)
{
    checkOptions(options);
    const SampleSet samples = readSamples(options);
    prepareReport(options.outputDir, fileName);
    noteUnusedParameters(options);
    Interrupt interrupt;
    const auto session = openModel(options.model, options.load);
    const Settings settings = settingsOn(*session, options);
    const CorrectnessReport report =
        checkCorrectness(*session, samples, settings, interrupt.arm(), tellProgress);
    interrupt.disarm();
    const bool written = writeReport(report, session->tokenizer().get(), options.outputDir);
    const CorrectnessSummary summary = report.summary();
    if (summary.skipped == summary.samples)
        std::cerr << "exitscope-cli: no sample could be compared.\n";
    const bool isEqual = summary.real == 0 && summary.skipped < summary.samples;
    return isEqual && written && !report.cancelled ? 0 : 1;
}

} // namespace exitscope
