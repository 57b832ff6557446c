#include "eval/qualitydocument.h"

#include "trace/documentparts.h"
#include "trace/jsonnode.h"

#include <cstdio>

namespace exitscope {

namespace {

using Json = nlohmann::json;

template <typename... Values>
std::string formatted(const char* form, Values... values)
{
    char line[160];
    std::snprintf(line, sizeof line, form, values...); // NOLINT: the forms stand below
    return line;
}

Json dtypeValue(const DtypeQuality& quality)
{
    Json exits = Json::object();
    for (const ExitAgreement& exit : quality.exits)
        exits[exit.criterion] = {{"same_exit", JsonNode::fromNumber(exit.sameExit)},
                                 {"mean_exit_layer", JsonNode::fromNumber(exit.meanExitLayer)}};
    return {{"dtype", quality.dtype},
            {"weight_bytes", quality.weightBytes},
            {"perplexity", JsonNode::fromNumber(quality.perplexity)},
            {"same_top1", JsonNode::fromNumber(quality.sameTop1)},
            {"mean_kl", JsonNode::fromNumber(quality.meanKl)},
            {"exits", std::move(exits)}};
}

} // namespace

std::string qualityDocument(const QualityReport& report)
{
    Json document{
        {"format_version", 1},
        {"model", modelPart(report.model)},
        {"text", toValidUtf8(report.text)},
        {"tokens", report.tokens},
        {"window", report.window},
        {"cancelled", report.cancelled},
        {"versions", {{"exitscope", EXITSCOPE_VERSION}, {"libtorch", EXITSCOPE_TORCH_VERSION}}},
        {"dtypes", Json::array()}};
    for (const DtypeQuality& quality : report.dtypes)
        document["dtypes"].push_back(dtypeValue(quality));
    return documentText(document);
}

std::string qualityText(const QualityReport& report)
{
    const std::string& reference = report.dtypes.front().dtype;
    std::string text = report.model.name + ", " + std::to_string(report.tokens) + " tokens of " +
                       report.text + " in windows of " + std::to_string(report.window) +
                       (report.cancelled ? "; interrupted\n\n" : "\n\n");
    text += formatted("%-8s %10s %11s %13s %14s\n", "dtype", "weights", "perplexity", "same top 1",
                      "mean KL (nats)");
    for (const DtypeQuality& quality : report.dtypes)
        text += formatted("%-8s %7.2f MB %11.3f %12.2f%% %14.6f\n", quality.dtype.c_str(),
                          static_cast<double>(quality.weightBytes) / 1e6, quality.perplexity,
                          quality.sameTop1 * 100, quality.meanKl);
    text += "\nTokens that leave at the same layer as in " + reference + ", and the mean layer:\n";
    text += formatted("%-18s", "criterion");
    for (const DtypeQuality& quality : report.dtypes)
        text += formatted(" %16s", quality.dtype.c_str());
    text += '\n';
    for (std::size_t c = 0; c < report.dtypes.front().exits.size(); ++c) {
        text += formatted("%-18s", report.dtypes.front().exits[c].criterion.c_str());
        for (const DtypeQuality& quality : report.dtypes)
            text += formatted(" %8.2f%% %6.2f", quality.exits[c].sameExit * 100,
                              quality.exits[c].meanExitLayer);
        text += '\n';
    }
    return text;
}

} // namespace exitscope
