#include "model/layerreader.h"
#include "model/operators.h"
#include "model/rotarytable.h"
#include "model/staircase.h"
#include "plainllama.h"
#include "support/testdata.h"
#include "support/tinymodel.h"
#include "support/tolerances.h"

#include <QtTest>

#include <ATen/ATen.h>

using namespace exitscope;
using namespace exitscope::test;

Q_DECLARE_METATYPE(exitscope::test::TinyModel::Shape)

/// The engine's forward pass against a plain one.
class ForwardTest : public QObject
{
    Q_OBJECT

private:
    /// `rounding`: the share of a row's largest logit that a few K/V rounded to the other side may
    /// move; 0: fp32.
    static void compare(LayerReader& reader, const at::Tensor& expected, double rounding = 0)
    {
        for (int layer = 0; layer < expected.size(0); ++layer) {
            const auto found = reader.logits(layer);
            const double scale = rounding > 0 ? expected[layer].abs().max().item<double>() : 1;
            for (std::int64_t id = 0; id < expected.size(1); ++id) {
                const double z = expected[layer][id].item<double>();
                QVERIFY2(close(found[static_cast<std::size_t>(id)] / scale, z / scale,
                               rounding > 0 ? rounding : fp32Tolerance),
                         qPrintable(QString("layer %1 token %2: %3, not %4")
                                        .arg(layer)
                                        .arg(id)
                                        .arg(found[static_cast<std::size_t>(id)])
                                        .arg(z)));
            }
        }
    }

    static double roundingOf(const TinyModel::Shape& shape)
    {
        return shape.bf16 ? bf16Tolerance : shape.fp16 ? fp16Tolerance : 0;
    }

