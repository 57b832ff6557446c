#include "hub/blobwriter.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace exitscope {

namespace {

constexpr std::size_t checkedAtOnce = std::size_t{4} << 20;

QByteArray gitHeader(std::int64_t size)
{
    return "blob " + QByteArray::number(qint64{size}) + '\0';
}

QCryptographicHash::Algorithm algorithm(bool isLarge)
{
    return isLarge ? QCryptographicHash::Sha256 : QCryptographicHash::Sha1;
}

} // namespace

BlobWriter::BlobWriter(QString blob, RemoteFile file)
    : m_blob(std::move(blob))
    , m_file(std::move(file))
    , m_checksum(algorithm(m_file.isLarge))
{}

BlobWriter::~BlobWriter()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

BlobWriter::Failure BlobWriter::failed(const QString& what, int reason) const
{
    const QString file = m_blob + ".incomplete";
    if (reason == ENOSPC || reason == EDQUOT || reason == EFBIG) {
        const QString limit = reason == ENOSPC   ? "the disk is full"
                              : reason == EDQUOT ? "your share of the disk is used up"
                                                 : "files may not grow larger here (ulimit -f)";
        return HubError{HubError::Kind::DiskFull,
                        m_file.name + " cannot be written on: " + limit + ", at " + file +
                            "; make room there or let HF_HUB_CACHE name another disk, and start "
                            "the download again, which goes on from there.",
                        {},
                        {}};
    }
    return HubError{HubError::Kind::WriteFailed,
                    file + " cannot be " + what + ": " +
                        QString::fromLocal8Bit(std::strerror(reason)) +
                        "; check that the folder is yours, or let HF_HUB_CACHE name another.",
                    {},
                    {}};
}

void BlobWriter::beginChecksum()
{
    m_checksum.reset();
    if (!m_file.isLarge)
        m_checksum.addData(gitHeader(m_file.size));
    m_checked = 0;
}

BlobWriter::Failure BlobWriter::open()
{
    QDir().mkpath(QFileInfo(m_blob).path());
    const QByteArray path = QFile::encodeName(m_blob + ".incomplete");
    m_descriptor = ::open(path.constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    struct stat state = {};
    if (m_descriptor < 0 || ::fstat(m_descriptor, &state) != 0)
        return failed("opened", errno);
    m_size = state.st_size;
    beginChecksum();
    return m_size > m_file.size ? restart() : std::nullopt;
}

BlobWriter::Failure BlobWriter::checkSome()
{
    QByteArray buffer(static_cast<qsizetype>(checkedAtOnce), Qt::Uninitialized);
    const ssize_t count = ::pread(m_descriptor, buffer.data(), checkedAtOnce, m_checked);
    if (count <= 0)
        return failed("read", count == 0 ? EIO : errno);
    m_checksum.addData(QByteArrayView(buffer).first(count));
    m_checked += count;
    return std::nullopt;
}

BlobWriter::Failure BlobWriter::append(QByteArrayView bytes)
{
    while (!bytes.isEmpty()) {
        const ssize_t count =
            ::pwrite(m_descriptor, bytes.data(), static_cast<std::size_t>(bytes.size()), m_size);
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            return failed("written", count == 0 ? ENOSPC : errno);
        m_checksum.addData(bytes.first(count));
        m_size += count;
        m_checked = m_size;
        bytes = bytes.sliced(count);
    }
    return std::nullopt;
}

BlobWriter::Failure BlobWriter::restart()
{
    if (::ftruncate(m_descriptor, 0) != 0)
        return failed("emptied", errno);
    m_size = 0;
    beginChecksum();
    return std::nullopt;
}

bool BlobWriter::isRight() const
{
    return QString::fromLatin1(m_checksum.result().toHex()) == m_file.etag;
}

BlobWriter::Failure BlobWriter::finish()
{
    // After a power cut a name must not stand for bytes that never reached the disk.
    if (::fdatasync(m_descriptor) != 0)
        return failed("written", errno);
    ::close(m_descriptor);
    m_descriptor = -1;
    const QByteArray from = QFile::encodeName(m_blob + ".incomplete");
    if (::rename(from.constData(), QFile::encodeName(m_blob).constData()) != 0)
        return failed("renamed", errno);
    return std::nullopt;
}

QString blobChecksum(QByteArrayView content, bool isLarge)
{
    QCryptographicHash checksum(algorithm(isLarge));
    if (!isLarge)
        checksum.addData(gitHeader(content.size()));
    checksum.addData(content);
    return QString::fromLatin1(checksum.result().toHex());
}

} // namespace exitscope
