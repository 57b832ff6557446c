#pragma once

#include "hub/downloadjob.h"
#include "support/hubserver.h"
#include "support/testdata.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

#include <functional>
#include <optional>

namespace exitscope::test {

inline const QString tinyName = "org/tiny";
inline const QString tinyCommit = "0123456789abcdef0123456789abcdef01234567";

inline QByteArray fileContent(const QString& name)
{
    QFile file(name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// The files that a download needs, beside some that it must leave.
inline ServedModel tinyModel(const QByteArray& weights = QByteArray(300'000, 'w'))
{
    return {tinyCommit,
            {"main", "v1/rc"},
            false,
            {smallFile("README.md", "# no"), smallFile("config.json", "{\"a\": 1}"),
             smallFile("tokenizer.json", "{}"), largeFile("model.safetensors", weights),
             largeFile("pytorch_model.bin", "pickle"), smallFile("original/params.json", "{}")}};
}

/// How a download went.
struct Ended
{
    std::optional<QString> folder;
    std::optional<HubError> error;
    std::vector<DownloadProgress> progress;
    std::optional<RemoteModel> listed;
};

/// A cache of its own, and settings that lead to `server` and lose no time with waiting.
class HubFixture
{
public:
    explicit HubFixture(const HubServer& server)
    {
        settings.endpoint = QUrl(server.endpoint());
        settings.cache = folder.filePath("hub");
        settings.firstDelayMs = 1;
        settings.freeSpace = [](const QString&) { return std::optional<std::int64_t>(1LL << 40); };
    }

    QString model(const QString& path) const
    {
        return settings.cache + "/models--org--tiny/" + path;
    }

    /// `watch` is called with each progress.
    Ended download(const QString& name, const QString& token = {},
                   const std::function<void(DownloadJob&, const DownloadProgress&)>& watch = {})
    {
        constexpr int patience = 60'000;
        Ended ended;
        DownloadJob job(*parseModelName(name), settings, token);
        QObject::connect(&job, &DownloadJob::listed,
                         [&](const RemoteModel& model) { ended.listed = model; });
        QObject::connect(&job, &DownloadJob::progressed, [&](const DownloadProgress& progress) {
            ended.progress.push_back(progress);
            if (watch)
                watch(job, progress);
        });
        QObject::connect(&job, &DownloadJob::finished,
                         [&](const QString& snapshot) { ended.folder = snapshot; });
        QObject::connect(&job, &DownloadJob::failed,
                         [&](const HubError& error) { ended.error = error; });
        job.start();
        [&] { QTRY_VERIFY_WITH_TIMEOUT(ended.folder || ended.error, patience); }();
        return ended;
    }

    QTemporaryDir folder;
    HubSettings settings;
};

} // namespace exitscope::test