    static void runAll(Staircase& staircase, LayerReader& reader, const std::vector<int>& ids)
    {
        staircase.append(ids);
        reader.begin();
        for (int layer = 0; layer < staircase.layers(); ++layer) {
            staircase.advance(layer);
            reader.observe(staircase, layer);
        }
    }

private Q_SLOTS:
    void logitsOfEveryLayer_data()
    {
        QTest::addColumn<TinyModel::Shape>("shape");
        QTest::addColumn<QByteArray>("rope");
        using Shape = TinyModel::Shape;
        const auto add = [](const char* name, const Shape& shape, const char* rope = "") {
            QTest::newRow(name) << shape << QByteArray(rope);
        };
        const char* linear = R"({"rope_type": "linear", "factor": 4.0})";
        const char* llama3 = R"({"rope_type": "llama3", "factor": 8.0, "low_freq_factor": 1.0,
            "high_freq_factor": 4.0, "original_max_position_embeddings": 48})";
        add("grouped", Shape{.width = 24});
        add("one kv head, tied",
            Shape{.width = 24, .heads = 6, .kvHeads = 1, .headDim = 6, .tied = true});
        add("as many kv heads, wide head",
            Shape{.width = 24, .heads = 2, .kvHeads = 2, .headDim = 20});
        add("bf16", Shape{.width = 24, .headDim = 8, .bf16 = true});
        add("fp16", Shape{.width = 24, .headDim = 8, .fp16 = true});
        add("linear rope", Shape{.headDim = 16}, linear);
        add("llama3 rope", Shape{.headDim = 16}, llama3);
        add("llama3 rope, fp16", Shape{.headDim = 16, .fp16 = true}, llama3);
        add("mistral", Shape{.window = 9});
        add("mistral, window of one", Shape{.window = 1});
        add("mistral, bf16", Shape{.bf16 = true, .window = 21});
        add("qwen2", Shape{.qkvBias = true});
        add("qwen2, tied, bf16", Shape{.tied = true, .bf16 = true, .qkvBias = true});
        add("qwen2 with a window", Shape{.window = 6, .qkvBias = true});
        add("qwen3", Shape{.headDim = 8, .headNorm = true});
        add("qwen3, fp16", Shape{.headDim = 8, .tied = true, .fp16 = true, .headNorm = true});
        add("llama with all biases", Shape{.qkvBias = true, .outputBias = true, .mlpBias = true});
    }

    void logitsOfEveryLayer()
    {
        QFETCH(TinyModel::Shape, shape);
        QFETCH(QByteArray, rope);
        TinyModel files(shape);
        if (!rope.isEmpty())
            files.config["rope_scaling"] = QJsonDocument::fromJson(rope).object();
        files.write();
        const PlainLlama plain(files);

        const auto model = LlamaModel::open(files.folder());
        QCOMPARE(model->dtype(), std::string(shape.bf16 ? "bf16" : shape.fp16 ? "fp16" : "fp32"));
        Staircase staircase(model);
        LayerReader reader(model);
        // A prompt long enough for LibTorch's blocked product, then single tokens and a few at
        // once.
        std::vector<int> ids;
        for (const int count : {40, 1, 1, 5, 1}) {
            std::vector<int> added;
            for (int i = 0; i < count; ++i)
                added.push_back(static_cast<int>((ids.size() + i) * 7 + 3) % shape.vocabulary);
            ids.insert(ids.end(), added.begin(), added.end());
            runAll(staircase, reader, added);
            compare(reader, plain.lens(ids), roundingOf(shape));
            if (QTest::currentTestFailed())
                return;
        }
    }

    /// Tokens leave early and are caught up in batches; every full pass is as if none had left.
    void waitingTokensAreCarriedRight_data() { logitsOfEveryLayer_data(); }
    void waitingTokensAreCarriedRight()
    {
        QFETCH(TinyModel::Shape, shape);
        QFETCH(QByteArray, rope);
        TinyModel files(shape);
        if (!rope.isEmpty())
            files.config["rope_scaling"] = QJsonDocument::fromJson(rope).object();
        files.write();
        const auto model = LlamaModel::open(files.folder());
        Staircase staircase(model);
        LayerReader reader(model);
        std::vector<int> ids;
        const int depths[] = {2, 1, 3, 2, 4, 1, 1, 2, 0, 3, 3, 4, 2, 1, 2, 1, 1, 1, 0, 2, 4};
        for (const int depth : depths) {
            const int id = static_cast<int>(ids.size() * 11 + 5) % shape.vocabulary;
            ids.push_back(id);
            if (depth == shape.layers) {
                runAll(staircase, reader, {id});
                compare(reader, PlainLlama(files).lens(ids), roundingOf(shape));
                if (QTest::currentTestFailed())
                    return;
                continue;
            }
            staircase.append(std::vector<int>{id});
            for (int layer = 0; layer < depth; ++layer)
                staircase.advance(layer);
        }
    }

    /// Where tokens leave holes, a window counts positions, not cache rows.
    void windowsOverHoles_data()
    {
        QTest::addColumn<int>("window");
        for (const int window : {1, 3, 6, 30})
            QTest::addRow("%d", window) << window;
    }

    void windowsOverHoles()
    {
        QFETCH(int, window);
        TinyModel files(TinyModel::Shape{.window = window});
        files.write();
        const auto model = LlamaModel::open(files.folder());
        Staircase staircase(model);
        LayerReader reader(model);
        std::vector<int> ids;
        std::vector<int> depths;
        for (const int depth : {4, 1, 2, 1, 4, 3, 1, 1, 1, 2, 4, 1, 4}) {
            const int id = static_cast<int>(ids.size() * 11 + 5) % files.shape.vocabulary;
            ids.push_back(id);
            depths.push_back(depth);
            staircase.append(std::vector<int>{id});
            reader.begin();
            for (int layer = 0; layer < depth; ++layer) {
                staircase.advance(layer);
                reader.observe(staircase, layer);
            }
            staircase.dropWaiting();
            if (depth == files.shape.layers)
                compare(reader, PlainLlama(files).lens(ids, depths));
            if (QTest::currentTestFailed())
                return;
        }
    }

    void rotaryFrequencies_data()
    {
        QTest::addColumn<int>("headDim");
        QTest::addColumn<double>("theta");
        QTest::addColumn<QByteArray>("scaling");
        const char* llama31 = R"({"rope_type": "llama3", "factor": 8.0, "low_freq_factor": 1.0,
            "high_freq_factor": 4.0, "original_max_position_embeddings": 8192})";
        const char* llama32 = R"({"rope_type": "llama3", "factor": 32.0, "low_freq_factor": 1.0,
            "high_freq_factor": 4.0, "original_max_position_embeddings": 8192})";
        const char* linear = R"({"rope_type": "linear", "factor": 2.5})";
        QTest::newRow("Llama 2") << 128 << 1e4 << QByteArray("{}");
        QTest::newRow("CodeLlama") << 128 << 1e6 << QByteArray("{}");
        QTest::newRow("Llama 3.1") << 128 << 5e5 << QByteArray(llama31);
        QTest::newRow("Llama 3.2") << 64 << 5e5 << QByteArray(llama32);
        QTest::newRow("linear") << 64 << 1e4 << QByteArray(linear);
    }

    void rotaryFrequencies()
    {
        QFETCH(int, headDim);
        QFETCH(double, theta);
        QFETCH(QByteArray, scaling);
        TinyModel files(TinyModel::Shape{.headDim = headDim});
        files.config["rope_theta"] = theta;
        const QJsonObject json = QJsonDocument::fromJson(scaling).object();
        if (!json.isEmpty())
            files.config["rope_scaling"] = json;
        files.write();
        const RotaryTable table(readModelConfig(files.folder()));
        const std::vector<double> expected = PlainLlama(files).frequencies();
        QCOMPARE(table.frequencies().size(), expected.size());
        for (std::size_t i = 0; i < expected.size(); ++i) {
            QVERIFY2(std::abs(table.frequencies()[i] / expected[i] - 1) < 2e-6,
                     qPrintable(QString("frequency %1 is %2, not %3")
                                    .arg(i)
                                    .arg(table.frequencies()[i])
                                    .arg(expected[i])));
        }
    }

    void longBatches_data()
    {
        QTest::addColumn<int>("window"); // 0: all rows are seen
        QTest::newRow("all") << 0;
        QTest::newRow("window") << 700;
    }

    /// More scores than LibTorch's operators take at a time, over rows that were there before.
    void longBatches()
    {
        QFETCH(int, window);
        const int before = 50;
        const int rows = 1100;
        VisibleRows visible{before, {}};
        for (int row = 0; window > 0 && row < rows; ++row)
            visible.starts.push_back(std::max(0, before + row + 1 - window));
        at::manual_seed(3);
        const at::Tensor queries = at::randn({rows, 64 * 4});
        const at::Tensor keys = at::randn({before + rows + 9, 2, 4});
        const at::Tensor values = at::randn(keys.sizes());
        const at::Tensor found = atenOperators().attention(queries, keys, values, visible);
        const at::Tensor expected = kernelOperators().attention(queries, keys, values, visible);
        QCOMPARE(found.sizes(), expected.sizes());
        const double apart = (found - expected).abs().max().item<double>();
        QVERIFY2(apart < fp32Tolerance, qPrintable(QString::number(apart)));
    }

    /// The logits of one layer are made without those of the others.
    void oneLayerAtATime()
    {
        TinyModel files;
        files.write();
        const auto model = LlamaModel::open(files.folder());
        const std::vector<int> ids{1, 5, 9, 20};
        Staircase staircase(model);
        LayerReader reader(model);
        runAll(staircase, reader, ids);
        const std::span<const float> first = reader.logits(3);
        const std::vector<float> before(first.begin(), first.end());
        const LayerStatistics later = reader.statistics(1, Needs::Everything, 2.0);
        QVERIFY(later.chosenTemperature == 2.0f && !std::isnan(later.klToPrevious));
        reader.applyHead();
        const std::span<const float> after = reader.logits(3);
        QVERIFY(std::equal(before.begin(), before.end(), after.begin()));
        compare(reader, PlainLlama(files).lens(ids));
    }

    /// Widening bf16 weights to fp32 keeps them exact, so the result is that of fp32.
    void bf16WeightsInFp32()
    {
        TinyModel::Shape shape;
        shape.bf16 = true;
        TinyModel files(shape);
        files.write();
        const auto model = LlamaModel::open(files.folder(), "fp32");
        QCOMPARE(model->dtype(), std::string("fp32"));
        Staircase staircase(model);
        LayerReader reader(model);
        const std::vector<int> ids{1, 5, 9, 20};
        runAll(staircase, reader, ids);
        compare(reader, PlainLlama(files, false).lens(ids));
    }
};

QTEST_GUILESS_MAIN(ForwardTest)
#include "tst_forward.moc"
