#include "widgets/settingstext.h"

#include <QCoreApplication>
#include <QStringList>

namespace exitscope {
namespace {

struct SettingsText
{
    Q_DECLARE_TR_FUNCTIONS(exitscope::SettingsText)
};

QString number(double value)
{
    return QString::number(value, 'g', 4);
}

QString change(const QString& what, const QString& before, const QString& after)
{
    return SettingsText::tr("%1 %2 → %3").arg(what.toLower(), before, after);
}

QStringList ruleChanges(const Rule& before, const Rule& after)
{
    if (before.criterion != after.criterion)
        return {SettingsText::tr("now %1").arg(ruleTitle(after))};
    QStringList changes;
    if (!after.criterion)
        return changes;
    for (const ParameterInfo& info : after.criterion->parameters) {
        const auto old = before.parameters.find(info.name);
        const auto now = after.parameters.find(info.name);
        if (old == before.parameters.end() || now == after.parameters.end())
            continue;
        if (old->second != now->second)
            changes << change(criterionText(info.label), number(old->second), number(now->second));
    }
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
        changes << change(SettingsText::tr("top k"), QString::number(before.topK),
                          QString::number(after.topK));
    if (before.topP != after.topP)
        changes << change(SettingsText::tr("top p"), number(before.topP), number(after.topP));
    if (before.seed != after.seed)
        changes << SettingsText::tr("seed %1").arg(after.seed);
    return changes;
}

QString depthLimit(int layers)
{
    return layers > 0 ? QString::number(layers) : SettingsText::tr("all");
}

} // namespace

QString criterionText(std::string_view text)
{
    return QCoreApplication::translate("Criterion", std::string(text).c_str());
}

QString ruleTitle(const Rule& rule)
{
    return rule.criterion ? criterionText(rule.criterion->title) : SettingsText::tr("Full depth");
}

QString describeChange(const Settings& before, const Settings& after)
{
    QStringList changes = ruleChanges(before.rule, after.rule);
    if (before.exitLayerLimit != after.exitLayerLimit)
        changes << change(SettingsText::tr("layers"), depthLimit(before.exitLayerLimit),
                          depthLimit(after.exitLayerLimit));
    if (before.kvPolicy != after.kvPolicy)
        changes << SettingsText::tr("K/V policy %1").arg(QLatin1String(fieldName(after.kvPolicy)));
    if (before.watch != after.watch)
        changes << (after.watch ? SettingsText::tr("watching all layers")
                                : SettingsText::tr("deciding only"));
    if (before.maxWaiting != after.maxWaiting)
        changes << change(SettingsText::tr("waiting rows"), QString::number(before.maxWaiting),
                          QString::number(after.maxWaiting));
    if (before.promptExit != after.promptExit)
        changes << (after.promptExit ? SettingsText::tr("prompt may exit")
                                     : SettingsText::tr("prompt at full depth"));
    changes << samplingChanges(before.sampling, after.sampling);
    if (before.maxSteps != after.maxSteps)
        changes << change(SettingsText::tr("tokens at most"), QString::number(before.maxSteps),
                          QString::number(after.maxSteps));
    if (before.ignoreEos != after.ignoreEos)
        changes << (after.ignoreEos ? SettingsText::tr("end token ignored")
                                    : SettingsText::tr("end token ends"));
    if (before.stopWords != after.stopWords)
        changes << SettingsText::tr("other stop words");
    return changes.join(QStringLiteral(", "));
}

QString describeRule(const Rule& rule)
{
    if (!rule.criterion)
        return ruleTitle(rule);
    QStringList values;
    for (const ParameterInfo& info : rule.criterion->parameters) {
        const auto value = rule.parameters.find(info.name);
        if (value != rule.parameters.end())
            values << SettingsText::tr("%1 %2").arg(criterionText(info.label).toLower(),
                                                    number(value->second));
    }
    return values.isEmpty() ? ruleTitle(rule)
                            : SettingsText::tr("%1 (%2)").arg(ruleTitle(rule),
                                                              values.join(QStringLiteral(", ")));
}

} // namespace exitscope
