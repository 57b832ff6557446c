#include "eval/sweep.h"

#include "base/valueof.h"
#include "eval/correctness.h"
#include "eval/machine.h"
#include "eval/sweepgrid.h"
#include "eval/sweeppoint.h"
#include "results/sweepfile.h"

#include <algorithm>
#include <map>
#include <span>
#include <utility>

namespace exitscope {

namespace fs = std::filesystem;

namespace {

/// Items on which full depth is timed again at the end.
constexpr std::size_t driftItems = 10;

/// Tokens that are written before anything is measured: the first ones wait for weights and
/// threads.
constexpr int warmUpSteps = 8;

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

/// A place of the grid, or full depth.
struct Place
{
    std::vector<double> at; ///< empty: full depth
    Settings settings;
    fs::path file;
    std::optional<SavedSitting> saved; ///< what an earlier sitting left of it
    bool isTaken = false;              ///< into the result

    bool isFullDepth() const { return at.empty(); }
    bool isComplete() const
    {
        return saved && saved->sitting.result.status == ResultStatus::Complete;
    }
};

/// The places of one request, one by one.
class SweepRun
{
public:
    /// Compares all that earlier sittings left with the request; writes nothing over it.
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
        addPlace({}, fullDepthSettings(request.settings));
        for (std::size_t i = 0; i < gridSize(m_result.axes); ++i) {
            const std::vector<double> at = gridPlace(m_result.axes, i);
            addPlace(at, settingsAt(request.settings, m_result.axes, at, session.model().shape()));
        }
    }

    SweepResult run()
    {
        try {
            takeSaved();
            save();
            m_result.status = measureAll() ? ResultStatus::Complete : ResultStatus::Interrupted;
            save();
        } catch (...) {
            m_result.status = ResultStatus::Interrupted;
            if (!m_request.folder.empty())
                saveSweep(m_result, m_request.folder); // the first error is the one to tell
            throw;
        }
        return std::move(m_result);
    }

private:
    void save()
    {
        if (!m_request.folder.empty())
            valueOf(saveSweep(m_result, m_request.folder));
    }

    BenchmarkRequest requestFor(const Settings& settings) const
    {
        BenchmarkRequest request;
        request.settings = settings;
        request.overlong = m_request.overlong;
        request.device = m_request.device;
        return request;
    }

    BenchmarkRequest requestFor(Place& place) const
    {
        BenchmarkRequest request = requestFor(place.settings);
        request.metrics = m_request.metrics;
        request.metrics.agreement = true;
        if (place.saved)
            request.earlier = std::move(place.saved->sitting);
        return request;
    }

    void addPlace(const std::vector<double>& at, const Settings& settings)
    {
        Place place{at, settings, {}, {}};
        if (!m_request.folder.empty())
            place.file = pointFile(m_request.folder, m_result.axes, at);
        if (m_request.resume)
            place.saved = earlierPoint(place.file);
        if (place.saved) {
            BenchmarkRequest request = requestFor(place);
            plannedBenchmark(m_session, m_set, request); // refuses what differs
            noteOtherMachine(*request.earlier);
            place.saved->sitting = std::move(*request.earlier);
        }
        m_places.push_back(std::move(place));
    }

    /// What earlier sittings finished; points only once there is full depth to compare them with.
    void takeSaved()
    {
        for (Place& place : m_places) {
            if (!place.isFullDepth() && !m_result.baseline)
                return;
            if (place.isTaken || !place.isComplete())
                continue;
            if (place.isFullDepth())
                keepDrift();
            EarlierSitting sitting = std::move(place.saved->sitting);
            take(place, {std::move(sitting.result), std::move(sitting.samples)}, true);
        }
    }

    /// Of the sitting that measured it, until it is measured again.
    void keepDrift()
    {
        if (const auto saved = loadSweep(m_request.folder / sweepDocumentName))
            m_result.drift = saved->drift;
    }

    /// Into the result, where the grid's order has it.
    void take(Place& place, MeasuredBenchmark measured, bool wasMeasured)
    {
        place.isTaken = true;
        const SweepPoint* point = nullptr;
        if (place.isFullDepth()) {
            m_result.baseline = std::move(measured.result);
            m_fullSamples = std::move(measured.samples);
            for (const SampleResult& sample : m_fullSamples)
                if (!sample.isSkipped())
                    m_fullTexts[sample.position] = sample.tokens;
        } else {
            const auto before =
                std::ranges::count_if(std::span(m_places.data() + 1, &place), &Place::isTaken);
            point = &*m_result.points.insert(
                m_result.points.begin() + before,
                {place.at, std::move(measured.result),
                 differenceTo(m_fullSamples, measured.samples, m_result.quality)});
        }
        if (!wasMeasured)
            save();
        if (m_observer.onPoint)
            m_observer.onPoint(m_result, point, wasMeasured);
    }

    /// False when stopped.
    bool measureAll()
    {
        for (Place& place : m_places) {
            if (place.isTaken)
                continue;
            auto measured = measure(place);
            if (!measured)
                return false;
            take(place, std::move(*measured), false);
            takeSaved();
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
        const double now =
            speedOf(runBenchmark(m_session, some, requestFor(m_places.front().settings), m_stop));
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

    /// Nothing when stopped.
    std::optional<MeasuredBenchmark> measure(Place& place)
    {
        BenchmarkRequest request = requestFor(place);
        request.fullDepth = m_fullTexts;
        warmUp(request);
        if (m_observer.onBegin)
            m_observer.onBegin(
                place.isFullDepth() ? "full depth" : placeName(m_result.axes, place.at),
                place.isFullDepth() ? 0 : m_result.points.size() + 1, m_places.size());
        const std::uintmax_t keep = place.saved ? place.saved->wholeBytes : 0;
        MeasuredBenchmark measured =
            measurePoint(m_session, m_set, request, place.file, keep, m_stop, m_observer.onSample);
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
    std::vector<Place> m_places; ///< full depth first
    std::vector<SampleResult> m_fullSamples;
    std::map<int, std::vector<int>> m_fullTexts; ///< by position
    bool m_isWarm = false;
    bool m_toldOfMachines = false;
};

} // namespace

SweepResult runSweep(Session& session, const BenchmarkSet& set, const SweepRequest& request,
                     const std::stop_token& stop, const SweepObserver& observer)
{
    return SweepRun(session, set, request, stop, observer).run();
}

} // namespace exitscope
