#pragma once

#include "tokenizer/tokenizer.h"

#include <QFile>
#include <QTemporaryDir>

#include <string>

namespace exitscope::test {

/// A folder that a tokenizer is opened from.
class TokenizerFolder
{
public:
    void write(const std::string& name, const std::string& content)
    {
        QFile file(m_folder.filePath(QString::fromStdString(name)));
        file.remove(); // overwriting makes some file systems wait for the disk
        if (!file.open(QIODevice::WriteOnly) || file.write(QByteArray::fromStdString(content)) < 0)
            qFatal("cannot write %s", qPrintable(file.fileName()));
    }

    std::string path() const { return m_folder.path().toStdString(); }

    Result<std::shared_ptr<const Tokenizer>> open() const { return openTokenizer(path()); }

    /// Null, with a warning, where it cannot be opened.
    std::shared_ptr<const Tokenizer> opened() const
    {
        auto tokenizer = open();
        if (tokenizer.ok())
            return *tokenizer;
        qWarning("%s", tokenizer.error().what());
        return nullptr;
    }

private:
    QTemporaryDir m_folder;
};

/// `text`, valid UTF-8, with `mark` replaced everywhere.
inline std::string replaced(const std::string& text, const char* mark, const char* content)
{
    return QString::fromStdString(text).replace(mark, content).toStdString();
}

/// What `ids` decode to one by one, as they are shown while they are generated.
inline std::string streamed(const Tokenizer& tokenizer, const std::vector<int>& ids)
{
    std::string text;
    for (std::size_t i = 0; i < ids.size(); ++i) {
        bool first = true;
        for (std::size_t before = 0; before < i && first; ++before)
            first = tokenizer.bytes(ids[before], false).empty();
        text += tokenizer.bytes(ids[i], first);
    }
    return text;
}

} // namespace exitscope::test
