#include "eval/speedways.h"

#include "tokenizer/tokenizer.h"

#include <algorithm>

namespace exitscope {

namespace {

constexpr const char* openingWords = "Once upon a time there was a king who had three";

DecodeWay wayOf(const Session& session, const std::string& name, std::vector<int> prompt)
{
    DecodeWay way;
    way.row.name = name;
    way.row.dtype = session.model().dtype;
    way.row.bytes = IdealBytes(session.traffic(), session.model().layers).fullDepth();
    way.prompt = std::move(prompt);
    return way;
}

std::string objectionToExits(const Step& step, int lastLayer)
{
    for (const TokenTrace& token : step.tokens) {
        if (token.exitLayer != lastLayer)
            return "A token left after layer " + std::to_string(token.exitLayer) +
                   " although no threshold can be met.";
    }
    return {};
}

DecodeWay decideWay(const Session& session, const std::string& name, const Criterion& criterion,
                    const std::vector<int>& prompt)
{
    const ModelIdentity& model = session.model();
    const bool isHeadBased = includes(criterion.needs, Needs::Head);
    DecodeWay way = wayOf(session, name, prompt);
    way.row.detail = criterion.name;
    way.settings.rule = neverFiring(criterion, {model.layers, model.vocabulary});
    way.objection = [last = model.layers - 1](const Step& step) {
        return objectionToExits(step, last);
    };
    if (name == "preview")
        way.settings.scoring = Scoring::Preview;
    else if (isHeadBased)
        way.row.bytes = IdealBytes(session.traffic(), model.layers).headAtEveryLayer();
    return way;
}

} // namespace

std::vector<int> spreadIds(int count, int vocabulary)
{
    std::vector<int> ids;
    for (int i = 0; i < count; ++i)
        ids.push_back((i * 97 + 3) % vocabulary);
    return ids;
}

Rule neverFiring(const Criterion& criterion, const ModelShape& shape)
{
    const double width = criterion.rangeWidth(shape);
    const bool firesAbove =
        criterion.comparison == Comparison::Above || criterion.comparison == Comparison::AtLeast;
    const double margin = 0.01 * width;
    return {
        .conditions = {makeCondition(criterion.name, {}, {firesAbove ? width + margin : -margin})}};
}

std::vector<DecodeWay> decodeWays(const Session& session, const RowSelection& asked,
                                  int promptTokens)
{
    const ModelIdentity& model = session.model();
    const std::vector<int> prompt = spreadIds(promptTokens, model.vocabulary);
    std::vector<DecodeWay> ways{wayOf(session, "full", prompt)};
    if (asked.contains("watch")) {
        ways.push_back(wayOf(session, "watch", prompt));
        ways.back().settings.watch = true;
    }
    for (const std::string name : {"decide", "preview"}) {
        if (!asked.contains(name))
            continue;
        for (const Criterion* criterion : allCriteria()) {
            if (name == "decide" || includes(criterion->needs, Needs::Head))
                ways.push_back(decideWay(session, name, *criterion, prompt));
        }
    }
    if (asked.contains("fixed_exit") && model.layers > 1) {
        const int depth = model.layers / 2;
        ways.push_back(wayOf(session, "fixed_exit", prompt));
        ways.back().row.detail =
            std::to_string(depth) + " of " + std::to_string(model.layers) + " layers";
        ways.back().row.bytes = IdealBytes(session.traffic(), model.layers).exitAt(depth);
        ways.back().settings.exitLayerLimit = depth;
    }
    return ways;
}

std::vector<DecodeWay> contextWays(const Session& session, int shortTokens, int longTokens)
{
    std::vector<DecodeWay> ways;
    for (const int tokens : {shortTokens, longTokens}) {
        ways.push_back(wayOf(session, "context", spreadIds(tokens, session.model().vocabulary)));
        ways.back().row.detail = "after " + std::to_string(tokens) + " tokens";
        const WeightTraffic traffic = session.traffic();
        ways.back().row.bytes +=
            static_cast<double>(traffic.keyValueRow) * tokens * session.model().layers;
    }
    return ways;
}

std::vector<DecodeWay> speculationWays(const Session& session, int promptTokens, int depth,
                                       int drafts)
{
    const ModelIdentity& model = session.model();
    DecodeWay way = wayOf(session, "speculation", spreadIds(promptTokens, model.vocabulary));
    way.row.detail = std::to_string(drafts) + " drafts by " + std::to_string(depth) + " layers";
    way.row.bytes = IdealBytes(session.traffic(), model.layers).acceptedRound(depth, drafts);
    way.settings.strategy = Strategy::SelfSpeculative;
    way.settings.exitLayerLimit = depth;
    way.settings.numSpeculations = drafts;
    way.objection = [drafts](const Step& step) -> std::string {
        if (step.round && step.round->accepted == drafts)
            return {};
        return "Of " + std::to_string(drafts) + " drafts " +
               std::to_string(step.round ? step.round->accepted : 0) +
               " were accepted, where all should have been.";
    };
    return {way};
}

std::vector<DecodeWay> recommendedWays(const Session& session)
{
    if (!session.tokenizer())
        return {};
    const std::vector<int> prompt = session.tokenizer()->encode(openingWords);
    std::vector<DecodeWay> ways{wayOf(session, "recommended", prompt)};
    ways.back().row.detail = "full depth";
    ways.back().isSteady = false; // as those that it is the measure of
    for (const Criterion* criterion : allCriteria()) {
        const auto found = session.criterionDefaults().find(std::string(criterion->name));
        const bool has = found != session.criterionDefaults().end();
        ways.push_back(wayOf(session, "recommended", prompt));
        ways.back().row.detail = criterion->name;
        ways.back().row.bytes = 0; // depends on where the tokens leave
        ways.back().isSteady = false;
        ways.back().settings.rule =
            makeRule(criterion->name, has ? found->second : ParameterValues());
    }
    return ways;
}

} // namespace exitscope
