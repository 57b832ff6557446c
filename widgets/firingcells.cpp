#include "widgets/firingcells.h"

#include "widgets/recordedscore.h"

namespace exitscope {

void FiringCells::reset(const Run& run)
{
    m_layers = static_cast<std::size_t>(run.model.layers);
    m_tokens = 0;
    m_sums.assign(m_layers, 0);
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
        for (std::size_t layer = 0; layer < m_layers; ++layer) {
            const bool known = rule.mayExit() && layer < layers.size();
            m_sums[before + m_layers + layer] =
                m_sums[before + layer] +
                std::uint32_t(known && rule.fires(layers.first(layer + 1), shape));
        }
    }
}

bool FiringCells::fires(int first, int last, int layer) const
{
    const auto index = static_cast<std::size_t>(layer);
    const std::uint32_t count = m_sums[(std::size_t(last) + 1) * m_layers + index] -
                                m_sums[std::size_t(first) * m_layers + index];
    return 2 * count > std::uint32_t(last - first + 1);
}

} // namespace exitscope
