#include "eval/sweep.h"

#include "eval/correctness.h"
#include "eval/machine.h"
#include "eval/sweepgrid.h"
#include "eval/sweeppoint.h"
#include "metrics/bootstrap.h"
#include "results/sweepfile.h"

#include <algorithm>
#include <map>
#include <numeric>

namespace exitscope {

namespace fs = std::filesystem;

namespace {

/// Items on which full depth is timed again at the end.
constexpr std::size_t driftItems = 10;

/// Tokens that are written before anything is measured: the first ones wait for weights and
/// threads.
constexpr int warmUpSteps = 8;

void check(const Status& status)
{
    if (!status)
        throw status.error();
}

/// Sample by sample how far `point` lies above `full`.
std::optional<QualityDifference> differenceTo(const std::vector<SampleResult>& full,
                                              const std::vector<SampleResult>& point,
                                              const std::string& quality)
{
    std::map<int, double> atFullDepth;
    for (const SampleResult& sample : full)
        if (const auto value = sample.metrics.find(quality); value != sample.metrics.end())
            atFullDepth[sample.position] = value->second;
    std::map<int, double> byPosition; // in a fixed order, so that resuming draws the same resamples
    for (const SampleResult& sample : point) {
        const auto value = sample.metrics.find(quality);
        const auto other = atFullDepth.find(sample.position);
        if (value != sample.metrics.end() && other != atFullDepth.end())
            byPosition[sample.position] = value->second - other->second;
    }
    if (byPosition.empty())
        return std::nullopt;
    std::vector<double> differences;
    for (const auto& entry : byPosition)
        differences.push_back(entry.second);
    const double sum = std::accumulate(differences.begin(), differences.end(), 0.0);
    const Interval interval = bootstrapMean(differences);
    return QualityDifference{sum / static_cast<double>(differences.size()), interval.low,
                             interval.high, static_cast<int>(differences.size())};
}

void prepareFolder(const SweepRequest& request)
{
    const fs::path& folder = request.folder;
    if (folder.empty())
        return;
    std::error_code reason;
    fs::create_directories(folder / sweepPointsName, reason);
    if (reason)
        throw Error(ErrorCode::WriteFailed, "Cannot make the folder " +
                                                (folder / sweepPointsName).string() + ": " +
                                                reason.message() + "; choose another one.");
    if (!request.resume && fs::exists(folder / sweepDocumentName))
        throw Error(ErrorCode::WrongUse,
                    folder.string() +
                        " holds a sweep already; go on with it with --resume, or choose another "
                        "folder.");
}

/// The places of one request, one by one.
class SweepRun
{
public:
    SweepRun(Session& session, const BenchmarkSet& set, const SweepRequest& request,
             const std::stop_token& stop, const SweepObserver& observer)
        : m_session(session)
        , m_set(set)
        , m_request(request)
        , m_stop(stop)
        , m_observer(observer)
        , m_result(plannedSweep(session, set, request))
    {
        prepareFolder(request);
        save();
    }

    SweepResult run()
    {
        m_result.status = measureAll() ? ResultStatus::Complete : ResultStatus::Interrupted;
        save();
        return std::move(m_result);
    }

private:
    void save()
    {
        if (!m_request.folder.empty())
            check(saveSweep(m_result, m_request.folder));
    }

    /// False when stopped.
    bool measureAll()
    {
        auto full = measure({}, fullDepthSettings(m_request.settings));
        if (!full)
            return false;
        m_result.baseline = full->result;
        m_fullSamples = std::move(full->samples);
        for (const SampleResult& sample : m_fullSamples)
            if (!sample.isSkipped())
                m_fullTexts[sample.position] = sample.tokens;
        tellPoint();
        for (std::size_t i = 0; i < gridSize(m_result.axes); ++i) {
            const std::vector<double> at = gridPlace(m_result.axes, i);
            auto point = measure(
                at, settingsAt(m_request.settings, m_result.axes, at, m_session.model().shape()));
            if (!point)
                return false;
            m_result.points.push_back(
                {at, std::move(point->result),
                 differenceTo(m_fullSamples, point->samples, m_result.quality)});
            tellPoint();
        }
        if (m_isWarm)
            measureDrift();
        return true;
    }

    void measureDrift()
    {
        BenchmarkSet some;
        some.source = m_set.source;
        for (std::size_t i = 0; i < std::min(driftItems, m_set.items.size()); ++i)
            some.items.push_back(m_set.items[i]);
        some.source.items = static_cast<int>(some.items.size());
        BenchmarkRequest request;
        request.settings = fullDepthSettings(m_request.settings);
        request.overlong = m_request.overlong;
        request.device = m_request.device;
        const double now = speedOf(runBenchmark(m_session, some, request, m_stop));
        double before = 0;
        int count = 0;
        for (const SampleResult& sample : m_fullSamples) {
            const auto speed = sample.metrics.find("tokens_per_second");
            if (sample.position < some.source.items && speed != sample.metrics.end()) {
                before += speed->second;
                ++count;
            }
        }
        if (count > 0 && before > 0 && now > 0)
            m_result.drift = now / (before / count);
    }

