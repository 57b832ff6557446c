#include "hub/filelock.h"
#include "hub/modelcache.h"
#include "model/modellocation.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

using namespace exitscope;

/// The local cache: what is in it, and what removing leaves.
class ModelCacheTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void empty();
    void seesWhatIsThere();
    void partsMustBeThere();
    void tokenizerMustBeThere();
    void folderIsWhatOpens();
    void foreignLayout();
    void removesPlainFiles();
    void removesOneRevision();
    void removesAll();
    void lastRevisionTakesAllAlong();
    void refusesWhatIsNotThere();
    void refusesWhileDownloading();

private:
    void write(const QString& path, const QByteArray& content) const;
    QString path(const QString& below) const
    {
        return m_folder->filePath("models--org--m/" + below);
    }
    ModelCache cache() const { return ModelCache(m_folder->path()); }
    static ModelName named(const char* text) { return *parseModelName(text); }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void ModelCacheTest::write(const QString& name, const QByteArray& content) const
{
    QDir().mkpath(QFileInfo(name).path());
    QFile file(name);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(content);
}

/// Two snapshots that share their weights; the newer one is main.
void ModelCacheTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    write(path("blobs/config1"), "{}");
    write(path("blobs/config2"), "{} ");
    write(path("blobs/weights"), QByteArray(1000, 'w'));
    const ModelName name = named("org/m");
    for (const auto& [commit, config] :
         {std::pair("aaa", "config1"), std::pair("bbb", "config2")}) {
        QVERIFY(cache().link(name, commit, "config.json", config).ok());
        QVERIFY(cache().link(name, commit, "model.safetensors", "weights").ok());
    }
    QVERIFY(cache().refer(named("org/m@old"), "aaa").ok());
    QVERIFY(cache().refer(name, "bbb").ok());
}

void ModelCacheTest::empty()
{
    QVERIFY(ModelCache(m_folder->filePath("none")).models().empty());
}

void ModelCacheTest::seesWhatIsThere()
{
    write(path("blobs/other.incomplete"), "12345");
    const auto models = cache().models();
    QCOMPARE(models.size(), std::size_t{1});
    QCOMPARE(models[0].name, "org/m");
    QCOMPARE(models[0].folder, path("snapshots/bbb"));
    QCOMPARE(models[0].revisions, QStringList({"main", "old"}));
    QCOMPARE(models[0].bytes, 1005);
    QCOMPARE(models[0].incomplete, 5);
}

void ModelCacheTest::partsMustBeThere()
{
    const QString snapshot = path("snapshots/bbb");
    QVERIFY(cache().isComplete(snapshot));
    write(path("blobs/index"),
          R"({"weight_map": {"x": "model-1-of-2.safetensors", "y": "model-2-of-2.safetensors"}})");
    QVERIFY(cache().link(named("org/m"), "bbb", "model.safetensors.index.json", "index").ok());
    QVERIFY(cache().link(named("org/m"), "bbb", "model-1-of-2.safetensors", "weights").ok());
    QVERIFY(!cache().isComplete(snapshot));
    QVERIFY(cache().link(named("org/m"), "bbb", "model-2-of-2.safetensors", "gone").ok());
    QVERIFY(!cache().isComplete(snapshot)); // a link that leads nowhere
    QVERIFY(cache().link(named("org/m"), "bbb", "model-2-of-2.safetensors", "weights").ok());
    QVERIFY(cache().isComplete(snapshot));
    QFile::remove(snapshot + "/config.json");
    QVERIFY(!cache().isComplete(snapshot));
    QCOMPARE(cache().models()[0].folder, path("snapshots/aaa"));
}

void ModelCacheTest::tokenizerMustBeThere()
{
    const QString snapshot = path("snapshots/bbb");
    write(snapshot + "/tokenizer_config.json", "{}");
    QVERIFY(!cache().isComplete(snapshot));
    for (const char* tokenizer : {"/tokenizer.json", "/tokenizer.model"}) {
        write(snapshot + tokenizer, "{}");
        QVERIFY(cache().isComplete(snapshot));
        QVERIFY(QFile::remove(snapshot + tokenizer));
    }
    // Without either it runs on ids.
    QVERIFY(QFile::remove(snapshot + "/tokenizer_config.json"));
    QVERIFY(cache().isComplete(snapshot));
}

