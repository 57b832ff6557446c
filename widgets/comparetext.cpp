#include "widgets/comparetext.h"

#include "trace/rundifferences.h"
#include "widgets/settingstext.h"
#include "widgets/tokentexts.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

#include <cmath>

namespace exitscope {

namespace {

struct CompareText
{
    Q_DECLARE_TR_FUNCTIONS(exitscope::CompareText)
};

QString tokenText(const Run& run, int token)
{
    const TokenTrace& trace = run.tokens[static_cast<std::size_t>(token)];
    if (trace.bytes.empty())
        return QStringLiteral("#%1").arg(trace.id);
    return CompareText::tr("“%1”").arg(TokenTexts::visible(QString::fromStdString(trace.bytes)));
}

QString probability(double value)
{
    return QLocale().toString(value, 'f', value < 0.1 ? 3 : 2);
}

/// "A says “dog” (p 0.41)".
QString says(const QString& who, const Run& run, int token, const DivergenceMargin& margin)
{
    const QString text = tokenText(run, token);
    return std::isnan(margin.own)
               ? CompareText::tr("%1 says %2").arg(who, text)
               : CompareText::tr("%1 says %2 (p %3)").arg(who, text, probability(margin.own));
}

QString finishText(const Run& run)
{
    switch (run.finishReason) {
    case FinishReason::Unfinished:
        return CompareText::tr("has so far");
    case FinishReason::Eos:
        return CompareText::tr("met the end of the text after");
    case FinishReason::Length:
        return CompareText::tr("reached its limit after");
    case FinishReason::Context:
        return CompareText::tr("filled its context after");
    case FinishReason::Stop:
        return CompareText::tr("met a stop word after");
    case FinishReason::Cancelled:
        break;
    }
    return CompareText::tr("was stopped after");
}

/// One ended where the other goes on.
QString endSentence(const QString& who, const Run& ended, const QString& other, const Run& longer,
                    int next)
{
    return CompareText::tr("The same as far as both go: %1 %2 %3, %4 goes on with %5.")
        .arg(who, finishText(ended), tokenCountText(static_cast<int>(ended.tokens.size())), other,
             tokenText(longer, next));
}

/// What a run gave the token that the other one wrote.
QString otherChoice(const QString& who, const DivergenceMargin& margin, const QString& text)
{
    if (margin.closeCall)
        return CompareText::tr("In %1 the logits of the two lay %2 apart, within rounding.")
            .arg(who, QLocale().toString(margin.logitGap, 'g', 2));
    if (std::isnan(margin.other))
        return {};
    return CompareText::tr("%1 gave %2 %3 at layer %4 (logit gap %5).")
        .arg(who, text, probability(margin.other), QString::number(margin.layer),
             QLocale().toString(margin.logitGap, 'f', 2));
}

QString causeText(DivergenceCause cause, const Divergence& at, const QString& a, const QString& b)
{
    switch (cause) {
    case DivergenceCause::ExitA:
        return CompareText::tr("A left at layer %1; its last layer would have said %2 too.")
            .arg(at.a.layer)
            .arg(b);
    case DivergenceCause::ExitB:
        return CompareText::tr("B left at layer %1; its last layer would have said %2 too.")
            .arg(at.b.layer)
            .arg(a);
    case DivergenceCause::ChosenA:
        return CompareText::tr("A's token was chosen by you in the place of the model's.");
    case DivergenceCause::ChosenB:
        return CompareText::tr("B's token was chosen by you in the place of the model's.");
    case DivergenceCause::Sampling:
        return CompareText::tr("A token was drawn that was not the likeliest.");
    case DivergenceCause::Rounding:
        return CompareText::tr("So near that rounding can decide.");
    case DivergenceCause::Unknown:
        break;
    }
    return {};
}

QString inShort(QString text)
{
    constexpr qsizetype most = 110;
    text = TokenTexts::visible(text);
    return text.size() > most ? text.left(most - 1) + u'…' : text;
}

/// What one run has where the two differ. The engine says it in English; words of it that stand
/// alone are translated, and a rule is told again.
QString valueText(const RunDifference& difference, const std::string& value, const Run& run)
{
    static constexpr const char* words[] = {
        QT_TRANSLATE_NOOP("RunDifference", "unknown"),
        QT_TRANSLATE_NOOP("RunDifference", "autoregressive"),
        QT_TRANSLATE_NOOP("RunDifference", "self-speculative"),
        QT_TRANSLATE_NOOP("RunDifference", "dynamic self-speculative"),
        QT_TRANSLATE_NOOP("RunDifference", "not asked"),
        QT_TRANSLATE_NOOP("RunDifference", "greedy"),
        QT_TRANSLATE_NOOP("RunDifference", "all"),
        QT_TRANSLATE_NOOP("RunDifference", "none"),
        QT_TRANSLATE_NOOP("RunDifference", "yes"),
        QT_TRANSLATE_NOOP("RunDifference", "no"),
        QT_TRANSLATE_NOOP("RunDifference", "watched"),
        QT_TRANSLATE_NOOP("RunDifference", "not run"),
        QT_TRANSLATE_NOOP("RunDifference", "ignored"),
        QT_TRANSLATE_NOOP("RunDifference", "ends"),
    };
    for (const char* word : words) {
        if (value == word)
            return QCoreApplication::translate("RunDifference", word);
    }
    if (difference.name == "exit rule")
        return inShort(describeRule(run.settingsAt(0).rule));
    return inShort(QString::fromStdString(value));
}

} // namespace

QString divergenceSentence(const Run& a, const Run& b, const RunComparison& comparison)
{
    if (a.tokens.empty() || b.tokens.empty())
        return CompareText::tr("%1 has no tokens yet.")
            .arg(a.tokens.empty() ? QStringLiteral("A") : QStringLiteral("B"));
    if (!comparison.divergence)
        return CompareText::tr("Both wrote the same text: %1.")
            .arg(tokenCountText(static_cast<int>(a.tokens.size())));
    const Divergence& at = *comparison.divergence;
    const QString nameA = QStringLiteral("A");
    const QString nameB = QStringLiteral("B");
    if (at.tokenA < 0)
        return endSentence(nameA, a, nameB, b, at.tokenB);
    if (at.tokenB < 0)
        return endSentence(nameB, b, nameA, a, at.tokenA);
    const QString place =
        at.tokenA == at.tokenB
            ? CompareText::tr("Token %1").arg(at.tokenA + 1)
            : CompareText::tr("Token %1 of A, %2 of B").arg(at.tokenA + 1).arg(at.tokenB + 1);
    const QString sentence =
        CompareText::tr("%1: %2, %3")
            .arg(place, says(nameA, a, at.tokenA, at.a), says(nameB, b, at.tokenB, at.b));
    return at.isClose() ? CompareText::tr("%1 — close").arg(sentence) : sentence;
}

QString divergenceReasons(const Run& a, const Run& b, const RunComparison& comparison)
{
    if (!comparison.divergence || a.tokens.empty() || b.tokens.empty())
        return {};
    const Divergence& at = *comparison.divergence;
    if (at.tokenA < 0 || at.tokenB < 0)
        return {};
    const QString textA = tokenText(a, at.tokenA);
    const QString textB = tokenText(b, at.tokenB);
    QStringList reasons{otherChoice(QStringLiteral("A"), at.a, textB),
                        otherChoice(QStringLiteral("B"), at.b, textA)};
    if (at.a.tie || at.b.tie)
        reasons << CompareText::tr("In %1 the exit hung on rounding.")
                       .arg(at.a.tie ? QStringLiteral("A") : QStringLiteral("B"));
    reasons << causeText(at.cause, at, textA, textB);
    reasons.removeAll(QString());
    return reasons.join(u' ');
}

QString differencesSentence(const Run& a, const Run& b)
{
    QStringList facts;
    for (const RunDifference& difference : differencesOf(a, b))
        facts << CompareText::tr("%1: %2 → %3")
                     .arg(QCoreApplication::translate("RunDifference",
                                                      std::string(difference.name).c_str()),
                          valueText(difference, difference.a, a),
                          valueText(difference, difference.b, b));
    if (facts.isEmpty())
        return CompareText::tr("Both runs were set up the same.");
    return CompareText::tr("From A to B: %1.").arg(facts.join(QStringLiteral("; ")));
}

QString whyNoDifference(const Run& a, const Run& b, const RunComparison& comparison)
{
    if (comparison.sameDepth)
        return {};
    return CompareText::tr("No difference: A has %1 layers and B has %2, so a layer of one is not "
                           "the same as that layer of the other.")
        .arg(a.model.layers)
        .arg(b.model.layers);
}

QString tokenCountText(int tokens)
{
    return tokens == 1 ? CompareText::tr("1 token") : CompareText::tr("%1 tokens").arg(tokens);
}

QString runInShort(const Run& run)
{
    QStringList parts{describeDecision(run.settingsAt(0))};
    if (!run.model.dtype.empty())
        parts << QString::fromStdString(run.model.dtype);
    parts << tokenCountText(static_cast<int>(run.tokens.size()));
    return parts.join(QStringLiteral(", "));
}

QString signedNumber(double value, int decimals)
{
    const QString digits = QLocale().toString(std::abs(value), 'f', decimals);
    if (digits == QLocale().toString(0.0, 'f', decimals))
        return digits;
    return (value < 0 ? QStringLiteral("−") : QStringLiteral("+")) + digits;
}

} // namespace exitscope
