#pragma once

#include "base/error.h"
#include "trace/run.h"

#include <QDateTime>
#include <QList>
#include <QString>

#include <filesystem>
#include <memory>
#include <optional>
#include <vector>

class QLockFile;

namespace exitscope {

/// How much is kept; what is oldest goes first, and the newest run always stays.
struct AutosaveLimits
{
    int runs = 20;
    qint64 bytes = 256LL << 20;
};

/// A run that was autosaved, as far as the note beside it says.
struct AutosavedRun
{
    QString file;
    QDateTime saved;
    qint64 bytes = 0;
    QString prompt; ///< its beginning
    QString model;
    int tokens = 0;
};

/// One program's part of the folder of autosaved runs: its own folder in there, locked as long as
/// it lives, and marked until it ends as it should. Any thread, one at a time.
class AutosaveSession
{
public:
    /// Makes the folder below `place`. Error: WriteFailed.
    static Result<std::unique_ptr<AutosaveSession>> begin(const QString& place);
    /// The sessions below `place` that a program left when it was killed or crashed, newest first,
    /// each locked by this object so that no other program asks about it too.
    static std::vector<std::unique_ptr<AutosaveSession>> crashed(const QString& place);
    /// Gives the lock back; a session that was not ended looks like a crashed one from then on.
    ~AutosaveSession();

    QString folder() const { return m_folder; }
    QString fileOf(int number) const;
    /// Writes `run` and the note beside it. Error: WriteFailed, OutOfMemory.
    Status write(int number, const Run& run) const;
    /// The newest run in it; nothing where there is none.
    std::optional<AutosavedRun> lastRun() const;
    /// It ended as it should, or its user has answered what to do with it.
    void end();

private:
    AutosaveSession(QString folder, std::unique_ptr<QLockFile> lock);

    QString m_folder;
    std::unique_ptr<QLockFile> m_lock;
};

/// `EXITSCOPE_DATA`, or the user's folder for the program's data.
QString dataPlace();
/// The folder of autosaved runs in there.
QString autosavePlace();

/// The runs below `place`, newest first, at most `most`.
QList<AutosavedRun> autosavedRuns(const QString& place, int most);

/// Removes what goes beyond the limits: of `own`, and of sessions whose program no longer lives.
void pruneAutosaves(const QString& place, const AutosaveLimits& limits, const QString& own);

/// As loadRun; a damaged file is set aside under another name, and the error says so.
Result<Run> loadAutosaved(const std::filesystem::path& file);

} // namespace exitscope
