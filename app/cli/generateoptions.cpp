#include "cli/generateoptions.h"

#include "base/error.h"
#include "cli/numbers.h"
#include "cli/optionnames.h"
#include "trace/writefile.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cctype>
#include <charconv>
#include <filesystem>
#include <functional>

namespace exitscope {

namespace {

std::string shortest(double value)
{
    char buffer[64];
    return {buffer, std::to_chars(std::begin(buffer), std::end(buffer), value).ptr};
}

/// Options under one heading of the help.
class Group
{
public:
    Group(CLI::App& command, std::string heading)
        : m_command(command)
        , m_heading(std::move(heading))
    {}

    template <typename T>
    CLI::Option* add(const std::string& names, T& value, const std::string& help)
    {
        return m_command.add_option("--" + names, value, help)->group(m_heading);
    }

    template <typename T>
    CLI::Option* addWhole(const std::string& name, T& value, const std::string& help)
    {
        return add(name, value, help)
            ->transform(wholeNumber(std::is_unsigned_v<T> ? Sign::NotNegative : Sign::Any))
            ->capture_default_str();
    }

    CLI::Option* addDecimal(const std::string& name, double& value, const std::string& help)
    {
        return add(name, value, help)->transform(decimalNumber())->default_str(shortest(value));
    }

    void addBoolean(const std::string& name, bool& value, const std::string& help)
    {
        add(name, value, help)->type_name(booleanType)->default_str(value ? "true" : "false");
    }

    /// A text of which an empty one is not the same as none.
    CLI::Option* addText(const std::string& names, std::optional<std::string>& value,
                         const std::string& help)
    {
        return m_command
            .add_option_function<std::string>(
                "--" + names, [&value](const std::string& given) { value = given; }, help)
            ->type_name("TEXT")
            ->group(m_heading);
    }

