#pragma once

#include "hub/catalog.h"
#include "hub/huberror.h"
#include "hub/hubsettings.h"
#include "hub/modelcache.h"
#include "hub/modelname.h"
#include "hub/remotemodel.h"

#include <QString>

#include <cstdint>
#include <optional>
#include <vector>

namespace exitscope {

/// A model that can be had or is here: on offer, in the hub's cache, or asked for by name. A value.
struct ModelEntry
{
    /// Whether its files may be downloaded, as far as is known.
    enum class Access
    {
        Unknown,
        Bundled,
        Open,
        Gated,   ///< somebody who is signed in may have been given access
        Granted, ///< the account has access
        Refused, ///< the account has none yet
    };
    ModelName name;
    std::optional<OfferedModel> offer;
    std::optional<CachedModel> cached;
    QString folder;              ///< what opens; empty where it is not here, or not all of it
    QString obstacle;            ///< why it does not run; empty where it does or that is not known
    std::int64_t parameters = 0; ///< 0: not known
    int layers = 0;
    WeightFormat stored = WeightFormat::BFloat16;
    std::vector<DtypeNeed> needs; ///< empty where the shape is not known
    Access access = Access::Unknown;
    std::optional<RemoteModel> remote; ///< once the hub was asked
    std::optional<HubError> error;     ///< how the last download ended

    bool isHere() const { return !folder.isEmpty(); }
    bool isBundled() const { return offer && offer->isBundled(); }
    /// On disk, of all its revisions; unfinished files count.
    std::int64_t bytesHere() const { return cached ? cached->bytes + cached->incomplete : 0; }
    /// What a download takes, or what is on disk; 0 where neither is known.
    std::int64_t bytesInAll() const;
    /// As stored where that fits, else the widest that takes less and fits; null where none does.
    const DtypeNeed* bestFit() const;
    const DtypeNeed* need(WeightFormat format) const;
};

/// What there is, read from disk.
struct ModelScan
{
    std::vector<ModelEntry> models; ///< bundled, on offer, asked for, the others of the cache
    std::optional<std::size_t> freeMemory; ///< bytes, of the CPU
    QString problem;                       ///< a sentence; empty where there is none
};

/// Reads the catalogue and the cache; `asked` are models that were asked for by name. Asks no
/// network. Reads files, so not for the thread that draws.
ModelScan scanModels(const HubSettings& settings, const std::vector<ModelName>& asked);

} // namespace exitscope
