#include "eval/speedbench.h"

#include "eval/loadspeed.h"
#include "eval/passspeed.h"
#include "eval/previewagreement.h"
#include "eval/speedways.h"
#include "model/enginefailure.h"
#include "model/kernels/kernels.h"
#include "model/kernels/workpool.h"

#include <algorithm>
#include <array>

namespace exitscope {

namespace {

constexpr std::array rowInfos{
    SpeedRowInfo{"load", "opening to the first layer, and memory held"},
    SpeedRowInfo{"full", "decoding at full depth"},
    SpeedRowInfo{"watch", "all criteria at all layers"},
    SpeedRowInfo{"decide", "each criterion, never firing, scored exactly"},
    SpeedRowInfo{"preview", "each criterion that needs the head, never firing, scored by preview"},
    SpeedRowInfo{"fixed_exit", "only the first half of the layers"},
    SpeedRowInfo{"catch_up", "the deeper half with 0, 3 and 15 waiting rows"},
    SpeedRowInfo{"prefill", "a prompt"},
    SpeedRowInfo{"context", "decoding after a long text against a short one"},
    SpeedRowInfo{"speculation", "self-speculation with every draft accepted (--synthetic only)"},
    SpeedRowInfo{"recommended", "each criterion with the checkpoint's thresholds, on a text"},
    SpeedRowInfo{"bundled", "the bundled model: full depth and watching"},
    SpeedRowInfo{"agreement", "the bundled model: decisions by preview against exact ones"},
};

constexpr int draftLayers = 4;
constexpr int drafts = 6;

RowSelection selected(const std::vector<std::string>& names)
{
    RowSelection rows;
    std::string known;
    for (const SpeedRowInfo& info : rowInfos) {
        known.append(known.empty() ? "" : ", ").append(info.name);
        if (names.empty() && info.byDefault)
            rows.emplace(info.name);
    }
    for (const std::string& name : names) {
        if (std::ranges::find(rowInfos, name, &SpeedRowInfo::name) == rowInfos.end())
            throw Error(ErrorCode::WrongUse,
                        "There is no row \"" + name + "\"; the rows are " + known + '.');
        rows.insert(name);
    }
    return rows;
}

/// One run of the benchmark.
class SpeedBench
{
public:
    SpeedBench(const SpeedOptions& options, const SpeedProgress& progress, std::stop_token stop)
        : m_options(options)
        , m_progress(progress)
        , m_stop(std::move(stop))
        , m_asked(selected(options.rows))
        , m_memory(options.bandwidthBytes)
    {}

    SpeedReport run()
    {
        for (const std::string& dtype : m_options.dtypes)
            guarded(dtype, [&] { measureDtype(dtype); });
        if (!m_options.bundled.empty() && (asks("bundled") || asks("agreement")))
            guarded({}, [&] { measureBundled(); });
        if (asks("speculation") && !m_stop.stop_requested())
            measureSpeculation();
        m_report.interrupted = m_stop.stop_requested();
        m_report.threads = WorkPool::instance().threads();
        m_report.kernels = kernels().name;
        m_report.bandwidth = spreadOf(m_memory.readings());
        m_report.bandwidthBytes = m_memory.bytes();
        return std::move(m_report);
    }

private:
    bool asks(std::string_view row) const { return m_asked.contains(row); }

    LoadOptions load(const std::string& dtype) const
    {
        return {dtype, m_options.threads, m_options.device};
    }

    std::unique_ptr<Session> open(const std::filesystem::path& model, const std::string& dtype)
    {
        auto session = Session::open(model, load(dtype));
        if (!session)
            throw session.error();
        return std::move(*session);
    }

    /// A failure of `measure` becomes a row of its own.
    void guarded(const std::string& dtype, const std::function<void()>& measure)
    {
        if (m_stop.stop_requested())
            return;
        m_row = {};
        m_row.dtype = dtype;
        m_row.name = "open";
        try {
            measure();
        } catch (...) {
            if (m_stop.stop_requested())
                return;
            m_row.error = describeFailure("The row could not be measured").what();
            m_report.rows.push_back(m_row);
        }
    }

    void add(std::vector<SpeedRow> rows)
    {
        for (SpeedRow& row : rows) {
            if (row.value.count > 0 || !row.error.empty())
                m_report.rows.push_back(std::move(row));
        }
    }

