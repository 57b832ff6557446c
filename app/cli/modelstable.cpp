#include "cli/modelstable.h"

#include "model/cpumemory.h"
#include "model/placement.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace exitscope {

namespace {

using Json = nlohmann::ordered_json;

/// fp16 takes what bf16 does, so the table leaves it out.
constexpr std::array shownFormats{WeightFormat::Float32, WeightFormat::BFloat16, WeightFormat::Int8,
                                  WeightFormat::Int4};

std::vector<DtypeNeed> needsOf(const CachedModel& cached, std::optional<std::size_t> freeMemory)
{
    try {
        const ModelConfig shape = readModelConfig(cached.folder.toStdString());
        return dtypeNeeds(shape, WeightFormat::BFloat16, freeMemory);
    } catch (const Error&) {
        return {}; // of a family that does not run here, or not complete
    }
}

std::string placeOf(const ListedModel& model)
{
    if (model.offer && model.offer->isBundled())
        return "bundled";
    if (!model.cached)
        return "-";
    if (model.cached->isComplete())
        return "cached";
    return "part of it";
}

std::string sizeOf(const ListedModel& model)
{
    if (model.cached && (model.cached->isComplete() || !model.offer))
        return spelledSize(model.cached->bytes + model.cached->incomplete);
    return spelledSize(model.offer->weightBytes());
}

using Row = std::vector<std::string>;

Row rowOf(const ListedModel& model)
{
    Row row{model.name, sizeOf(model)};
    for (const WeightFormat format : shownFormats) {
        const auto need = std::ranges::find(model.needs, format, &DtypeNeed::format);
        const bool isKnown = need != model.needs.end();
        const bool isTooLarge = isKnown && !need->fits.value_or(true);
        row.push_back((isTooLarge ? "! " : "") + (isKnown ? spelledSize(need->bytes) : "?"));
    }
    row.push_back(placeOf(model));
    row.push_back(!model.offer ? "-" : model.offer->gated ? "gated" : "open");
    row.push_back(model.offer ? model.offer->licence.toStdString() : "see its page");
    return row;
}

std::string aligned(const std::vector<Row>& rows)
{
    constexpr std::size_t firstNumber = 1;
    constexpr std::size_t lastNumber = 5;
    std::vector<std::size_t> widths(rows.front().size());
    for (const Row& row : rows) {
        for (std::size_t i = 0; i < row.size(); ++i)
            widths[i] = std::max(widths[i], row[i].size());
    }
    std::string text;
    for (const Row& row : rows) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            const std::string pad(widths[i] - row[i].size(), ' ');
            const bool isNumber = i >= firstNumber && i <= lastNumber;
            const bool isLast = i + 1 == row.size();
            text += (i ? "  " : "") + (isNumber ? pad + row[i] : row[i] + (isLast ? "" : pad));
        }
        text += '\n';
    }
    return text;
}

Json cachedJson(const ListedModel& model)
{
    if (!model.cached)
        return nullptr;
    Json revisions = Json::array();
    for (const QString& revision : model.cached->revisions)
        revisions.push_back(revision.toStdString());
    return {{"complete", model.cached->isComplete()},
            {"folder", model.cached->folder.toStdString()},
            {"revisions", revisions},
            {"bytes", model.cached->bytes},
            {"incomplete_bytes", model.cached->incomplete}};
}

Json modelJson(const ListedModel& model, const HubSettings& settings)
{
    Json json{{"name", model.name}, {"offered", model.offer.has_value()}};
    if (model.offer) {
        json["bundled"] = model.offer->isBundled();
        json["summary"] = model.offer->summary.toStdString();
        json["parameters"] = model.offer->parameters;
        json["weight_bytes"] = model.offer->weightBytes();
        json["licence"] = model.offer->licence.toStdString();
        json["gated"] = model.offer->gated;
    }
    if (model.name.find('/') != std::string::npos)
        json["page"] = settings.pageOf(QString::fromStdString(model.name)).toString().toStdString();
    json["cached"] = cachedJson(model);
    Json memory = Json::object();
    for (const DtypeNeed& need : model.needs)
        memory[std::string(fieldName(need.format))] = {
            {"bytes", need.bytes}, {"fits", need.fits ? Json(*need.fits) : Json(nullptr)}};
    json["memory"] = memory;
    return json;
}

} // namespace

std::string spelledSize(std::int64_t bytes)
{
    return spelledBytes(static_cast<std::size_t>(std::max<std::int64_t>(bytes, 0)));
}

ModelsList gatherModels(const HubSettings& settings)
{
    const auto catalog = readCatalog();
    if (!catalog)
        throw catalog.error();
    ModelsList list{{}, freeCpuMemory(), TokenStore::findQuickly().source, settings};
    for (const OfferedModel& offer : *catalog)
        list.models.push_back({offer.name.toStdString(), offer, std::nullopt,
                               dtypeNeeds(offer.shape, offer.stored, list.freeMemory)});
    for (CachedModel& cached : ModelCache(settings.cache).models()) {
        const auto listed =
            std::ranges::find(list.models, cached.name.toStdString(), &ListedModel::name);
        if (listed != list.models.end())
            listed->cached = std::move(cached);
        else
            list.models.push_back({cached.name.toStdString(), std::nullopt, cached,
                                   needsOf(cached, list.freeMemory)});
    }
    return list;
}

std::string listText(const ModelsList& list)
{
    std::vector<Row> rows{
        {"model", "size", "fp32", "bf16", "int8", "int4", "here", "access", "licence"}};
    std::ranges::transform(list.models, std::back_inserter(rows), rowOf);
    std::string text = aligned(rows);
    text += "\nMemory that each dtype takes (fp16 as bf16)";
    text += list.freeMemory ? "; ! is more than the " +
                                  spelledSize(static_cast<std::int64_t>(*list.freeMemory)) +
                                  " that are free here.\n"
                            : "; what is free here is not known.\n";
    text += "Cache: " + list.settings.cache.toStdString() + '\n';
    text += "Token: " + spelledSource(list.token).toStdString() + '\n';
    text += "Gated models: accept the licence on " +
            list.settings.endpoint.toString().toStdString() + "/NAME, then models login.\n";
    return text;
}

std::string listDocument(const ModelsList& list)
{
    Json models = Json::array();
    for (const ListedModel& model : list.models)
        models.push_back(modelJson(model, list.settings));
    const bool isKnown = list.token != HubToken::Source::None;
    return Json{{"format_version", 1},
                {"cache", list.settings.cache.toStdString()},
                {"endpoint", list.settings.endpoint.toString().toStdString()},
                {"free_memory_bytes", list.freeMemory ? Json(*list.freeMemory) : Json(nullptr)},
                {"token", isKnown ? Json(spelledSource(list.token).toStdString()) : Json(nullptr)},
                {"models", models}}
               .dump(2) +
           '\n';
}

} // namespace exitscope
