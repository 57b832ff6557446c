#include "hub/filelock.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace exitscope {

FileLock::Outcome FileLock::tryLock(const QString& file)
{
    unlock();
    QDir().mkpath(QFileInfo(file).path());
    const QByteArray path = QFile::encodeName(file);
    constexpr int tries = 10;
    for (int i = 0; i < tries; ++i) {
        const int descriptor = ::open(path.constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
        if (descriptor < 0)
            return Outcome::Impossible;
        if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
            const bool isHeld = errno == EWOULDBLOCK;
            ::close(descriptor);
            return isHeld ? Outcome::Held : Outcome::Impossible;
        }
        // Whoever held it may have deleted the file: then this is the lock of a file that is gone.
        struct stat own = {};
        struct stat there = {};
        if (::fstat(descriptor, &own) == 0 && ::stat(path.constData(), &there) == 0 &&
            own.st_ino == there.st_ino && own.st_dev == there.st_dev) {
            m_descriptor = descriptor;
            return Outcome::Taken;
        }
        ::close(descriptor);
    }
    return Outcome::Held;
}

void FileLock::unlock()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
    m_descriptor = -1;
}

} // namespace exitscope
