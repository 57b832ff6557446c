#include "widgets/heatmapquantity.h"

#include "widgets/recordedscore.h"
#include "widgets/settingstext.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <ranges>

namespace exitscope {

HeatmapQuantity::HeatmapQuantity(Kind kind)
    : m_kind(kind)
{}

HeatmapQuantity::HeatmapQuantity(const Criterion& criterion)
    : m_kind(Kind::CriterionScore)
    , m_criterion(&criterion)
{}

std::vector<HeatmapQuantity> HeatmapQuantity::all()
{
    std::vector<HeatmapQuantity> quantities{Kind::RuleScore,   Kind::Distance,
                                            Kind::Entropy,     Kind::EmittedProbability,
                                            Kind::EmittedRank, Kind::PredictionChanged};
    for (const Criterion* criterion : allCriteria())
        quantities.emplace_back(*criterion);
    return quantities;
}

QString HeatmapQuantity::label() const
{
    switch (m_kind) {
    case Kind::RuleScore:
        return tr("Score of the rule");
    case Kind::Distance:
        return tr("Distance to threshold");
    case Kind::Entropy:
        return tr("Entropy of the prediction");
    case Kind::EmittedProbability:
        return tr("Probability of the emitted token");
    case Kind::EmittedRank:
        return tr("Rank of the emitted token");
    case Kind::PredictionChanged:
        return tr("Prediction changed here");
    case Kind::CriterionScore:
        break;
    }
    return tr("Score: %1").arg(criterionText(m_criterion->title));
}

QString HeatmapQuantity::title(const Rule& shown) const
{
    if (m_kind == Kind::RuleScore)
        return shown.mayExit() ? criterionText(shown.leading()->criterion->title)
                               : HeatmapQuantity(Kind::Entropy).label();
    if (m_kind == Kind::Distance && shown.mayExit())
        return tr("%1: distance to threshold").arg(ruleTitle(shown));
    return label();
}

QString HeatmapQuantity::unit(const Rule& shown) const
{
    switch (m_kind) {
    case Kind::Entropy:
        return tr("nats");
    case Kind::Distance:
        // Patience and the minimum layer can hold back a token that passes the threshold.
        return shown.patience > 1 || shown.minimumLayer > 0 ? tr("passes above 0")
                                                            : tr("fires above 0");
    case Kind::EmittedRank:
        return tr("0: the likeliest");
    case Kind::RuleScore:
    case Kind::CriterionScore:
        if (!shown.mayExit() || shown.leading()->criterion->range == ScoreRange::LogVocabulary)
            return tr("nats");
        return shown.leading()->criterion->range == ScoreRange::LayerCount ? tr("layers")
                                                                           : QString();
    default:
        return {};
    }
}

bool HeatmapQuantity::isCount(const Rule& shown) const
{
    const bool isScore = m_kind == Kind::RuleScore || m_kind == Kind::CriterionScore;
    return m_kind == Kind::EmittedRank ||
           (isScore && shown.mayExit() &&
            shown.leading()->criterion->range == ScoreRange::LayerCount);
}

std::pair<double, double> HeatmapQuantity::limits(const Rule& shown, const ModelShape& shape) const
{
    const double none = std::numeric_limits<double>::quiet_NaN();
    const double mostEntropy = shape.vocabulary > 1 ? std::log(shape.vocabulary) : none;
    switch (m_kind) {
    case Kind::Distance:
        return {-1, 1};
    case Kind::Entropy:
        return {0, mostEntropy};
    case Kind::EmittedProbability:
    case Kind::PredictionChanged:
        return {0, 1};
    case Kind::EmittedRank:
        return {0, shape.vocabulary > 1 ? shape.vocabulary - 1 : none};
    case Kind::RuleScore:
    case Kind::CriterionScore:
        break;
    }
    const ScoreRange range =
        shown.mayExit() ? shown.leading()->criterion->range : ScoreRange::LogVocabulary;
    if (range == ScoreRange::LogVocabulary)
        return {0, mostEntropy};
    return {0, range == ScoreRange::LayerCount ? shape.layers : 1};
}

Rule HeatmapQuantity::shownRule(const Run& run) const
{
    if (!showsRule() && !m_criterion)
        return {};
    const int newest = std::max(0, static_cast<int>(run.tokens.size()) - 1);
    for (const SettingsChange& change : std::views::reverse(run.settings)) {
        const Rule& rule = ruleInForce(change.settings);
        if (change.token > newest || !rule.mayExit())
            continue;
        if (!m_criterion)
            return rule;
        if (const Condition* condition = rule.find(m_criterion))
            return {.conditions = {*condition}};
    }
    return m_criterion ? Rule{.conditions = {{m_criterion, m_criterion->defaults(), {}}}} : Rule{};
}

float HeatmapQuantity::valueUnder(const Rule& rule, const ModelShape& shape,
                                  std::span<const LayerStatistics> layers) const
{
    const LayerStatistics& last = layers.back();
    switch (m_kind) {
    case Kind::RuleScore:
    case Kind::CriterionScore:
        return rule.mayExit() ? rule.leading()->score(layers) : last.entropyAt1;
    case Kind::Distance:
        return static_cast<float>(rule.signedDistance(layers, shape));
    case Kind::Entropy:
        return last.entropyAt1;
    case Kind::EmittedProbability:
        return last.emittedProbability;
    case Kind::EmittedRank:
        return last.emittedRank < 0 ? unknownScore : static_cast<float>(last.emittedRank);
    case Kind::PredictionChanged:
        if (layers.size() < 2 || last.top1 < 0 || layers[layers.size() - 2].top1 < 0)
            return unknownScore;
        return last.top1 != layers[layers.size() - 2].top1 ? 1.0F : 0.0F;
    }
    return unknownScore;
}

float HeatmapQuantity::value(const Run& run, int token, int layer) const
{
    std::vector<float> column(static_cast<std::size_t>(run.model.layers), unknownScore);
    fillColumn(run, token, shownRule(run), RulesInForce().at(run, token), column);
    return layer >= 0 && layer < run.model.layers ? column[static_cast<std::size_t>(layer)]
                                                  : unknownScore;
}

void HeatmapQuantity::fillColumn(const Run& run, int token, const Rule& shown, const Rule& inForce,
                                 std::span<float> column) const
{
    std::ranges::fill(column, unknownScore);
    // A distance is to the thresholds that really held, as far as the criteria had them then.
    const bool heldThen = m_kind == Kind::Distance && hasCriteriaOf(inForce, shown);
    const Rule& rule = heldThen ? inForce : shown;

    const std::span<const LayerStatistics> layers =
        run.tokens[static_cast<std::size_t>(token)].layers;
    const ModelShape shape = run.model.shape();
    for (std::size_t layer = 0; layer < std::min(column.size(), layers.size()); ++layer)
        column[layer] = valueUnder(rule, shape, layers.first(layer + 1));
}

} // namespace exitscope
