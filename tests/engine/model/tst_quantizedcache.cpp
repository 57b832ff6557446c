#include "model/llamamodel.h"
#include "model/llamaweights.h"
#include "model/quantizedcache.h"
#include "support/mappedfile.h"
#include "support/owncache.h"
#include "support/tinymodel.h"

#include <QtTest>

#include <csignal>
#include <fstream>
#include <thread>

#include <sys/resource.h>

using namespace exitscope;
using namespace exitscope::test;

namespace fs = std::filesystem;

namespace {

std::vector<const Linear*> factors(const LlamaModel& model)
{
    std::vector<const Linear*> result{&model.weights().head};
    for (const LlamaLayerWeights& layer : model.weights().layers)
        result.insert(result.end(), {&layer.query, &layer.key, &layer.value, &layer.output,
                                     &layer.gate, &layer.up, &layer.down});
    return result;
}

std::string contentOf(const fs::path& file)
{
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

void setContent(const fs::path& file, const std::string& content)
{
    std::ofstream(file, std::ios::binary) << content;
}

bool sameWeights(const LlamaModel& a, const LlamaModel& b)
{
    const auto own = factors(a);
    const auto other = factors(b);
    bool same = own.size() == other.size();
    for (std::size_t i = 0; same && i < own.size(); ++i)
        same = own[i]->matrix.equal(other[i]->matrix) && own[i]->scales.equal(other[i]->scales);
    return same;
}

/// Sets an environment variable for a scope; nothing: unsets it.
class Variable
{
public:
    Variable(const char* name, const std::optional<QByteArray>& value)
        : m_name(name)
        , m_before(qgetenv(name))
    {
        set(value.value_or(QByteArray()));
    }
    ~Variable() { set(m_before); }

private:
    void set(const QByteArray& value)
    {
        if (value.isNull())
            qunsetenv(m_name);
        else
            qputenv(m_name, value);
    }
    const char* m_name;
    QByteArray m_before;
};

/// No file may grow beyond `bytes` while it lives: a disk that fills up.
class FullDisk
{
public:
    explicit FullDisk(rlim_t bytes)
    {
        m_handler = std::signal(SIGXFSZ, SIG_IGN);
        ::getrlimit(RLIMIT_FSIZE, &m_before);
        const rlimit less{bytes, m_before.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &less);
    }
    ~FullDisk()
    {
        ::setrlimit(RLIMIT_FSIZE, &m_before);
        std::signal(SIGXFSZ, m_handler);
    }

private:
    rlimit m_before = {};
    void (*m_handler)(int) = nullptr;
};

} // namespace

/// Quantized weights on disk: made once, mapped from then on, never trusted blindly.
class QuantizedCacheTest : public QObject
{
    Q_OBJECT

private:
    static fs::path keyedFile(const TinyModel& files, WeightFormat format = WeightFormat::Int8)
    {
        const Checkpoint checkpoint(files.folder());
        const std::string name = "model.layers.0.self_attn.q_proj.weight";
        const StoredTensor* stored = checkpoint.find(name);
        return quantizedFile(checkpoint,
                             {{name, "", stored, stored->shape[0], stored->shape[1], format}},
                             "some/model name", format);
    }

private Q_SLOTS:
    void madeOnceThenMapped_data()
    {
        QTest::addColumn<QString>("dtype");
        QTest::addColumn<bool>("tied");
        for (const char* dtype : {"int8", "int4"}) {
            QTest::addRow("%s", dtype) << dtype << false;
            QTest::addRow("%s, tied", dtype) << dtype << true;
        }
    }

    void madeOnceThenMapped()
    {
        QFETCH(QString, dtype);
        QFETCH(bool, tied);
        const OwnCache cache;
        TinyModel files(
            TinyModel::Shape{.width = 20, .mlpWidth = 37, .tied = tied, .bf16 = true, .shards = 2});
        files.write();
        const auto first = LlamaModel::open(files.folder(), dtype.toStdString());
        QCOMPARE(cache.files().size(), std::size_t{1});
        const fs::path made = cache.files().front();
        const auto written = fs::last_write_time(made);
        const auto second = LlamaModel::open(files.folder(), dtype.toStdString());
        QCOMPARE(cache.files(), std::vector{made});
        QCOMPARE(fs::last_write_time(made), written);
        QVERIFY(sameWeights(*first, *second));
        for (const auto& model : {first, second}) {
            QCOMPARE(QString::fromStdString(model->dtype()), dtype);
            QCOMPARE(model->cacheNote(), std::string());
            for (const Linear* factor : factors(*model)) {
                QCOMPARE(factor->matrix.scalar_type(), dtype == "int8" ? at::kChar : at::kByte);
                QCOMPARE(fileMappedAt(factor->matrix.data_ptr()), made.string());
                QCOMPARE(fileMappedAt(factor->scales.data_ptr()), made.string());
            }
            const LlamaWeights& weights = model->weights();
            QCOMPARE(weights.embedding.scalar_type(), at::kBFloat16);
            QVERIFY(
                fileMappedAt(weights.embedding.data_ptr()).starts_with(files.folder().string()));
            QCOMPARE(weights.layers[0].down.matrix.sizes(),
                     dtype == "int8" ? at::IntArrayRef({20, 37}) : at::IntArrayRef({20, 32}));
        }
    }

