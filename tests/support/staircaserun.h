#pragma once

#include "trace/run.h"

#include <algorithm>
#include <random>
#include <vector>

namespace exitscope::test {

/// A run made by pushing rows through the doors of a staircase, with a log of who ran what when;
/// what a history tells from the run can be compared with the log.
class StaircaseRun
{
public:
    enum class How
    {
        None,
        Prompt,
        Own,
        Draft,
        DeeperDraft,
        Verification,
        Later
    };
    struct Entry
    {
        How how = How::None;
        int step = -1;
    };

    StaircaseRun(int layers, unsigned seed)
        : m_layers(layers)
        , m_random(seed)
    {
        run.model = {"made-up", "", "0", "fp32", layers, 1000, 64, 4096};
        Settings settings;
        settings.rule = makeRule("max_probability");
        settings.maxWaiting = 0;
        run.settings.push_back({0, settings});
    }

    /// A token that leaves after `depth` layers; the first runs the whole prompt.
    void addToken(int depth)
    {
        const int token = count();
        depth = token == 0 ? m_layers : depth;
        m_doors.push_back(0);
        log.emplace_back(static_cast<std::size_t>(m_layers));
        Step step;
        const int late = advance(depth, token, How::Own, &step.events, token);
        step.tokens.push_back(trace(token, depth, TokenRole::Emitted));
        step.tokens.back().layersRun = token == 0 ? 0 : depth;
        step.tokens.back().catchUpRows = late;
        step.tokens.back().debtRows = debt();
        finish(std::move(step));
    }

    /// A round whose drafts leave after `depths` layers, of which `accepted` are right.
    void addRound(const std::vector<int>& depths, int accepted)
    {
        const int first = count();
        const int drafts = static_cast<int>(depths.size());
        Step step;
        int late = 0;
        const auto append = [this] {
            m_doors.push_back(0);
            log.emplace_back(static_cast<std::size_t>(m_layers));
        };
        for (const int depth : depths) {
            append();
            late += advance(depth, first, How::Draft, &step.events, first);
        }
        append();
        late += advance(m_layers, first, How::Verification, &step.events, first);
        const int kept = accepted + 1;
        m_doors.resize(static_cast<std::size_t>(first + kept));
        log.resize(static_cast<std::size_t>(first + kept));
        SpeculationRound round{first, {}, accepted};
        for (int i = 0; i < drafts; ++i)
            round.drafts.push_back({i < accepted ? first + i : 900 + i, " d", depths[i] - 1});
        for (int i = 0; i < kept; ++i) {
            const bool isDraft = i < accepted;
            const int depth = isDraft ? depths[i] : m_layers;
            step.tokens.push_back(trace(first + i, depth,
                                        isDraft      ? TokenRole::Accepted
                                        : i < drafts ? TokenRole::Corrected
                                                     : TokenRole::Emitted));
            if (first + i > 0) {
                step.tokens.back().layersRun = depth;
                step.tokens.back().catchUpRows = m_layers - depth;
            }
            for (int layer = depth; isDraft && layer < m_layers; ++layer)
                step.events.push_back({first, layer, first + i, first + i});
        }
        step.tokens.back().catchUpRows += (drafts + 1 - kept) * m_layers;
        step.tokens.front().catchUpRows += late;
        step.round = std::move(round);
        finish(std::move(step));
    }

    /// The text ends with a row that ran `depth` layers and left no token.
    void endText(int depth)
    {
        Step step;
        m_doors.push_back(0);
        log.emplace_back(static_cast<std::size_t>(m_layers));
        step.catchUpRows = advance(depth, count(), How::Own, &step.events, count());
        m_doors.pop_back();
        log.pop_back();
        finish(std::move(step));
    }

    void addRandom(bool rounds)
    {
        if (!rounds || (integer(0, 2) == 0 && count() > 0))
            return addToken(integer(1, m_layers));
        std::vector<int> depths(static_cast<std::size_t>(integer(1, 5)));
        for (int& depth : depths)
            depth = integer(1, m_layers - 1);
        addRound(depths, integer(0, static_cast<int>(depths.size())));
    }

    int debt() const
    {
        int rows = 0;
        for (const int door : m_doors)
            rows += m_layers - door;
        return rows;
    }
    int door(int token) const { return m_doors[static_cast<std::size_t>(token)]; }
    int integer(int least, int most)
    {
        return std::uniform_int_distribution(least, most)(m_random);
    }

    Run run;
    std::vector<std::vector<Entry>> log; ///< by token, by layer
    int steps = 0;
    std::vector<int> debtAfter; ///< by step

private:
    int count() const { return static_cast<int>(run.tokens.size()); }

    /// Runs layers [0, depth) on all that waits at their doors, for the newest row's sake. Returns
    /// the layer-rows of columns before `own`.
    int advance(int depth, int own, How how, std::vector<CellEvent>* events, int atToken)
    {
        int late = 0;
        const int newest = static_cast<int>(m_doors.size()) - 1;
        for (int layer = 0; layer < depth; ++layer) {
            int first = -1;
            int last = -1;
            for (int token = 0; token <= newest; ++token) {
                int& door = m_doors[static_cast<std::size_t>(token)];
                if (door != layer)
                    continue;
                ++door;
                Entry& entry =
                    log[static_cast<std::size_t>(token)][static_cast<std::size_t>(layer)];
                entry.step = steps;
                if (token < own) {
                    entry.how = How::Later;
                    first = first < 0 ? token : first;
                    last = token;
                    ++late;
                } else if (how == How::Draft) {
                    entry.how = token == newest ? How::Draft : How::DeeperDraft;
                } else {
                    entry.how = how == How::Own && token == 0 ? How::Prompt : how;
                }
            }
            if (first >= 0)
                events->push_back({atToken, layer, first, last});
        }
        return late;
    }

    TokenTrace trace(int token, int depth, TokenRole role) const
    {
        TokenTrace trace;
        trace.id = token;
        trace.bytes = " t";
        trace.position = 3 + token;
        trace.exitLayer = depth - 1;
        trace.role = role;
        trace.layers.resize(static_cast<std::size_t>(m_layers));
        trace.cells.assign(static_cast<std::size_t>(m_layers), CellState::Never);
        std::fill_n(trace.cells.begin(), depth, CellState::Computed);
        trace.caughtUpAt.assign(static_cast<std::size_t>(m_layers), -1);
        return trace;
    }

    void finish(Step step)
    {
        run.append(std::move(step));
        debtAfter.push_back(debt());
        ++steps;
    }

    int m_layers;
    std::mt19937 m_random;
    std::vector<int> m_doors; ///< by token: layers that its row has passed
};

} // namespace exitscope::test
