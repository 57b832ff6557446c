#include "cli/generateoptions.h"

#include "cli/optiongroup.h"
#include "cli/plot.h"
#include "common/words.h"
#include "trace/writefile.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <filesystem>
#include <map>

namespace exitscope {

namespace {

void addPromptOptions(CLI::App& command, GenerateOptions& options)
{
    OptionGroup group(command, "Prompt");
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
}

void addWatchOption(CLI::App& command, GenerateOptions& options)
{
    OptionGroup(command, "Early exit")
        .addBoolean("watch", options.settings.watch,
                    "run and score every layer; the rule still picks the token");
}

void addOutputOptions(CLI::App& command, GenerateOptions& options)
{
    OptionGroup group(command, "Output");
    group
        .add("streamer", options.streamer,
             "standard writes tokens as they come, none the whole text at the end, speculative "
             "shows "
             "drafts too, dimmed until they are confirmed or replaced (on a terminal)")
        ->check(CLI::IsMember({"none", "standard", "speculative"}))
        ->capture_default_str();
    group.addBoolean(
        "json", options.json,
        "standard output holds one JSON document; everything else goes to standard error");
    group.add("csv", options.csv, "write a table of the tokens; the file must be new");
    group.add("trace", options.trace,
              "save the run, to be opened in exitscope (JSON if it ends in .json)");
    group.add("plot", options.plot, "draw the heatmap: FILE.png, FILE.pdf or FILE.svg");
    group.add("report", options.report,
              "write text, exits, heatmap, figures and settings as one page: FILE.html");
}

void refuseEqualNames(const GenerateOptions& options)
{
    const std::pair<const char*, const std::string&> outputs[] = {{"--csv", options.csv},
                                                                  {"--trace", options.trace},
                                                                  {"--plot", options.plot},
                                                                  {"--report", options.report}};
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

/// In small letters, with its dot.
std::string endingOf(const std::string& file)
{
    std::string ending = std::filesystem::path(file).extension().string();
    std::ranges::transform(ending, ending.begin(), [](unsigned char c) { return std::tolower(c); });
    return ending;
}

void checkOutputs(const GenerateOptions& options)
{
    const bool writes = options.json || !options.csv.empty() || !options.trace.empty() ||
                        !options.plot.empty() || !options.report.empty();
    require(!(options.isInteractive() && writes),
            "--json, --csv, --trace, --plot and --report record one run: give it a prompt with "
            "--prompt, --prompt_file or --prompt_ids.");
    refuseEqualNames(options);
    if (const Status isNew = checkIsNew(options.csv); !isNew)
        throw isNew.error();
    if (!options.plot.empty())
        checkPlotFile(options.plot);
    const std::string page = endingOf(options.report);
    require(options.report.empty() || page == ".html" || page == ".htm",
            "--report writes .html, and \"" + options.report + "\" does not end so.");
}

} // namespace

void addGenerateOptions(CLI::App& command, GenerateOptions& options)
{
    addModelOptions(command, options);
    addPromptOptions(command, options);
    addSamplingOptions(command, options);
    addWatchOption(command, options);
    addExitOptions(command, options);
    addOutputOptions(command, options);
}

void checkGenerateOptions(GenerateOptions& options)
{
    checkRunOptions(options);
    checkOutputs(options);
}

std::vector<int> parseIds(const std::string& text)
{
    std::vector<int> ids;
    for (const std::string& word : wordsOf(text)) {
        int id = 0;
        const auto parsed = std::from_chars(word.data(), word.data() + word.size(), id);
        require(parsed.ec == std::errc() && parsed.ptr == word.data() + word.size(),
                "--prompt_ids holds \"" + word +
                    "\", which is no token id; give whole numbers, for example 1,5,9.");
        ids.push_back(id);
    }
    return ids;
}

} // namespace exitscope
