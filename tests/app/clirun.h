#pragma once

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QStringList>

namespace exitscope::test {

inline constexpr int patienceMs = 120'000;

inline const QString program = EXITSCOPE_BIN_DIR "/exitscope-cli";
inline const QStringList story{"generate", "--prompt",
                               "Once upon a time there was a king who had three"};

/// What a run of the command line gave; code -1: it crashed or hung.
struct Outcome
{
    int code = -1;
    QByteArray out;
    QByteArray err;

    const QJsonObject document() const { return QJsonDocument::fromJson(out).object(); }
};

inline Outcome ran(const QStringList& arguments, const QByteArray& input = {})
{
    QProcess process;
    process.start(program, arguments);
    process.write(input);
    process.closeWriteChannel();
    if (!process.waitForFinished(patienceMs) || process.exitStatus() != QProcess::NormalExit)
        return {-1, process.readAllStandardOutput(),
                "crashed or hung: " + process.errorString().toUtf8()};
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

inline QByteArray contentOf(const QString& name)
{
    QFile file(name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace exitscope::test
