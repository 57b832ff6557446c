#include "eval/passspeed.h"

#include "decode/stopwatch.h"
#include "eval/speedways.h"
#include "model/staircase.h"

#include <array>

namespace exitscope {

namespace {

constexpr std::array catchUpRows{1, 4, 16};
/// Rows that wait at the door of the deeper half, and their way through it.
class DeeperHalf
{
public:
    DeeperHalf(std::shared_ptr<const LlamaModel> model, int context)
        : m_staircase(std::move(model))
        , m_context(context)
        , m_door(m_staircase.layers() / 2)
    {
        append(context);
        advance(0, m_staircase.layers());
    }

    /// Seconds that `rows` rows take from the door on.
    double pass(int rows)
    {
        m_staircase.truncate(m_context);
        append(rows);
        advance(0, m_door);
        const Stopwatch watch;
        advance(m_door, m_staircase.layers());
        return watch.seconds();
    }

private:
    void append(int rows)
    {
        m_staircase.append(spreadIds(rows, m_staircase.model().config().vocabulary));
    }

    void advance(int first, int end)
    {
        for (int layer = first; layer < end; ++layer)
            m_staircase.advance(layer);
    }

    Staircase m_staircase;
    int m_context;
    int m_door;
};

SpeedRow catchUpRow(const LlamaModel& model, int rows)
{
    SpeedRow row;
    row.name = "catch_up";
    row.detail = rows == 1 ? "newest row alone" : std::to_string(rows - 1) + " waiting";
    row.dtype = model.dtype();
    row.unit = "ms";
    return row;
}

} // namespace

SpeedRow measurePrefill(Session& session, int tokens, int runs, const SpeedProgress& progress,
                        std::stop_token stop)
{
    SpeedRow row;
    row.name = "prefill";
    row.detail = std::to_string(tokens) + " tokens";
    row.dtype = session.model().dtype;
    Settings settings;
    settings.sampling.sample = false;
    settings.ignoreEos = true;
    std::vector<double> rates;
    TokenTimes times;
    double seconds = 0;
    for (int run = 0; run < runs && !stop.stop_requested(); ++run) {
        progress(row.label() + ", run " + std::to_string(run + 1) + " of " + std::to_string(runs));
        const auto generation = session.start(spreadIds(tokens, session.model().vocabulary));
        if (!generation) {
            row.error = generation.error().what();
            break;
        }
        const Stopwatch watch;
        const auto step = (*generation)->next(settings, stop);
        const double taken = watch.seconds();
        if (!step) {
            row.error = step.error().what();
            break;
        }
        if (!*step)
            break;
        rates.push_back(tokens / taken);
        times = times + (*step)->tokens.front().times;
        seconds += taken;
    }
    row.value = spreadOf(std::move(rates));
    if (seconds > 0)
        row.shares = sharesOf(times, seconds);
    return row;
}

std::vector<SpeedRow> measureCatchUp(const std::filesystem::path& model, const std::string& name,
                                     const LoadOptions& load, int context, int runs,
                                     MemoryBandwidth& memory, const SpeedProgress& progress,
                                     std::stop_token stop)
{
    const auto opened = LlamaModel::open(model, load.dtype, load.device, name);
    DeeperHalf half(opened, context);
    std::array<std::vector<double>, catchUpRows.size()> milliseconds;
    std::array<std::vector<double>, catchUpRows.size()> ratios;
    const std::size_t firstReading = memory.readings().size();
    progress(opened->dtype() + " catch_up");
    for (int round = 0; round < runs && !stop.stop_requested(); ++round) {
        memory.read();
        for (std::size_t i = 0; i < catchUpRows.size() && !stop.stop_requested(); ++i) {
            const double alone = half.pass(1);
            const double own = i == 0 ? alone : half.pass(catchUpRows[i]);
            milliseconds[i].push_back(own * 1e3);
            ratios[i].push_back(own / alone);
        }
    }
    std::vector<SpeedRow> rows;
    for (std::size_t i = 0; i < catchUpRows.size(); ++i) {
        rows.push_back(catchUpRow(*opened, catchUpRows[i]));
        rows.back().value = spreadOf(milliseconds[i]);
        rows.back().bandwidth = memory.median(firstReading);
        if (i > 0)
            rows.back().ratio = spreadOf(ratios[i]);
    }
    return rows;
}

} // namespace exitscope
