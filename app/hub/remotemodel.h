#pragma once

#include "hub/huberror.h"
#include "hub/modelname.h"

#include <QByteArray>
#include <QMetaType>
#include <QString>

#include <cstdint>
#include <variant>
#include <vector>

namespace exitscope {

/// A file of a model on the hub.
struct RemoteFile
{
    QString name;          ///< in the repository's root
    std::int64_t size = 0; ///< bytes
    QString etag;          ///< the blob's name in the cache, and its checksum:
    bool isLarge = false;  ///< SHA-256 of the content; else git's SHA-1 of a blob

    bool operator==(const RemoteFile&) const = default;
};

/// A model as the hub lists it, with only the files that are needed to run it.
struct RemoteModel
{
    ModelName name;
    QString commit; ///< 40 hex digits
    bool gated = false;
    std::vector<RemoteFile> files; ///< small ones first

    std::int64_t bytes() const;
};

/// Reads the answer to /api/models/ORG/NAME/revision/REVISION?blobs=true. Kept are config.json,
/// generation_config.json, the tokenizer's files, exitscope.json, and the weights: the index with
/// its parts where there is one, else model.safetensors. Errors: BadAnswer (no such list, a commit
/// or checksum that is none), NoSafetensors (with what there is instead).
std::variant<RemoteModel, HubError> readRemoteModel(const QByteArray& answer,
                                                    const ModelName& name);

} // namespace exitscope

Q_DECLARE_METATYPE(exitscope::RemoteModel)
