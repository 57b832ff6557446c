#pragma once

#include "support/hubserver.h"

#include <QFile>
#include <QProcess>
#include <QProcessEnvironment>
#include <QTemporaryDir>
#include <QThread>

namespace exitscope::test {

/// Runs `exitscope-cli` with a cache and a token file of its own, against `server`; no keyring.
class CliHub
{
public:
    explicit CliHub(const HubServer& server)
    {
        environment.insert("HF_ENDPOINT", server.endpoint());
        environment.insert("HF_HOME", folder.path());
        environment.insert("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere");
        for (const char* name : {"HF_TOKEN", "HUGGING_FACE_HUB_TOKEN", "HF_TOKEN_PATH",
                                 "HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE", "HF_HUB_OFFLINE"})
            environment.remove(name);
    }

    QString cache(const QString& path = {}) const { return folder.filePath("hub/" + path); }

    std::unique_ptr<QProcess> start(const QStringList& words, const QString& limits = {}) const
    {
        auto process = std::make_unique<QProcess>();
        process->setProcessEnvironment(environment);
        // The shell sets limits and is replaced.
        process->start("/bin/sh", QStringList{"-c", limits + "exec \"$0\" \"$@\"",
                                              EXITSCOPE_BIN_DIR "/exitscope-cli"} +
                                      words);
        process->waitForStarted();
        return process;
    }

    struct Outcome
    {
        int code = -1; ///< -1: crashed or hung
        QByteArray out;
        QByteArray err;
    };
    Outcome run(const QStringList& words, const QByteArray& input = {},
                const QString& limits = {}) const
    {
        const auto process = start(words, limits);
        process->write(input);
        process->closeWriteChannel();
        return ended(*process);
    }

    static Outcome ended(QProcess& process)
    {
        constexpr int patience = 120'000;
        const bool isEnded =
            process.state() == QProcess::NotRunning || process.waitForFinished(patience);
        const bool isNormal = isEnded && process.exitStatus() == QProcess::NormalExit;
        return {isNormal ? process.exitCode() : -1, process.readAllStandardOutput(),
                process.readAllStandardError()};
    }

    QTemporaryDir folder;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
};

} // namespace exitscope::test
