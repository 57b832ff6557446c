#include "eval/loadspeed.h"

#include "decode/stopwatch.h"
#include "model/checkpoint.h"

#include <fstream>

namespace exitscope {

namespace {

/// Writes one token by way of the first `depth` layers, -1 for all.
void writeOne(Session& session, int depth)
{
    Settings settings;
    settings.exitLayerLimit = depth;
    settings.sampling.sample = false;
    settings.ignoreEos = true;
    auto generation = session.start(std::vector{0});
    if (!generation)
        throw generation.error();
    if (const auto step = (*generation)->next(settings); !step)
        throw step.error();
}

std::unique_ptr<Session> opened(const std::filesystem::path& model, const LoadOptions& load)
{
    auto session = Session::open(model, load);
    if (!session)
        throw session.error();
    return std::move(*session);
}

} // namespace

std::optional<std::size_t> residentBytes()
{
    std::ifstream status("/proc/self/status");
    std::size_t kilobytes = 0;
    bool found = false;
    for (std::string word; status >> word;) {
        std::size_t value = 0;
        if ((word == "RssAnon:" || word == "RssFile:") && status >> value) {
            kilobytes += value;
            found = true;
        }
    }
    return found ? std::optional(kilobytes * 1024) : std::nullopt;
}

std::vector<SpeedRow> measureLoad(const std::filesystem::path& model, const LoadOptions& load,
                                  int runs, const SpeedProgress& progress, std::stop_token stop)
{
    SpeedRow row;
    row.name = "load";
    row.unit = "s";
    std::vector<double> seconds;
    const double fileBytes = static_cast<double>(Checkpoint(model).bytes());
    for (int run = 0; run <= runs && !stop.stop_requested(); ++run) {
        progress(load.dtype + " load, run " + std::to_string(run) + " of " + std::to_string(runs));
        const auto before = residentBytes();
        const Stopwatch watch;
        const auto session = opened(model, load);
        writeOne(*session, 1);
        if (run > 0)
            seconds.push_back(watch.seconds());
        row.dtype = session->model().dtype;
        if (run < runs)
            continue;
        writeOne(*session, -1);
        const auto after = residentBytes();
        if (before && after && *after > *before)
            row.ratio = spreadOf({static_cast<double>(*after - *before) / fileBytes});
    }
    row.value = spreadOf(std::move(seconds));
    return {row};
}

} // namespace exitscope
