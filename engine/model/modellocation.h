#pragma once

#include "base/error.h"

#include <filesystem>
#include <string>

namespace exitscope {

/// Where a checkpoint lies.
struct ModelLocation
{
    std::filesystem::path folder; ///< that holds config.json
    std::string name;             ///< "org/name" in the hub's cache, else the folder's own name
};

/// Finds what `asked` names: a folder; a folder of the hub's cache, models--ORG--NAME or a snapshot
/// in it; else "org/name" or "org/name@revision" in the local cache. Nothing is downloaded.
/// Errors: FileMissing, with the places that were looked at.
Result<ModelLocation> locateModel(const std::string& asked);

/// The snapshot in `model`, a folder models--ORG--NAME of a cache, that opens for `revision`: a
/// file of refs/ or a commit. Where `revision` is empty, the snapshot of refs/main, else the
/// youngest; of these the first that holds config.json. Errors: FileMissing.
Result<ModelLocation> locateRevision(const std::filesystem::path& model,
                                     const std::string& revision);

/// "org/name" of a folder's own name "models--org--name"; empty for any other.
std::string hubName(const std::string& folder);

/// The local cache of the hub: HF_HUB_CACHE, else HF_HOME/hub, else
/// ~/.cache/huggingface/hub (XDG_CACHE_HOME in the place of ~/.cache where it is set).
std::filesystem::path hubCache();

} // namespace exitscope
