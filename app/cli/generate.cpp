#include "cli/generate.h"

#include "base/readfile.h"
#include "cli/interactive.h"
#include "cli/modelrun.h"
#include "cli/plot.h"
#include "common/words.h"
#include "tokenizer/tokenizer.h"
#include "trace/generatedocument.h"
#include "trace/runcsv.h"
#include "trace/runfile.h"

#include <iostream>
#include <unistd.h>

namespace exitscope {

namespace {

std::string promptFromFile(const std::string& name)
{
    std::string text = readFile(name, "the prompt file", "check its name");
    if (text.ends_with('\n'))
        text.pop_back();
    return text;
}

std::unique_ptr<Generation> startRun(Session& session, const GenerateOptions& options,
                                     std::string& prompt)
{
    if (options.promptIds)
        return valueOf(session.start(parseIds(*options.promptIds)));
    prompt = options.prompt ? *options.prompt : promptFromFile(options.promptFile);
    return valueOf(session.start(prompt));
}

bool report(const Status& status)
{
    if (!status)
        std::cerr << "exitscope-cli: " << status.error().what() << std::endl;
    return status.ok();
}

/// Writes all that was asked for, so that one full disk does not cost the other results.
bool writeResults(const Run& run, const Session& session, const GenerateOptions& options)
{
    bool written = true;
    if (options.json) {
        DocumentOptions details{.hasText = session.tokenizer() != nullptr, .conditions = {}};
        for (const Criterion* criterion : allCriteria())
            details.conditions.push_back(
                conditionFor(criterion->name, session.criterionDefaults(), options.rule.given));
        std::cout << generateDocument(run, details) << std::flush;
    }
    if (!options.csv.empty())
        written &= report(saveCsv(run, options.csv));
    if (!options.trace.empty())
        written &= report(saveRun(run, options.trace));
    if (!options.plot.empty() || !options.report.empty()) {
        Plotter plotter;
        if (!options.plot.empty())
            written &= report(plotter.plot(run, options.plot));
        if (!options.report.empty())
            written &= report(plotter.report(run, options.report));
    }
    if (!std::cout) {
        std::cerr << "exitscope-cli: standard output could not be written; free some space or "
                     "choose another place.\n";
        return false;
    }
    return written;
}

int runOnce(Session& session, const GenerateOptions& options, Interrupt& interrupt)
{
    std::string prompt;
    const auto generation = startRun(session, options, prompt);
    std::cerr << modelLine(session) << '\n';
    std::ostream& out = options.json ? std::cerr : std::cout;
    const int descriptor = options.json ? STDERR_FILENO : STDOUT_FILENO;
    Streamer streamer(out, session.tokenizer() != nullptr,
                      streamModeOf(options.streamer, descriptor), terminalColumns(descriptor));
    Run run = writeRun(session, *generation, options.settings, streamer, interrupt);
    run.prompt = prompt;
    if (options.json || !options.trace.empty() || !options.report.empty())
        addFullDepth(session, run, interrupt);
    std::cerr << figures(run) << std::endl;
    return writeResults(run, session, options) ? 0 : 1;
}

} // namespace

int runGenerate(GenerateOptions options)
{
    checkGenerateOptions(options);
    noteUnusedParameters(options);
    Interrupt interrupt;
    const auto session = openModel(options.model, options.load);
    options.settings = settingsOn(*session, options);
    return options.isInteractive() ? runInteractive(*session, options, interrupt)
                                   : runOnce(*session, options, interrupt);
}

} // namespace exitscope
