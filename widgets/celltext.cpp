#include "widgets/celltext.h"

#include "widgets/recordedscore.h"
#include "widgets/settingstext.h"
#include "widgets/tokenlabel.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

#include <cmath>

namespace exitscope {
namespace {

struct CellText
{
    Q_DECLARE_TR_FUNCTIONS(exitscope::CellText)
};

QString number(double value)
{
    return QLocale().toString(value, 'g', 4);
}

QString predictionText(const CellTextSource& source, const TokenTrace& trace, int layer)
{
    const std::span<const TopEntry> top = trace.topAt(layer);
    if (top.empty() || top.front().id < 0)
        return {};
    const int id = top.front().id;
    const QString name = source.tokenName ? tokenLabel(TokenTexts::visible(source.tokenName(id)))
                                          : QStringLiteral("#%1").arg(id);
    return CellText::tr("predicts “%1”, %2 %")
        .arg(name, number(100.0 * double(top.front().probability)));
}

QString valueText(const CellTextSource& source, int token, int layer)
{
    const HeatmapQuantity& quantity = source.values.quantity();
    const QString title = source.values.title();
    const float value = source.values.at(token, layer);
    if (std::isnan(value))
        return CellText::tr("%1: no value").arg(title);
    const QString unit = quantity.hasPlainUnit() ? source.values.unit() : QString();
    const QString shown = number(double(value));
    return CellText::tr("%1: %2").arg(title, unit.isEmpty() ? shown : shown + u' ' + unit);
}

QString ruleText(const CellTextSource& source, int token, int layer)
{
    if (!source.values.quantity().showsRule())
        return {};
    QStringList lines;
    for (const Condition& condition : ruleInForce(source.run.settingsAt(token)).conditions) {
        const float score = recordedScore(source.run, token, condition, layer);
        const QString threshold = number(condition.threshold(layer, source.run.model.shape()));
        const QString title = criterionText(condition.criterion->title);
        lines << (std::isnan(score)
                      ? CellText::tr("ruled by %1, threshold %2").arg(title, threshold)
                      : CellText::tr("ruled by %1 %2, threshold %3")
                            .arg(title, number(double(score)), threshold));
    }
    return lines.join(u'\n');
}

QString stateText(const TokenTrace& trace, int layer, CellState state)
{
    const auto index = static_cast<std::size_t>(layer);
    const bool wasScored = index < trace.layers.size() && trace.layers[index].top1 >= 0;
    if (state == CellState::Never)
        return (wasScored ? CellText::tr("layer %1: run only to be scored, no K/V kept")
                          : CellText::tr("layer %1: not run"))
            .arg(layer);
    if (state == CellState::Copied)
        return CellText::tr("layer %1: not run, K/V copied from layer %2's state")
            .arg(layer)
            .arg(trace.exitLayer);
    if (state == CellState::CaughtUp && index < trace.caughtUpAt.size())
        return CellText::tr("layer %1: caught up at token %2")
            .arg(layer)
            .arg(trace.caughtUpAt[index] + 1);
    return CellText::tr("layer %1").arg(layer);
}

} // namespace

QString cellText(const CellTextSource& source, int token, int layer)
{
    const TokenTrace& trace = source.run.tokens[static_cast<std::size_t>(token)];
    QStringList lines{CellText::tr("“%1”, token %2, left after layer %3")
                          .arg(source.texts.label(source.run, token), QString::number(token + 1),
                               QString::number(trace.exitLayer))};
    if (trace.role != TokenRole::Emitted)
        lines.first() += QStringLiteral(", ") + roleText(trace.role);
    if (layer < 0 || layer >= source.values.layers())
        return lines.first();
    const auto index = static_cast<std::size_t>(layer);
    const CellState state = index < trace.cells.size() ? trace.cells[index] : CellState::Never;
    lines << stateText(trace, layer, state);
    if (state == CellState::Computed || !std::isnan(source.values.at(token, layer)))
        lines << valueText(source, token, layer) << ruleText(source, token, layer);
    lines << predictionText(source, trace, layer);
    lines.removeAll(QString());
    return lines.join(u'\n');
}

QString sharedCellText(const HeatmapValues& values, int first, int last, int layer)
{
    const CellTally tally = values.tally(first, last, layer);
    const int tokens = last - first + 1;
    QStringList parts{CellText::tr("column of tokens %1 to %2: %3 of %4 with a value")
                          .arg(first + 1)
                          .arg(last + 1)
                          .arg(tally.known)
                          .arg(tokens)};
    if (tally.known > 0)
        parts << CellText::tr("mean %1").arg(number(double(tally.mean())));
    if (const std::uint32_t late = tally.late + tally.lateKnown; late > 0)
        parts << CellText::tr("%1 caught up later").arg(late);
    if (tally.copied > 0)
        parts << CellText::tr("%1 copied").arg(tally.copied);
    if (tally.unscored > 0)
        parts << CellText::tr("%1 run, not scored").arg(tally.unscored);
    const std::uint32_t ran = tally.known + tally.late + tally.copied + tally.unscored;
    if (const auto never = std::uint32_t(tokens) - ran; never > 0)
        parts << CellText::tr("%1 not run").arg(never);
    return parts.join(QStringLiteral(", "));
}

} // namespace exitscope
