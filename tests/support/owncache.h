#pragma once

#include <QTemporaryDir>
#include <QtGlobal>

#include <filesystem>
#include <vector>

namespace exitscope::test {

/// A cache folder of the test's own, removed with it, for as long as it lives; the user's is never
/// touched.
class OwnCache
{
public:
    OwnCache()
        : m_before(qgetenv("EXITSCOPE_CACHE"))
    {
        qputenv("EXITSCOPE_CACHE", QByteArray::fromStdString(folder().string()));
    }
    OwnCache(const OwnCache&) = delete;
    OwnCache& operator=(const OwnCache&) = delete;
    ~OwnCache()
    {
        if (m_before.isNull())
            qunsetenv("EXITSCOPE_CACHE");
        else
            qputenv("EXITSCOPE_CACHE", m_before);
    }

    std::filesystem::path folder() const { return m_folder.path().toStdString(); }
    std::filesystem::path quantized() const { return folder() / "quantized"; }

    /// Everything that lies there now.
    std::vector<std::filesystem::path> files() const
    {
        std::vector<std::filesystem::path> found;
        std::error_code none;
        for (const auto& entry : std::filesystem::directory_iterator(quantized(), none))
            found.push_back(entry.path());
        return found;
    }

private:
    QTemporaryDir m_folder;
    QByteArray m_before;
};

} // namespace exitscope::test
