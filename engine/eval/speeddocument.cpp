#include "eval/speeddocument.h"

#include "eval/speedtargets.h"

#include <cstdio>
#include <nlohmann/json.hpp>

namespace exitscope {

namespace {

using Json = nlohmann::ordered_json;

Json orNull(double value, bool isKnown)
{
    return isKnown ? Json(value) : Json();
}

Json orNull(const std::string& text)
{
    return text.empty() ? Json() : Json(text);
}

Json toJson(const Spread& spread)
{
    if (spread.count == 0)
        return {};
    return {{"median", spread.median},
            {"min", spread.least},
            {"max", spread.most},
            {"count", spread.count}};
}

Json toJson(const TimeShares& shares)
{
    return {{"layers", shares.layers},
            {"scoring", shares.scoring},
            {"catch_up", shares.catchUp},
            {"sampling", shares.sampling},
            {"overhead", shares.overhead}};
}

Json toJson(const SpeedRow& row)
{
    const bool isMeasured = row.value.count > 0;
    const bool hasLimit = isMeasured && row.bytes > 0 && row.bandwidth > 0;
    return {{"row", row.name},
            {"detail", orNull(row.detail)},
            {"dtype", orNull(row.dtype)},
            {"unit", row.unit},
            {"value", toJson(row.value)},
            {"ratio", toJson(row.ratio)},
            {"bytes_per_token", orNull(row.bytes, row.bytes > 0)},
            {"bandwidth_bytes_per_second", orNull(row.bandwidth, row.bandwidth > 0)},
            {"limit_tokens_per_second", orNull(row.limit(), hasLimit)},
            {"share_of_limit", orNull(row.shareOfLimit(), hasLimit)},
            {"time_shares", row.shares ? toJson(*row.shares) : Json()},
            {"error", orNull(row.error)}};
}

template <typename... Values>
std::string formatted(const char* format, Values... values)
{
    char line[512];
    std::snprintf(line, sizeof line, format, values...);
    return line;
}

std::string percent(double share)
{
    return formatted("%.0f%%", share * 100);
}

std::string line(const SpeedRow& row)
{
    std::string text =
        formatted("%-8s %-13s %-21s ", row.dtype.c_str(), row.name.c_str(), row.detail.c_str());
    if (row.value.count > 0) {
        text += formatted("%9.2f %-9s", row.value.median, row.unit.c_str());
        const bool hasLimit = row.bytes > 0 && row.bandwidth > 0;
        text += formatted(" %8s", hasLimit ? formatted("%.0f", row.bytes / 1e6).c_str() : "");
        text += formatted(" %6s", hasLimit ? percent(row.shareOfLimit()).c_str() : "");
        text += formatted(" %7s",
                          row.ratio.count > 0 ? formatted("%.3f", row.ratio.median).c_str() : "");
    }
    if (row.value.count > 0 && row.shares)
        text += formatted("  %3.0f %3.0f %3.0f %3.0f %3.0f", row.shares->layers * 100,
                          row.shares->scoring * 100, row.shares->catchUp * 100,
                          row.shares->sampling * 100, row.shares->overhead * 100);
    if (!row.error.empty())
        text += (row.value.count > 0 ? "  " : "") + row.error;
    return text + '\n';
}

} // namespace

std::string speedDocument(const SpeedReport& report)
{
    Json document{{"format_version", 2},
                  {"program", "exitscope " EXITSCOPE_VERSION},
                  {"interrupted", report.interrupted},
                  {"model",
                   {{"name", report.model.name},
                    {"hash", report.model.hash},
                    {"layers", report.model.layers},
                    {"width", report.model.width},
                    {"vocabulary", report.model.vocabulary}}},
                  {"threads", report.threads},
                  {"kernels", report.kernels},
                  {"bandwidth_bytes_per_second", toJson(report.bandwidth)},
                  {"bandwidth_buffer_bytes", report.bandwidthBytes},
                  {"rows", Json::array()},
                  {"targets", Json::array()}};
    for (const SpeedRow& row : report.rows)
        document["rows"].push_back(toJson(row));
    for (const SpeedTarget& target : speedTargets(report))
        document["targets"].push_back({{"name", target.name},
                                       {"value", target.value},
                                       {"goal", target.goal},
                                       {"sense", target.atLeast ? "at_least" : "at_most"},
                                       {"met", target.met}});
    return document.dump(-1, ' ', false, Json::error_handler_t::replace) + '\n';
}

std::string speedTable(const SpeedReport& report)
{
    std::string table = formatted("%s, %d layers, width %d, vocabulary %d; %d threads, %s kernels, "
                                  "memory is read at %.1f GB/s\n",
                                  report.model.name.c_str(), report.model.layers,
                                  report.model.width, report.model.vocabulary, report.threads,
                                  report.kernels.c_str(), report.bandwidth.median / 1e9);
    table +=
        "                                                                         of          "
        "   % of time in layers, scoring,\n"
        "dtype    row           detail                     median           MB  limit   ratio  "
        "catch-up, sampling, overhead\n";
    for (const SpeedRow& row : report.rows)
        table += line(row);
    const auto targets = speedTargets(report);
    if (!targets.empty())
        table += "\ntargets\n";
    for (const SpeedTarget& target : targets)
        table += formatted("  %-9s %-58s %10.3f  %s %.3f\n", target.met ? "met" : "NOT MET",
                           target.name.c_str(), target.value,
                           target.atLeast ? "at least" : "at most", target.goal);
    if (report.interrupted)
        table += "interrupted: what was measured until then\n";
    return table;
}

} // namespace exitscope