    void measureDtype(const std::string& dtype)
    {
        if (asks("load")) {
            m_row.name = "load";
            add(measureLoad(m_options.model, load(dtype), m_options.effort.rounds, m_progress,
                            m_stop));
        }
        m_row.name = "open";
        const auto session = open(m_options.model, dtype);
        m_report.model = session->model();
        m_row.name = "full";
        const int room = session->model().contextLength / 4;
        const int prompt = std::min(m_options.promptTokens, room);
        const auto ways = decodeWays(*session, m_asked, prompt);
        if (ways.size() > 1 || asks("full"))
            add(decoding(*session, ways));
        if (asks("prefill")) {
            m_row.name = "prefill";
            add({measurePrefill(*session, std::min(m_options.prefillTokens, 2 * room),
                                m_options.effort.rounds, m_progress, m_stop)});
        }
        if (asks("catch_up") && session->model().layers > 1) {
            m_row.name = "catch_up";
            add(measureCatchUp(m_options.model, load(dtype), prompt, m_options.effort.rounds,
                               m_memory, m_progress, m_stop));
        }
        if (asks("recommended"))
            add(decoding(*session, recommendedWays(*session)));
        measureContext(*session, prompt);
    }

    void measureContext(Session& session, int prompt)
    {
        constexpr int room = 96; // tokens to write
        const bool fits = session.model().contextLength >= m_options.longContext + room;
        if (asks("context") && fits && session.model().dtype == m_report.rows.front().dtype)
            add(decoding(session, contextWays(session, prompt, m_options.longContext)));
    }

    std::vector<SpeedRow> decoding(Session& session, std::vector<DecodeWay> ways)
    {
        if (m_stop.stop_requested() || ways.empty())
            return {};
        return measureDecoding(session, std::move(ways), m_options.effort, m_memory, m_progress,
                               m_stop);
    }

    void measureBundled()
    {
        m_row.name = "bundled";
        const auto session = open(m_options.bundled, {});
        if (asks("bundled")) {
            auto rows = decoding(
                *session, decodeWays(*session, {std::string("watch")}, m_options.promptTokens));
            for (SpeedRow& row : rows) {
                row.detail = row.name;
                row.name = "bundled";
            }
            add(std::move(rows));
        }
        m_row.name = "agreement";
        if (asks("agreement"))
            add(measureAgreement(*session, m_progress, m_stop));
    }

    void measureSpeculation()
    {
        if (!m_options.agreeing)
            return;
        const int depth = std::min(draftLayers, m_report.model.layers / 2);
        if (depth < 1)
            return;
        m_progress("a checkpoint whose deeper layers add nothing");
        std::filesystem::path model;
        guarded(m_options.dtypes.front(), [&] {
            m_row.name = "speculation";
            model = m_options.agreeing(depth);
        });
        for (const std::string& dtype : m_options.dtypes) {
            if (model.empty())
                break;
            guarded(dtype, [&] {
                m_row.name = "speculation";
                const auto session = open(model, dtype);
                const int room = session->model().contextLength / 4;
                add(decoding(*session,
                             speculationWays(*session, std::min(m_options.promptTokens, room),
                                             depth, drafts)));
            });
        }
    }

    const SpeedOptions& m_options;
    const SpeedProgress& m_progress;
    std::stop_token m_stop;
    RowSelection m_asked;
    MemoryBandwidth m_memory;
    SpeedReport m_report;
    SpeedRow m_row; ///< what is being measured, should it fail
};

} // namespace

std::span<const SpeedRowInfo> allSpeedRows()
{
    return rowInfos;
}

void checkSpeedRows(const SpeedOptions& options)
{
    const RowSelection rows = selected(options.rows);
    if (!options.rows.empty() && rows.contains("speculation") && !options.agreeing)
        throw Error(ErrorCode::WrongUse, "The row speculation needs a checkpoint whose drafts "
                                         "agree by construction; use --synthetic.");
}

SpeedReport measureSpeed(const SpeedOptions& options, const SpeedProgress& progress,
                         std::stop_token stop)
{
    checkSpeedRows(options);
    return SpeedBench(options, progress, std::move(stop)).run();
}

} // namespace exitscope
