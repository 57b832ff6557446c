#pragma once

#include <QMetaType>
#include <QString>

#include <cstdint>
#include <deque>
#include <optional>
#include <utility>
#include <vector>

namespace exitscope {

/// How far one file is.
struct FileProgress
{
    enum class State
    {
        Queued,
        Locked,   ///< another program downloads it; waits until that is done
        Checking, ///< reads what an earlier run left
        Downloading,
        Waiting, ///< for the next try, after an error that passes
        Done,
    };
    QString name;
    State state = State::Queued;
    std::int64_t bytes = 0; ///< that are on disk
    std::int64_t total = 0;
    QString note; ///< why it waits; else empty
};

/// How far a download is; a snapshot of it.
struct DownloadProgress
{
    enum class State
    {
        Listing, ///< asks the hub for the files
        Running,
        Paused,
        Done,
    };
    State state = State::Listing;
    std::vector<FileProgress> files; ///< as RemoteModel::files
    std::int64_t bytes = 0;          ///< of all files, those that were there before included
    std::int64_t total = 0;
    double speed = 0;                        ///< bytes/s, over the last seconds
    std::optional<std::int64_t> secondsLeft; ///< nothing while the speed is not known
};

/// The speed over the last five seconds.
class SpeedMeter
{
public:
    /// `bytes` in all have arrived at `ms`, which never goes back.
    void add(std::int64_t ms, std::int64_t bytes);
    /// Forgets: after a pause.
    void clear() { m_samples.clear(); }
    /// Bytes/s; 0 while there are less than two samples.
    double speed() const;

private:
    std::deque<std::pair<std::int64_t, std::int64_t>> m_samples;
};

/// For example "1 h 5 min", "3 min 20 s", "8 s".
QString spelledDuration(std::int64_t seconds);

} // namespace exitscope

Q_DECLARE_METATYPE(exitscope::DownloadProgress)
