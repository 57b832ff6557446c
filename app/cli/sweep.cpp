#include "cli/sweep.h"

#include "cli/interrupt.h"
#include "cli/modelrun.h"
#include "cli/optiongroup.h"
#include "cli/plot.h"
#include "cli/timeleft.h"
#include "common/words.h"
#include "eval/sweep.h"
#include "eval/sweeptext.h"
#include "results/sweepfile.h"

#include <chrono>
#include <iostream>

namespace exitscope {

namespace {

/// More layers than any model has: how many there are is known once it is open.
constexpr int anyDepth = 1'000'000;

/// Settings that every command checks before the grid replaces them: those of its first place.
void takeFirstPlace(SweepOptions& options, const std::vector<SweepAxis>& axes)
{
    for (const SweepAxis& axis : axes) {
        if (axis.option == "exit_layer")
            options.settings.exitLayerLimit = static_cast<int>(axis.values.front());
        else if (axis.option == "num_speculations")
            options.settings.numSpeculations = static_cast<int>(axis.values.front());
    }
}

void checkOptions(SweepOptions& options)
{
    takeFirstPlace(options, axesOf(options.grid, options, anyDepth));
    checkMeasureOptions(options);
    require(!options.resume || !options.outputDir.empty(),
            "--resume needs the --output_dir to go on in.");
    if (!options.plot.empty())
        checkPlotFile(options.plot);
}

/// Tells on standard error how far a sweep is: each place when it is done, and of long ones every
/// few seconds the item.
class SweepProgress
{
public:
    void begin(const std::string& place, std::size_t number, std::size_t count)
    {
        m_count = count;
        m_place = place + " (" + std::to_string(number + 1) + " of " + std::to_string(count) + ')';
        m_told = Clock::now();
    }

    void sample(const BenchmarkResult& soFar)
    {
        constexpr std::chrono::seconds often{5};
        if (Clock::now() - m_told < often)
            return;
        m_told = Clock::now();
        std::cerr << m_place << ": item " << soFar.counts.done << " of " << soFar.itemsToDo()
                  << std::endl;
    }

    void point(const SweepResult& sweep, const SweepPoint* point, bool measuredBefore)
    {
        std::cerr << pointLine(sweep, point);
        if (measuredBefore) {
            std::cerr << "; measured before" << std::endl;
            return;
        }
        m_time.countItem();
        const auto left = static_cast<int>(m_count - sweep.points.size() - 1);
        std::cerr << (left > 0 ? "; " + m_time.text(left) : std::string()) << std::endl;
    }

private:
    using Clock = std::chrono::steady_clock;

    std::string m_place;
    std::size_t m_count = 0;
    Clock::time_point m_told;
    TimeLeft m_time;
};

SweepResult measured(Session& session, const BenchmarkSet& set, const SweepRequest& request)
{
    Interrupt interrupt;
    SweepProgress progress;
    SweepObserver observer;
    observer.onBegin = [&](const std::string& place, std::size_t number, std::size_t count) {
        progress.begin(place, number, count);
    };
    observer.onSample = [&](const SampleResult&, const BenchmarkResult& soFar) {
        progress.sample(soFar);
    };
    observer.onPoint = [&](const SweepResult& soFar, const SweepPoint* point, bool before) {
        progress.point(soFar, point, before);
    };
    observer.onNote = [](const std::string& note) { std::cerr << note << '\n'; };
    return runSweep(session, set, request, interrupt.arm(), observer);
}

SweepRequest requestOf(const SweepOptions& options, const Session& session)
{
    SweepRequest request;
    request.axes = axesOf(options.grid, options, session.model().layers);
    request.settings = settingsOn(session, options);
    request.overlong = options.overlongPrompts();
    request.metrics = options.metrics;
    request.quality = options.quality;
    request.device = options.load.device;
    request.folder = options.outputDir;
    request.resume = options.resume;
    return request;
}

/// False where it could not be drawn.
bool drawPlot(const SweepResult& sweep, const std::string& file)
{
    if (file.empty())
        return true;
    const Status drawn = Plotter().plot(sweep, file);
    if (!drawn)
        std::cerr << "exitscope-cli: " << drawn.error().what() << '\n';
    return drawn.ok();
}

} // namespace

void addSweepOptions(CLI::App& command, SweepOptions& options)
{
    addModelOptions(command, options);
    addGridOptions(command, options.grid);
    addDataOptions(command, options);
    addMetricOptions(command, options);
    OptionGroup(command, "Metrics")
        .add("quality", options.quality,
             "metric by which points are judged: rouge-l, rouge-1, rouge-2, rouge-3, exact_match, "
             "agreement, ... (default: rouge-l, without references agreement)");
    addSamplingOptions(command, options);
    addExitOptions(command, options, Numbers::Varied);
    OptionGroup output(command, "Output");
    output.add("output_dir", options.outputDir,
               "write sweep.csv and sweep.json to this folder after each point, and each point's "
               "result and samples to its folder points");
    output.addBoolean("resume", options.resume,
                      "go on with what the folder holds; what is there is not measured again");
    output.add("plot", options.plot, "draw the points: FILE.png, FILE.pdf or FILE.svg");
    output.addBoolean("json", options.json,
                      "standard output holds one JSON document instead of the table");
}

int runSweepCommand(SweepOptions options)
{
    checkOptions(options);
    const BenchmarkSet set = readBenchmarkSet(options.data);
    noteUnusedParameters(options);
    const auto session = openModel(options.model, options.load);
    takeFirstPlace(options, axesOf(options.grid, options, session->model().layers));
    const SweepResult sweep = measured(*session, set, requestOf(options, *session));
    std::cout << (options.json ? sweepDocument(sweep) : sweepText(sweep)) << std::flush;
    const bool isDrawn = drawPlot(sweep, options.plot);
    return sweep.status == ResultStatus::Complete && isDrawn && std::cout ? 0 : 1;
}

} // namespace exitscope
