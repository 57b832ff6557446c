#include "widgets/firingcells.h"

#include "widgets/recordedscore.h"

#include <algorithm>
#include <cmath>

namespace exitscope {

void FiringCells::reset(const Run& run)
{
    m_layers = static_cast<std::size_t>(run.model.layers);
    m_tokens = 0;
    m_sums.assign(m_layers, 0);
    m_carried.assign(m_layers, 0);
    append(run);
}

void FiringCells::append(const Run& run)
{
    const ModelShape shape = run.model.shape();
    RulesInForce rules;
    for (; m_tokens < static_cast<int>(run.tokens.size()); ++m_tokens) {
        const std::span layers = std::span(run.tokens[std::size_t(m_tokens)].layers);
        const Rule& rule = rules.at(run, m_tokens);
        const std::size_t before = m_sums.size() - m_layers;
        m_sums.resize(m_sums.size() + m_layers);
        m_carried.resize(m_sums.size());
        bool carried = false;
        for (std::size_t layer = 0; layer < m_layers; ++layer) {
            const bool asked = rule.mayExit() && layer < layers.size();
            const auto depth = layers.first(std::min(layer + 1, layers.size()));
            const bool fires = asked && rule.fires(depth, shape);
            const bool isBare = !asked || std::isnan(rule.leading()->score(depth));
            carried = fires || (carried && isBare);
            m_sums[before + m_layers + layer] = m_sums[before + layer] + std::uint32_t(fires);
            m_carried[before + m_layers + layer] =
                m_carried[before + layer] + std::uint32_t(carried);
        }
    }
}

std::uint32_t FiringCells::count(const Sums& sums, int first, int last, int layer) const
{
    const auto index = static_cast<std::size_t>(layer);
    return sums[(std::size_t(last) + 1) * m_layers + index] -
           sums[std::size_t(first) * m_layers + index];
}

bool FiringCells::firesForMost(int first, int last, int layer) const
{
    return 2 * count(m_carried, first, last, layer) > std::uint32_t(last - first + 1);
}

} // namespace exitscope
