#pragma once

#include "exit/rule.h"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace exitscope {

/// What is known of a condition at a layer. Any-of takes the greatest, all-of the least.
enum class Truth : std::uint8_t
{
    False,
    Unknown, ///< the score was not recorded
    True
};

/// A condition with its thresholds worked out once for all layers. Refers to the condition.
class PreparedCondition
{
public:
    PreparedCondition(const Condition& condition, const ModelShape& shape);

    /// As Condition::holds at the last of `layers`.
    Truth holds(std::span<const LayerStatistics> layers) const;

private:
    const Condition* m_condition;
    std::vector<double> m_thresholds; ///< L entries
};

/// Conditions combined; without any, what leaves the others their say.
class PreparedConditions
{
public:
    PreparedConditions(const Rule& rule, const Condition* leftOut, const ModelShape& shape);

    Truth hold(std::span<const LayerStatistics> layers) const;

private:
    bool m_isAny;
    std::vector<PreparedCondition> m_conditions;
};

/// A rule made ready for many tokens of one model: a token costs the arithmetic of its scores.
/// Refers to the rule.
class PreparedRule
{
public:
    /// `depth`: how many layers a token may run, 1 to L.
    PreparedRule(const Rule& rule, const ModelShape& shape, int depth);

    /// As knownExitLayer.
    std::optional<int> exitLayer(std::span<const LayerStatistics> layers) const;

private:
    const Rule* m_rule;
    int m_depth;
    PreparedConditions m_conditions;
};

} // namespace exitscope
