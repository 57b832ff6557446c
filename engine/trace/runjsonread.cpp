#include "trace/documentparts.h"
#include "trace/runfields.h"
#include "trace/runfile.h"
#include "trace/runjson.h"
#include "trace/settingsjson.h"

#include <algorithm>

namespace exitscope {

namespace {

using Json = nlohmann::json;

/// No run is nested deeper than this; a limit keeps hostile input from exhausting the stack.
constexpr int deepestNesting = 32;

/// Builds the document like Json::parse, but refuses deep nesting.
class ShallowDom : public nlohmann::detail::json_sax_dom_parser<Json>
{
    using Base = nlohmann::detail::json_sax_dom_parser<Json>;

public:
    using Base::Base;
    bool start_object(std::size_t size) { return enter() && Base::start_object(size); }
    bool start_array(std::size_t size) { return enter() && Base::start_array(size); }
    bool end_object() { return leave() && Base::end_object(); }
    bool end_array() { return leave() && Base::end_array(); }

private:
    bool enter() { return ++m_depth <= deepestNesting; }
    bool leave() { return --m_depth >= 0; }

    int m_depth = 0;
};

Json parse(std::string_view content)
{
    const auto first = content.find_first_not_of(" \t\r\n");
    const bool isJson = first != std::string_view::npos && content[first] == '{';
    Json value;
    ShallowDom dom(value);
    try {
        if (Json::sax_parse(content.begin(), content.end(), &dom,
                            isJson ? Json::input_format_t::json : Json::input_format_t::cbor))
            return value;
    } catch (const Json::exception& error) {
        throw Error(ErrorCode::FileDamaged, std::string("it is no whole ") +
                                                (isJson ? "JSON" : "CBOR") +
                                                " document: " + error.what());
    }
    throw Error(ErrorCode::FileDamaged, "it is nested deeper than any run is");
}

template <std::size_t N, typename Enum>
Enum named(const JsonNode& node, const std::array<Enum, N>& all)
{
    const std::string name = node.text();
    const auto found = std::ranges::find_if(all, [&](Enum e) { return name == fieldName(e); });
    if (found == all.end())
        node.fail("has the unknown value \"" + toValidUtf8(name) + '"');
    return *found;
}

ModelIdentity toModel(const JsonNode& node)
{
    ModelIdentity model = modelWithoutTokenizer(node);
    if (node.has("tokenizer")) // absent from runs of the first format version
        model.tokenizer = node["tokenizer"].text();
    return model;
}

std::vector<int> toIntegers(const JsonNode& node, int least,
                            int most = std::numeric_limits<int>::max())
{
    std::vector<int> values(node.size());
    for (std::size_t i = 0; i < values.size(); ++i)
        values[i] = node.at(i).integer(least, most);
    return values;
}

void readStatistics(const JsonNode& node, std::vector<LayerStatistics>& layers)
{
    for (const StatisticField& field : statisticFields) {
        if (!node.has(field.name))
            continue;
        const JsonNode list = node[field.name];
        list.sizeExactly(layers.size());
        for (std::size_t i = 0; i < layers.size(); ++i)
            layers[i].*field.value = list.at(i).scoreOrNan();
    }
    for (const CountField& field : countFields) {
        if (!node.has(field.name))
            continue;
        const JsonNode list = node[field.name];
        list.sizeExactly(layers.size());
        for (std::size_t i = 0; i < layers.size(); ++i)
            layers[i].*field.value = list.at(i).integer(-1);
    }
}

std::vector<CellState> toCells(const JsonNode& node)
{
    std::vector<CellState> cells;
    for (const char letter : node.text()) {
        const auto state = cellLetters.find(letter);
        if (state == std::string_view::npos)
            node.fail("has a letter other than " + std::string(cellLetters));
        cells.push_back(static_cast<CellState>(state));
    }
    return cells;
}

std::vector<TopEntry> toTop(const JsonNode& token, std::size_t layers)
{
    const JsonNode ids = token["top_ids"];
    const JsonNode probabilities = token["top_probabilities"];
    std::vector<TopEntry> top(ids.sizeExactly(layers * topEntriesPerLayer));
    probabilities.sizeExactly(top.size());
    for (std::size_t i = 0; i < top.size(); ++i)
        top[i] = {ids.at(i).integer(-1), probabilities.at(i).scoreOrNan()};
    return top;
}

TokenTimes toTimes(const JsonNode& token)
{
    TokenTimes times;
    const JsonNode list = token["times_ms"];
    list.sizeExactly(4);
    times.layersMs = list.at(0).number();
    times.scoringMs = list.at(1).number();
    times.catchUpMs = list.at(2).number();
    times.samplingMs = list.at(3).number();
    // Absent from earlier runs, as is the run's full_depth_ms.
    if (token.has("other_ms"))
        times.otherMs = token["other_ms"].number();
    if (token.has("carried")) {
        const JsonNode carried = token["carried"];
        carried.sizeExactly(2);
        times.carriedMs = carried.at(0).number();
        times.carriedPasses = carried.at(1).integer(0, 1 << 20); // layers: sums stay in range
    }
    return times;
}

FullDepthCost toFullDepth(const JsonNode& list)
{
    list.sizeExactly(3);
    return {list.at(0).number(), list.at(1).number(), list.at(2).number()};
}

/// `tokens`: how many the run has; the step that met the end of the text stands just past them.
TokenTrace toToken(const JsonNode& node, int layers, int tokens)
{
    TokenTrace token;
    token.id = node["id"].integer(-1);
    token.bytes = node["bytes"].text();
    token.position = node["position"].integer(0);
    token.exitLayer = node["exit_layer"].integer(0, layers - 1);
    if (node.has("preview_exit_layer"))
        token.previewExitLayer = node["preview_exit_layer"].integer(0, layers - 1);
    token.role = named(node["role"], allRoles);
    // A trace without layers is one that nothing was recorded for.
    const int recorded = node["layers"].integer(0, layers);
    if (recorded != 0 && recorded != layers)
        node["layers"].fail("is neither 0 nor the model's number of layers");
    token.layers.resize(static_cast<std::size_t>(recorded));
    readStatistics(node["statistics"], token.layers);
    token.cells = toCells(node["cells"]);
    if (!token.cells.empty() && token.cells.size() != static_cast<std::size_t>(layers))
        node["cells"].fail("does not have one letter per layer");
    token.caughtUpAt.assign(token.cells.size(), -1);
    if (node.has("caught_up_at")) {
        node["caught_up_at"].sizeExactly(token.cells.size());
        token.caughtUpAt = toIntegers(node["caught_up_at"], -1, tokens);
    }
    if (node.has("top_ids"))
        token.top = toTop(node, static_cast<std::size_t>(layers));
    token.times = toTimes(node);
    token.layersRun = node["layers_run"].integer(0);
    token.catchUpRows = node["catch_up_rows"].integer(0);
    token.debtRows = node["debt_rows"].integer(0);
    return token;
}

void readSettings(const JsonNode& list, Run& run)
{
    const int tokens = static_cast<int>(run.tokens.size());
    if (tokens > 0 && list.size() == 0)
        list.fail("is empty");
    for (std::size_t i = 0; i < list.size(); ++i) {
        const JsonNode entry = list.at(i);
        const int earliest = run.settings.empty() ? 0 : run.settings.back().token + 1;
        const int token = entry["token"].integer(earliest, run.settings.empty() ? 0 : tokens);
        const Settings settings = settingsFromJson(entry);
        try {
            validate(settings, run.model.layers);
        } catch (const Error& error) {
            entry.fail(std::string("has a wrong value: ") + error.what());
        }
        run.settings.push_back({token, settings});
    }
}

void readEvents(const JsonNode& list, Run& run)
{
    const int lastToken = static_cast<int>(run.tokens.size()) - 1;
    for (std::size_t i = 0; i < list.size(); ++i) {
        const JsonNode entry = list.at(i);
        entry.sizeExactly(4);
        CellEvent event;
        event.atToken = entry.at(0).integer(0, lastToken + 1);
        event.layer = entry.at(1).integer(0, run.model.layers - 1);
        event.firstToken = entry.at(2).integer(0, lastToken);
        event.lastToken = entry.at(3).integer(event.firstToken, lastToken);
        run.events.push_back(event);
    }
}

void readTies(const JsonNode& list, Run& run)
{
    for (std::size_t i = 0; i < list.size(); ++i) {
        const JsonNode entry = list.at(i);
        entry.sizeExactly(4);
        run.ties.push_back({entry.at(0).integer(0, static_cast<int>(run.tokens.size()) - 1),
                            entry.at(1).integer(0, run.model.layers - 1), entry.at(2).number(),
                            entry.at(3).number()});
    }
}

void readCloseCalls(const JsonNode& list, Run& run)
{
    for (std::size_t i = 0; i < list.size(); ++i) {
        const JsonNode entry = list.at(i);
        entry.sizeExactly(5);
        run.closeCalls.push_back({entry.at(0).integer(0, static_cast<int>(run.tokens.size()) - 1),
                                  entry.at(1).integer(-1), entry.at(2).integer(-1),
                                  entry.at(3).number(), entry.at(4).number()});
    }
}

void readRounds(const JsonNode& list, Run& run)
{
    for (std::size_t i = 0; i < list.size(); ++i) {
        const JsonNode entry = list.at(i);
        SpeculationRound round;
        // A round whose tokens ended at once stands just past the last one.
        round.firstToken = entry["first_token"].integer(0, static_cast<int>(run.tokens.size()));
        const JsonNode drafts = entry["drafts"];
        for (std::size_t j = 0; j < drafts.size(); ++j) {
            const JsonNode draft = drafts.at(j);
            draft.sizeExactly(3);
            round.drafts.push_back({draft.at(0).integer(-1), draft.at(1).text(),
                                    draft.at(2).integer(0, run.model.layers - 1)});
        }
        round.accepted = entry["accepted"].integer(0, static_cast<int>(round.drafts.size()));
        round.isCut = entry.has("cut") && entry["cut"].boolean();
        run.rounds.push_back(std::move(round));
    }
}

void checkVersion(const JsonNode& document)
{
    if (!document.has("format") || document["format"].text() != runFormatName)
        throw Error(ErrorCode::FileDamaged, "it is not a run saved by this program");
    const int version = document["version"].integer(1);
    if (version > runFileVersion)
        throw Error(ErrorCode::Unsupported, "it has format version " + std::to_string(version) +
                                                ", but this program reads up to version " +
                                                std::to_string(runFileVersion) +
                                                "; open it with a newer one");
}

} // namespace

Run decodeRun(std::string_view content)
{
    const Json value = parse(content);
    const JsonNode document(value);
    checkVersion(document);
    Run run;
    run.model = toModel(document["model"]);
    run.prompt = document["prompt"].text();
    run.promptIds = toIntegers(document["prompt_ids"], 0);
    const JsonNode tokens = document["tokens"];
    run.tokens.reserve(tokens.size());
    for (std::size_t i = 0; i < tokens.size(); ++i)
        run.tokens.push_back(
            toToken(tokens.at(i), run.model.layers, static_cast<int>(tokens.size())));
    readSettings(document["settings"], run);
    readEvents(document["events"], run);
    readTies(document["ties"], run);
    // Absent from runs of the first format version.
    if (document.has("close_calls"))
        readCloseCalls(document["close_calls"], run);
    if (document.has("rounds"))
        readRounds(document["rounds"], run);
    run.finishReason = named(document["finish_reason"], allFinishReasons);
    run.prefillSeconds = document["prefill_seconds"].number();
    run.decodeSeconds = document["decode_seconds"].number();
    if (document.has("full_depth_ms"))
        run.fullDepth = toFullDepth(document["full_depth_ms"]);
    return run;
}

} // namespace exitscope
