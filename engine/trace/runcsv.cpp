#include "trace/runcsv.h"

#include "base/utf8.h"
#include "trace/writefile.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

namespace exitscope {

namespace {

std::string quoted(const std::string& field)
{
    if (field.find_first_of(",\"\r\n") == std::string::npos)
        return field;
    std::string text = "\"";
    for (const char c : field) {
        if (c == '"')
            text += '"';
        text += c;
    }
    return text + '"';
}

/// The shortest digits that give the number back, whatever the locale; empty for NaN.
template <typename T>
std::string digits(T value)
{
    if (!std::isfinite(value))
        return {};
    char buffer[64];
    const auto end = std::to_chars(std::begin(buffer), std::end(buffer), value).ptr;
    return {buffer, end};
}

/// The condition on which the token's exit hung; the rule's first where that is not known.
struct Decision
{
    std::string criterion = "none";
    float score = unknownScore;
    double threshold = std::numeric_limits<double>::quiet_NaN();
};

Decision decisionOf(const TokenTrace& token, const Settings& settings, const ModelShape& shape)
{
    if (!settings.ruleApplies())
        return {};
    const auto depth = static_cast<std::size_t>(token.exitLayer) + 1;
    const auto layers = std::span(token.layers).first(std::min(depth, token.layers.size()));
    const Condition* decisive =
        layers.size() == depth ? settings.rule.decisive(layers, shape) : nullptr;
    const Condition& shown = decisive ? *decisive : settings.rule.conditions.front();
    return {shown.name(), decisive ? decisive->score(layers) : unknownScore,
            shown.threshold(token.exitLayer, shape)};
}

/// How many tokens the whole model held likelier than the emitted one; empty where unknown.
std::string rankAtLastLayer(const TokenTrace& token)
{
    const int rank = token.layers.empty() ? -1 : token.layers.back().emittedRank;
    return rank < 0 ? std::string() : std::to_string(rank);
}

std::string row(const Run& run, std::size_t index, const std::string& text)
{
    const TokenTrace& token = run.tokens[index];
    const Decision decision =
        decisionOf(token, run.settingsAt(static_cast<int>(index)), run.model.shape());
    const double milliseconds = std::round(token.times.totalMs() * 1000) / 1000;
    return std::to_string(index + 1) + ',' + std::to_string(token.id) + ',' + quoted(text) + ',' +
           std::to_string(token.exitLayer) + ',' + decision.criterion + ',' +
           digits(decision.score) + ',' + digits(decision.threshold) + ',' + digits(milliseconds) +
           ',' + fieldName(token.role) + ',' + rankAtLastLayer(token) + "\r\n";
}

} // namespace

std::string runToCsv(const Run& run)
{
    std::string csv = "token,token_id,text,exit_layer,criterion,score,threshold,milliseconds,role,"
                      "last_layer_rank\r\n";
    Utf8Stream characters;
    for (std::size_t i = 0; i < run.tokens.size(); ++i) {
        std::string text = characters.push(run.tokens[i].bytes);
        if (i + 1 == run.tokens.size())
            text += characters.finish();
        csv += row(run, i, text);
    }
    return csv;
}

Status saveCsv(const Run& run, const std::filesystem::path& file, bool overwrite)
{
    if (Status isNew = checkIsNew(file); !overwrite && !isNew)
        return isNew;
    return writeFile(file, runToCsv(run));
}

} // namespace exitscope
