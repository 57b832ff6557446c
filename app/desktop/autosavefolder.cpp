#include "desktop/autosavefolder.h"

#include "trace/runfile.h"
#include "trace/writefile.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QHash>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLockFile>
#include <QStandardPaths>

#include <algorithm>

namespace exitscope {

namespace {

const QLatin1String lockName("lock");
const QLatin1String markName("unended");
const QLatin1String noteEnding(".json");
constexpr int longestPrompt = 80;

struct AutosaveText
{
    Q_DECLARE_TR_FUNCTIONS(exitscope::AutosaveText)
};

std::filesystem::path pathOf(const QString& file)
{
    return std::filesystem::path(file.toStdU16String());
}

/// Null while the program that holds it lives.
std::unique_ptr<QLockFile> lockOf(const QString& folder)
{
    auto lock = std::make_unique<QLockFile>(folder + u'/' + lockName);
    lock->setStaleLockTime(0); // a program may well live for days
    return lock->tryLock(0) ? std::move(lock) : nullptr;
}

QString noteOf(const QString& file)
{
    return file + noteEnding;
}

AutosavedRun described(const QFileInfo& file)
{
    AutosavedRun run{file.absoluteFilePath(), file.lastModified(), file.size(), {}, {}, 0};
    QFile note(noteOf(run.file));
    if (note.open(QIODevice::ReadOnly)) {
        const QJsonObject said = QJsonDocument::fromJson(note.readAll()).object();
        run.prompt = said[QLatin1String("prompt")].toString().left(longestPrompt);
        run.model = said[QLatin1String("model")].toString().left(longestPrompt);
        run.tokens = said[QLatin1String("tokens")].toInt();
    }
    return run;
}

QFileInfoList sessionsIn(const QString& place)
{
    return QDir(place).entryInfoList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name);
}

/// The run files of one session; with what was set aside or left half written if `all`.
QFileInfoList runFilesIn(const QString& folder, bool all)
{
    const QDir dir(folder);
    QFileInfoList files = dir.entryInfoList(
        {all ? QStringLiteral("run-*.cbor*") : QStringLiteral("run-*.cbor")}, QDir::Files);
    files.removeIf([](const QFileInfo& file) { return file.fileName().endsWith(noteEnding); });
    return files;
}

void sortByAge(QFileInfoList& files)
{
    // The clock of a file system is coarse; later runs have later names.
    std::ranges::sort(files, [](const QFileInfo& a, const QFileInfo& b) {
        const QDateTime first = a.lastModified();
        const QDateTime second = b.lastModified();
        return first != second ? first > second : a.filePath() > b.filePath();
    });
}

void removeRun(const QFileInfo& file)
{
    QFile::remove(file.absoluteFilePath());
    QFile::remove(noteOf(file.absoluteFilePath()));
}

void removeFrom(const QString& folder, const QFileInfoList& files, bool isOwn)
{
    const auto lock = isOwn ? nullptr : lockOf(folder);
    if (!isOwn && !lock)
        return;
    for (const QFileInfo& file : files)
        removeRun(file);
    if (isOwn || !runFilesIn(folder, true).isEmpty())
        return;
    QFile::remove(folder + u'/' + markName);
    lock->unlock();
    QDir().rmdir(folder);
}

} // namespace

AutosaveSession::AutosaveSession(QString folder, std::unique_ptr<QLockFile> lock)
    : m_folder(std::move(folder))
    , m_lock(std::move(lock))
{}

AutosaveSession::~AutosaveSession()
{
    m_lock.reset();
    // Only where nothing lies in it.
    QDir().rmdir(m_folder);
}

Result<std::unique_ptr<AutosaveSession>> AutosaveSession::begin(const QString& place)
{
    const Error failed(
        ErrorCode::WriteFailed,
        AutosaveText::tr("Runs are not autosaved, for nothing can be written to %1; make room "
                         "there, or name another folder in EXITSCOPE_DATA.")
            .arg(place)
            .toStdString());
    QDir dir;
    if (!dir.mkpath(place))
        return failed;
    const QString stem =
        place + u'/' +
        QDateTime::currentDateTimeUtc().toString(QStringLiteral("yyyyMMdd-HHmmss-")) +
        QString::number(QCoreApplication::applicationPid());
    constexpr int mostAttempts = 100;
    QString folder = stem;
    for (int number = 2; !dir.mkdir(folder); ++number) {
        if (number > mostAttempts)
            return failed;
        folder = stem + u'-' + QString::number(number);
    }
    auto lock = lockOf(folder);
    if (!lock || !writeFile(pathOf(folder + u'/' + markName), {}))
        return failed;
    return std::unique_ptr<AutosaveSession>(new AutosaveSession(folder, std::move(lock)));
}