    /// K/V take 16 bits, in the checkpoint's own form where it has one.
    void keysAndValues()
    {
        const OwnCache cache;
        for (const auto& [shape, expected] : {std::pair(TinyModel::Shape{}, at::kBFloat16),
                                              {TinyModel::Shape{.bf16 = true}, at::kBFloat16},
                                              {TinyModel::Shape{.fp16 = true}, at::kHalf}}) {
            TinyModel files(shape);
            files.write();
            const auto model = LlamaModel::open(files.folder(), "int8");
            QCOMPARE(model->weights().dtype, expected);
            QCOMPARE(model->weights().embedding.scalar_type(),
                     LlamaModel::open(files.folder())->weights().dtype);
        }
    }

    void keyChangesWithTheCheckpoint()
    {
        const OwnCache cache;
        TinyModel files;
        files.write();
        const fs::path weights = files.file("model.safetensors");
        const auto changed = fs::last_write_time(weights);
        const fs::path first = keyedFile(files);
        QVERIFY2(first.filename().string().starts_with("some-model-name-"), first.c_str());
        QVERIFY2(first.string().ends_with("-int8.safetensors"), first.c_str());
        QCOMPARE(first.parent_path(), cache.quantized());
        QCOMPARE(keyedFile(files), first);
        QVERIFY(keyedFile(files, WeightFormat::Int4) != first);

        fs::last_write_time(weights, changed + std::chrono::seconds(1));
        QVERIFY(keyedFile(files) != first);
        fs::last_write_time(weights, changed);
        QCOMPARE(keyedFile(files), first);

        std::string content = contentOf(weights);
        content.back() = static_cast<char>(content.back() ^ 1); // the last bits of the last tensor
        setContent(weights, content);
        fs::last_write_time(weights, changed);
        QVERIFY(keyedFile(files) != first);
    }

    void damagedOrForeignFilesAreMadeAnew_data()
    {
        QTest::addColumn<QString>("how");
        for (const char* how : {"empty", "cut short", "noise", "zeros", "renamed", "other shapes"})
            QTest::newRow(how) << how;
    }

    void damagedOrForeignFilesAreMadeAnew()
    {
        QFETCH(QString, how);
        const OwnCache cache;
        TinyModel files;
        files.write();
        const auto expected = LlamaModel::open(files.folder(), "int4");
        const fs::path file = cache.files().front();
        const std::string good = contentOf(file);
        std::string bad = good;
        if (how == "empty")
            bad.clear();
        else if (how == "cut short")
            bad.resize(bad.size() - 1);
        else if (how == "noise")
            bad.assign(bad.size(), '\xa7');
        else if (how == "zeros")
            std::fill(bad.end() - 200, bad.end(), '\0');
        else if (how == "renamed")
            bad.replace(bad.find("-int4\""), 6, "-int8\"");
        else
            bad.replace(bad.find("\"U8\""), 4, "\"I8\"");
        QVERIFY(bad != good);
        // A new file: what is mapped stays what it was.
        fs::remove(file);
        setContent(file, bad);
        const auto model = LlamaModel::open(files.folder(), "int4");
        QVERIFY(sameWeights(*model, *expected));
        QCOMPARE(model->cacheNote(), std::string());
        QCOMPARE(cache.files(), std::vector{file});
        QCOMPARE(contentOf(file), good);
        QCOMPARE(fileMappedAt(model->weights().head.matrix.data_ptr()), file.string());
    }

