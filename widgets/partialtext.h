#pragma once

#include "trace/partialtoken.h"

#include <QString>

#include <functional>
#include <optional>

namespace exitscope {

/// Names a token id on screen.
using TokenNames = std::function<QString(int id)>;

/// The rule that a token in the making is asked by; empty where it is asked by none.
const Rule& ruleOf(const PartialToken& token);

/// The figures of the condition on which the rule hangs at one layer.
struct LayerVerdict
{
    const Condition* condition = nullptr; ///< null: there is no rule
    double score = unknownScore;          ///< NaN where it is not defined
    double threshold = 0;
    bool holds = false; ///< the rule's conditions do
    bool fires = false; ///< they do for as long and as deep as the rule asks
};
LayerVerdict verdictAt(const PartialToken& token, int layer, const ModelShape& shape);

/// What the score must be to pass, for example "< 4.500"; empty without a rule.
QString thresholdText(const LayerVerdict& verdict);
/// As many decimals at every layer; a dash where the score is not defined.
QString scoreText(const LayerVerdict& verdict);

/// The most likely token after `layer`, for example “·king” 43.1 %.
QString predictionText(const PartialToken& token, int layer, const TokenNames& names);

/// Which token is in the making.
QString partialTitle(const PartialToken& token);
/// What its newest layer says, in whole sentences.
QString layerSentence(const PartialToken& token, const ModelShape& shape, const TokenNames& names);
/// What the next step does.
QString nextStepSentence(const PartialToken& token);

} // namespace exitscope
