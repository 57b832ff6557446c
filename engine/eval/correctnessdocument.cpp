#include "eval/correctnessdocument.h"

#include "trace/documentparts.h"
#include "trace/jsonnode.h"

#include <cstdio>

namespace exitscope {

namespace {

using Json = nlohmann::json;

Json tokenValue(const RankedToken& token, const Tokenizer* tokenizer)
{
    if (token.id < 0)
        return nullptr;
    return {{"id", token.id},
            {"text", tokenizer ? Json(toValidUtf8(tokenizer->piece(token.id))) : Json()},
            {"logit", JsonNode::fromNumber(token.logit)}};
}

Json differenceValue(const Difference& difference, const Tokenizer* tokenizer)
{
    return {{"token", difference.token},
            {"full", tokenValue(difference.full, tokenizer)},
            {"other", tokenValue(difference.other, tokenizer)},
            {"top2", Json::array({tokenValue(difference.top[0], tokenizer),
                                  tokenValue(difference.top[1], tokenizer)})},
            {"margin", JsonNode::fromNumber(difference.margin)},
            {"distance", JsonNode::fromNumber(difference.distance)},
            {"tolerance", JsonNode::fromNumber(difference.tolerance)},
            {"class", fieldName(difference.kind)}};
}

Json textValue(const DecodedText& text)
{
    return {{"tokens", text.tokens},
            {"finish_reason", fieldName(text.finishReason)},
            {"seconds", JsonNode::fromNumber(text.seconds)}};
}

Json sampleValue(const ComparedSample& sample, const Tokenizer* tokenizer)
{
    if (!sample.skipped.empty())
        return {{"sample", sample.index}, {"skipped", toValidUtf8(sample.skipped)}};
    Json value{{"sample", sample.index},
               {"prompt_tokens", sample.promptTokens},
               {"full", textValue(sample.full)},
               {"other", textValue(sample.other)},
               {"difference", nullptr}};
    if (sample.difference)
        value["difference"] = differenceValue(*sample.difference, tokenizer);
    return value;
}

Json summaryValue(const CorrectnessSummary& summary)
{
    const bool drafted = summary.drafted > 0;
    return {
        {"samples", summary.samples},
        {"equal", summary.equal},
        {"rounding_ties", summary.ties},
        {"real_differences", summary.real},
        {"skipped", summary.skipped},
        {"tokens_compared", summary.tokens},
        {"drafted", summary.drafted},
        {"accepted", summary.accepted},
        {"acceptance_rate", drafted ? Json(double(summary.accepted) / summary.drafted) : Json()}};
}

std::string spelled(const RankedToken& token, const Tokenizer* tokenizer)
{
    if (token.id < 0)
        return "the end";
    char logit[48];
    std::snprintf(logit, sizeof logit, " (logit %.6g)", token.logit);
    const std::string piece =
        tokenizer ? " \"" + toValidUtf8(tokenizer->piece(token.id)) + '"' : std::string();
    return std::to_string(token.id) + piece + logit;
}

std::string lineFor(const ComparedSample& sample, const Tokenizer* tokenizer)
{
    const std::string start = "sample " + std::to_string(sample.index) + ": ";
    if (!sample.skipped.empty())
        return start + "skipped: " + sample.skipped + '\n';
    if (!sample.difference)
        return {};
    const Difference& difference = *sample.difference;
    char figures[128];
    std::snprintf(figures, sizeof figures,
                  "; margin of the top 2 %.6g, distance %.6g, tolerance %.6g\n", difference.margin,
                  difference.distance, difference.tolerance);
    return start + fieldName(difference.kind) + " at token " + std::to_string(difference.token) +
           ": full depth writes " + spelled(difference.full, tokenizer) + ", this strategy " +
           spelled(difference.other, tokenizer) + figures;
}

} // namespace

std::string correctnessDocument(const CorrectnessReport& report, const Tokenizer* tokenizer)
{
    Json document{
        {"format_version", 1},
        {"model", modelPart(report.model)},
        {"settings", settingsPart(report.settings)},
        {"dataset", {{"name", toValidUtf8(report.dataset)}, {"file", toValidUtf8(report.file)}}},
        {"versions", {{"exitscope", EXITSCOPE_VERSION}, {"libtorch", EXITSCOPE_TORCH_VERSION}}},
        {"cancelled", report.cancelled},
        {"samples", Json::array()},
        {"summary", summaryValue(report.summary())}};
    for (const ComparedSample& sample : report.samples)
        document["samples"].push_back(sampleValue(sample, tokenizer));
    return documentText(document);
}

std::string correctnessText(const CorrectnessReport& report, const Tokenizer* tokenizer)
{
    std::string text;
    for (const ComparedSample& sample : report.samples)
        text += lineFor(sample, tokenizer);
    const CorrectnessSummary summary = report.summary();
    char line[256];
    std::snprintf(line, sizeof line,
                  "%d samples: %d equal, %d with a rounding tie, %d with a real difference, %d "
                  "skipped; %d tokens compared",
                  summary.samples, summary.equal, summary.ties, summary.real, summary.skipped,
                  summary.tokens);
    text += line;
    if (summary.drafted > 0) {
        std::snprintf(line, sizeof line, "; %d of %d drafts accepted (acceptance rate %.1f%%)",
                      summary.accepted, summary.drafted,
                      100.0 * summary.accepted / summary.drafted);
        text += line;
    }
    return text + (report.cancelled ? "; interrupted\n" : "\n");
}

} // namespace exitscope
