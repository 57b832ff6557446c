#include "model/devicememory.h"
#include "model/llamamodel.h"
#include "model/placement.h"
#include "support/owncache.h"
#include "support/tinymodel.h"

#include <QtTest>

using namespace exitscope;
using namespace exitscope::test;

namespace {

constexpr std::size_t mib = std::size_t{1} << 20;
constexpr std::size_t gib = std::size_t{1} << 30;

/// 100 MiB a layer with its K/V, 300 MiB each for embedding and head.
MemoryNeed simpleNeed()
{
    MemoryNeed need;
    need.embedding = 300 * mib;
    need.layer = 90 * mib;
    need.wideLayer = 90 * mib;
    need.head = 200 * mib;
    need.wideHead = 300 * mib;
    need.context = 10 * mib;
    need.working = 88 * mib;
    return need;
}

const std::vector<DeviceMemory> twoGpus{{{ComputeDevice::Kind::Cuda, 0}, 24 * gib},
                                        {{ComputeDevice::Kind::Cuda, 1}, 24 * gib},
                                        {{ComputeDevice::Kind::Cpu}, 64 * gib}};
const std::vector<DeviceMemory> onlyCpu{{{ComputeDevice::Kind::Cpu}, 64 * gib}};

template <typename Work>
std::string errorOf(const Work& work)
{
    try {
        work();
    } catch (const Error& error) {
        return error.what();
    }
    return "no error";
}

} // namespace

