#pragma once

#include "hub/catalog.h"
#include "hub/hubsettings.h"
#include "hub/modelcache.h"
#include "hub/tokenstore.h"

#include <optional>
#include <string>
#include <vector>

namespace exitscope {

/// One model of `models list`: on offer, in the cache, or both.
struct ListedModel
{
    std::string name;
    std::optional<OfferedModel> offer;
    std::optional<CachedModel> cached;
    std::vector<DtypeNeed> needs; ///< empty where the shape is not known
};

/// What `models list` says.
struct ModelsList
{
    std::vector<ListedModel> models; ///< on offer first, then the others of the cache
    std::optional<std::size_t> freeMemory;
    HubToken::Source token = HubToken::Source::None;
    HubSettings settings;
};

/// Asks neither the hub nor the keyring. Throws Error.
ModelsList gatherModels(const HubSettings& settings);

std::string listText(const ModelsList& list);
std::string listDocument(const ModelsList& list);

/// For example "13.5 GB" or "11 MB".
std::string spelledSize(std::int64_t bytes);

} // namespace exitscope
