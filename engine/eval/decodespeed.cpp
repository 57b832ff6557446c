#include "eval/decodespeed.h"

#include "decode/stopwatch.h"

#include <algorithm>
#include <cmath>

namespace exitscope {

namespace {

/// A text is begun anew after this many tokens: K/V that has grown is read too.
constexpr int longestText = 256;
constexpr int mostBlockTokens = 100;
constexpr int leastBlockTokens = 3;

/// One way in the middle of being measured.
class Runner
{
public:
    Runner(Session& session, DecodeWay way)
        : m_session(session)
        , m_way(std::move(way))
    {
        m_way.settings.sampling.sample = false;
        m_way.settings.ignoreEos = true;
        m_way.settings.maxSteps = 1'000'000'000;
    }

    const SpeedRow& row() const { return m_way.row; }
    bool failed() const { return !m_way.row.error.empty(); }

    /// Runs the prompt and a token, and chooses how long a block is.
    void prepare(const DecodeEffort& effort, std::stop_token stop)
    {
        begin(stop);
        const Stopwatch watch;
        const int written = step(stop, nullptr);
        const double perToken = watch.seconds() / std::max(1, written);
        m_blockTokens =
            effort.tokens > 0
                ? effort.tokens
                : static_cast<int>(std::clamp<double>(std::round(effort.blockSeconds / perToken),
                                                      leastBlockTokens, mostBlockTokens));
    }

    /// Seconds per token of one block; nothing when cancelled or failed.
    std::optional<double> block(std::stop_token stop)
    {
        if (failed())
            return std::nullopt;
        if (isLong())
            begin(stop);
        TokenTimes times;
        int written = 0;
        double seconds = 0;
        std::vector<double> perToken; // of the steps
        while (written < m_blockTokens && !failed() && !stop.stop_requested()) {
            const Stopwatch watch;
            const int own = step(stop, &times);
            const double taken = watch.seconds();
            if (own > 0)
                perToken.push_back(taken / own);
            written += own;
            seconds += taken;
        }
        if (written < m_blockTokens)
            return std::nullopt;
        m_times = m_times + times;
        m_seconds += seconds;
        const double result = m_way.isSteady ? spreadOf(perToken).median : seconds / written;
        m_rates.push_back(1 / result);
        return result;
    }

    void compare(double ratio) { m_ratios.push_back(ratio); }

    /// Places a block beside a reading of memory, bytes/s.
    void placeBeside(double bandwidth, double secondsPerToken)
    {
        if (m_way.row.bytes > 0)
            m_shares.push_back(m_way.row.bytes / bandwidth / secondsPerToken);
    }

    SpeedRow result(double bandwidth)
    {
        SpeedRow row = m_way.row;
        row.value = spreadOf(m_rates);
        row.ratio = spreadOf(m_ratios);
        row.share = spreadOf(m_shares);
        row.bandwidth = bandwidth;
        if (m_seconds > 0)
            row.shares = sharesOf(m_times, m_seconds);
        return row;
    }

private:
    bool isLong() const
    {
        const int length = static_cast<int>(m_way.prompt.size()) + m_written;
        const int room = m_session.model().contextLength - length;
        return !m_generation || m_written + m_blockTokens > longestText ||
               room < m_blockTokens + m_way.settings.numSpeculations + 1;
    }

    void begin(std::stop_token stop)
    {
        m_generation.reset(); // its memory serves the next one
        auto started = m_session.start(m_way.prompt);
        if (!started) {
            m_way.row.error = started.error().what();
            return;
        }
        m_generation = std::move(*started);
        m_written = 0;
        step(stop, nullptr);
    }

    /// How many tokens it wrote.
    int step(std::stop_token stop, TokenTimes* times)
    {
        if (failed())
            return 0;
        const auto result = m_generation->next(m_way.settings, stop);
        if (!result) {
            m_way.row.error = result.error().what();
            return 0;
        }
        if (!*result) {
            if (!stop.stop_requested())
                m_way.row.error = "The text ended before it was measured; name a checkpoint with "
                                  "a longer context.";
            return 0;
        }
        if (m_way.objection && m_written > 0)
            m_way.row.error = m_way.objection(**result);
        for (const TokenTrace& token : (*result)->tokens) {
            if (times)
                *times = *times + token.times;
        }
        m_written += static_cast<int>((*result)->tokens.size());
        return static_cast<int>((*result)->tokens.size());
    }

    Session& m_session;
    DecodeWay m_way;
    std::unique_ptr<Generation> m_generation;
    int m_written = 0;
    int m_blockTokens = leastBlockTokens;
    TokenTimes m_times;
    double m_seconds = 0;
    std::vector<double> m_rates;
    std::vector<double> m_ratios;
    std::vector<double> m_shares;
};

/// A block beside the median of readings before and after it: single slow or fast ones do not
/// count.
std::optional<double> placedBlock(Runner& runner, MemoryBandwidth& memory, std::stop_token stop)
{
    constexpr int readingsAside = 3;
    if (runner.failed() || stop.stop_requested())
        return std::nullopt;
    const std::size_t first = memory.readings().size();
    for (int i = 0; i < readingsAside; ++i)
        memory.read();
    const auto secondsPerToken = runner.block(stop);
    if (!secondsPerToken)
        return std::nullopt;
    for (int i = 0; i < readingsAside; ++i)
        memory.read();
    runner.placeBeside(memory.median(first), *secondsPerToken);
    return secondsPerToken;
}

} // namespace

std::vector<SpeedRow> measureDecoding(Session& session, std::vector<DecodeWay> ways,
                                      const DecodeEffort& effort, MemoryBandwidth& memory,
                                      const SpeedProgress& progress, std::stop_token stop)
{
    std::vector<Runner> runners;
    for (DecodeWay& way : ways)
        runners.emplace_back(session, std::move(way));
    const std::size_t firstReading = memory.readings().size();
    for (Runner& runner : runners) {
        if (stop.stop_requested())
            break;
        progress("preparing " + runner.row().label());
        runner.prepare(effort, stop);
    }
    for (int round = 0; round < effort.rounds && !stop.stop_requested(); ++round) {
        for (std::size_t i = runners.size() > 1 ? 1 : 0; i < runners.size(); ++i) {
            if (stop.stop_requested())
                break;
            progress(runners[i].row().label() + ", round " + std::to_string(round + 1) + " of " +
                     std::to_string(effort.rounds));
            const auto reference = placedBlock(runners.front(), memory, stop);
            if (i == 0)
                continue;
            const auto own = placedBlock(runners[i], memory, stop);
            if (reference && own)
                runners[i].compare(*reference / *own);
        }
    }
    std::vector<SpeedRow> rows;
    for (Runner& runner : runners)
        rows.push_back(runner.result(memory.median(firstReading)));
    return rows;
}

} // namespace exitscope
