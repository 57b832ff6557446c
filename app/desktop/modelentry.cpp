#include "desktop/modelentry.h"

#include "model/checkpoint.h"
#include "model/cpumemory.h"

#include <algorithm>

namespace exitscope {

namespace {

/// As the engine takes it, by one matrix. Throws Error, as Checkpoint.
WeightFormat storedFormat(const QString& folder)
{
    const Checkpoint checkpoint(folder.toStdString());
    const StoredTensor* sample = checkpoint.find("model.layers.0.self_attn.q_proj.weight");
    const std::string dtype = sample ? sample->dtype : std::string();
    return dtype == "BF16"  ? WeightFormat::BFloat16
           : dtype == "F16" ? WeightFormat::Float16
                            : WeightFormat::Float32;
}

void takeShape(ModelEntry& entry, const ModelConfig& shape, std::optional<std::size_t> freeMemory)
{
    entry.layers = shape.layers;
    entry.parameters = parametersOf(shape);
    entry.needs = dtypeNeeds(shape, entry.stored, freeMemory);
}

void readShape(ModelEntry& entry, std::optional<std::size_t> freeMemory)
{
    if (!entry.isHere() || !entry.needs.empty())
        return;
    try {
        const ModelConfig shape = readModelConfig(entry.folder.toStdString());
        entry.stored = storedFormat(entry.folder);
        takeShape(entry, shape, freeMemory);
    } catch (const std::exception& error) {
        entry.obstacle = QString::fromUtf8(error.what());
    }
}

ModelEntry offered(const OfferedModel& offer, std::optional<std::size_t> freeMemory)
{
    ModelEntry entry;
    entry.name.repository = offer.name;
    entry.folder = offer.folder;
    entry.stored = offer.stored;
    entry.access = offer.isBundled() ? ModelEntry::Access::Bundled
                   : offer.gated     ? ModelEntry::Access::Gated
                                     : ModelEntry::Access::Open;
    entry.offer = offer;
    takeShape(entry, offer.shape, freeMemory);
    return entry;
}

} // namespace

std::int64_t ModelEntry::bytesInAll() const
{
    if (remote)
        return remote->bytes();
    if (isHere() && cached)
        return bytesHere();
    return offer ? offer->weightBytes() : 0;
}

const DtypeNeed* ModelEntry::need(WeightFormat format) const
{
    const auto found = std::ranges::find(needs, format, &DtypeNeed::format);
    return found == needs.end() ? nullptr : &*found;
}

const DtypeNeed* ModelEntry::bestFit() const
{
    const DtypeNeed* usual = need(stored);
    if (!usual || usual->fits.value_or(true))
        return usual;
    for (const DtypeNeed& each : needs) { // the widest first
        if (each.bytes < usual->bytes && each.fits.value_or(true))
            return &each;
    }
    return nullptr;
}

ModelScan scanModels(const HubSettings& settings, const std::vector<ModelName>& asked)
{
    ModelScan scan;
    scan.freeMemory = freeCpuMemory();
    if (const auto catalog = readCatalog()) {
        for (const OfferedModel& offer : *catalog)
            scan.models.push_back(offered(offer, scan.freeMemory));
    } else {
        scan.problem = QString::fromUtf8(catalog.error().what());
    }
    const auto hasRow = [&scan](const ModelName& name) {
        return std::ranges::find(scan.models, name, &ModelEntry::name) != scan.models.end();
    };
    for (const ModelName& name : asked) {
        ModelEntry entry;
        entry.name = name;
        if (!hasRow(name))
            scan.models.push_back(entry);
    }
    const ModelCache cache(settings.cache);
    for (const CachedModel& cached : cache.models()) {
        ModelEntry entry;
        entry.name.repository = cached.name;
        if (!hasRow(entry.name))
            scan.models.push_back(entry);
        for (ModelEntry& each : scan.models) {
            if (each.name.repository != cached.name || each.isBundled())
                continue;
            each.cached = cached;
            each.folder = cache.openedFolder(each.name);
            readShape(each, scan.freeMemory);
        }
    }
    return scan;
}

} // namespace exitscope
