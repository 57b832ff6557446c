#include "eval/speedbench.h"

#include "eval/loadspeed.h"
#include "eval/passspeed.h"
#include "eval/previewagreement.h"
#include "eval/speedways.h"
#include "model/enginefailure.h"
#include "model/kernels/kernels.h"
#include "model/kernels/workpool.h"
#include "model/precision.h"

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
        tellMissing();
        m_report.interrupted = m_stop.stop_requested();
        m_report.threads = WorkPool::instance().threads();
        m_report.kernels = kernelNames();
        m_report.bandwidth = spreadOf(m_memory.readings());
        m_report.bandwidthBytes = m_memory.bytes();
        return std::move(m_report);
    }

private:
    bool asks(std::string_view row) const { return m_asked.contains(row); }

    std::string kernelNames() const
    {
        const std::string exact = kernels().name;
        const std::string rounded = kernels(Activations::Rounded).name;
        const bool rounds = std::ranges::any_of(m_options.dtypes, [](const std::string& dtype) {
            const auto precision = precisionNamed(dtype);
            return precision && precision->activations == Activations::Rounded;
        });
        return rounds && rounded != exact ? exact + " and " + rounded : exact;
    }

    /// Of what takes seconds each time.
    int longRuns() const { return (m_options.effort.rounds + 2) / 3; }

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

    /// One row of what was asked for, whose failure is told in its place.
    void measureRow(const std::string& dtype, const char* name,
                    const std::function<std::vector<SpeedRow>()>& measure)
    {
        if (asks(name))
            guarded(dtype, [&] {
                m_row.name = name;
                add(measure());
            });
    }

    void measureDtype(const std::string& dtype)
    {
        measureRow(dtype, "load", [&] {
            return measureLoad(m_options.model, load(dtype), longRuns(), m_progress, m_stop);
        });
        m_row = {};
        m_row.dtype = dtype;
        m_row.name = "open";
        auto session = open(m_options.model, dtype);
        m_report.model = session->model();
        const int room = session->model().contextLength / 4;
        const int prompt = std::min(m_options.promptTokens, room);
        guarded(dtype, [&] {
            m_row.name = "full";
            const auto ways = decodeWays(*session, m_asked, prompt);
            if (ways.size() > 1 || asks("full"))
                add(askedOf(decoding(*session, ways)));
        });
        measureRow(dtype, "prefill", [&] {
            return std::vector{measurePrefill(*session, std::min(m_options.prefillTokens, 2 * room),
                                              longRuns(), m_progress, m_stop)};
        });
        measureRow(dtype, "recommended",
                   [&] { return decoding(*session, recommendedWays(*session)); });
        guarded(dtype, [&] { measureContext(*session, prompt); });
        session.reset(); // the next one holds the weights itself
        if (m_report.model.layers > 1)
            measureRow(dtype, "catch_up", [&] {
                return measureCatchUp(m_options.model, m_report.model.name, load(dtype), prompt,
                                      m_options.effort.rounds, m_memory, m_progress, m_stop);
            });
    }

    /// A row that was named and is not there is told, once.
    void tellMissing()
    {
        if (m_options.rows.empty() || m_stop.stop_requested())
            return;
        for (const std::string& name : m_asked) {
            if (std::ranges::find(m_report.rows, name, &SpeedRow::name) != m_report.rows.end() ||
                std::ranges::find(m_report.rows, "open", &SpeedRow::name) != m_report.rows.end())
                continue;
            SpeedRow row;
            row.name = name;
            row.error = "This model has nothing to show here: it may lack the layers, the context, "
                        "the tokenizer or the bundled model that the row needs.";
            m_report.rows.push_back(std::move(row));
        }
    }

    /// In the first dtype that opens: what a long text costs beside the weights is K/V.
    void measureContext(Session& session, int prompt)
    {
        constexpr int room = 96; // tokens to write
        const bool fits = session.model().contextLength >= m_options.longContext + room;
        if (!asks("context") || !fits || m_hasContext)
            return;
        m_row.name = "context";
        m_hasContext = true;
        add(decoding(session, contextWays(session, prompt, m_options.longContext)));
    }

    /// Without the reference where only others were asked for, unless it tells why they have no
    /// ratio.
    std::vector<SpeedRow> askedOf(std::vector<SpeedRow> rows) const
    {
        std::erase_if(rows,
                      [&](const SpeedRow& row) { return !asks(row.name) && row.error.empty(); });
        return rows;
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
    bool m_hasContext = false;
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
