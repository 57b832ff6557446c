#include "widgets/staircasetext.h"

#include "widgets/settingstext.h"
#include "widgets/staircasegroup.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace exitscope {
namespace {

struct StaircaseText
{
    Q_DECLARE_TR_FUNCTIONS(exitscope::StaircaseText)
};

QString tokenName(const StaircaseScene& scene, int token)
{
    return StaircaseText::tr("token %1 “%2”")
        .arg(QString::number(token + 1), scene.frame.texts.label(scene.frame.run, token));
}

/// The step of a catch-up, as its first token.
QString cause(const StaircaseScene& scene, int step)
{
    const StaircaseStep& at = scene.history.step(step);
    if (at.tokens == 0)
        return StaircaseText::tr("caught up by the step that met the end of the text");
    if (at.round >= 0)
        return StaircaseText::tr("caught up in round %1, with %2")
            .arg(QString::number(at.round + 1), tokenName(scene, at.firstToken));
    return StaircaseText::tr("caught up with %1").arg(tokenName(scene, at.firstToken));
}

QString heldText(const StaircaseScene& scene, int token, int layer, CellOrigin origin)
{
    const int step = scene.history.stepOfCell(scene.frame.run, token, layer);
    if (origin != CellOrigin::CaughtUp)
        return originTitle(origin);
    if (step == scene.history.stepOf(token))
        return StaircaseText::tr("caught up in the token's own step: as much waited as may");
    return cause(scene, step);
}

QString missingText(const StaircaseScene& scene, int token, int layer)
{
    const Run& run = scene.frame.run;
    const int came = scene.history.stepOfCell(run, token, layer);
    if (token >= scene.state.columns)
        return StaircaseText::tr("not written yet");
    const int door = scene.history.doorOf(run, scene.step, token);
    if (!scene.history.isWaiting(run, scene.step, door))
        return StaircaseText::tr("holds no K/V");
    const QString now = layer == door
                            ? StaircaseText::tr("the row waits at this door")
                            : StaircaseText::tr("the row waits at the door of layer %1").arg(door);
    return came < 0 ? now : StaircaseText::tr("%1; later %2").arg(now, cause(scene, came));
}

QString roundText(const Run& run, const StaircaseStep& at)
{
    const SpeculationRound& round = run.rounds[static_cast<std::size_t>(at.round)];
    return StaircaseText::tr("Drafts: %1, accepted: %2.")
        .arg(round.drafts.size())
        .arg(round.accepted);
}

} // namespace

QString originTitle(CellOrigin origin)
{
    switch (origin) {
    case CellOrigin::Never:
        return StaircaseText::tr("no K/V");
    case CellOrigin::OwnPass:
        return StaircaseText::tr("own pass");
    case CellOrigin::DraftPass:
        return StaircaseText::tr("draft's pass");
    case CellOrigin::DeeperDraft:
        return StaircaseText::tr("carried by a deeper draft");
    case CellOrigin::Verification:
        return StaircaseText::tr("verification batch");
    case CellOrigin::CaughtUp:
        return StaircaseText::tr("caught up later");
    case CellOrigin::Copied:
        return StaircaseText::tr("copied");
    }
    return {};
}

QString stepTitle(const Run& run, const StaircaseHistory& history, int step)
{
    const auto tokens = static_cast<int>(run.tokens.size());
    if (step < 0 || step >= history.steps())
        return {};
    const StaircaseStep& at = history.step(step);
    const auto number = [](int count) { return QLocale().toString(count); };
    if (at.tokens == 0)
        return StaircaseText::tr("End of the text");
    if (at.round < 0)
        return StaircaseText::tr("Token %1 of %2").arg(number(at.firstToken + 1), number(tokens));
    if (at.tokens == 1)
        return StaircaseText::tr("Round %1: token %2 of %3")
            .arg(number(at.round + 1), number(at.firstToken + 1), number(tokens));
    return StaircaseText::tr("Round %1: tokens %2 to %3 of %4")
        .arg(number(at.round + 1), number(at.firstToken + 1), number(at.firstToken + at.tokens),
             number(tokens));
}

