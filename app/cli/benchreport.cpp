#include "cli/benchreport.h"

#include <cstdio>
#include <nlohmann/json.hpp>

namespace exitscope {

namespace {

using Json = nlohmann::ordered_json;

template <typename... Values>
std::string formatted(const char* format, Values... values)
{
    char line[256];
    std::snprintf(line, sizeof line, format, values...);
    return line;
}

} // namespace

std::string benchTable(const std::vector<BenchFigures>& figures)
{
    std::string table;
    for (const BenchFigures& dtype : figures) {
        table += formatted("%s, %d layers, %s\n", dtype.model.name.c_str(), dtype.model.layers,
                           dtype.model.dtype.c_str());
        table += formatted("  open     %28.1f ms\n", dtype.openMs);
        table += formatted("  prefill  %28.1f tokens/s\n", dtype.prefillTokensPerSecond);
        for (const DecodeFigures& decode : dtype.decode)
            table += formatted("  %-8s %-18s %9.1f tokens/s   mean exit layer %.2f\n",
                               decode.mode.c_str(), decode.criterion.c_str(),
                               decode.tokensPerSecond, decode.meanExitLayer);
    }
    return table;
}

std::string benchDocument(const std::vector<BenchFigures>& figures, int runs, int tokens,
                          int promptTokens)
{
    Json document{{"format_version", 1},
                  {"program", "exitscope " EXITSCOPE_VERSION},
                  {"runs", runs},
                  {"tokens", tokens},
                  {"prompt_tokens", promptTokens},
                  {"results", Json::array()}};
    for (const BenchFigures& dtype : figures) {
        Json result{{"model", dtype.model.name},
                    {"hash", dtype.model.hash},
                    {"layers", dtype.model.layers},
                    {"dtype", dtype.model.dtype},
                    {"open_ms", dtype.openMs},
                    {"prefill_tokens_per_second", dtype.prefillTokensPerSecond},
                    {"decode", Json::array()}};
        for (const DecodeFigures& decode : dtype.decode)
            result["decode"].push_back({{"mode", decode.mode},
                                        {"criterion", decode.criterion},
                                        {"tokens_per_second", decode.tokensPerSecond},
                                        {"mean_exit_layer", decode.meanExitLayer}});
        document["results"].push_back(std::move(result));
    }
    return document.dump(-1, ' ', false, Json::error_handler_t::replace) + '\n';
}

} // namespace exitscope