    CLI::Option* addNumber(const std::string& names, const std::function<void(double)>& take,
                           const std::string& help)
    {
        return m_command.add_option_function<double>("--" + names, take, help)
            ->transform(decimalNumber())
            ->type_name("NUMBER")
            ->group(m_heading);
    }

private:
    CLI::App& m_command;
    std::string m_heading;
};

void addModelOptions(CLI::App& command, GenerateOptions& options)
{
    Group group(command, "Model and prompt");
    group.add("model", options.model,
              "checkpoint folder in Hugging Face layout (default: the bundled model)");
    auto* prompt =
        group.addText("prompt", options.prompt, "text to go on from")->type_name(promptType);
    auto* file = group.add("prompt_file", options.promptFile,
                           "read the prompt from this file (one newline at its end is "
                           "left out)");
    auto* ids = group.addText("prompt_ids", options.promptIds,
                              "token ids, for example 1,5,9: used as they are, with no bos "
                              "added and no tokenizer needed");
    prompt->excludes(file)->excludes(ids);
    file->excludes(ids);
    group.add("dtype", options.dtype, "fp32 or bf16 (default: as the checkpoint)")
        ->check(CLI::IsMember({"fp32", "bf16"}));
    group.addWhole("threads", options.threads, "CPU threads (0: as many as cores)");
}

void addSamplingOptions(CLI::App& command, GenerateOptions& options)
{
    Settings& settings = options.settings;
    Group group(command, "Text");
    group.addWhole("max_steps", settings.maxSteps, "most tokens to write");
    group.addBoolean("sample", settings.sampling.sample,
                     "draw tokens at random; false takes the most likely one");
    group.addDecimal("temperature", settings.sampling.temperature,
                     "flattens (above 1) or sharpens (below 1) the distribution");
    group.addWhole("top_k", settings.sampling.topK, "keep the k most likely tokens (0: all)");
    group.addDecimal("top_p", settings.sampling.topP,
                     "keep the most likely tokens that hold this share of the probability");
    group.addWhole("seed", settings.sampling.seed, "the same seed gives the same text");
    group.addBoolean("ignore_eos", settings.ignoreEos, "write on past the end-of-text token");
    group
        .add("stop_words", settings.stopWords,
             "end where one of these is written (several words, or several times)")
        ->type_name(listType)
        ->allow_extra_args(false);
}

void addExitOptions(CLI::App& command, GenerateOptions& options)
{
    Settings& settings = options.settings;
    std::string names;
    for (const Criterion* criterion : allCriteria())
        names += std::string(criterion->name) + ", ";
    Group group(command, "Early exit");
    group
        .add("criteria", options.criteria,
             "rule that lets a token out: " + names +
                 "none; its parameters stand "
                 "below, and a checkpoint may bring its own defaults for them")
        ->capture_default_str();
    group.addWhole("exit_layer", settings.exitLayerLimit, "run only the first E layers (-1: all)");
    group
        .add("kv", options.kv,
             "K/V of skipped layers: exact (made later, when needed) or holes (never "
             "made, as in the original)")
        ->check(CLI::IsMember({"exact", "holes"}))
        ->capture_default_str();
    group.addBoolean("prompt_exit", settings.promptExit,
                     "apply the rule to the prompt too; only with --kv holes");
    group.addWhole("max_waiting", settings.maxWaiting,
                   "rows that may wait before the layers they skipped are made (0: no limit)");
    group.addBoolean("watch", settings.watch,
                     "run and score every layer; the rule still picks the token");
}

void addCriterionOptions(CLI::App& command, GenerateOptions& options)
{
    for (const Criterion* criterion : allCriteria()) {
        Group group(command, std::string(criterion->name) + ": " + std::string(criterion->formula));
        for (const ParameterInfo& info : criterion->parameters) {
            std::string names(info.name);
            if (!info.alias.empty())
                names += ",--" + std::string(info.alias);
            const std::string name(info.name);
            group
                .addNumber(
                    names, [&options, name](double value) { options.given[name] = value; },
                    std::string(info.help))
                ->default_str(shortest(info.defaultValue));
        }
    }
}

void addOutputOptions(CLI::App& command, GenerateOptions& options)
{
    Group group(command, "Output");
    group
        .add("streamer", options.streamer,
             "standard writes tokens as they come, none the whole text at the end")
        ->check(CLI::IsMember({"none", "standard"}))
        ->capture_default_str();
    group.addBoolean(
        "json", options.json,
        "standard output holds one JSON document; everything else goes to standard error");
    group.add("csv", options.csv, "write a table of the tokens; the file must be new");
    group.add("trace", options.trace,
              "save the run, to be opened in exitscope (JSON if it ends in .json)");
    group.add("plot", options.plot, "draw the heatmap: FILE.png, FILE.pdf or FILE.svg");
}

void require(bool holds, const std::string& sentence)
{
    if (!holds)
        throw Error(ErrorCode::WrongUse, sentence);
}

void refuseEqualNames(const GenerateOptions& options)
{
    const std::pair<const char*, const std::string&> outputs[] = {
        {"--csv", options.csv}, {"--trace", options.trace}, {"--plot", options.plot}};
    std::map<std::filesystem::path, const char*> taken;
    for (const auto& [option, name] : outputs) {
        if (name.empty())
            continue;
        const auto file = std::filesystem::weakly_canonical(std::filesystem::absolute(name));
        const auto [other, isFree] = taken.emplace(file, option);
        require(isFree, std::string(other->second) + " and " + option + " both name " + name +
                            "; give each a file of its own.");
    }
}

void checkOutputs(const GenerateOptions& options)
{
    const bool writes =
        options.json || !options.csv.empty() || !options.trace.empty() || !options.plot.empty();
    require(!(options.isInteractive() && writes),
            "--json, --csv, --trace and --plot record one run: give it a prompt with --prompt, "
            "--prompt_file or --prompt_ids.");
    refuseEqualNames(options);
    if (const Status isNew = checkIsNew(options.csv); !isNew)
        throw isNew.error();
    std::string kind = std::filesystem::path(options.plot).extension().string();
    std::ranges::transform(kind, kind.begin(), [](unsigned char c) { return std::tolower(c); });
    require(options.plot.empty() || kind == ".png" || kind == ".pdf" || kind == ".svg",
            "--plot writes .png, .pdf or .svg, and \"" + options.plot + "\" ends in none of them.");
}

} // namespace

void addGenerateOptions(CLI::App& command, GenerateOptions& options)
{
    addModelOptions(command, options);
    addSamplingOptions(command, options);
    addExitOptions(command, options);
    addCriterionOptions(command, options);
    addOutputOptions(command, options);
}

void checkGenerateOptions(GenerateOptions& options)
{
    std::ranges::replace(options.criteria, '-', '_');
    options.settings.kvPolicy = options.kv == "holes" ? KvPolicy::Holes : KvPolicy::Exact;
    makeRule(options.criteria); // throws for an unknown name
    for (const Criterion* criterion : allCriteria())
        ruleFor(criterion->name, {}, options.given);
    Settings settings = options.settings;
    if (settings.exitLayerLimit > 0)
        settings.exitLayerLimit = -1; // how many layers there are is known later
    validate(settings, 1);
    require(options.threads >= 0, "--threads is " + std::to_string(options.threads) +
                                      ", but must be 0 (as many as cores) or more.");
    checkOutputs(options);
}

Rule ruleFor(std::string_view criterion,
             const std::map<std::string, ParameterValues>& checkpointDefaults,
             const ParameterValues& given)
{
    ParameterValues values;
    if (const auto own = checkpointDefaults.find(std::string(criterion));
        own != checkpointDefaults.end())
        values = own->second;
    if (const Criterion* known = findCriterion(criterion)) {
        for (const ParameterInfo& info : known->parameters) {
            if (const auto value = given.find(info.name); value != given.end())
                values[value->first] = value->second;
        }
    }
    return makeRule(criterion, values);
}

std::vector<int> parseIds(const std::string& text)
{
    std::vector<int> ids;
    for (std::size_t start = 0; start <= text.size();) {
        const std::size_t end = std::min(text.find(',', start), text.size());
        std::string part = text.substr(start, end - start);
        part.erase(part.find_last_not_of(' ') + 1);
        part.erase(0, part.find_first_not_of(' '));
        int id = 0;
        const auto parsed = std::from_chars(part.data(), part.data() + part.size(), id);
        require(parsed.ec == std::errc() && parsed.ptr == part.data() + part.size(),
                "--prompt_ids holds \"" + part +
                    "\", which is no token id; give whole numbers, for example 1,5,9.");
        ids.push_back(id);
        start = end + 1;
    }
    return ids;
}

} // namespace exitscope
