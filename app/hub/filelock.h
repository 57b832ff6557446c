#pragma once

#include <QString>

namespace exitscope {

/// An advisory lock on a file (flock), as the hub's own tools take theirs: they and this program
/// keep out of each other's way. The system gives it up where the program dies.
class FileLock
{
public:
    FileLock() = default;
    ~FileLock() { unlock(); }
    FileLock(const FileLock&) = delete;
    FileLock& operator=(const FileLock&) = delete;

    enum class Outcome
    {
        Taken,
        Held,      ///< by somebody else
        Impossible ///< the file cannot be made, or its file system knows no locks
    };
    /// Makes the file and its folders where they are missing; never waits.
    Outcome tryLock(const QString& file);
    void unlock();
    bool isLocked() const { return m_descriptor >= 0; }

private:
    int m_descriptor = -1;
};

} // namespace exitscope
