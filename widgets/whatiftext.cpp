#include "widgets/whatiftext.h"

#include "widgets/tokentexts.h"
#include "widgets/whatif.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

#include <algorithm>

namespace exitscope {

namespace {

struct WhatIfText
{
    Q_DECLARE_TR_FUNCTIONS(exitscope::WhatIfText)
};

QString nameOf(int id, const TokenText& text)
{
    return text ? TokenTexts::visible(text(id)) : QStringLiteral("#%1").arg(id);
}

QString differenceIn(const Run& run, const Replay& replay, const TokenText& text)
{
    if (!replay.firstDifference)
        return replay.totals.replayed == static_cast<int>(run.tokens.size())
                   ? WhatIfText::tr("No token would differ.")
                   : WhatIfText::tr("No replayed token would differ.");
    const auto index = static_cast<std::size_t>(*replay.firstDifference);
    const TokenTrace& token = run.tokens[index];
    const bool isDrawnToken = isDrawn(run.settingsAt(*replay.firstDifference));
    const int before = isDrawnToken ? top1At(token, token.exitLayer) : token.id;
    const int after = top1At(token, replay.tokens[index].exitLayer);
    const auto count = std::ranges::count(
        replay.tokens, true, [](const ReplayedToken& each) { return each.differs == true; });
    // Multi-argument, so that a token's text may hold a place marker.
    return WhatIfText::tr("Tokens that would differ: %1 of %2. The first is token %3, “%5” in "
                          "place of “%4”.")
        .arg(QLocale().toString(count), QLocale().toString(replay.totals.replayed),
             QLocale().toString(index + 1), nameOf(before, text), nameOf(after, text));
}

} // namespace

QString verdictOn(const Run& run, const Replay& replay, const TokenText& text)
{
    if (replay.totals.replayed == 0)
        return WhatIfText::tr("Nothing that was recorded says what this rule would have done.");
    const QString difference = differenceIn(run, replay, text);
    if (replay.trueTokens == static_cast<int>(run.tokens.size()))
        return WhatIfText::tr("%1 Exact to the end.").arg(difference);
    if (replay.trueTokens == 0)
        return WhatIfText::tr("%1 From the start the text may have been another.").arg(difference);
    return WhatIfText::tr("%1 Exact up to token %2; from there on the text may have been another.")
        .arg(difference, QLocale().toString(replay.trueTokens));
}

QString limitsOf(const Run& run, const Rule& rule, const Replay& replay)
{
    QStringList notes;
    if (replay.comparesTop1Only)
        notes << WhatIfText::tr("This run drew its tokens by chance or from changed logits, so "
                                "that only the likeliest tokens are compared.");
    QStringList left;
    if (replay.notWatched > 0)
        left << WhatIfText::tr("%1 not watched").arg(replay.notWatched);
    if (replay.temperatureNotRecorded > 0)
        left << WhatIfText::tr("%1 without the entropy at temperature %2")
                    .arg(QString::number(replay.temperatureNotRecorded),
                         QLocale().toString(rule.entropyTemperature(), 'g', 4));
    if (replay.scoreNotRecorded > 0)
        left << WhatIfText::tr("%1 with a score missing").arg(replay.scoreNotRecorded);
    if (!left.isEmpty())
        notes << WhatIfText::tr("Tokens left out: %1.").arg(left.join(QStringLiteral(", ")));
    if (replay.temperatureNotRecorded > 0)
        notes << WhatIfText::tr("Watching keeps entropies at temperatures 1, 3 and that of the "
                                "rule in force.");
    if (!run.rounds.empty())
        notes << WhatIfText::tr("Drafts and their verification are not replayed: exits are those "
                                "of decoding without drafts.");
    return notes.join(u' ');
}

QString whyNothingToAsk(const Run& run)
{
    if (run.tokens.empty())
        return WhatIfText::tr("Run a prompt with Watch on, then ask here what other thresholds "
                              "would have done.");
    if (!isWatched(run))
        return WhatIfText::tr("Watch a run to ask what if: this one stopped scoring at its exits. "
                              "Choose Watch under “Layers past the exit” in the Rule tab, then run "
                              "the prompt again.");
    return {};
}

} // namespace exitscope
