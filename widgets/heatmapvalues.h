#pragma once

#include "widgets/heatmapquantity.h"

#include <cmath>
#include <vector>

namespace exitscope {

/// Ends of a colour range on round numbers, with the distance of its ticks.
struct ColorRange
{
    double lower = 0;
    double upper = 1;
    double step = 0.2;

    bool operator==(const ColorRange&) const = default;
};

/// The numbers behind the heatmap's cells: one quantity over all tokens and layers of a run, kept
/// column by column so that a new token costs O(L). One view or picture owns it, on its
/// thread.
class HeatmapValues
{
public:
    const HeatmapQuantity& quantity() const { return m_quantity; }
    int tokens() const { return m_tokens; }
    int layers() const { return m_layers; }

    /// The rule whose score or distance all columns show; see HeatmapQuantity::shownRule.
    const Rule& shownRule() const { return m_rule; }
    /// What the cells show in this run, in words.
    QString title() const { return m_quantity.title(m_rule); }
    QString unit() const { return m_quantity.unit(m_rule); }

    /// Starts over with `quantity` on all of `run`.
    void rebuild(const Run& run, const HeatmapQuantity& quantity);
    /// Takes in the tokens that `run` has gained; starts over where their rule changes what the
    /// earlier columns show.
    void append(const Run& run);

    /// Whether there is no value anywhere.
    bool isBlank() const { return std::isnan(m_least); }
    /// NaN where nothing was computed.
    float at(int token, int layer) const
    {
        return m_values[static_cast<std::size_t>(token) * static_cast<std::size_t>(m_layers) +
                        static_cast<std::size_t>(layer)];
    }
    /// Mean over tokens [first, last] without NaN; NaN where there is nothing else.
    float mean(int first, int last, int layer) const;
    /// Round ends that hold all values; symmetric for a diverging quantity.
    ColorRange range() const;

private:
    bool changesColumns(const Run& run, const Rule& rule) const;

    HeatmapQuantity m_quantity;
    Rule m_rule;
    std::vector<float> m_values;
    int m_tokens = 0;
    int m_layers = 0;
    float m_least = unknownScore;
    float m_greatest = unknownScore;
};

} // namespace exitscope
