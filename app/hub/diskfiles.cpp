#include "hub/diskfiles.h"

#include <QDirIterator>
#include <QFile>
#include <QFileInfo>

namespace exitscope {

QString contentOf(const QString& name)
{
    QFile file(name);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()).trimmed() : QString();
}

std::int64_t bytesBelow(const QString& folder)
{
    std::int64_t bytes = 0;
    QDirIterator files(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        files.next();
        if (const QFileInfo file = files.fileInfo(); !file.isSymbolicLink())
            bytes += file.size();
    }
    return bytes;
}

} // namespace exitscope
