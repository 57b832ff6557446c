#include "widgets/comparemap.h"
#include "widgets/roundstep.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace exitscope {

CompareValues::Side CompareValues::sideOf(const Run& run, const CompareQuantity& quantity)
{
    Side side;
    side.layers = run.model.layers;
    side.exits.reserve(run.tokens.size());
    for (const TokenTrace& token : run.tokens)
        side.exits.push_back(token.exitLayer);
    if (quantity) {
        side.values.rebuild(run, *quantity);
        side.known = true;
    }
    return side;
}

CompareValues::CompareValues(const Run& a, const Run& b, const RunComparison& comparison,
                             const CompareQuantity& quantity)
    : m_columns(columnsOf(comparison))
    , m_quantity(quantity)
    , m_a(sideOf(a, quantity))
    , m_b(sideOf(b, quantity))
{
    if (!quantity || !sameDepth() || !sameScore())
        return;
    for (int column = 0; column < columnCount(); ++column) {
        for (int layer = 0; layer < m_a.layers; ++layer) {
            const double away = std::abs(difference(column, layer));
            if (std::isfinite(away))
                m_reach = std::max(m_reach, away);
        }
    }
}

float CompareValues::valueOf(const Side& side, int token, int layer) const
{
    if (token < 0 || layer < 0 || layer >= side.layers)
        return unknownScore;
    if (side.known)
        return side.values.at(token, layer);
    return layer <= exitOf(side, token) ? 1.0F : unknownScore;
}

int CompareValues::exitOf(const Side& side, int token)
{
    return token < 0 ? -1 : side.exits[static_cast<std::size_t>(token)];
}

float CompareValues::difference(int column, int layer) const
{
    if (!at(column).same || !sameDepth())
        return unknownScore;
    if (m_quantity)
        return b(column, layer) - a(column, layer);
    return float(layer <= exitB(column)) - float(layer <= exitA(column));
}

bool CompareValues::sameScore() const
{
    return !m_quantity || m_quantity->kind() != HeatmapQuantity::Kind::RuleScore ||
           m_a.values.title() == m_b.values.title();
}

QString CompareValues::title() const
{
    if (!m_quantity)
        return QCoreApplication::translate("exitscope::CompareValues", "Exit layer");
    const QString one = m_a.values.title();
    const QString other = m_b.values.title();
    return one == other ? one : m_quantity->label();
}

ColorRange CompareValues::range(bool ofDifference) const
{
    if (!m_quantity)
        return ofDifference ? ColorRange{-1, 1, 1} : ColorRange{0, 1, 1};
    if (ofDifference) {
        const double reach = std::max(m_reach, 1e-3);
        const double step = roundStep(reach / 2);
        const double end = step * std::ceil(reach / step - 1e-6);
        return {-end, end, step};
    }
    const ColorRange one = m_a.values.range();
    const ColorRange other = m_b.values.range();
    return {std::min(one.lower, other.lower), std::max(one.upper, other.upper),
            std::max(one.step, other.step)};
}

} // namespace exitscope
