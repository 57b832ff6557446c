#include "model/llamamodel.h"
#include "model/llamaweights.h"
#include "support/mappedfile.h"
#include "support/tinymodel.h"

#include <QtTest>

using namespace exitscope;
using namespace exitscope::test;

/// Where the dtype is kept, no weight has a second copy in memory: every matrix lies in the mapping
/// of its file.
class MappingTest : public QObject
{
    Q_OBJECT

private:
    static TinyModel::Shape shapeOf(const QString& dtype)
    {
        TinyModel::Shape shape;
        shape.shards = 3;
        shape.bf16 = dtype == "bf16";
        shape.fp16 = dtype == "fp16";
        return shape;
    }

    static std::vector<at::Tensor> matrices(const LlamaWeights& weights)
    {
        std::vector<at::Tensor> result{weights.embedding, weights.head.matrix};
        for (const LlamaLayerWeights& layer : weights.layers) {
            for (const Linear* linear : {&layer.query, &layer.key, &layer.value, &layer.output,
                                         &layer.gate, &layer.up, &layer.down})
                result.push_back(linear->matrix);
        }
        return result;
    }

private Q_SLOTS:
    void keptDtype_data()
    {
        QTest::addColumn<QString>("dtype");
        for (const char* dtype : {"fp32", "fp16", "bf16"})
            QTest::newRow(dtype) << dtype;
    }

    void keptDtype()
    {
        QFETCH(QString, dtype);
        TinyModel files(shapeOf(dtype));
        files.write();
        for (const std::string& asked : {std::string(), dtype.toStdString()}) {
            const auto model = LlamaModel::open(files.folder(), asked);
            QCOMPARE(QString::fromStdString(model->dtype()), dtype);
            for (const at::Tensor& matrix : matrices(model->weights())) {
                const std::string home = fileMappedAt(matrix.data_ptr());
                QVERIFY2(home.starts_with(files.folder().string()), home.c_str());
            }
        }
    }

    void tiedHeadIsTheEmbedding()
    {
        TinyModel::Shape shape = shapeOf("bf16");
        shape.tied = true;
        TinyModel files(shape);
        files.write();
        const auto model = LlamaModel::open(files.folder());
        const LlamaWeights& weights = model->weights();
        QCOMPARE(weights.head.matrix.data_ptr(), weights.embedding.data_ptr());
    }

    /// A tied checkpoint may hold a head besides: the embedding counts, as the config says.
    void tiedHeadThatIsStoredToo()
    {
        TinyModel files;
        files.config["tie_word_embeddings"] = true;
        files.write();
        const auto model = LlamaModel::open(files.folder());
        const LlamaWeights& weights = model->weights();
        QCOMPARE(weights.head.matrix.data_ptr(), weights.embedding.data_ptr());
        const auto* first = static_cast<const float*>(weights.head.matrix.data_ptr());
        const auto& values = files.tensor("model.embed_tokens.weight").values;
        QVERIFY(std::equal(values.begin(), values.end(), first));
    }

    /// Another dtype is a copy of its own, and then the file is not kept for that tensor.
    void otherDtype()
    {
        TinyModel files(shapeOf("bf16"));
        files.write();
        const auto model = LlamaModel::open(files.folder(), "fp32");
        for (const at::Tensor& matrix : matrices(model->weights()))
            QCOMPARE(fileMappedAt(matrix.data_ptr()), std::string());
    }

    /// The mapping lives as long as a tensor of it, and goes with the last.
    void mappingGoesWithTheModel()
    {
        TinyModel files(shapeOf("bf16"));
        files.write();
        auto model = LlamaModel::open(files.folder());
        at::Tensor kept = model->weights().layers[0].query.matrix;
        model.reset();
        QVERIFY(fileMappedAt(kept.data_ptr()).starts_with(files.folder().string()));
        const void* place = kept.data_ptr();
        kept.reset();
        QVERIFY(!fileMappedAt(place).starts_with(files.folder().string()));
    }
};

QTEST_GUILESS_MAIN(MappingTest)
#include "tst_mapping.moc"
