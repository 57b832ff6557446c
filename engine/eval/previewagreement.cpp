#include "eval/previewagreement.h"

#include "decode/decodetoend.h"
#include "eval/speedways.h"

namespace exitscope {

namespace {

constexpr int texts = 2;
constexpr int tokensPerText = 200;

struct Decisions
{
    int tokens = 0;
    int equal = 0;
    int estimated = 0; ///< tokens whose exit was estimated at all
};

/// False when cancelled.
bool decide(Session& session, const DecodeWay& way, int text, Decisions& decisions,
            std::stop_token stop)
{
    Settings settings = way.settings;
    settings.watch = true;
    settings.scoring = Scoring::Preview;
    settings.ignoreEos = true;
    settings.maxSteps = tokensPerText;
    settings.sampling.seed = static_cast<std::uint64_t>(text) + 1;
    auto generation = session.start(way.prompt);
    if (!generation)
        throw generation.error();
    const Run run = decodeToEnd(session, **generation, settings, stop);
    for (const TokenTrace& token : run.tokens) {
        ++decisions.tokens;
        decisions.estimated += token.previewExitLayer >= 0;
        decisions.equal += token.previewExitLayer == token.exitLayer;
    }
    return !stop.stop_requested();
}

} // namespace

std::vector<SpeedRow> measureAgreement(Session& session, const SpeedProgress& progress,
                                       std::stop_token stop)
{
    std::vector<SpeedRow> rows;
    for (const DecodeWay& way : recommendedWays(session)) {
        const Rule& rule = way.settings.rule;
        if (!includes(rule.needs(), Needs::Head) || stop.stop_requested())
            continue;
        SpeedRow row = way.row;
        row.name = "agreement";
        row.unit = "of tokens";
        row.bytes = 0;
        progress(row.label());
        Decisions decisions;
        for (int text = 0; text < texts; ++text) {
            if (!decide(session, way, text, decisions, stop))
                return rows;
        }
        if (decisions.estimated == 0)
            row.error = "No exit was estimated: this model runs without a preview.";
        else
            row.value = spreadOf({static_cast<double>(decisions.equal) / decisions.tokens});
        rows.push_back(std::move(row));
    }
    return rows;
}

} // namespace exitscope