/// Where layers go: what is asked for, and by free memory.
class PlacementTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsAskedFor_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("placed"); // of 12 layers
        QTest::newRow("nothing") << ""
                                 << "layers 0 to 11 on cpu";
        QTest::newRow("cpu") << "cpu"
                             << "layers 0 to 11 on cpu";
        QTest::newRow("cuda") << "cuda"
                              << "layers 0 to 11 on cuda:0";
        QTest::newRow("second") << "cuda:1"
                                << "layers 0 to 11 on cuda:1";
        QTest::newRow("split, open") << "cuda:0=10,cpu"
                                     << "layers 0 to 9 on cuda:0, 10 to 11 on cpu";
        QTest::newRow("split, closed") << "cuda:1=1,cuda=2,cpu=9"
                                       << "layers 0 on cuda:1, 1 to 2 on cuda:0, 3 to 11 on cpu";
    }

    void whatIsAskedFor()
    {
        QFETCH(QString, text);
        QFETCH(QString, placed);
        const Placement placement =
            placeLayers(parseDevices(text.toStdString()), 12, simpleNeed(), twoGpus, "");
        QCOMPARE(QString::fromStdString(placement.describe()), placed);
        QCOMPARE(placement.layers.size(), std::size_t{12});
    }

    void whatCannotBeRead_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("said");
        const QString unknown = "write cpu, cuda, cuda:N, auto";
        for (const char* text : {"gpu", "cuda:", "cuda:x", "cuda:-1", "cuda:1x", "cpu,", ",cpu",
                                 "auto,cpu", "CUDA", "cuda:99999999999"})
            QTest::newRow(text) << QString(text)
                                << (QString(text) == "cpu," ? QString("how many layers cpu takes")
                                                            : unknown);
        for (const char* text :
             {"cuda:0=,cpu", "cuda:0=x,cpu", "cuda:0=0,cpu", "cuda:0=-2,cpu", "cuda:0=1.5,cpu"})
            QTest::newRow(text) << QString(text) << "cuda:0 no whole number of layers";
        QTest::newRow("open before the end") << "cuda:0,cpu"
                                             << "how many layers cuda:0 takes";
        QTest::newRow("twice") << "cuda:0=1,cuda=2,cpu"
                               << "cuda:0 twice";
    }

    void whatCannotBeRead()
    {
        QFETCH(QString, text);
        QFETCH(QString, said);
        const QString error =
            QString::fromStdString(errorOf([&] { parseDevices(text.toStdString()); }));
        QVERIFY2(error.contains(said), qPrintable(error));
        QVERIFY2(text == ",cpu" || error.contains('"' + text + '"'), qPrintable(error));
    }

    void whatCannotBePlaced_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("said");
        QTest::newRow("too few") << "cuda:0=3,cpu=4"
                                 << "add up to 7 and the model has 12 layers";
        QTest::newRow("too many") << "cuda:0=13,cpu"
                                  << "add up to 13";
        QTest::newRow("none left") << "cuda:0=12,cpu"
                                   << "none to the last device";
        QTest::newRow("not there") << "cuda:2"
                                   << "cuda:2 is not there; choose from cuda:0, cuda:1, cpu";
    }

    void whatCannotBePlaced()
    {
        QFETCH(QString, text);
        QFETCH(QString, said);
        const QString error = QString::fromStdString(errorOf(
            [&] { placeLayers(parseDevices(text.toStdString()), 12, simpleNeed(), twoGpus, ""); }));
        QVERIFY2(error.contains(said), qPrintable(error));
    }

    void withoutCudaTheSentenceSaysSo()
    {
        const std::string error = errorOf([] {
            placeLayers(parseDevices("cuda"), 12, simpleNeed(), onlyCpu,
                        "this LibTorch was built without CUDA");
        });
        QCOMPARE(error, std::string("The device cuda:0 is not there: this LibTorch was built "
                                    "without CUDA; choose from cpu."));
    }

    void division_data()
    {
        QTest::addColumn<QVector<int>>("freeMib"); // of each GPU
        QTest::addColumn<QVector<int>>("layers");  // of 20
        // 512 MiB stay free and 88 for the work: 600 in all, below 10 GiB.
        QTest::newRow("no gpu") << QVector<int>{} << QVector<int>{};
        QTest::newRow("all fit") << QVector<int>{4000} << QVector<int>{20};
        QTest::newRow("exactly") << QVector<int>{600 + 300 + 2000 + 300} << QVector<int>{20};
        QTest::newRow("the head does not")
            << QVector<int>{600 + 300 + 2000 + 299} << QVector<int>{19};
        QTest::newRow("half") << QVector<int>{600 + 300 + 1050} << QVector<int>{10};
        QTest::newRow("two") << QVector<int>{600 + 300 + 1299, 600 + 800 + 300}
                             << QVector<int>{12, 8};
        QTest::newRow("two and the cpu")
            << QVector<int>{600 + 300 + 700, 600 + 700} << QVector<int>{7, 7};
        QTest::newRow("the first is full") << QVector<int>{100, 4000} << QVector<int>{0, 20};
        QTest::newRow("the second is not needed")
            << QVector<int>{4000, 4000} << QVector<int>{20, 0};
        QTest::newRow("a twentieth of much") << QVector<int>{20000} << QVector<int>{20};
    }

    void division()
    {
        QFETCH(QVector<int>, freeMib);
        QFETCH(QVector<int>, layers);
        std::vector<std::size_t> freeBytes;
        for (const int amount : freeMib)
            freeBytes.push_back(static_cast<std::size_t>(amount) * mib);
        const std::vector<int> found = divideLayers(20, simpleNeed(), freeBytes);
        QCOMPARE(QVector<int>(found.begin(), found.end()), layers);
    }

    void automaticPlacement()
    {
        MemoryNeed need = simpleNeed();
        need.layer = 3 * gib;
        need.wideLayer = need.layer;
        const Placement placement = placeLayers(parseDevices("auto"), 20, need, twoGpus, "");
        QCOMPARE(QString::fromStdString(placement.describe()),
                 QString("layers 0 to 6 on cuda:0, 7 to 13 on cuda:1, 14 to 19 on cpu"));
        QCOMPARE(QString::fromStdString(
                     placeLayers(parseDevices("auto"), 20, simpleNeed(), onlyCpu, "").describe()),
                 QString("layers 0 to 19 on cpu"));
        // Where a GPU does not say what is free, nothing is put there unasked.
        std::vector<DeviceMemory> silent = twoGpus;
        silent[0].freeBytes.reset();
        silent[1].freeBytes.reset();
        QCOMPARE(QString::fromStdString(
                     placeLayers(parseDevices("auto"), 20, simpleNeed(), silent, "").describe()),
                 QString("layers 0 to 19 on cpu"));
    }

    void whatDoesNotFitIsRefusedWithTheNumbers()
    {
        MemoryNeed need;
        need.layer = 3'000'000'000;
        need.wideLayer = need.layer;
        need.embedding = 500'000'000;
        need.head = 1'500'000'000;
        need.wideHead = 2'500'000'000;
        const std::vector<DeviceMemory> devices{{{ComputeDevice::Kind::Cuda, 0}, 24'000'000'000},
                                                {{ComputeDevice::Kind::Cpu}, 16'000'000'000}};
        const auto place = [&](const char* device, int layers) {
            return QString::fromStdString(
                errorOf([&] { placeLayers(parseDevices(device), layers, need, devices, ""); }));
        };
        QVERIFY(
            place("cpu", 5).contains("needs 17.0 GB on cpu (layers 0 to 4 on cpu) and 16.0 GB"));
        QVERIFY(place("cuda", 8).contains("needs 27.0 GB on cuda:0"));
        QCOMPARE(place("cuda", 7), QString("no error"));
        QCOMPARE(place("cpu", 4), QString("no error"));
        QVERIFY(place("auto", 20).contains("on cpu"));
        QCOMPARE(place("auto", 10), QString("no error"));
    }

    /// The sentence names the first narrower dtype that would fit, and none where none would.
    void whatDoesNotFitNamesADtypeThatWould()
    {
        const auto need = [](std::size_t layer) {
            MemoryNeed result;
            result.layer = layer * mib;
            result.wideLayer = 400 * mib;
            return result;
        };
        const std::vector<FormatNeed> narrower{{WeightFormat::Int8, need(200)},
                                               {WeightFormat::Int4, need(112)}};
        const auto said = [&](const char* device, std::size_t freeMib) {
            const std::vector<DeviceMemory> devices{{{ComputeDevice::Kind::Cuda, 0}, freeMib * mib},
                                                    {{ComputeDevice::Kind::Cpu}, freeMib * mib}};
            return QString::fromStdString(errorOf(
                [&] { placeLayers(parseDevices(device), 10, need(400), devices, "", narrower); }));
        };
        QCOMPARE(said("cpu", 4000), QString("no error"));
        QVERIFY(said("cpu", 3999).contains("needs 4.2 GB on cpu"));
        QVERIFY(said("cpu", 3999)
                    .contains("or choose other devices, the dtype int8, which would "
                              "fit, or a smaller checkpoint"));
        QVERIFY(said("cpu", 1500).contains("the dtype int4, which would fit"));
        QVERIFY(said("cpu", 1000).contains("a narrower dtype or"));
        QVERIFY(said("cuda", 3999).contains("a narrower dtype or")); // it is widened there
    }

    /// From the shapes in config.json, before a weight is read.
    void openingNamesADtypeThatWouldFit()
    {
        TinyModel files;
        files.write();
        const std::size_t freeBytes = *deviceMemory(parseDevices("cpu")).back().freeBytes;
        // In fp32, as stored, half more than what is free: 32 layers of three matrices 4096 wide.
        const double mlpWidth = 1.5 * double(freeBytes) / (32.0 * 3 * 4096 * 4);
        files.config["num_hidden_layers"] = 32;
        files.config["hidden_size"] = 4096;
        files.config["intermediate_size"] = int(mlpWidth);
        files.writeConfig();
        const std::string error = errorOf([&] { LlamaModel::open(files.folder()); });
        QVERIFY2(error.starts_with("The model needs "), error.c_str());
        QVERIFY2(error.find(" are free there; ") != std::string::npos, error.c_str());
        QVERIFY2(error.find("the dtype bf16, which would fit,") != std::string::npos,
                 error.c_str());
    }

    /// Quantized formats count what the cache holds for them, and the embedding as it is stored.
    void needOfQuantizedWeights()
    {
        const OwnCache cache;
        for (const bool tied : {false, true}) {
            TinyModel files(
                TinyModel::Shape{.width = 70, .mlpWidth = 101, .tied = tied, .bf16 = true});
            files.write();
            for (const WeightFormat format : {WeightFormat::Int8, WeightFormat::Int4}) {
                const auto stored = WeightFormat::BFloat16;
                const MemoryNeed need =
                    memoryNeed(readModelConfig(files.folder()), format, stored, stored);
                const auto model = LlamaModel::open(files.folder(), std::string(fieldName(format)));
                const std::size_t norm = 4 * 70;
                QCOMPARE(need.layer, model->layerBytes() + 2 * norm);
                QCOMPARE(need.head, model->headBytes() + norm);
                QCOMPARE(need.embedding, std::size_t{40 * 70 * 2});
                const MemoryNeed wide =
                    memoryNeed(readModelConfig(files.folder()), stored, stored, stored);
                QCOMPARE(need.wideLayer, wide.layer);
                QCOMPARE(need.context, wide.context);
            }
        }
    }

    /// The need counted from the shapes is what the files hold.
    void needIsWhatTheCheckpointHolds()
    {
        for (const bool tied : {false, true}) {
            TinyModel files(TinyModel::Shape{.tied = tied});
            files.write();
            const MemoryNeed need =
                memoryNeed(readModelConfig(files.folder()), WeightFormat::Float32,
                           WeightFormat::Float32, WeightFormat::Float32);
            std::size_t held = 0;
            for (const auto& [name, tensor] : files.tensors)
                held += tensor.values.size() * 4;
            QCOMPARE(need.embedding + files.shape.layers * need.layer + need.head, held);
        }
    }

    void aDeviceThatIsNotThere()
    {
        TinyModel files;
        files.write();
        const std::string error = errorOf([&] { LlamaModel::open(files.folder(), {}, "cuda:15"); });
        QVERIFY2(error.starts_with("The device cuda:15 is not there"), error.c_str());
        QCOMPARE(error.find("this LibTorch was built without CUDA") != std::string::npos,
                 noGpuReason() == "this LibTorch was built without CUDA");
    }

    void thisComputersMemory()
    {
        const std::vector<DeviceMemory> devices = deviceMemory(parseDevices("cpu"));
        QVERIFY(devices.back().device == ComputeDevice());
        QVERIFY(devices.back().freeBytes > mib);
    }
};

QTEST_GUILESS_MAIN(PlacementTest)
#include "tst_placement.moc"
