#include "cli/generate.h"

#include "base/readfile.h"
#include "cli/interactive.h"
#include "cli/modelrun.h"
#include "cli/plot.h"
#include "tokenizer/tokenizer.h"
#include "trace/generatedocument.h"
#include "trace/runcsv.h"
#include "trace/runfile.h"

#include <iostream>

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

/// Parameters of a rule that is not chosen matter only to the scores of a watched run.
void noteUnusedParameters(const GenerateOptions& options)
{
    const Rule rule = makeRule(options.criteria);
    for (const auto& [name, value] : options.given) {
        if (!options.settings.watch && !rule.parameters.contains(name))
            std::cerr << "--" << name << " has no effect: --criteria is " << rule.name() << ".\n";
    }
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
        DocumentOptions details{.hasText = session.tokenizer() != nullptr, .rules = {}};
        for (const Criterion* criterion : allCriteria())
            details.rules.push_back(
                ruleFor(criterion->name, session.criterionDefaults(), options.given));
        std::cout << generateDocument(run, details) << std::flush;
    }
    if (!options.csv.empty())
        written &= report(saveCsv(run, options.csv));
    if (!options.trace.empty())
        written &= report(saveRun(run, options.trace));
    if (!options.plot.empty())
        written &= report(plotRun(run, options.plot));
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
    std::ostream& out = options.json ? std::cerr : std::cout;
    Streamer streamer(out, session.tokenizer() != nullptr, options.streamer == "standard");
    Run run = writeRun(session, *generation, options.settings, streamer, interrupt);
    run.prompt = prompt;
    std::cerr << figures(run) << std::endl;
    return writeResults(run, session, options) ? 0 : 1;
}

} // namespace

int runGenerate(GenerateOptions options)
{
    checkGenerateOptions(options);
    const std::filesystem::path model = modelFolder(options.model);
    noteUnusedParameters(options);
    Interrupt interrupt;
    const auto session = valueOf(Session::open(model, {options.dtype, options.threads}));
    for (const std::string& warning : session->warnings())
        std::cerr << warning << '\n';
    if (!options.settings.stopWords.empty() && !session->tokenizer())
        throw Error(ErrorCode::WrongUse,
                    "--stop_words needs a tokenizer, and " + model.string() + " has none.");
    options.settings.rule = ruleFor(options.criteria, session->criterionDefaults(), options.given);
    validate(options.settings, session->model().layers);
    return options.isInteractive() ? runInteractive(*session, options, interrupt)
                                   : runOnce(*session, options, interrupt);
}

} // namespace exitscope
