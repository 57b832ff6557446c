#include "trace/runcsv.h"

#include "base/utf8.h"
#include "trace/writefile.h"

#include <charconv>
#include <cmath>

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

std::string row(const Run& run, std::size_t index, const std::string& text)
{
    const TokenTrace& token = run.tokens[index];
    const Rule& rule = run.settingsAt(static_cast<int>(index)).rule;
    const auto depth = static_cast<std::size_t>(token.exitLayer + 1);
    const float score = token.layers.size() < depth
                            ? unknownScore
                            : rule.score(std::span(token.layers).first(depth));
    const double milliseconds = std::round(token.times.totalMs() * 1000) / 1000;
    return std::to_string(index + 1) + ',' + std::to_string(token.id) + ',' + quoted(text) + ',' +
           std::to_string(token.exitLayer) + ',' + rule.name() + ',' + digits(score) + ',' +
           digits(rule.threshold(token.exitLayer, run.model.shape())) + ',' + digits(milliseconds) +
           "\r\n";
}

} // namespace

std::string runToCsv(const Run& run)
{
    std::string csv = "token,token_id,text,exit_layer,criterion,score,threshold,milliseconds\r\n";
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
