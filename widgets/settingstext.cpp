#include "widgets/settingstext.h"

#include "widgets/recordedscore.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

namespace exitscope {
namespace {

struct SettingsText
{
    Q_DECLARE_TR_FUNCTIONS(exitscope::SettingsText)
};

QString number(double value)
{
    return QLocale().toString(value, 'g', 4);
}

/// A label inside a sentence: "KL threshold" keeps its capitals, "Temperature" does not, and in
/// German every noun does.
QString inSentence(const QString& label)
{
    //: Whether a label inside a sentence is written small: "yes", or "no" where nouns stay capital.
    const bool isSmall = SettingsText::tr("yes", "labels are written small") == u"yes";
    if (label.size() < 2 || label[1].isUpper() || !isSmall)
        return label;
    return label[0].toLower() + label.mid(1);
}

QString change(const QString& what, const QString& before, const QString& after)
{
    return SettingsText::tr("%1 %2 → %3").arg(inSentence(what), before, after);
}

QString change(const QString& what, int before, int after)
{
    return change(what, QString::number(before), QString::number(after));
}

QString switched(const ParameterInfo& info, bool on)
{
    const QString label = inSentence(criterionText(info.label));
    return on ? label : SettingsText::tr("not %1").arg(label);
}

QStringList conditionChanges(const Condition& before, const Condition& after)
{
    QStringList changes;
    for (const ParameterInfo& info : after.criterion->parameters) {
        const auto old = before.parameters.find(info.name);
        const auto now = after.parameters.find(info.name);
        if (old == before.parameters.end() || now == after.parameters.end() ||
            old->second == now->second)
            continue;
        changes << (info.isSwitch ? switched(info, now->second != 0)
                                  : change(criterionText(info.label), number(old->second),
                                           number(now->second)));
    }
    if (before.thresholds != after.thresholds)
        changes << (after.thresholds.empty() ? SettingsText::tr("thresholds by formula")
                                             : SettingsText::tr("own thresholds by layer"));
    return changes;
}

QStringList ruleChanges(const Rule& before, const Rule& after)
{
    if (!hasCriteriaOf(before, after))
        return {SettingsText::tr("now %1").arg(ruleTitle(after))};
    QStringList changes;
    for (std::size_t i = 0; i < after.conditions.size(); ++i)
        changes << conditionChanges(before.conditions[i], after.conditions[i]);
    if (!after.mayExit())
        return changes;
    if (before.patience != after.patience)
        changes << change(SettingsText::tr("patience"), before.patience, after.patience);
    if (before.minimumLayer != after.minimumLayer)
        changes << change(SettingsText::tr("minimum layer"), before.minimumLayer,
                          after.minimumLayer);
    return changes;
}

QStringList samplingChanges(const Sampling& before, const Sampling& after)
{
    QStringList changes;
    if (before.sample != after.sample)
        changes << (after.sample ? SettingsText::tr("sampling on") : SettingsText::tr("greedy"));
    if (before.temperature != after.temperature)
        changes << change(SettingsText::tr("temperature"), number(before.temperature),
                          number(after.temperature));
    if (before.topK != after.topK)
        changes << change(SettingsText::tr("top k"), before.topK, after.topK);
    if (before.topP != after.topP)
        changes << change(SettingsText::tr("top p"), number(before.topP), number(after.topP));
    if (before.minP != after.minP)
        changes << change(SettingsText::tr("min p"), number(before.minP), number(after.minP));
    if (before.repetitionPenalty != after.repetitionPenalty)
        changes << change(SettingsText::tr("repetition penalty"), number(before.repetitionPenalty),
                          number(after.repetitionPenalty));
    if (before.noRepeatNgram != after.noRepeatNgram)
        changes << change(SettingsText::tr("no-repeat n-gram"), before.noRepeatNgram,
                          after.noRepeatNgram);
    if (before.seed != after.seed)
        changes << SettingsText::tr("seed %1").arg(after.seed);
    return changes;
}

QString depthLimit(int layers)
{
    return layers > 0 ? QString::number(layers) : SettingsText::tr("all");
}

/// What a reader sees of the strategy: who decides, and with how many drafts.
QStringList strategyChanges(const Settings& before, const Settings& after)
{
    QStringList changes;
    if (before.strategy != after.strategy)
        changes << SettingsText::tr("now %1").arg(decisionTitle(after));
    else if (after.strategy != Strategy::SelfSpeculative)
        changes << ruleChanges(before.rule, after.rule);
    if (after.speculates() && before.numSpeculations != after.numSpeculations)
        changes << change(SettingsText::tr("drafts"), before.numSpeculations,
                          after.numSpeculations);
    return changes;
}

QString describeCondition(const Condition& condition)
{
    QStringList values;
    for (const ParameterInfo& info : condition.criterion->parameters) {
        const auto value = condition.parameters.find(info.name);
        const bool replaced =
            !condition.thresholds.empty() && shapesThreshold(*condition.criterion, info);
        if (value == condition.parameters.end() || replaced)
            continue;
        if (!info.isSwitch)
            values << SettingsText::tr("%1 %2").arg(inSentence(criterionText(info.label)),
                                                    number(value->second));
        else if (value->second != 0)
            values << switched(info, true);
    }
    if (!condition.thresholds.empty())
        values << SettingsText::tr("own thresholds by layer");
    const QString title = criterionText(condition.criterion->title);
    return values.isEmpty()
               ? title
               : SettingsText::tr("%1 (%2)").arg(title, values.join(QStringLiteral(", ")));
}

} // namespace

QString criterionText(std::string_view text)
{
    return QCoreApplication::translate("Criterion", std::string(text).c_str());
}

QString ruleTitle(const Rule& rule)
{
    if (!rule.mayExit())
        return SettingsText::tr("Full depth");
    QStringList titles;
    for (const Condition& condition : rule.conditions)
        titles << criterionText(condition.criterion->title);
    return titles.join(rule.combine == Combine::All ? SettingsText::tr(" and ")
                                                    : SettingsText::tr(" or "));
}

QString describeChange(const Settings& before, const Settings& after)
{
    QStringList changes = strategyChanges(before, after);
    if (before.exitLayerLimit != after.exitLayerLimit)
        changes << change(SettingsText::tr("layers"), depthLimit(before.exitLayerLimit),
                          depthLimit(after.exitLayerLimit));
    if (before.kvPolicy != after.kvPolicy)
        changes << SettingsText::tr("K/V policy %1").arg(policyInSentence(after.kvPolicy));
    if (before.scoring != after.scoring)
        changes << (after.scoring == Scoring::Preview ? SettingsText::tr("preview scoring")
                                                      : SettingsText::tr("exact scoring"));
    if (before.watch != after.watch)
        changes << (after.watch ? SettingsText::tr("watching all layers")
                                : SettingsText::tr("deciding only"));
    if (before.maxWaiting != after.maxWaiting)
        changes << change(SettingsText::tr("waiting rows"), before.maxWaiting, after.maxWaiting);
    if (before.promptExit != after.promptExit)
        changes << (after.promptExit ? SettingsText::tr("prompt may exit")
                                     : SettingsText::tr("prompt at full depth"));
    changes << samplingChanges(before.sampling, after.sampling);
    if (before.maxSteps != after.maxSteps)
        changes << change(SettingsText::tr("tokens at most"), before.maxSteps, after.maxSteps);
    if (before.ignoreEos != after.ignoreEos)
        changes << (after.ignoreEos ? SettingsText::tr("end token ignored")
                                    : SettingsText::tr("end token ends"));
    if (before.stopWords != after.stopWords)
        changes << SettingsText::tr("other stop words");
    return changes.join(QStringLiteral(", "));
}

QString describeRule(const Rule& rule)
{
    if (!rule.mayExit())
        return ruleTitle(rule);
    // Of several, the figures would fill lines.
    QStringList parts{rule.conditions.size() > 1 ? ruleTitle(rule)
                                                 : describeCondition(*rule.leading())};
    if (rule.patience > 1)
        parts << SettingsText::tr("at %1 layers in a row").arg(rule.patience);
    if (rule.minimumLayer > 0)
        parts << SettingsText::tr("from layer %1").arg(rule.minimumLayer);
    return parts.join(QStringLiteral(", "));
}

QString decisionTitle(const Settings& settings)
{
    switch (settings.strategy) {
    case Strategy::SelfSpeculative:
        return strategyTitle(settings.strategy);
    case Strategy::DynamicSelfSpeculative:
        return SettingsText::tr("%1 by %2")
            .arg(strategyTitle(settings.strategy), ruleTitle(settings.rule));
    case Strategy::Autoregressive:
        break;
    }
    return ruleTitle(settings.rule);
}

QString describeDecision(const Settings& settings)
{
    switch (settings.strategy) {
    case Strategy::SelfSpeculative:
        return SettingsText::tr("%1: %2 drafts a round by the first %3 layers")
            .arg(strategyTitle(settings.strategy))
            .arg(settings.numSpeculations)
            .arg(settings.exitLayerLimit);
    case Strategy::DynamicSelfSpeculative:
        return SettingsText::tr("%1: %2 drafts a round by %3")
            .arg(strategyTitle(settings.strategy))
            .arg(settings.numSpeculations)
            .arg(describeRule(settings.rule));
    case Strategy::Autoregressive:
        break;
    }
    return describeRule(settings.rule);
}

QString strategyTitle(Strategy strategy)
{
    switch (strategy) {
    case Strategy::SelfSpeculative:
        return SettingsText::tr("Self-speculative");
    case Strategy::DynamicSelfSpeculative:
        return SettingsText::tr("Dynamic self-speculative");
    case Strategy::Autoregressive:
        break;
    }
    return SettingsText::tr("Autoregressive");
}

QString policyInSentence(KvPolicy policy)
{
    switch (policy) {
    case KvPolicy::Copy:
        return SettingsText::tr("copy");
    case KvPolicy::Holes:
        return SettingsText::tr("holes");
    case KvPolicy::Exact:
        break;
    }
    return SettingsText::tr("exact");
}

QString policyTitle(KvPolicy policy)
{
    switch (policy) {
    case KvPolicy::Copy:
        return SettingsText::tr("Copy");
    case KvPolicy::Holes:
        return SettingsText::tr("Holes");
    case KvPolicy::Exact:
        break;
    }
    return SettingsText::tr("Exact");
}

QString previewText(const RunSummary& summary)
{
    return SettingsText::tr("Preview would leave elsewhere at %1 of %2 tokens.")
        .arg(summary.previewDiffers)
        .arg(summary.previewCompared);
}

QString roleText(TokenRole role)
{
    switch (role) {
    case TokenRole::Accepted:
        return SettingsText::tr("accepted draft");
    case TokenRole::Corrected:
        return SettingsText::tr("correction");
    case TokenRole::Chosen:
        return SettingsText::tr("chosen by you");
    case TokenRole::Emitted:
        break;
    }
    return SettingsText::tr("emitted");
}

} // namespace exitscope
