#include "cli/modelrun.h"

#include "common/bundledmodel.h"

#include <cstdio>

namespace exitscope {

std::filesystem::path modelFolder(const std::string& asked)
{
    const std::filesystem::path folder =
        asked.empty() ? bundledModelFolder() : std::filesystem::path(asked);
    if (folder.empty())
        throw Error(ErrorCode::FileMissing,
                    "The bundled model is not where it should be; name a checkpoint folder with "
                    "--model.");
    return folder;
}

Run writeRun(const Session& session, Generation& generation, const Settings& settings,
             Streamer& streamer, Interrupt& interrupt)
{
    Run run;
    run.model = session.model();
    run.promptIds = generation.promptIds();
    run.settings = {{0, settings}};
    const std::stop_token stop = interrupt.arm();
    while (auto step = valueOf(generation.next(settings, stop))) {
        streamer.write(step->token);
        run.append(std::move(*step));
    }
    interrupt.disarm();
    streamer.finish();
    run.finishReason = generation.finishReason();
    run.prefillSeconds = generation.prefillSeconds();
    run.decodeSeconds = generation.decodeSeconds();
    return run;
}

std::string figures(const Run& run)
{
    const RunSummary summary = summarize(run);
    const Settings& settings = run.settingsAt(0);
    char line[256];
    const int length =
        std::snprintf(line, sizeof line,
                      "%.2f s, %d tokens (%s), %.1f tokens/s, mean exit layer %.2f of 0-%d, "
                      "%.0f%% of layers past the exit, ",
                      run.prefillSeconds + run.decodeSeconds, summary.tokens,
                      fieldName(run.finishReason), summary.tokensPerSecond, summary.meanExitLayer,
                      run.model.layers - 1, summary.layersPastExit * 100);
    if (settings.watch)
        std::snprintf(line + length, sizeof line - length, "run to be watched");
    else
        std::snprintf(line + length, sizeof line - length, "%.0f%% never run",
                      summary.layersSaved * 100);
    return line;
}

} // namespace exitscope
