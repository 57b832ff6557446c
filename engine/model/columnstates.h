#pragma once

#include "model/layerreader.h"
#include "model/staircase.h"

#include <memory>
#include <optional>
#include <span>

namespace exitscope {

/// Hidden states of a few neighbouring positions after each layer, kept as they pass in batches of
/// any shape, so that they can be read once it is known which of them stay. Owned by one thread.
class ColumnStates
{
public:
    explicit ColumnStates(std::shared_ptr<const LlamaModel> model);
    ~ColumnStates();

    /// Forgets everything. From now on the states of positions [first, first + columns) after
    /// layers [fromLayer, end) are kept; without an end, of all from `fromLayer` on.
    void begin(int first, int columns, int fromLayer, std::optional<int> end = {});
    /// Takes those of `rows` rows from position `first` on that have just passed `layer`; to be
    /// called after each Staircase::advance.
    void keep(const Staircase& staircase, int layer, int first, int rows);

    /// Lets `reader` observe all kept layers of a column; fromLayer must have been 0.
    void show(int column, LayerReader& reader) const;
    /// Gives the newest position, the only column, K/V in the layers after `layer` up to `end`,
    /// made from its state after `layer` (policy `copy`).
    void copyOnward(Staircase& staircase, int layer, int end) const;
    /// The logits of the last layer that is kept, of a column, [V]; until the next begin. The head
    /// is applied to many columns at a time.
    std::span<const float> logits(int column);
    /// Whether those logits are numbers.
    bool isFinite(int column);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace exitscope
