#include "hub/modelcache.h"

#include "hub/diskfiles.h"
#include "model/modellocation.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

#include <algorithm>

namespace exitscope {

namespace {

Error writeError(const QString& file)
{
    return {ErrorCode::WriteFailed, file.toStdString() +
                                        " cannot be written; check that the folder is yours and "
                                        "that its disk keeps symbolic links, or let HF_HUB_CACHE "
                                        "name another."};
}

/// What refs/ says: the commit of each name.
std::vector<std::pair<QString, QString>> referencesOf(const QDir& model)
{
    std::vector<std::pair<QString, QString>> references;
    const QDir folder(model.filePath("refs"));
    QDirIterator files(folder.path(), QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString file = files.next();
        references.emplace_back(folder.relativeFilePath(file), contentOf(file));
    }
    std::sort(references.begin(), references.end());
    return references;
}

} // namespace

ModelCache::ModelCache(QString folder)
    : m_folder(std::move(folder))
{}

QString ModelCache::modelFolder(const ModelName& name) const
{
    return m_folder + '/' + name.folder();
}

QString ModelCache::blob(const ModelName& name, const QString& etag) const
{
    return modelFolder(name) + "/blobs/" + etag;
}

QString ModelCache::lockFile(const ModelName& name, const QString& etag) const
{
    return m_folder + "/.locks/" + name.folder() + '/' + etag + ".lock";
}

QString ModelCache::snapshot(const ModelName& name, const QString& commit) const
{
    return modelFolder(name) + "/snapshots/" + commit;
}

bool ModelCache::isComplete(const QString& snapshot) const
{
    const QDir folder(snapshot);
    const bool hasTokenizer = folder.exists("tokenizer.json") || folder.exists("tokenizer.model");
    if (!folder.exists("config.json") || (folder.exists("tokenizer_config.json") && !hasTokenizer))
        return false;
    if (!folder.exists("model.safetensors.index.json"))
        return folder.exists("model.safetensors");
    const QString index = contentOf(folder.filePath("model.safetensors.index.json"));
    const QJsonObject parts =
        QJsonDocument::fromJson(index.toUtf8()).object()["weight_map"].toObject();
    return !parts.isEmpty() && std::all_of(parts.begin(), parts.end(), [&](const auto& part) {
        return folder.exists(part.toString());
    });
}

QString ModelCache::opened(const QString& model, const QString& revision) const
{
    const auto location = locateRevision(model.toStdString(), revision.toStdString());
    if (!location)
        return {};
    const QString folder = QString::fromStdString(location->folder.string());
    return isComplete(folder) ? folder : QString();
}

QString ModelCache::openedFolder(const ModelName& name) const
{
    return opened(modelFolder(name), name.revisionNamed ? name.revision : QString());
}

std::vector<CachedModel> ModelCache::models() const
{
    std::vector<CachedModel> models;
    const QDir cache(m_folder);
    for (const QString& entry : cache.entryList({"models--*"}, QDir::Dirs, QDir::Name)) {
        const QDir folder(cache.filePath(entry));
        CachedModel model;
        model.name = QString::fromStdString(hubName(entry.toStdString()));
        const QDir snapshots(folder.filePath("snapshots"));
        QStringList unnamed = snapshots.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Time);
        for (const auto& [reference, commit] : referencesOf(folder)) {
            model.revisions += reference;
            unnamed.removeOne(commit);
        }
        model.revisions += unnamed;
        model.folder = opened(folder.path(), {});
        model.bytes = bytesBelow(snapshots.path()); // where the disk keeps no links
        const QDir blobs(folder.filePath("blobs"));
        for (const QFileInfo& blob : blobs.entryInfoList(QDir::Files))
            (blob.suffix() == QLatin1String("incomplete") ? model.incomplete : model.bytes) +=
                blob.size();
        models.push_back(std::move(model));
    }
    return models;
}

Status ModelCache::link(const ModelName& name, const QString& commit, const QString& file,
                        const QString& etag) const
{
    const QString link = snapshot(name, commit) + '/' + file;
    const QString target = "../../blobs/" + etag;
    QDir().mkpath(QFileInfo(link).path());
    if (QFileInfo(link).isSymbolicLink() && QFile::exists(link) &&
        QFileInfo(link).canonicalFilePath() == QFileInfo(blob(name, etag)).canonicalFilePath())
        return Done{};
    QFile::remove(link);
    if (!QFile::link(target, link))
        return writeError(link);
    return Done{};
}

Status ModelCache::refer(const ModelName& name, const QString& commit) const
{
    if (name.revision == commit)
        return Done{};
    const QString reference = modelFolder(name) + "/refs/" + name.revision;
    if (contentOf(reference) == commit)
        return Done{};
    QDir().mkpath(QFileInfo(reference).path());
    QSaveFile file(reference);
    if (!file.open(QIODevice::WriteOnly) || file.write(commit.toLatin1()) < 0 || !file.commit())
        return writeError(reference);
    return Done{};
}

} // namespace exitscope
