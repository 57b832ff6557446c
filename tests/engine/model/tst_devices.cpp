#include "model/layerreader.h"
#include "model/staircase.h"
#include "support/devices.h"
#include "support/tinymodel.h"
#include "support/tolerances.h"

#include <QtTest>

#include <algorithm>
#include <cmath>

using namespace exitscope;
using namespace exitscope::test;

Q_DECLARE_METATYPE(exitscope::test::TinyModel::Shape)

namespace {

/// A model under one device, fed step by step.
struct Runner
{
    Runner(const std::filesystem::path& folder, const std::string& device)
        : model(LlamaModel::open(folder, {}, device))
        , staircase(model)
        , reader(model)
    {}

    void run(const std::vector<int>& ids, int depth, int rows = 1)
    {
        staircase.append(ids);
        reader.begin(rows);
        for (int layer = 0; layer < depth; ++layer) {
            staircase.advance(layer);
            reader.observe(staircase, layer);
        }
    }

    std::shared_ptr<const LlamaModel> model;
    Staircase staircase;
    LayerReader reader;
};

} // namespace

/// Every device against the CPU's kernels: states, caches and what the reader says of them.
class DevicesTest : public QObject
{
    Q_OBJECT

private:
    double m_tolerance = fp32Tolerance;

    void verifyClose(double found, double expected, double scale, const char* what, int layer)
    {
        QVERIFY2(close(found / scale, expected / scale, m_tolerance),
                 qPrintable(QString("%1 of layer %2: %3, not %4")
                                .arg(what)
                                .arg(layer)
                                .arg(found)
                                .arg(expected)));
    }

    void compareRows(const std::vector<float>& found, const std::vector<float>& expected,
                     const char* what, int layer)
    {
        QCOMPARE(found.size(), expected.size());
        float most = 1e-6f;
        for (const float value : expected)
            most = std::max(most, std::abs(value));
        for (std::size_t i = 0; i < expected.size(); ++i) {
            verifyClose(found[i], expected[i], most, what, layer);
            if (QTest::currentTestFailed())
                return;
        }
    }

    void compareReader(LayerReader& found, LayerReader& expected, int layer)
    {
        const auto z = found.logits(layer);
        const auto other = expected.logits(layer);
        compareRows({z.begin(), z.end()}, {other.begin(), other.end()}, "logits", layer);
        QCOMPARE(found.isFinite(layer), expected.isFinite(layer));
        const auto best = found.top(layer, 4);
        const auto bestExpected = expected.top(layer, 4);
        QCOMPARE(best.size(), bestExpected.size());
        for (std::size_t i = 0; i < best.size(); ++i) {
            verifyClose(best[i].second, bestExpected[i].second, 1, "top probability", layer);
            verifyClose(best[i].second, expected.probability(layer, best[i].first), 1, "top id",
                        layer);
        }
        verifyClose(found.probability(layer, 7), expected.probability(layer, 7), 1, "probability",
                    layer);
        compareRanks(found, layer);
        compareRanks(expected, layer);
    }

    void compareRanks(LayerReader& reader, int layer)
    {
        const auto z = reader.logits(layer);
        for (const std::size_t id : {std::size_t{0}, std::size_t{7}, z.size() - 1}) {
            const auto above = std::ranges::count_if(z, [&](float other) { return other > z[id]; });
            QCOMPARE(reader.rank(layer, int(id)), std::isnan(z[id]) ? -1 : int(above));
        }
        if (reader.isFinite(layer))
            QCOMPARE(reader.rank(layer, reader.top(layer, 1).front().first), 0);
    }

    void compareStatistics(const LayerStatistics& found, const LayerStatistics& expected, int layer,
                           bool exact)
    {
        if (exact)
            QCOMPARE(found.top1, expected.top1);
        verifyClose(found.cosineToPrevious, expected.cosineToPrevious, 1, "cosine", layer);
        verifyClose(found.maxProbability, expected.maxProbability, 1, "max probability", layer);
        verifyClose(found.secondProbability, expected.secondProbability, 1, "second", layer);
        verifyClose(found.entropyAt1, expected.entropyAt1, 1, "entropy at 1", layer);
        verifyClose(found.entropyAt3, expected.entropyAt3, 1, "entropy at 3", layer);
        verifyClose(found.entropyAtChosen, expected.entropyAtChosen, 1, "entropy", layer);
        verifyClose(found.chosenTemperature, expected.chosenTemperature, 1, "T", layer);
        verifyClose(found.klToPrevious, expected.klToPrevious, 1, "divergence", layer);
    }

