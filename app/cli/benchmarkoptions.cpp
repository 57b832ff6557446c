#include "cli/benchmarkoptions.h"

#include "cli/optiongroup.h"
#include "common/words.h"
#include "eval/datasetkind.h"

#include <iostream>

namespace exitscope {

namespace {

/// What the original benchmark takes without using it, or hands to another library.
void noteWithoutEffect(MeasureOptions& options)
{
    BenchmarkSetOptions& data = options.data;
    if (const DatasetKind* kind = findDatasetKind(data.dataset);
        data.nShot > 0 && kind && !kind->takesShots) {
        std::cerr << "--n_shot has no effect: " << kind->name << " has no form for examples.\n";
        data.nShot = 0;
    }
    if (!options.modelArgs.empty())
        std::cerr << "--model_args has no effect: how the model is loaded is said with --dtype and "
                     "--device.\n";
}

} // namespace

Overlong MeasureOptions::overlongPrompts() const
{
    for (const Overlong way : {Overlong::Skip, Overlong::Error}) {
        if (overlong == fieldName(way))
            return way;
    }
    return Overlong::TruncateLeft;
}

void addDataOptions(CLI::App& command, MeasureOptions& options)
{
    BenchmarkSetOptions& data = options.data;
    OptionGroup group(command, "Data");
    group.add("dataset", data.dataset,
              "one of " + datasetNames() +
                  ", or a .jsonl or .csv of your own (packed with gzip or not)");
    group.addTaken<std::string>(
        "data_path", [&data](const std::string& path) { data.dataPath = path; },
        "where a local copy of the data set is: its file or folder");
    group.addWhole("num_samples", data.numSamples, "measure on this many items (0: all)");
    group.addBoolean("random_shuffle", data.shuffle,
                     "take the items in an order drawn by --seed; false takes the first ones");
    group.addWhole("n_shot", data.nShot, "put this many examples before each question");
    group.addTaken<std::string>(
        "shots_path", [&data](const std::string& path) { data.shotsPath = path; },
        "file or folder that examples come from (default: items that are not measured on)");
    group.add("input_field,--prompt_field", data.inputField,
              "field that holds the prompt (default: the data set's; of your own file prompt)");
    group.add("output_field,--response_field", data.outputField,
              "field that holds the reference (default: the data set's; of your own file response, "
              "where it has one)");
    group.add("template", data.promptTemplate,
              "put around each prompt: {message} stands for it, {FIELD} for a field, {{ for a "
              "brace");
    group.add("model_args", options.modelArgs,
              "taken as the original benchmark does, without effect: see --dtype and --device");
    group
        .add("overlong", options.overlong,
             "a prompt that leaves no room for --max_steps in the model's context: truncate_left "
             "leaves out its beginning, skip the item, error ends the run")
        ->check(CLI::IsMember({"truncate_left", "skip", "error"}))
        ->capture_default_str();
}

void addMetricOptions(CLI::App& command, MeasureOptions& options)
{
    OptionGroup group(command, "Metrics");
    group
        .add("rouge_tokenization", options.tokenization,
             "standard compares runs of a-z and 0-9 as rouge_score does, original splits lower "
             "case at white space as the original benchmark did")
        ->check(CLI::IsMember({"standard", "original"}))
        ->capture_default_str();
    group.addBoolean("stemmer", options.metrics.stemmer, "ROUGE compares the stems of words");
    group.addBoolean("agreement", options.metrics.agreement,
                     "write each text at full depth too, and tell how far both agree");
}

void checkMeasureOptions(MeasureOptions& options)
{
    checkRunOptions(options);
    require(!options.data.dataset.empty(), "Name the data: --dataset with one of " +
                                               datasetNames() +
                                               ", or with a .jsonl or "
                                               ".csv file of your own.");
    noteWithoutEffect(options);
    options.data.seed = options.settings.sampling.seed;
    options.metrics.originalTokenization = options.tokenization == "original";
}

} // namespace exitscope
