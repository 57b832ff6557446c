#pragma once

#include "exit/layerstatistics.h"

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace exitscope {

/// Parameter values by field name, for example {"similarity_threshold", 0.95}.
using ParameterValues = std::map<std::string, double, std::less<>>;

/// What a parameter becomes while a switch of the same criterion is on: the same field in another
/// unit.
struct OtherUnit
{
    std::string_view when; ///< name of the switch
    std::string_view help;
    double defaultValue = 0;
    double minimum = 0;
    double maximum = 1;
    int decimals = 3;
};

/// One number, or one switch, that the user may set for a criterion.
struct ParameterInfo
{
    std::string_view name;  ///< field name, the same in the CLI, JSON and the original scripts
    std::string_view alias; ///< another CLI name, or empty
    std::string_view label; ///< what a control is called, sentence case
    std::string_view help;
    double defaultValue = 0;
    double minimum = 0;
    double maximum = 1;
    int decimals = 3;      ///< digits that matter; 0 for whole numbers
    bool isSwitch = false; ///< 0 or 1
    std::optional<OtherUnit> other = {};
};

enum class Comparison
{
    Above,
    AtLeast,
    Below,
    AtMost
};

/// How the rule looks at a prompt pass when it may exit too (K/V policy `holes` with prompt_exit).
enum class PromptPass
{
    LastPosition,
    EveryPosition, ///< must hold at each position: the least score counts
    MeanPosition,  ///< the mean score over the positions counts
};

/// The unit in which distances to the threshold are comparable across criteria.
enum class ScoreRange
{
    One,
    LogVocabulary,
    LayerCount
};

/// What a criterion may ask about the model besides the layer.
struct ModelShape
{
    int layers = 1;     ///< L
    int vocabulary = 2; ///< V
};

/// A run-time early-exit criterion: a score per layer, a threshold per layer, a comparison.
/// Entries are constants, held by the registry. Source of the first five: Dynamic Early Exit on top
/// of LayerSkip.
struct Criterion
{
    std::string_view name;        ///< field name, for example "cosine_similarity"
    std::string_view title;       ///< for people, for example "Cosine similarity"
    std::string_view explanation; ///< two sentences in plain words
    std::string_view formula;     ///< one line
    std::vector<ParameterInfo> parameters;
    Comparison comparison = Comparison::Above;
    Needs needs = Needs::Nothing;
    int firstLayer = 0; ///< layers below never fire
    PromptPass promptPass = PromptPass::LastPosition;
    ScoreRange range = ScoreRange::One;

    /// The score of the last entry of `layers` (statistics of layers 0..l), NaN where undefined.
    float (*score)(std::span<const LayerStatistics> layers,
                   const ParameterValues& values) = nullptr;
    /// The threshold at `layer`.
    double (*threshold)(int layer, const ModelShape& shape,
                        const ParameterValues& values) = nullptr;
    /// What 1 in the unit of the parameters is in that of the score and the threshold; null: 1.
    double (*unit)(const ModelShape& shape, const ParameterValues& values) = nullptr;

    /// The parameters at their defaults, switches off.
    ParameterValues defaults() const;
    /// The parameters as they are with the switches as in `values` (absent: off).
    std::vector<ParameterInfo> parametersUnder(const ParameterValues& values) const;
    /// `given` over `recommended`. Where `given` turns a switch the other way, the recommended
    /// values that change their unit with it mean nothing any more and are left out.
    ParameterValues merged(const ParameterValues& recommended, const ParameterValues& given) const;
    /// Whether `score` passes `threshold`; false for NaN.
    bool passes(float score, double threshold) const;
    /// (score - threshold) / range, signed so that positive fires; NaN for a NaN score.
    double signedDistance(float score, double threshold, const ModelShape& shape) const;
    /// The width of the score's range: 1, ln V or L.
    double rangeWidth(const ModelShape& shape) const;
};

/// All criteria in the order in which they are offered.
std::span<const Criterion* const> allCriteria();

/// The criterion of that field name, or nullptr.
const Criterion* findCriterion(std::string_view name);

/// `values[name]`; std::out_of_range with the name when it is missing.
double parameter(const ParameterValues& values, std::string_view name);

} // namespace exitscope
