#pragma once

#include "trace/preparedrule.h"

#include <limits>
#include <span>
#include <vector>

namespace exitscope {

/// What it means to vary a condition's threshold.
enum class Sweep : std::uint8_t
{
    Constant, ///< one threshold for all layers
    Shift     ///< the condition's own thresholds, all moved by the same amount
};

/// `rule` with its condition on `varied` at `value`, in the unit of the condition's parameters: the
/// threshold at every layer, or what is added to the threshold of each. Where the criterion has one
/// parameter and that is its threshold, the parameter is set, else the thresholds by layer. Throws
/// Error(WrongUse) where the rule has no condition on it.
Rule withThreshold(const Rule& rule, const Criterion* varied, Sweep sweep, double value,
                   const ModelShape& shape);

/// A token's exit layer as a step function of a bound: a threshold, signed so that a larger one
/// lets fewer tokens out.
struct ExitStep
{
    double upTo = std::numeric_limits<double>::infinity(); ///< larger bounds: the next step
    int layer = -1;                                        ///< 0-based; -1: not known
};

/// A rule of which one condition's threshold is open. Refers to the rule.
class SweptRule
{
public:
    /// Throws as withThreshold. `depth`: how many layers a token may run.
    SweptRule(const Rule& rule, const Criterion* varied, Sweep sweep, const ModelShape& shape,
              int depth);

    /// The token's steps by rising bound; the last reaches to infinity. For every bound the layer
    /// is what knownExitLayer gives for the rule at that threshold.
    void stepsOf(std::span<const LayerStatistics> layers, std::vector<ExitStep>& steps) const;

    /// 1 where scores above the threshold fire, -1 where those below do: turns thresholds into
    /// bounds and back.
    double sign() const { return m_sign; }
    /// Whether a score that equals the threshold does not fire.
    bool isStrict() const { return m_isStrict; }
    /// Bounds that lie closer together than this, relative to the larger of 1 and their size, may
    /// be the same but for rounding; 0 where they are scores as recorded.
    double tolerance() const { return m_isScore ? 0 : 1e-12; }
    /// Whether a step with that upTo holds at `bound`.
    bool reaches(double upTo, double bound) const
    {
        return m_isStrict ? upTo > bound : upTo >= bound;
    }

private:
    /// Of the open condition, of all or of a row of layers: the bounds up to which it holds for
    /// certain, and up to which it may hold.
    struct Reach
    {
        double certain;
        double possible;
    };
    Reach ownReach(std::span<const LayerStatistics> layers) const;
    Reach reachAt(std::span<const LayerStatistics> layers) const;
    Reach reachInARow(std::span<const Reach> reaches, int layer) const;

    const Rule* m_rule;
    const Condition* m_varied;
    PreparedConditions m_others;
    std::vector<double> m_offsets; ///< by layer: what a threshold of 0 is in the condition's unit
    double m_unit;
    double m_sign;
    bool m_isStrict;
    bool m_isScore; ///< a bound is a score and nothing else
    int m_depth;
};

} // namespace exitscope
