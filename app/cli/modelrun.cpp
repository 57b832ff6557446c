#include "cli/modelrun.h"

#include "common/bundledmodel.h"
#include "common/words.h"
#include "decode/decodetoend.h"
#include "trace/cost.h"

#include <cmath>
#include <cstdio>
#include <iostream>

namespace exitscope {

std::filesystem::path modelFolder(const std::string& asked)
{
    std::filesystem::path folder =
        asked.empty() ? bundledModelFolder() : std::filesystem::path(asked);
    if (folder.empty())
        throw Error(ErrorCode::FileMissing,
                    "The bundled model is not where it should be; name a checkpoint folder with "
                    "--model.");
    return folder;
}

std::unique_ptr<Session> openModel(const std::string& asked, const LoadOptions& load)
{
    auto session = valueOf(Session::open(modelFolder(asked), load));
    for (const std::string& warning : session->warnings())
        std::cerr << warning << '\n';
    return session;
}

Settings settingsOn(const Session& session, const RunOptions& options)
{
    const ModelIdentity& model = session.model();
    require(options.settings.stopWords.empty() || session.tokenizer(),
            "--stop_words needs a tokenizer, and " + model.path + " has none.");
    return settingsFor(options, session.criterionDefaults(), model.layers);
}

std::string modelLine(const Session& session)
{
    const ModelIdentity& model = session.model();
    return model.name + ", " + std::to_string(model.layers) + " layers, " + model.dtype + "; " +
           (model.tokenizer.empty() ? session.tokenizerError() : "tokenizer: " + model.tokenizer);
}

namespace {

std::string draftFigures(const RunSummary& summary)
{
    const std::optional<double> rate = summary.acceptanceRate();
    if (!rate)
        return "nothing drafted";
    char text[96];
    std::snprintf(text, sizeof text, "%d of %d drafts accepted (acceptance rate %.0f%%)",
                  summary.accepted, summary.drafted, *rate * 100);
    return text;
}

std::string depthFigures(const RunSummary& summary, const Settings& settings)
{
    char text[96];
    std::snprintf(text, sizeof text, "%.0f%% of layers past the exit, %.0f%% never run",
                  summary.layersPastExit * 100, summary.layersSaved * 100);
    if (settings.watch)
        std::snprintf(text, sizeof text, "%.0f%% of layers past the exit, run to be watched",
                      summary.layersPastExit * 100);
    return text;
}

/// Empty where full depth was not measured, or is what ran.
std::string costFigures(const Run& run)
{
    const CostBreakdown cost = costOf(run);
    if (!run.fullDepth || !cost.fullDepth)
        return {};
    char text[96];
    const double share = cost.savedShare() * 100;
    std::snprintf(text, sizeof text,
                  share >= 0 ? ", %.0f%% less time than full depth"
                             : ", %.0f%% more time than full depth",
                  std::abs(share));
    return text;
}

/// Empty where no token was compared.
std::string previewFigures(const RunSummary& summary)
{
    if (summary.previewCompared == 0)
        return {};
    return ", preview: " + std::to_string(summary.previewDiffers) + " of " +
           std::to_string(summary.previewCompared) + " tokens would leave elsewhere";
}

} // namespace

Run writeRun(const Session& session, Generation& generation, const Settings& settings,
             Streamer& streamer, Interrupt& interrupt)
{
    DecodeObserver observer;
    observer.onStep = [&streamer](const Step& step) {
        for (const TokenTrace& token : step.tokens)
            streamer.write(token);
    };
    if (streamer.showsDrafts())
        observer.onDraft = [&streamer](const Draft& draft) { streamer.draft(draft); };
    Run run = decodeToEnd(session, generation, settings, interrupt.arm(), observer);
    interrupt.disarm();
    streamer.finish();
    return run;
}

void addFullDepth(const Session& session, Run& run, Interrupt& interrupt)
{
    if (wasFullDepth(run) || run.tokens.size() < 2 || run.finishReason == FinishReason::Cancelled)
        return;
    constexpr int repeats = 3;
    const auto measured = session.measureFullDepth(meanContext(run), repeats, interrupt.arm());
    interrupt.disarm();
    // What cannot be measured is left out: the run itself is whole.
    if (measured)
        run.fullDepth = *measured;
}

std::string figures(const Run& run)
{
    const RunSummary summary = summarize(run);
    const Settings& settings = run.settingsAt(0);
    char line[160];
    std::snprintf(
        line, sizeof line, "%.2f s, %d tokens (%s), %.1f tokens/s, mean exit layer %.2f of 0-%d, ",
        run.prefillSeconds + run.decodeSeconds, summary.tokens, fieldName(run.finishReason),
        summary.tokensPerSecond, summary.meanExitLayer, run.model.layers - 1);
    return line +
           (settings.speculates() ? draftFigures(summary) : depthFigures(summary, settings)) +
           previewFigures(summary) + costFigures(run);
}

} // namespace exitscope
