#include "widgets/partialtext.h"

#include "widgets/recordedscore.h"
#include "widgets/settingstext.h"
#include "widgets/tokenlabel.h"
#include "widgets/tokentexts.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

#include <cmath>

namespace exitscope {
namespace {

struct PartialText
{
    Q_DECLARE_TR_FUNCTIONS(exitscope::PartialText)
};

/// A score or threshold of the verdict's criterion.
QString figure(const LayerVerdict& verdict, double value)
{
    const bool isCount = verdict.condition->criterion->range == ScoreRange::LayerCount;
    return QLocale().toString(value, 'f', isCount ? 0 : 3);
}

QString verdictSentence(const LayerVerdict& verdict)
{
    if (!verdict.condition)
        return {};
    const QString title = criterionText(verdict.condition->criterion->title);
    if (std::isnan(verdict.score))
        return PartialText::tr("%1: no score at this layer.").arg(title);
    const QString figures =
        PartialText::tr("%1 %2, needed %3").arg(title, scoreText(verdict), thresholdText(verdict));
    if (verdict.fires)
        return PartialText::tr("%1: the rule fires.").arg(figures);
    return verdict.holds
               ? PartialText::tr("%1: it passes, but the rule asks for more layers.").arg(figures)
               : PartialText::tr("%1: the rule does not fire.").arg(figures);
}

} // namespace

const Rule& ruleOf(const PartialToken& token)
{
    return ruleInForce(token.settings);
}

LayerVerdict verdictAt(const PartialToken& token, int layer, const ModelShape& shape)
{
    LayerVerdict verdict;
    const Rule& rule = ruleOf(token);
    if (!rule.mayExit() || layer < 0 || layer > token.newestLayer())
        return verdict;
    const auto known = std::span(token.layers).first(static_cast<std::size_t>(layer) + 1);
    const Condition* decisive = rule.decisive(known, shape);
    verdict.condition = decisive ? decisive : rule.leading();
    verdict.score = double(verdict.condition->score(known));
    verdict.threshold = verdict.condition->threshold(layer, shape);
    verdict.holds = rule.holds(known, shape).value_or(false);
    verdict.fires = token.fires[static_cast<std::size_t>(layer)];
    return verdict;
}

QString scoreText(const LayerVerdict& verdict)
{
    if (!verdict.condition)
        return {};
    return std::isnan(verdict.score) ? QStringLiteral("–") : figure(verdict, verdict.score);
}

QString thresholdText(const LayerVerdict& verdict)
{
    if (!verdict.condition)
        return {};
    const QString value = figure(verdict, verdict.threshold);
    switch (verdict.condition->criterion->comparison) {
    case Comparison::Above:
        return QStringLiteral(">\u00A0%1").arg(value);
    case Comparison::AtLeast:
        return QStringLiteral("≥\u00A0%1").arg(value);
    case Comparison::Below:
        return QStringLiteral("<\u00A0%1").arg(value);
    case Comparison::AtMost:
        return QStringLiteral("≤\u00A0%1").arg(value);
    }
    return value;
}

QString predictionText(const PartialToken& token, int layer, const TokenNames& names)
{
    const std::span<const TopEntry> top = token.topAt(layer);
    if (top.empty() || top.front().id < 0)
        return PartialText::tr("nothing");
    const int id = top.front().id;
    const QString name =
        names ? tokenLabel(TokenTexts::visible(names(id))) : QStringLiteral("#%1").arg(id);
    return PartialText::tr("“%1” %2 %")
        .arg(name, QLocale().toString(100.0 * double(top.front().probability), 'f', 1));
}

QString partialTitle(const PartialToken& token)
{
    const QString number = QString::number(token.index + 1);
    if (token.draft >= 0)
        return PartialText::tr("Token %1 as draft %2, layer by layer")
            .arg(number, QString::number(token.draft + 1));
    return token.isPrompt ? PartialText::tr("Token %1 from the prompt, layer by layer").arg(number)
                          : PartialText::tr("Token %1, layer by layer").arg(number);
}

QString layerSentence(const PartialToken& token, const ModelShape& shape, const TokenNames& names)
{
    const int layer = token.newestLayer();
    QStringList sentences{PartialText::tr("Layer %1 predicts %2.")
                              .arg(QString::number(layer), predictionText(token, layer, names)),
                          verdictSentence(verdictAt(token, layer, shape))};
    if (token.exitLayer == layer)
        sentences << PartialText::tr("The token leaves here.");
    else if (token.exitLayer >= 0)
        sentences << PartialText::tr("The token has left at layer %1.").arg(token.exitLayer);
    sentences.removeAll(QString());
    return sentences.join(u' ');
}

QString nextStepSentence(const PartialToken& token)
{
    if (!token.isComplete)
        return PartialText::tr("Next: layer %1.").arg(token.newestLayer() + 1);
    if (token.draft >= 0)
        return PartialText::tr("Next: the draft is taken and another one begun. After the last "
                               "draft the layers above check all in one batch, without a stop.");
    return PartialText::tr("Next: the token is chosen by the logits of layer %1.")
        .arg(token.exitLayer);
}

} // namespace exitscope
