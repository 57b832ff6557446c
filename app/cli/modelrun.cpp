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
    std::snprintf(line, sizeof line,
                  "%.2f s, %d tokens (%s), %.1f tokens/s, mean exit layer %.2f of 0-%d, "
                  "layers %ssaved %.0f%%",
                  run.prefillSeconds + run.decodeSeconds, summary.tokens,
                  fieldName(run.finishReason), summary.tokensPerSecond, summary.meanExitLayer,
                  run.model.layers - 1, settings.watch ? "that would be " : "",
                  summary.layersSaved * 100);
    return line;
}

} // namespace exitscope
