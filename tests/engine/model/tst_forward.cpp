#include "model/layerreader.h"
#include "model/staircase.h"
#include "support/testdata.h"
#include "support/tinymodel.h"
#include "support/tolerances.h"

#include <ATen/ATen.h>

using namespace exitscope;
using namespace exitscope::test;

namespace {

/// A Llama forward pass in LibTorch operators on double, written apart from the engine: no cache,
/// no kernels, the whole sequence at once. Source: Touvron et al. 2023.
class PlainLlama
{
public:
    explicit PlainLlama(const TinyModel& files)
        : m_files(files)
    {}

    /// Logits that each layer's state gives at the last position: [L, V].
    at::Tensor lens(const std::vector<int>& ids) const
    {
        const auto& s = m_files.shape;
        at::Tensor h = at::stack([&] {
            std::vector<at::Tensor> rows;
            for (const int id : ids)
                rows.push_back(weight("model.embed_tokens.weight")[id]);
            return rows;
        }());
        std::vector<at::Tensor> perLayer;
        for (int l = 0; l < s.layers; ++l) {
            const std::string p = "model.layers." + std::to_string(l) + ".";
            at::Tensor n = norm(h, p + "input_layernorm.weight");
            at::Tensor q = heads(n, p + "self_attn.q_proj.weight", s.heads);
            at::Tensor k = heads(n, p + "self_attn.k_proj.weight", s.kvHeads);
            at::Tensor v = heads(n, p + "self_attn.v_proj.weight", s.kvHeads);
            h = h + attend(rope(q), rope(k), v).matmul(weight(p + "self_attn.o_proj.weight").t());
            n = norm(h, p + "post_attention_layernorm.weight");
            const at::Tensor gate = n.matmul(weight(p + "mlp.gate_proj.weight").t());
            const at::Tensor up = n.matmul(weight(p + "mlp.up_proj.weight").t());
            h = h + (at::silu(gate) * up).matmul(weight(p + "mlp.down_proj.weight").t());
            const char* head = s.tied ? "model.embed_tokens.weight" : "lm_head.weight";
            perLayer.push_back(
                norm(h, "model.norm.weight")[h.size(0) - 1].matmul(weight(head).t()));
        }
        return at::stack(perLayer);
    }

private:
    at::Tensor weight(const std::string& name) const
    {
        const TinyModel::Tensor& tensor = m_files.tensor(name);
        std::vector<std::int64_t> shape(tensor.shape.begin(), tensor.shape.end());
        return at::from_blob(const_cast<float*>(tensor.values.data()), shape, at::kFloat)
            .to(at::kDouble);
    }

    at::Tensor norm(const at::Tensor& x, const std::string& name) const
    {
        return x * at::rsqrt((x * x).mean(-1, true) + 1e-5) * weight(name);
    }

    /// [heads, positions, D]
    at::Tensor heads(const at::Tensor& n, const std::string& name, int count) const
    {
        const at::Tensor projected = n.matmul(weight(name).t());
        return projected.view({projected.size(0), count, m_files.shape.headDim}).transpose(0, 1);
    }

    at::Tensor rope(const at::Tensor& x) const
    {
        const int half = m_files.shape.headDim / 2;
        const at::Tensor positions = at::arange(x.size(1), at::kDouble);
        const at::Tensor frequencies = at::pow(10000.0, -at::arange(half, at::kDouble) / half);
        const at::Tensor angles = at::outer(positions, frequencies);
        const at::Tensor a = x.slice(-1, 0, half);
        const at::Tensor b = x.slice(-1, half);
        return at::cat({a * angles.cos() - b * angles.sin(), b * angles.cos() + a * angles.sin()},
                       -1);
    }

    at::Tensor attend(const at::Tensor& q, at::Tensor k, at::Tensor v) const
    {
        const int group = m_files.shape.heads / m_files.shape.kvHeads;
        k = k.repeat_interleave(group, 0);
        v = v.repeat_interleave(group, 0);
        at::Tensor scores = q.matmul(k.transpose(1, 2)) / std::sqrt(double(m_files.shape.headDim));
        const at::Tensor future = at::ones({q.size(1), q.size(1)}, at::kBool).triu(1);
        scores = scores.masked_fill(future, -INFINITY);
        return scores.softmax(-1).matmul(v).transpose(0, 1).reshape({q.size(1), -1});
    }

    const TinyModel& m_files;
};

} // namespace

/// The engine's forward pass against a plain one.
class ForwardTest : public QObject
{
    Q_OBJECT

private:
    static void compare(LayerReader& reader, const at::Tensor& expected, bool rounded = false)
    {
        for (int layer = 0; layer < expected.size(0); ++layer) {
            const auto found = reader.logits(layer);
            // Rounded K/V move all logits of a row by a share of its largest.
            const double scale = rounded ? expected[layer].abs().max().item<double>() : 1;
            for (std::int64_t id = 0; id < expected.size(1); ++id) {
                const double z = expected[layer][id].item<double>();
                QVERIFY2(close(found[static_cast<std::size_t>(id)] / scale, z / scale,
                               rounded ? bf16Tolerance : fp32Tolerance),
                         qPrintable(QString("layer %1 token %2: %3, not %4")
                                        .arg(layer)
                                        .arg(id)
                                        .arg(found[static_cast<std::size_t>(id)])
                                        .arg(z)));
            }
        }
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
        QTest::addColumn<int>("heads");
        QTest::addColumn<int>("kvHeads");
        QTest::addColumn<int>("headDim");
        QTest::addColumn<bool>("tied");
        QTest::addColumn<bool>("bf16");
        QTest::newRow("grouped") << 4 << 2 << 4 << false << false;
        QTest::newRow("one kv head, tied") << 6 << 1 << 6 << true << false;
        QTest::newRow("as many kv heads, wide head") << 2 << 2 << 20 << false << false;
        QTest::newRow("bf16") << 4 << 2 << 8 << false << true;
    }

    void logitsOfEveryLayer()
    {
        QFETCH(int, heads);
        QFETCH(int, kvHeads);
        QFETCH(int, headDim);
        QFETCH(bool, tied);
        QFETCH(bool, bf16);
        TinyModel::Shape shape;
        shape.heads = heads;
        shape.kvHeads = kvHeads;
        shape.headDim = headDim;
        shape.tied = tied;
        shape.bf16 = bf16;
        shape.width = 24;
        TinyModel files(shape);
        files.write();
        const PlainLlama plain(files);

        const auto model = LlamaModel::open(files.folder());
        QCOMPARE(model->dtype(), std::string(bf16 ? "bf16" : "fp32"));
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
            compare(reader, plain.lens(ids), bf16);
            if (QTest::currentTestFailed())
                return;
        }
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
        compare(reader, PlainLlama(files).lens(ids));
    }
};

QTEST_GUILESS_MAIN(ForwardTest)
#include "tst_forward.moc"
