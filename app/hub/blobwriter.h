#pragma once

#include "hub/huberror.h"
#include "hub/remotemodel.h"

#include <QByteArrayView>
#include <QCryptographicHash>
#include <QString>

#include <optional>

namespace exitscope {

/// Writes one blob of the cache: into BLOB.incomplete, which keeps what earlier runs wrote, and
/// under its own name once size and checksum are right. The checksum is taken while writing; only
/// what an earlier run left is read again. Whoever writes holds the blob's lock.
class BlobWriter
{
public:
    BlobWriter(QString blob, RemoteFile file);
    ~BlobWriter();
    BlobWriter(const BlobWriter&) = delete;
    BlobWriter& operator=(const BlobWriter&) = delete;

    using Failure = std::optional<HubError>;

    Failure open();
    /// Bytes on disk.
    std::int64_t size() const { return m_size; }
    bool isWhole() const { return m_size == m_file.size; }
    /// Whether the checksum covers all that is on disk.
    bool isChecked() const { return m_checked == m_size; }
    /// Reads some megabytes of what an earlier run left into the checksum.
    Failure checkSome();
    /// Only when checked.
    Failure append(QByteArrayView bytes);
    /// Throws away what is there.
    Failure restart();
    /// Whether the content is the one that was listed; only when whole and checked.
    bool isRight() const;
    /// Gives the blob its name; only when right.
    Failure finish();

private:
    Failure failed(const QString& what, int reason) const;
    void beginChecksum();

    QString m_blob;
    RemoteFile m_file;
    int m_descriptor = -1;
    std::int64_t m_size = 0;
    std::int64_t m_checked = 0;
    QCryptographicHash m_checksum;
};

/// git's name of a blob: SHA-1 of "blob SIZE", a zero byte and the content; or SHA-256 of the
/// content alone. In hexadecimal digits.
QString blobChecksum(QByteArrayView content, bool isLarge);

} // namespace exitscope
