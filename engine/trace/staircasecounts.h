#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace exitscope {

/// How a layer came to hold the K/V of a column.
enum class CellOrigin : std::uint8_t
{
    Never,        ///< it holds none
    OwnPass,      ///< in the token's own pass; of the first token, in the prompt's
    DraftPass,    ///< in the pass that drafted for this position
    DeeperDraft,  ///< carried along by a later draft of the round that went deeper
    Verification, ///< in the batch that verified the round's drafts
    CaughtUp,     ///< later, in a batch with a token that went deeper or when too much waited
    Copied,       ///< made from the state at the exit
};
inline constexpr std::size_t cellOrigins = 7;

/// When a cell came to be, and how.
struct StaircaseCell
{
    int step = -1; ///< -1: never
    CellOrigin origin = CellOrigin::Never;

    bool operator==(const StaircaseCell&) const = default;
};

/// The cells of a staircase with sums over the steps, so that what holds after any step is told in
/// O(L), a new token costs O(L), and so does a column that changed in the newest steps. About 12
/// bytes a cell. Knows neither run nor rounds. A value type.
class StaircaseCounts
{
public:
    int tokens() const { return static_cast<int>(m_own.size()); }
    int layers() const { return m_layers; }

    /// Forgets everything.
    void reset(int layers);
    /// From now on there are this many steps, no fewer than before.
    void setSteps(int steps);
    /// Writes column `token`, which step `own` wrote, anew; or appends it.
    void setColumn(int token, int own, std::span<const StaircaseCell> cells);
    /// Brings the sums up to the last step; to be called before any question.
    void sum();

    StaircaseCell cell(int token, int layer) const
    {
        return unpacked(m_cells[index(token, layer)]);
    }
    /// Columns of which `layer` holds K/V after the step.
    int held(int step, int layer) const { return at(step, heldBase, layer); }
    /// Columns of which layers 0 to `layer` all hold K/V after the step.
    int passed(int step, int layer) const { return at(step, m_layers, layer); }
    int count(int step, CellOrigin origin) const
    {
        return at(step, 2 * m_layers, static_cast<int>(origin));
    }
    /// Of `count`, the cells of column 0 that were not caught up.
    int promptCells(int step) const { return at(step, 2 * m_layers, promptSlot); }
    /// What this step itself ran of columns from before it, and how many columns those were.
    int carriedLayerRows(int step) const { return during(step, carriedSlot); }
    int carriedRows(int step) const { return during(step, carriedSlot + 1); }

private:
    static constexpr int heldBase = 0;
    static constexpr int promptSlot = static_cast<int>(cellOrigins);
    static constexpr int carriedSlot = promptSlot + 1;
    static constexpr int slots = carriedSlot + 2;

    static StaircaseCell unpacked(std::int32_t cell)
    {
        return cell < 0 ? StaircaseCell{} : StaircaseCell{cell >> 3, CellOrigin(cell & 7)};
    }
    static std::int32_t packed(const StaircaseCell& cell)
    {
        return cell.step < 0 ? -1 : (cell.step << 3) | static_cast<int>(cell.origin);
    }
    std::size_t index(int token, int layer) const
    {
        return static_cast<std::size_t>(token) * static_cast<std::size_t>(m_layers) +
               static_cast<std::size_t>(layer);
    }
    std::size_t width() const { return static_cast<std::size_t>(2 * m_layers + slots); }
    int& sumAt(int step, int base, int slot)
    {
        return m_sums[static_cast<std::size_t>(step) * width() +
                      static_cast<std::size_t>(base + slot)];
    }
    int at(int step, int base, int slot) const
    {
        return m_sums[static_cast<std::size_t>(step) * width() +
                      static_cast<std::size_t>(base + slot)];
    }
    int during(int step, int slot) const
    {
        return at(step, 2 * m_layers, slot) - (step > 0 ? at(step - 1, 2 * m_layers, slot) : 0);
    }
    void takeApart(int step);
    void add(int token, int sign);

    int m_layers = 0;
    int m_steps = 0;
    int m_summed = 0; ///< steps before it hold sums, the others what they add themselves
    std::vector<int> m_own;
    std::vector<std::int32_t> m_cells; ///< [tokens, L], packed
    std::vector<int> m_sums;           ///< [steps, 2 L + slots]
    std::vector<int> m_late;           ///< of add, kept for its memory
};

} // namespace exitscope