std::vector<std::unique_ptr<AutosaveSession>> AutosaveSession::crashed(const QString& place)
{
    std::vector<std::unique_ptr<AutosaveSession>> found;
    for (const QFileInfo& folder : sessionsIn(place)) {
        const QString path = folder.absoluteFilePath();
        if (!QFile::exists(path + u'/' + markName))
            continue;
        if (auto lock = lockOf(path))
            found.emplace_back(new AutosaveSession(path, std::move(lock)));
    }
    std::ranges::reverse(found);
    return found;
}

QString AutosaveSession::fileOf(int number) const
{
    return QStringLiteral("%1/run-%2.cbor").arg(m_folder).arg(number, 4, 10, QLatin1Char('0'));
}

Status AutosaveSession::write(int number, const Run& run) const
{
    const QString file = fileOf(number);
    const Status status = saveRun(run, pathOf(file));
    if (!status)
        return status;
    const QJsonObject note{
        {QStringLiteral("prompt"), QString::fromStdString(run.prompt).left(longestPrompt)},
        {QStringLiteral("model"), QString::fromStdString(run.model.name)},
        {QStringLiteral("tokens"), static_cast<int>(run.tokens.size())}};
    return writeFile(pathOf(noteOf(file)), QJsonDocument(note).toJson().toStdString());
}

std::optional<AutosavedRun> AutosaveSession::lastRun() const
{
    QFileInfoList files = runFilesIn(m_folder, false);
    sortByAge(files);
    return files.isEmpty() ? std::nullopt : std::optional(described(files.front()));
}

void AutosaveSession::end()
{
    QFile::remove(m_folder + u'/' + markName);
}

QString dataPlace()
{
    const QString named = qEnvironmentVariable("EXITSCOPE_DATA");
    return named.isEmpty() ? QStandardPaths::writableLocation(QStandardPaths::AppLocalDataLocation)
                           : named;
}

QString autosavePlace()
{
    return dataPlace() + QStringLiteral("/autosave");
}

QList<AutosavedRun> autosavedRuns(const QString& place, int most)
{
    QFileInfoList files;
    for (const QFileInfo& folder : sessionsIn(place))
        files += runFilesIn(folder.absoluteFilePath(), false);
    sortByAge(files);
    QList<AutosavedRun> runs;
    for (const QFileInfo& file : files.mid(0, most))
        runs << described(file);
    return runs;
}

void pruneAutosaves(const QString& place, const AutosaveLimits& limits, const QString& own)
{
    QFileInfoList files;
    for (const QFileInfo& folder : sessionsIn(place))
        files += runFilesIn(folder.absoluteFilePath(), true);
    sortByAge(files);
    QHash<QString, QFileInfoList> tooMany;
    qint64 bytes = 0;
    for (int i = 0; i < files.size(); ++i) {
        bytes += files[i].size();
        if (i > 0 && (i >= limits.runs || bytes > limits.bytes))
            tooMany[files[i].absolutePath()] << files[i];
    }
    for (auto session = tooMany.cbegin(); session != tooMany.cend(); ++session)
        removeFrom(session.key(), session.value(),
                   session.key() == QFileInfo(own).absoluteFilePath());
}

Result<Run> loadAutosaved(const std::filesystem::path& file)
{
    auto run = loadRun(file);
    if (run || run.error().code() != ErrorCode::FileDamaged)
        return run;
    std::filesystem::path aside = file;
    aside += ".damaged";
    std::error_code failed;
    std::filesystem::rename(file, aside, failed);
    if (failed)
        return run;
    return Error(ErrorCode::FileDamaged, std::string(run.error().what()) +
                                             AutosaveText::tr(" It was set aside as %1.")
                                                 .arg(QString::fromStdU16String(aside.u16string()))
                                                 .toStdString());
}

} // namespace exitscope