/// No other snapshot stands in for one that opens and is not complete.
void ModelCacheTest::folderIsWhatOpens()
{
    const auto located = [this] {
        return QString::fromStdString(
            locateModel(m_folder->filePath("models--org--m").toStdString())->folder.string());
    };
    QCOMPARE(cache().models()[0].folder, located());
    QVERIFY(QFile::remove(path("snapshots/bbb/model.safetensors")));
    QCOMPARE(located(), path("snapshots/bbb"));
    QCOMPARE(cache().models()[0].folder, QString());
    QCOMPARE(cache().openedFolder(named("org/m")), QString());
    QCOMPARE(cache().openedFolder(named("org/m@old")), path("snapshots/aaa"));
    QCOMPARE(cache().openedFolder(named("org/m@aaa")), path("snapshots/aaa"));
    QCOMPARE(cache().openedFolder(named("org/m@none")), QString());
}

void ModelCacheTest::foreignLayout()
{
    // As file systems without links get it: files in the snapshot; and models of no organisation.
    write(m_folder->filePath("models--gpt2/snapshots/ccc/config.json"), "{}");
    write(m_folder->filePath("models--gpt2/snapshots/ccc/model.safetensors"), "w");
    write(m_folder->filePath("datasets--x--y/refs/main"), "ddd");
    const auto models = cache().models();
    QCOMPARE(models.size(), std::size_t{2});
    QCOMPARE(models[0].name, "gpt2");
    QVERIFY(models[0].isComplete());
    QCOMPARE(models[0].revisions, QStringList("ccc"));
    QCOMPARE(models[0].bytes, 3);
    const auto removal = cache().remove(ModelName{"gpt2"});
    QVERIFY(removal.ok());
    QCOMPARE(removal->bytes, 3);
}

/// A file that was put into a snapshot has no blob; the folder of blobs is not taken for one.
void ModelCacheTest::removesPlainFiles()
{
    write(path("snapshots/aaa/notes.txt"), "12345");
    const auto removal = cache().remove(named("org/m@aaa"));
    QVERIFY2(removal.ok(), removal.ok() ? "" : removal.error().what());
    QCOMPARE(removal->bytes, 7);
    QVERIFY(QFile::exists(path("blobs/weights")));
    QVERIFY(!QFile::exists(path("snapshots/aaa")));
}

void ModelCacheTest::removesOneRevision()
{
    const auto removal = cache().remove(named("org/m@old"));
    QVERIFY(removal.ok());
    QCOMPARE(removal->snapshots, 1);
    QCOMPARE(removal->bytes, 2);
    QVERIFY(!QFile::exists(path("blobs/config1")));
    QVERIFY(QFile::exists(path("blobs/config2")));
    QVERIFY(QFile::exists(path("blobs/weights"))); // the other one uses it
    QVERIFY(!QFile::exists(path("refs/old")));
    QVERIFY(QFile::exists(path("refs/main")));
    QVERIFY(cache().models()[0].isComplete());
    QVERIFY(!QDir(path("snapshots/aaa")).exists());
}

void ModelCacheTest::removesAll()
{
    write(m_folder->filePath(".locks/models--org--m/weights.lock"), "");
    write(m_folder->filePath("models--org--n/blobs/x"), "x");
    const auto removal = cache().remove(named("org/m"));
    QVERIFY(removal.ok());
    QCOMPARE(removal->snapshots, 2);
    QCOMPARE(removal->bytes, 1005);
    QVERIFY(!QFile::exists(path("")));
    QVERIFY(!QFile::exists(m_folder->filePath(".locks/models--org--m")));
    QVERIFY(QFile::exists(m_folder->filePath("models--org--n/blobs/x")));
}

void ModelCacheTest::lastRevisionTakesAllAlong()
{
    QVERIFY(cache().remove(named("org/m@aaa")).ok());
    const auto removal = cache().remove(named("org/m@bbb"));
    QVERIFY(removal.ok());
    QCOMPARE(removal->bytes, 1003);
    QVERIFY(!QFile::exists(path("")));
}

void ModelCacheTest::refusesWhatIsNotThere()
{
    for (const char* name : {"org/none", "org/m@none", "org/m@refs"}) {
        const auto removal = cache().remove(named(name));
        QVERIFY(!removal.ok());
        QCOMPARE(removal.error().code(), ErrorCode::FileMissing);
    }
    QVERIFY(QFile::exists(path("blobs/config1")));
}

void ModelCacheTest::refusesWhileDownloading()
{
    write(path("blobs/part.incomplete"), "123");
    FileLock lock;
    QCOMPARE(lock.tryLock(cache().lockFile(named("org/m"), "part")), FileLock::Outcome::Taken);
    const auto removal = cache().remove(named("org/m"));
    QVERIFY(!removal.ok());
    QCOMPARE(QString(removal.error().what()),
             "org/m is being downloaded; end that first, or wait until it is done.");
    lock.unlock();
    QVERIFY(cache().remove(named("org/m")).ok());
}

QTEST_GUILESS_MAIN(ModelCacheTest)
#include "tst_modelcache.moc"