    void compareAll(Runner& found, Runner& expected, int layers, const PromptRead& read = {})
    {
        const bool exact = m_tolerance == fp32Tolerance;
        for (int layer = 0; layer < layers && !QTest::currentTestFailed(); ++layer) {
            compareReader(found.reader, expected.reader, layer);
            compareStatistics(found.reader.statistics(layer, Needs::Everything, 1.7, read),
                              expected.reader.statistics(layer, Needs::Everything, 1.7, read),
                              layer, exact);
        }
        for (int layer = 0; layer < found.staircase.layers(); ++layer) {
            QCOMPARE(found.staircase.length(layer), expected.staircase.length(layer));
            compareRows(found.staircase.keyRows(layer), expected.staircase.keyRows(layer), "keys",
                        layer);
            compareRows(found.staircase.valueRows(layer), expected.staircase.valueRows(layer),
                        "values", layer);
        }
    }

private Q_SLOTS:
    void everyFamily_data()
    {
        QTest::addColumn<TinyModel::Shape>("shape");
        QTest::addColumn<QString>("device");
        using Shape = TinyModel::Shape;
        const std::pair<const char*, Shape> shapes[] = {
            {"llama", Shape{}},
            {"tied", Shape{.tied = true}},
            {"mistral", Shape{.window = 6}},
            {"qwen2", Shape{.qkvBias = true}},
            {"qwen3", Shape{.headDim = 8, .headNorm = true}},
            {"biases", Shape{.qkvBias = true, .outputBias = true, .mlpBias = true}},
            {"bf16", Shape{.bf16 = true}},
            {"fp16", Shape{.tied = true, .fp16 = true, .window = 9}},
        };
        for (const char* device :
             {"aten", "aten=1,cpu", "cpu=3,aten", "cuda", "cuda=2,cpu", "cpu=1,cuda"}) {
            for (const auto& [name, shape] : shapes)
                QTest::addRow("%s on %s", name, device) << shape << QString(device);
        }
    }

    /// A prompt, tokens that leave at all depths, and full passes that catch up.
    void everyFamily()
    {
        QFETCH(TinyModel::Shape, shape);
        QFETCH(QString, device);
        if (const QString reason = whyNot(device); !reason.isEmpty())
            QSKIP(qPrintable(reason));
        const bool rounds = device.contains("cuda");
        if (shape.bf16)
            m_tolerance = rounds ? bf16ProductTolerance : bf16Tolerance;
        else if (shape.fp16)
            m_tolerance = rounds ? fp16ProductTolerance : fp16Tolerance;
        else
            m_tolerance = fp32Tolerance;
        TinyModel files(shape);
        files.write();
        Runner expected(files.folder(), "cpu");
        Runner found(files.folder(), device.toStdString());
        std::vector<int> prompt;
        for (int i = 0; i < 20; ++i)
            prompt.push_back((i * 7 + 3) % shape.vocabulary);
        for (Runner* runner : {&expected, &found})
            runner->run(prompt, shape.layers);
        compareAll(found, expected, shape.layers);
        for (const int depth : {1, 2, 4, 3, 1, 1, 2, 4, 1, 3, 2, 4}) {
            const int id = (found.staircase.positions() * 11 + 5) % shape.vocabulary;
            for (Runner* runner : {&expected, &found})
                runner->run({id}, depth);
            compareAll(found, expected, depth);
            if (QTest::currentTestFailed())
                return;
        }
        for (Runner* runner : {&expected, &found})
            runner->staircase.truncate(15);
        compareAll(found, expected, 0);
    }

    void wholePrompts_data() { addDeviceRows(); }

    /// Scores that are drawn over all positions of a prompt, longer than the head's chunks.
    void wholePrompts()
    {
        QFETCH(QString, device);
        if (const QString reason = whyNot(device); !reason.isEmpty())
            QSKIP(qPrintable(reason));
        m_tolerance = fp32Tolerance;
        TinyModel files;
        files.write();
        Runner expected(files.folder(), "cpu");
        Runner found(files.folder(), device.toStdString());
        std::vector<int> prompt;
        for (int i = 0; i < 70; ++i)
            prompt.push_back((i * 7 + 3) % files.shape.vocabulary);
        for (Runner* runner : {&expected, &found})
            runner->run(prompt, files.shape.layers, 70);
        compareAll(found, expected, files.shape.layers, {.everyCosine = true, .meanEntropy = true});
    }

    /// One layer asked at a time, as when deciding: what is not asked for stays unknown.
    void oneLayerAtATime_data() { addDeviceRows(); }
    void oneLayerAtATime()
    {
        QFETCH(QString, device);
        if (const QString reason = whyNot(device); !reason.isEmpty())
            QSKIP(qPrintable(reason));
        m_tolerance = fp32Tolerance;
        TinyModel files;
        files.write();
        Runner expected(files.folder(), "cpu");
        Runner found(files.folder(), device.toStdString());
        for (const Needs needs : {Needs::Nothing, Needs::Cosine, Needs::Head, Needs::Entropy,
                                  Needs::Divergence, Needs::Cosine | Needs::Divergence}) {
            for (Runner* runner : {&expected, &found})
                runner->run({4, 9}, files.shape.layers);
            for (int layer : {0, 2, 1}) {
                compareStatistics(found.reader.statistics(layer, needs, 0.8),
                                  expected.reader.statistics(layer, needs, 0.8), layer, true);
            }
            QVERIFY(!QTest::currentTestFailed());
        }
    }

    /// Numbers that are none are seen on every device.
    void brokenWeights_data() { addDeviceRows(); }
    void brokenWeights()
    {
        QFETCH(QString, device);
        if (const QString reason = whyNot(device); !reason.isEmpty())
            QSKIP(qPrintable(reason));
        TinyModel files;
        for (auto& [name, tensor] : files.tensors) {
            if (name == "model.layers.2.mlp.down_proj.weight")
                tensor.values[5] = NAN;
        }
        files.write();
        Runner found(files.folder(), device.toStdString());
        found.run({4, 9}, files.shape.layers);
        QVERIFY(found.reader.isFinite(1));
        QVERIFY(!found.reader.isFinite(2));
        QVERIFY(std::isnan(found.reader.statistics(2, Needs::Everything, 1).maxProbability));
        QCOMPARE(found.reader.rank(2, 7), -1);
    }
};

QTEST_GUILESS_MAIN(DevicesTest)
#include "tst_devices.moc"
