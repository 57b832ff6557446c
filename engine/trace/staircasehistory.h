#pragma once

#include "trace/run.h"
#include "trace/staircasecounts.h"

#include <array>
#include <limits>
#include <vector>

namespace exitscope {

/// What decoding did at once: one token, or those of a round of speculation; none where the step
/// met the end of the text.
struct StaircaseStep
{
    int firstToken = 0;
    int tokens = 0;
    int round = -1; ///< index in Run::rounds, -1: none

    bool operator==(const StaircaseStep&) const = default;
};

/// The K/V of a run's columns after one step. Rows of the prompt before column 0 are not counted.
struct StaircaseState
{
    int columns = 0;                         ///< tokens that are written
    std::vector<int> held;                   ///< by layer: columns of which it holds K/V
    std::vector<int> waiting;                ///< by layer: columns that wait at its door
    int waitingRows = 0;                     ///< columns that wait, at whatever door
    int waitingLayerRows = 0;                ///< layers that they have still to pass, summed
    int carriedLayerRows = 0;                ///< of columns from before the step, what the step ran
    int carriedRows = 0;                     ///< how many columns those were
    int rejectedLayerRows = 0;               ///< what ran up to now for drafts whose rows were cut
    std::array<int, cellOrigins> cells = {}; ///< held by now, by origin
    int promptCells = 0;                     ///< of these, what the prompt's pass made of column 0

    int count(CellOrigin origin) const { return cells[static_cast<std::size_t>(origin)]; }
    bool operator==(const StaircaseState&) const = default;
};

/// When each cell of a run came to be, told from its columns, events and rounds. A value that keeps
/// no reference: each question takes the run that it was made of, as it was then or longer.
class StaircaseHistory
{
public:
    static constexpr int noColumn = std::numeric_limits<int>::max();

    StaircaseHistory() = default;
    explicit StaircaseHistory(const Run& run) { append(run); }

    /// Takes in what `run` has gained since the last call: tokens, events, and columns from
    /// `firstChanged` on whose cells have changed. Reads the columns from the returned one on, at
    /// O(L) each.
    int append(const Run& run, int firstChanged = noColumn);

    int steps() const { return static_cast<int>(m_steps.size()); }
    /// Tokens that it was told of.
    int tokens() const { return static_cast<int>(m_stepOf.size()); }
    const StaircaseStep& step(int index) const { return m_steps[static_cast<std::size_t>(index)]; }
    /// The step that wrote `token`; past the last token the last step, -1 without steps.
    int stepOf(int token) const;
    /// Tokens that are written after `step`.
    int columnsAfter(int step) const;

    /// What the cell held after `step`; Never where it held nothing yet.
    CellOrigin originAfter(int step, int token, int layer) const
    {
        const StaircaseCell cell = m_counts.cell(token, layer);
        return cell.step > step ? CellOrigin::Never : cell.origin;
    }
    CellOrigin originOf(const Run& run, int token, int layer) const;
    /// The step in which the cell came to be; -1 where it never did.
    int stepOfCell(const Run& run, int token, int layer) const;
    /// The lowest layer that holds no K/V of `token` after `step`; the model's layers where all do.
    int doorOf(const Run& run, int step, int token) const;
    /// Whether a column that stands at `door` after `step` waits there, rather than having been
    /// dropped or having passed all layers of the model.
    bool isWaiting(const Run& run, int step, int door) const;
    /// O(L).
    StaircaseState stateAfter(const Run& run, int step) const;

private:
    void addSteps(const Run& run);
    void addStep(const Run& run, const StaircaseStep& step);

    std::vector<StaircaseStep> m_steps;
    std::vector<int> m_stepOf;   ///< by token
    std::vector<int> m_rejected; ///< by step: layer-rows of rejected drafts up to it
    StaircaseCounts m_counts;
    std::size_t m_events = 0; ///< read of the run's events
    int m_lastEvent = -1;     ///< the greatest token index at which one of them happened
};

/// Tokens of the run that came from round `index`: the accepted ones and the one after them, less
/// where the text ended.
int tokensOfRound(const Run& run, std::size_t index);

} // namespace exitscope