    void tellPoint()
    {
        save();
        if (m_observer.onPoint)
            m_observer.onPoint(m_result, m_wasMeasured);
    }

    /// Nothing when stopped.
    std::optional<MeasuredBenchmark> measure(const std::vector<double>& at,
                                             const Settings& settings)
    {
        BenchmarkRequest request;
        request.settings = settings;
        request.overlong = m_request.overlong;
        request.metrics = m_request.metrics;
        request.metrics.agreement = true;
        request.device = m_request.device;
        request.fullDepth = m_fullTexts;
        const fs::path file =
            m_request.folder.empty() ? fs::path() : pointFile(m_request.folder, m_result.axes, at);
        std::uintmax_t keep = 0;
        m_wasMeasured = false;
        if (auto saved = m_request.resume ? earlierPoint(file) : std::nullopt) {
            request.earlier = std::move(saved->sitting);
            keep = saved->wholeBytes;
            plannedBenchmark(m_session, m_set, request); // refuses what differs
            noteOtherMachine(*request.earlier);
            if (request.earlier->result.status == ResultStatus::Complete) {
                m_wasMeasured = true;
                return MeasuredBenchmark{request.earlier->result, request.earlier->samples};
            }
        }
        warmUp(request);
        if (m_observer.onBegin)
            m_observer.onBegin(at.empty() ? "full depth" : placeName(m_result.axes, at),
                               at.empty() ? 0 : m_result.points.size() + 1,
                               gridSize(m_result.axes) + 1);
        MeasuredBenchmark measured =
            measurePoint(m_session, m_set, request, file, keep, m_stop, m_observer.onSample);
        if (measured.result.status != ResultStatus::Complete)
            return std::nullopt;
        return measured;
    }

    void warmUp(const BenchmarkRequest& request)
    {
        if (std::exchange(m_isWarm, true) || m_set.items.empty())
            return;
        BenchmarkSet first;
        first.source = m_set.source;
        first.source.items = 1;
        first.items = {m_set.items.front()};
        BenchmarkRequest few = request;
        few.settings.maxSteps = std::min(few.settings.maxSteps, warmUpSteps);
        few.overlong = Overlong::TruncateLeft;
        few.metrics = {};
        few.earlier = {};
        few.fullDepth = {};
        runBenchmark(m_session, first, few, m_stop);
    }

    void noteOtherMachine(const EarlierSitting& earlier)
    {
        const auto& machines = earlier.result.machines;
        const Machine here = thisMachine(m_request.device);
        const bool isHere = std::ranges::all_of(machines, [&](const Machine& machine) {
            return machine.cpu == here.cpu && machine.threads == here.threads &&
                   machine.device == here.device;
        });
        if (isHere || std::exchange(m_toldOfMachines, true) || !m_observer.onNote)
            return;
        m_observer.onNote("Some points were measured on another machine or with other threads; "
                          "their speeds do not compare with those measured here.");
    }

    Session& m_session;
    const BenchmarkSet& m_set;
    const SweepRequest& m_request;
    const std::stop_token& m_stop;
    const SweepObserver& m_observer;
    SweepResult m_result;
    std::vector<SampleResult> m_fullSamples;
    std::map<int, std::vector<int>> m_fullTexts; ///< by position
    bool m_wasMeasured = false;                  ///< the last place, by an earlier sitting
    bool m_isWarm = false;
    bool m_toldOfMachines = false;
};

} // namespace

const std::vector<std::string>& qualityMetrics()
{
    static const std::vector<std::string> names = {
        "rouge-l",        "rouge-1",     "rouge-2",   "rouge-3",  "rouge-l_recall",
        "rouge-1_recall", "exact_match", "agreement", "same_text"};
    return names;
}

SweepResult plannedSweep(const Session& session, const BenchmarkSet& set,
                         const SweepRequest& request)
{
    SweepResult result;
    result.axes = request.axes;
    const bool hasReferences = !set.source.outputField.empty();
    result.quality = !request.quality.empty() ? request.quality
                     : hasReferences          ? "rouge-l"
                                              : "agreement";
    const auto& known = qualityMetrics();
    if (std::ranges::find(known, result.quality) == known.end()) {
        std::string names;
        for (const std::string& name : known)
            names += (names.empty() ? "" : ", ") + name;
        throw Error(ErrorCode::WrongUse,
                    "The quality " + result.quality +
                        " cannot be compared sample by sample; choose one of " + names + '.');
    }
    const bool needsReference = result.quality != "agreement" && result.quality != "same_text";
    if (needsReference && !hasReferences)
        throw Error(ErrorCode::WrongUse, "The quality " + result.quality +
                                             " needs references, and " + set.source.name +
                                             " has none; choose agreement.");
    checkGrid(request.settings, request.axes, session.model().shape());
    return result;
}

SweepResult runSweep(Session& session, const BenchmarkSet& set, const SweepRequest& request,
                     const std::stop_token& stop, const SweepObserver& observer)
{
    return SweepRun(session, set, request, stop, observer).run();
}

} // namespace exitscope
