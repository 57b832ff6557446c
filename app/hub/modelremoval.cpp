#include "hub/diskfiles.h"
#include "hub/filelock.h"
#include "hub/modelcache.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QSet>

namespace exitscope {

namespace {

/// The blobs that a snapshot's links lead to; a file that is no link has none.
QSet<QString> blobsOf(const QString& snapshot)
{
    QSet<QString> blobs;
    QDirIterator files(snapshot, QDir::Files | QDir::System, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        files.next();
        const QString blob = QFileInfo(files.fileInfo().symLinkTarget()).fileName();
        if (!blob.isEmpty())
            blobs += blob;
    }
    return blobs;
}

Error notRemoved(const QString& file)
{
    return {ErrorCode::WriteFailed,
            file.toStdString() + " cannot be removed; check that it is yours."};
}

Result<Removal> removeAll(const QString& model, const QString& locks)
{
    Removal removal;
    removal.snapshots = static_cast<int>(
        QDir(model + "/snapshots").entryList(QDir::Dirs | QDir::NoDotAndDotDot).size());
    removal.bytes = bytesBelow(model + "/blobs") + bytesBelow(model + "/snapshots");
    if (!QDir(model).removeRecursively())
        return notRemoved(model);
    QDir(locks).removeRecursively();
    return removal;
}

Result<Removal> removeSnapshot(const QString& model, const QString& commit)
{
    const QString gone = model + "/snapshots/" + commit;
    Removal removal{1, bytesBelow(gone)};
    const QSet<QString> own = blobsOf(gone);
    if (!QDir(gone).removeRecursively())
        return notRemoved(gone);
    QDirIterator references(model + "/refs", QDir::Files, QDirIterator::Subdirectories);
    while (references.hasNext()) {
        if (const QString file = references.next(); contentOf(file) == commit)
            QFile::remove(file);
    }
    QSet<QString> used;
    const QDir snapshots(model + "/snapshots");
    for (const QString& other : snapshots.entryList(QDir::Dirs | QDir::NoDotAndDotDot))
        used += blobsOf(snapshots.filePath(other));
    for (const QString& blob : own - used) {
        const QFileInfo file(model + "/blobs/" + blob);
        if (!file.isFile())
            continue;
        removal.bytes += file.size();
        if (!QFile::remove(file.filePath()))
            return notRemoved(file.filePath());
    }
    return removal;
}

} // namespace

Result<Removal> ModelCache::remove(const ModelName& name) const
{
    const QString model = modelFolder(name);
    if (!QFileInfo(model).isDir())
        return Error(ErrorCode::FileMissing, "There is no model " + name.repository.toStdString() +
                                                 " in " + m_folder.toStdString() +
                                                 "; exitscope-cli models list shows what is.");
    const QDir blobs(model + "/blobs");
    for (const QFileInfo& part : blobs.entryInfoList({"*.incomplete"}, QDir::Files)) {
        FileLock lock;
        if (lock.tryLock(lockFile(name, part.completeBaseName())) == FileLock::Outcome::Held)
            return Error(ErrorCode::WriteFailed,
                         name.repository.toStdString() +
                             " is being downloaded; end that first, or wait until it is done.");
    }
    const QString locks = QFileInfo(lockFile(name, "x")).path();
    if (!name.revisionNamed)
        return removeAll(model, locks);
    const QString referred = contentOf(model + "/refs/" + name.revision);
    const QString commit = referred.isEmpty() ? name.revision : referred;
    const QDir snapshots(model + "/snapshots");
    if (!snapshots.exists(commit) || commit.contains('/'))
        return Error(ErrorCode::FileMissing,
                     "There is no revision \"" + name.revision.toStdString() + "\" of " +
                         name.repository.toStdString() + " in " + m_folder.toStdString() +
                         "; exitscope-cli models list shows what is.");
    if (snapshots.entryList(QDir::Dirs | QDir::NoDotAndDotDot).size() == 1)
        return removeAll(model, locks);
    return removeSnapshot(model, commit);
}

} // namespace exitscope
