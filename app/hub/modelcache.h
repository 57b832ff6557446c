#pragma once

#include "base/error.h"
#include "hub/modelname.h"

#include <QString>
#include <QStringList>

#include <cstdint>
#include <vector>

namespace exitscope {

/// A model in the local cache.
struct CachedModel
{
    QString name;           ///< "org/name"
    QString folder;         ///< what `--model org/name` opens; empty where that is not complete
    QStringList revisions;  ///< names of refs/, and commits of snapshots without one
    std::int64_t bytes = 0; ///< of complete blobs, and of files that snapshots hold themselves
    std::int64_t incomplete = 0; ///< bytes of blobs that a download has begun

    bool isComplete() const { return !folder.isEmpty(); }
};

/// What a removal did.
struct Removal
{
    int snapshots = 0;
    std::int64_t bytes = 0; ///< that are free now
};

/// The hub's cache on disk, in the layout of huggingface_hub:
/// models--ORG--NAME/{blobs/ETAG, refs/REVISION, snapshots/COMMIT/FILE -> ../../blobs/ETAG} and
/// .locks/models--ORG--NAME/ETAG.lock. Reads and writes files, so not for a thread that draws when
/// the cache is large; holds no state.
class ModelCache
{
public:
    explicit ModelCache(QString folder);

    const QString& folder() const { return m_folder; }
    QString modelFolder(const ModelName& name) const;
    QString blob(const ModelName& name, const QString& etag) const;
    QString lockFile(const ModelName& name, const QString& etag) const;
    QString snapshot(const ModelName& name, const QString& commit) const;

    /// All models, by name; those of other tools too.
    std::vector<CachedModel> models() const;
    /// Whether a snapshot has config.json, all weights and, where tokenizer_config.json says that
    /// there is one, a tokenizer; a link that leads nowhere does not count.
    bool isComplete(const QString& snapshot) const;
    /// The snapshot that opens under that name, as locateRevision tells; empty where it is not
    /// there or not complete.
    QString openedFolder(const ModelName& name) const;

    /// Makes snapshots/COMMIT/FILE point to the blob. Errors: WriteFailed.
    Status link(const ModelName& name, const QString& commit, const QString& file,
                const QString& etag) const;
    /// Writes refs/REVISION unless the revision is the commit itself. Errors: WriteFailed.
    Status refer(const ModelName& name, const QString& commit) const;
    /// Removes the revision that is named (its snapshot, and the references to it), or all of the
    /// model where none is; blobs that another snapshot uses stay. Errors: FileMissing (not in the
    /// cache), WriteFailed (also where a download of it is going on).
    Result<Removal> remove(const ModelName& name) const;

private:
    QString opened(const QString& model, const QString& revision) const;

    QString m_folder;
};

} // namespace exitscope