    void severalAtOnce()
    {
        const OwnCache cache;
        TinyModel files(TinyModel::Shape{.layers = 8, .width = 96, .mlpWidth = 320});
        files.write();
        std::vector<std::shared_ptr<const LlamaModel>> models(6);
        std::vector<std::thread> threads;
        for (auto& model : models)
            threads.emplace_back([&] { model = LlamaModel::open(files.folder(), "int4"); });
        for (std::thread& thread : threads)
            thread.join();
        for (const auto& model : models) {
            QVERIFY(sameWeights(*model, *models.front()));
            QCOMPARE(model->cacheNote(), std::string());
        }
        QCOMPARE(cache.files().size(), std::size_t{1});
        QVERIFY(sameWeights(*LlamaModel::open(files.folder(), "int4"), *models.front()));
    }

    void whereNothingCanBeWritten_data()
    {
        QTest::addColumn<QString>("why");
        for (const char* why : {"a file in the way", "a folder in the way", "no room", "no home"})
            QTest::newRow(why) << why;
    }

    void whereNothingCanBeWritten()
    {
        QFETCH(QString, why);
        TinyModel files;
        files.write();
        const OwnCache cache;
        const auto expected = LlamaModel::open(files.folder(), "int8");
        const fs::path file = cache.files().front();
        fs::remove(file);
        std::vector<std::unique_ptr<Variable>> variables;
        std::unique_ptr<FullDisk> disk;
        std::string said = cache.folder().string();
        if (why == "a file in the way") {
            setContent(cache.folder() / "occupied", "no folder");
            said = (cache.folder() / "occupied").string();
            variables.push_back(
                std::make_unique<Variable>("EXITSCOPE_CACHE", QByteArray::fromStdString(said)));
        } else if (why == "a folder in the way") {
            fs::create_directories(file / "full");
        } else if (why == "no room") {
            disk = std::make_unique<FullDisk>(4096);
            said = "File too large";
        } else {
            for (const char* name : {"EXITSCOPE_CACHE", "XDG_CACHE_HOME", "HOME"})
                variables.push_back(std::make_unique<Variable>(name, std::nullopt));
            said = "EXITSCOPE_CACHE";
        }
        const auto model = LlamaModel::open(files.folder(), "int8");
        QVERIFY(sameWeights(*model, *expected));
        QVERIFY2(model->cacheNote().find(said) != std::string::npos, model->cacheNote().c_str());
        QCOMPARE(fileMappedAt(model->weights().head.matrix.data_ptr()), std::string());
        for (const fs::path& left : cache.files())
            QCOMPARE(left, file);
    }

    /// A program that was killed leaves its file; a later one removes it once it is old.
    void leftovers()
    {
        const OwnCache cache;
        TinyModel files;
        files.write();
        fs::create_directories(cache.quantized());
        const fs::path old = cache.quantized() / "a.safetensors.1-2.part";
        const fs::path young = cache.quantized() / "b.safetensors.1-2.part";
        const fs::path other = cache.quantized() / "c.safetensors";
        for (const fs::path& file : {old, young, other})
            setContent(file, "half");
        for (const fs::path& file : {old, other})
            fs::last_write_time(file, fs::file_time_type::clock::now() - std::chrono::hours(2));
        LlamaModel::open(files.folder(), "int8");
        QVERIFY(!fs::exists(old));
        QVERIFY(fs::exists(young));
        QVERIFY(fs::exists(other));
    }

    void weightsThatAreNoNumbers()
    {
        const OwnCache cache;
        TinyModel files;
        files.tensors[7].second.values[5] = std::nanf("");
        files.write();
        for (const char* dtype : {"int8", "int4"}) {
            std::string said;
            try {
                LlamaModel::open(files.folder(), dtype);
            } catch (const Error& error) {
                said = error.what();
            }
            QVERIFY2(said.find(files.tensors[7].first) != std::string::npos, said.c_str());
            QCOMPARE(cache.files().size(), std::size_t{0});
        }
    }

    void whereTheCacheIs()
    {
        const Variable own("EXITSCOPE_CACHE", "/a/b");
        const Variable caches("XDG_CACHE_HOME", "/c");
        const Variable home("HOME", "/home/d");
        QCOMPARE(cacheFolder(), fs::path("/a/b"));
        const Variable noOwn("EXITSCOPE_CACHE", std::nullopt);
        QCOMPARE(cacheFolder(), fs::path("/c/exitscope"));
        const Variable relative("XDG_CACHE_HOME", "c");
        QCOMPARE(cacheFolder(), fs::path("/home/d/.cache/exitscope"));
        const Variable noHome("HOME", std::nullopt);
        QCOMPARE(cacheFolder(), fs::path());
    }
};

QTEST_GUILESS_MAIN(QuantizedCacheTest)
#include "tst_quantizedcache.moc"
