#pragma once

#include "trace/run.h"

#include <QCoreApplication>
#include <QString>

#include <span>
#include <utility>
#include <vector>

namespace exitscope {

/// What a cell of the heatmap shows. A value type.
class HeatmapQuantity
{
    Q_DECLARE_TR_FUNCTIONS(exitscope::HeatmapQuantity)

public:
    enum class Kind
    {
        RuleScore,          ///< score of the newest rule's first criterion; entropy without any
        Distance,           ///< of the newest rule; positive where its conditions hold
        Entropy,            ///< of softmax(z_l) at T = 1, nats
        EmittedProbability, ///< p_l of the token that was emitted
        PredictionChanged,  ///< 1 where argmax z_l differs from argmax z_{l-1}, else 0
        CriterionScore,     ///< score of a criterion that need not be in force
        EmittedRank,        ///< how many tokens a layer held likelier than the emitted one
    };

    HeatmapQuantity(Kind kind = Kind::RuleScore);
    /// The score of `criterion`: at the parameters that it last ruled with, else at its defaults.
    explicit HeatmapQuantity(const Criterion& criterion);

    /// Every quantity on offer, in the order of the menu.
    static std::vector<HeatmapQuantity> all();

    Kind kind() const { return m_kind; }
    const Criterion* criterion() const { return m_criterion; }
    /// What a menu calls it, whatever the run.
    QString label() const;
    /// What it is in a run with that shownRule.
    QString title(const Rule& shown) const;
    /// "nats", or what to know about the numbers; empty for plain ones.
    QString unit(const Rule& shown) const;
    /// Whether that unit may stand after a number.
    bool hasPlainUnit() const { return !isDiverging() && m_kind != Kind::EmittedRank; }
    /// Whole numbers from 0 on.
    bool isCount(const Rule& shown) const;
    /// All that the quantity can be, as far as that is known: an end without a limit is NaN.
    std::pair<double, double> limits(const Rule& shown, const ModelShape& shape) const;
    /// Zero matters and values lie on both sides of it.
    bool isDiverging() const { return m_kind == Kind::Distance; }
    /// Whether the threshold of the rule is on the same scale.
    bool showsRule() const { return m_kind == Kind::RuleScore || m_kind == Kind::Distance; }

    /// The rule whose score or distance every column of `run` shows, whatever ruled there, so that
    /// columns stay comparable across a change; empty where that is none's.
    Rule shownRule(const Run& run) const;
    /// NaN where it was not computed or is not defined.
    float value(const Run& run, int token, int layer) const;
    /// The same for all layers of one token under `shown`, the shownRule of `run`, where `inForce`
    /// ruled: `column` takes L values.
    void fillColumn(const Run& run, int token, const Rule& shown, const Rule& inForce,
                    std::span<float> column) const;

    bool operator==(const HeatmapQuantity&) const = default;

private:
    float valueUnder(const Rule& rule, const ModelShape& shape,
                     std::span<const LayerStatistics> layers) const;

    Kind m_kind = Kind::RuleScore;
    const Criterion* m_criterion = nullptr;
};

} // namespace exitscope