QString staircaseSummary(const Run& run, const StaircaseHistory& history,
                         const StaircaseState& state, int step)
{
    if (step < 0 || step >= history.steps() || state.columns == 0)
        return {};
    QStringList sentences;
    const StaircaseStep& at = history.step(step);
    if (at.round >= 0)
        sentences << roundText(run, at);
    if (state.carriedLayerRows > 0)
        sentences << StaircaseText::tr("Layer-rows that this step carried along: %1 (columns: %2).")
                         .arg(state.carriedLayerRows)
                         .arg(state.carriedRows);
    if (state.waitingRows > 0)
        sentences << StaircaseText::tr("Columns that wait after it: %1 (layer-rows to run: %2).")
                         .arg(state.waitingRows)
                         .arg(state.waitingLayerRows);
    else
        sentences << StaircaseText::tr("Nothing waits after it.");
    const int recorded = run.tokens[static_cast<std::size_t>(state.columns - 1)].debtRows;
    if (recorded > state.waitingLayerRows && at.round < 0 && at.tokens > 0)
        sentences << StaircaseText::tr("The run counts %1: the others are the prompt's, which has "
                                       "no columns here.")
                         .arg(recorded);
    if (state.rejectedLayerRows > 0)
        sentences << StaircaseText::tr("Cut with rejected drafts so far: %1 layer-rows.")
                         .arg(state.rejectedLayerRows);
    return sentences.join(u' ');
}

QString staircaseLimits(const Run& run)
{
    QStringList sentences;
    bool copied = false;
    bool replaced = false;
    bool watched = false;
    for (const SettingsChange& change : run.settings) {
        const Settings& settings = change.settings;
        replaced = replaced || (copied && settings.kvPolicy == KvPolicy::Exact);
        copied = copied || settings.kvPolicy == KvPolicy::Copy;
        watched = watched || (settings.watch && !settings.speculates() &&
                              settings.kvPolicy == KvPolicy::Exact);
    }
    if (watched)
        sentences << StaircaseText::tr(
            "While all layers are watched each token runs them all, so nothing waits: let the "
            "run decide to see the staircase.");
    if (replaced)
        sentences << StaircaseText::tr("Copied cells that were made anew when the K/V policy "
                                       "changed show only as caught up: what they were before "
                                       "is not recorded.");
    return sentences.join(u' ');
}

QString sharedColumnsNote(int tokens)
{
    return StaircaseText::tr("each column: %1 tokens; cells: what most of them hold; line: the "
                             "median of their doors")
        .arg(tokens);
}

QString sharedColumnText(const StaircaseScene& scene, int token, int layer)
{
    if (!scene.frame.geometry.isShared() || token < 0 || token >= scene.state.columns ||
        layer < 0 || layer >= scene.layers())
        return {};
    const StaircaseGroup group = groupOf(scene, token);
    const OriginTally tally = talliesOf(scene, group)[static_cast<std::size_t>(layer)];
    const QLocale locale;
    QStringList counts;
    for (std::size_t origin = 0; origin < tally.size(); ++origin) {
        if (tally[origin] > 0)
            counts << QStringLiteral("%1 %2").arg(originTitle(static_cast<CellOrigin>(origin)),
                                                  locale.toString(tally[origin]));
    }
    const int door = medianDoor(scene, group);
    return QStringList{StaircaseText::tr("tokens %1 to %2 share this column")
                           .arg(locale.toString(group.first + 1), locale.toString(group.last + 1)),
                       StaircaseText::tr("layer %1: %2")
                           .arg(QString::number(layer), counts.join(QLatin1String(", "))),
                       door < scene.layers()
                           ? StaircaseText::tr("median of their doors: layer %1").arg(door)
                           : StaircaseText::tr("most have passed all layers")}
        .join(u'\n');
}

QString staircaseCellText(const StaircaseScene& scene, int token, int layer)
{
    const Run& run = scene.frame.run;
    if (token < 0 || token >= static_cast<int>(run.tokens.size()))
        return {};
    const TokenTrace& trace = run.tokens[static_cast<std::size_t>(token)];
    QStringList lines;
    const QString text = scene.frame.texts.label(run, token);
    lines << StaircaseText::tr("token %1 “%2”, left at layer %3")
                 .arg(QString::number(token + 1), text, QString::number(trace.exitLayer));
    if (trace.role != TokenRole::Emitted)
        lines << roleText(trace.role);
    if (layer < 0 || layer >= scene.layers())
        return lines.join(u'\n');
    const CellOrigin origin = scene.shownAt(token, layer);
    const QString what = origin == CellOrigin::Never ? missingText(scene, token, layer)
                                                     : heldText(scene, token, layer, origin);
    lines << StaircaseText::tr("layer %1: %2").arg(QString::number(layer), what);
    if (token == 0 && origin == CellOrigin::OwnPass)
        lines << StaircaseText::tr("the prompt's pass");
    return lines.join(u'\n');
}

} // namespace exitscope
