#pragma once

#include "exit/rule.h"
#include "model/layerreader.h"

#include <span>
#include <vector>

namespace exitscope {

/// Decides on the exit of one position by estimates (Scoring::Preview): layer by layer the rule is
/// asked on estimated statistics, and where it would fire it is asked again on exact ones. So a
/// token may leave later than under exact scoring, but never where the rule does not hold.
/// Estimates are compared with estimates and exact scores with exact ones. Owned by one thread.
class PreviewDecision
{
public:
    /// `reader` has begun the position's pass.
    PreviewDecision(LayerReader& reader, const Rule& rule, const ModelShape& shape);

    /// Whether the rule fires at `layer`, which was observed; layers come in order.
    bool firesAt(int layer);
    /// Computes the exact statistics of `layer`, unless they are known.
    void makeExact(int layer) { makeExact(layer, layer); }

    bool isExact(int layer) const { return m_isExact[static_cast<std::size_t>(layer)]; }
    /// Of all layers, unknown where not computed.
    std::span<const LayerStatistics> exact() const { return m_exact; }

private:
    int firstThatCounts(int layer) const;
    void makeExact(int first, int last);

    LayerReader& m_reader;
    const Rule& m_rule;
    const ModelShape m_shape;
    const Needs m_needs;
    const double m_temperature;
    std::vector<LayerStatistics> m_estimates; ///< of the layers so far
    std::vector<LayerStatistics> m_exact;     ///< the same; unknown where not computed
    std::vector<bool> m_isExact;
};

} // namespace exitscope
