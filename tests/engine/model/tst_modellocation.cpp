#include "model/modellocation.h"

#include <QTemporaryDir>
#include <QtTest>

#include <fstream>

using namespace exitscope;
namespace fs = std::filesystem;

/// Folders and names are found as the hub's own tools lay them out.
class ModelLocationTest : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_root;

    fs::path root() const { return m_root->path().toStdString(); }
    fs::path cache() const { return root() / "hub"; }
    fs::path model() const { return cache() / "models--org--tiny-7B"; }
    fs::path snapshot(const std::string& hash) const { return model() / "snapshots" / hash; }

    static void write(const fs::path& file, const std::string& content)
    {
        fs::create_directories(file.parent_path());
        std::ofstream(file) << content;
    }

    /// A snapshot whose files are links to blobs.
    void addSnapshot(const std::string& hash)
    {
        write(model() / "blobs" / hash, "{}");
        fs::create_directories(snapshot(hash));
        fs::create_symlink("../../blobs/" + hash, snapshot(hash) / "config.json");
    }

    static void verify(const std::string& asked, const fs::path& folder, const std::string& name)
    {
        const auto found = locateModel(asked);
        QVERIFY2(found.ok(), found ? "" : found.error().what());
        QCOMPARE(fs::canonical(found->folder), fs::canonical(folder));
        QCOMPARE(found->name, name);
    }

    static QString refusal(const std::string& asked)
    {
        const auto found = locateModel(asked);
        if (found)
            return {};
        return found.error().code() == ErrorCode::FileMissing ? found.error().what() : "";
    }

private Q_SLOTS:
    void init()
    {
        m_root = std::make_unique<QTemporaryDir>();
        for (const char* name : {"HUGGINGFACE_HUB_CACHE", "HF_HOME", "XDG_CACHE_HOME"})
            qunsetenv(name);
        qputenv("HF_HUB_CACHE", QByteArray::fromStdString(cache().string()));
        addSnapshot("aaa");
        addSnapshot("bbb");
        write(model() / "refs/main", "aaa\n");
    }

    void placeOfTheCache()
    {
        QCOMPARE(hubCache(), cache());
        qunsetenv("HF_HUB_CACHE");
        qputenv("HF_HOME", "/some/home");
        QCOMPARE(hubCache(), fs::path("/some/home/hub"));
        qunsetenv("HF_HOME");
        QCOMPARE(hubCache(), fs::path(qgetenv("HOME").toStdString()) / ".cache/huggingface/hub");
        qputenv("XDG_CACHE_HOME", "/some/cache");
        QCOMPARE(hubCache(), fs::path("/some/cache/huggingface/hub"));
    }

    void folders()
    {
        const fs::path folder = root() / "my model";
        write(folder / "config.json", "{}");
        verify(folder.string(), folder, "my model");
        verify(folder.string() + "/", folder, "my model");
        verify(folder.string() + "/../my model/.", folder, "my model");
        const fs::path link = root() / "link";
        fs::create_directory_symlink(folder, link);
        verify(link.string(), folder, "my model");
    }

    void foldersOfTheCache()
    {
        verify(snapshot("bbb").string(), snapshot("bbb"), "org/tiny-7B");
        verify(snapshot("bbb").string() + "/", snapshot("bbb"), "org/tiny-7B");
        verify(model().string(), snapshot("aaa"), "org/tiny-7B");
        write(model() / "refs/main", "gone");
        fs::last_write_time(snapshot("aaa"),
                            fs::file_time_type::clock::now() + std::chrono::hours(1));
        verify(model().string(), snapshot("aaa"), "org/tiny-7B");
        fs::last_write_time(snapshot("bbb"),
                            fs::file_time_type::clock::now() + std::chrono::hours(2));
        verify(model().string(), snapshot("bbb"), "org/tiny-7B");
        fs::remove_all(model() / "refs");
        verify(model().string(), snapshot("bbb"), "org/tiny-7B");
        fs::remove(snapshot("bbb") / "config.json"); // a download that was broken off
        verify(model().string(), snapshot("aaa"), "org/tiny-7B");
        fs::remove(snapshot("aaa") / "config.json");
        QVERIFY(refusal(model().string()).contains("No snapshot"));
    }

    /// A folder of that name with a checkpoint of its own is what it holds.
    void folderThatOnlyLooksLikeTheCache()
    {
        write(root() / "models--a--b" / "config.json", "{}");
        verify((root() / "models--a--b").string(), root() / "models--a--b", "models--a--b");
    }

    void names()
    {
        verify("org/tiny-7B", snapshot("aaa"), "org/tiny-7B");
        verify("org/tiny-7B@bbb", snapshot("bbb"), "org/tiny-7B");
        write(model() / "refs/refs/pr/3", "bbb");
        verify("org/tiny-7B@refs/pr/3", snapshot("bbb"), "org/tiny-7B");
        qunsetenv("HF_HUB_CACHE");
        qputenv("HF_HOME", QByteArray::fromStdString(root().string()));
        verify("org/tiny-7B", snapshot("aaa"), "org/tiny-7B");
    }

    void whatIsNotThere()
    {
        const QString other = refusal("org/other");
        QVERIFY2(other.contains("org/other") && other.contains(QString::fromStdString(
                                                    (cache() / "models--org--other").string())),
                 qPrintable(other));
        const QString revision = refusal("org/tiny-7B@v2");
        QVERIFY2(revision.contains("\"v2\"") && revision.contains("models--org--tiny-7B"),
                 qPrintable(revision));
        const QString file = refusal((snapshot("aaa") / "config.json").string());
        QVERIFY2(file.contains("is a file"), qPrintable(file));
        for (const char* name :
             {"", "/nowhere/at/all", "tiny", "a/b/c", "../x", "./x", "x/..", "org/tiny-7B/",
              "org/tiny-7B@", "org/tiny-7B@../../bbb", "org/tiny-7B@/etc", "org/ti ny"})
            QVERIFY2(refusal(name).contains("There is no folder"), name);
    }

    /// References are read as names only: none leads out of the snapshots.
    void referencesThatLeadElsewhere()
    {
        write(root() / "hub/config.json", "{}");
        for (const char* content : {"../..", "/", "", "a/../../../.."}) {
            write(model() / "refs/odd", content);
            QVERIFY2(refusal("org/tiny-7B@odd").contains("\"odd\""), content);
        }
    }
};

QTEST_GUILESS_MAIN(ModelLocationTest)
#include "tst_modellocation.moc"
