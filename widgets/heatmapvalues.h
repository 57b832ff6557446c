#pragma once

#include "widgets/celltallies.h"
#include "widgets/colorrange.h"
#include "widgets/heatmapquantity.h"

#include <limits>
#include <vector>

namespace exitscope {

/// The numbers behind the heatmap's cells: one quantity over all tokens and layers of a run, kept
/// column by column so that a new token costs O(L), with sums that give the mean and the states of
/// any stretch of tokens in O(1). About 36 bytes a cell. One view or picture owns it, on its
/// thread.
class HeatmapValues
{
    Q_DECLARE_TR_FUNCTIONS(exitscope::HeatmapValues)

public:
    const HeatmapQuantity& quantity() const { return m_quantity; }
    int tokens() const { return m_tokens; }
    int layers() const { return m_layers; }

    /// The rule whose score or distance all columns show; see HeatmapQuantity::shownRule.
    const Rule& shownRule() const { return m_rule; }
    /// What the cells show in this run, in words.
    QString title() const { return m_quantity.title(m_rule); }
    QString unit() const { return m_quantity.unit(m_rule); }

    /// No values, only how many tokens and layers there are: for the frame around other cells.
    static HeatmapValues shapeOnly(int tokens, int layers);

    /// Starts over with `quantity` on all of `run`.
    void rebuild(const Run& run, const HeatmapQuantity& quantity);
    /// Takes in the tokens that `run` has gained; starts over where their rule changes what the
    /// earlier columns show.
    void append(const Run& run);
    /// Reads the states of the cells from token `first` on anew: some were caught up.
    void updateStates(const Run& run, int first);

    /// Whether there is no value anywhere.
    bool isBlank() const { return m_whole.isEmpty(); }
    /// NaN where nothing was computed.
    float at(int token, int layer) const
    {
        return m_values[static_cast<std::size_t>(token) * static_cast<std::size_t>(m_layers) +
                        static_cast<std::size_t>(layer)];
    }
    /// Mean over tokens [first, last] without NaN; NaN where there is nothing else.
    float mean(int first, int last, int layer) const;
    /// The same with the states of those cells.
    CellTally tally(int first, int last, int layer) const
    {
        return m_tallies.of(first, last, layer);
    }

    void setScale(const ScaleChoice& scale);
    const ScaleChoice& scale() const { return m_scale; }
    /// Which tokens are on the screen; all of them before the first call.
    void setShown(int first, int last);
    /// Whether a logarithm makes sense: not for signed values and for yes or no.
    bool mayBeLogarithmic() const;
    /// Round ends that hold all values of the chosen range; symmetric for a diverging quantity.
    const ColorRange& range() const { return m_range; }
    /// What the range is drawn from, in words.
    QString rangeText() const;

private:
    bool changesColumns(const Run& run, const Rule& rule) const;
    Extent shownExtent() const;
    ColorRange linearRange(const Extent& values) const;
    ColorRange fullRange() const;
    void updateRange();

    HeatmapQuantity m_quantity;
    Rule m_rule;
    ModelShape m_shape;
    std::vector<float> m_values;
    CellTallies m_tallies;
    std::vector<Extent> m_extents; ///< of each token
    Extent m_whole;
    int m_tokens = 0;
    int m_layers = 0;
    ScaleChoice m_scale;
    int m_firstShown = 0;
    int m_lastShown = std::numeric_limits<int>::max();
    ColorRange m_range;
};

} // namespace exitscope
