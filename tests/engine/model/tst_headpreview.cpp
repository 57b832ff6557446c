#include "model/headpreview.h"
#include "model/layerreader.h"
#include "model/llamamodel.h"
#include "model/llamaweights.h"
#include "model/rowproducts.h"
#include "model/staircase.h"
#include "model/widenedweights.h"
#include "support/owncache.h"
#include "support/testdata.h"
#include "support/tinymodel.h"
#include "support/tolerances.h"

#include <QtTest>

#include <algorithm>
#include <numeric>

using namespace exitscope;
using namespace exitscope::test;

namespace {

const float* data(const at::Tensor& tensor)
{
    return static_cast<const float*>(tensor.data_ptr());
}

/// Rows [v, d] that lie near `rank` directions: what is left out has the size `rest`.
at::Tensor nearPlane(int v, int d, int rank, double rest)
{
    at::manual_seed(5);
    return at::randn({v, rank}).mm(at::randn({rank, d})) + rest * at::randn({v, d}) +
           at::randn({1, d});
}

double largestError(const HeadPreview& preview, const at::Tensor& head, const at::Tensor& state)
{
    std::vector<float> z(static_cast<std::size_t>(head.size(0)));
    const float less = preview.logits(state, z.data());
    const at::Tensor exact = head.mv(state);
    double worst = 0;
    for (std::size_t i = 0; i < z.size(); ++i)
        worst = std::max(worst, std::abs(double{z[i]} + less - data(exact)[i]));
    return worst / exact.abs().max().item<double>();
}

} // namespace

/// Estimates of logits against the logits that they stand for.
class HeadPreviewTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// With as many directions as there are, only the rounding to 8 bits is left.
    void allDirections()
    {
        const at::Tensor head = nearPlane(333, 64, 64, 0);
        const auto preview = HeadPreview::make({head, {}, {}}, 64, 64);
        QCOMPARE(preview->rank(), 64);
        // Half a step of 1/127 of the largest weight at each of 64 inputs, of random sign.
        QVERIFY(largestError(*preview, head, at::randn({64})) < 0.02);
    }

    /// The leading directions are found: rows that lie in a plane lose nothing on it.
    void leadingDirections()
    {
        const at::Tensor head = nearPlane(500, 96, 8, 1e-3);
        const at::Tensor state = at::randn({96});
        const auto enough = HeadPreview::make({head, {}, {}}, 96, 8);
        const auto fewer = HeadPreview::make({head, {}, {}}, 96, 6);
        const double error = largestError(*enough, head, state);
        QVERIFY2(error < 0.02, qPrintable(QString::number(error)));
        QVERIFY(largestError(*fewer, head, state) > 3 * error);
        QVERIFY(enough->bytes() < 500u * 96u);
    }

    void rankIsWhatTheBudgetAllows()
    {
        const PreviewBudget llama{16, 121'643'008, 525'336'576}; // Llama 3.2 1B in bf16
        const int rank = HeadPreview::rankFor(128256, 2048, llama);
        QCOMPARE(rank % 32, 0);
        QVERIFY(rank >= 32 && rank <= 512);
        const double previews = 15.0 * rank * 128256;
        QVERIFY(previews < 0.25 * (16.0 * 121'643'008 + 525'336'576));
        // A head that stays in the cache is kept whole, a large one never vanishes.
        QCOMPARE(HeadPreview::rankFor(4096, 192, {12, 1000, 1000}), 192);
        QCOMPARE(HeadPreview::rankFor(128256, 2048, {16, 1, 1}), 32);
        QCOMPARE(HeadPreview::rankFor(128256, 2048, {1, 2'000'000'000, 1}), 2048);
    }

    void productsOfSomeRows_data()
    {
        QTest::addColumn<QString>("dtype");
        for (const char* dtype : {"fp32", "fp16", "bf16", "int8", "int4"})
            QTest::newRow(dtype) << dtype;
    }

    /// Rows one by one say what the whole head says, in every format; also as widened numbers.
    void productsOfSomeRows()
    {
        QFETCH(QString, dtype);
        const OwnCache cache;
        const auto model = LlamaModel::open(bundledModel(), dtype.toStdString());
        const Linear& head = model->weights().head;
        const int width = model->config().width;
        at::manual_seed(9);
        const at::Tensor state = at::randn({width});
        const std::vector<int> ids{0, 4095, 17, 18, 2048};
        std::vector<float> found(ids.size());
        rowProducts(state, head, ids, found.data());
        const at::Tensor all = widenedRows(head, width, 0, model->config().vocabulary);
        QCOMPARE(all.size(0), model->config().vocabulary);
        const at::Tensor expected = all.mv(state);
        for (std::size_t i = 0; i < ids.size(); ++i)
            QVERIFY(close(found[i], data(expected)[ids[i]]));
        const at::Tensor some = widenedRows(head, width, 17, 3, 1000);
        QVERIFY(at::equal(some[1], all[1017]));
        QCOMPARE(some.size(0), 3);
    }

    void roundedProductsOfSomeRows_data()
    {
        QTest::addColumn<QString>("dtype");
        for (const char* dtype : {"bf16-a16", "int8-a8", "int4-a8"})
            QTest::newRow(dtype) << dtype;
    }

    /// Rows one by one round the state as the whole head does.
    void roundedProductsOfSomeRows()
    {
        QFETCH(QString, dtype);
        const OwnCache cache;
        const auto model = LlamaModel::open(bundledModel(), dtype.toStdString());
        const Linear& head = model->weights().head;
        const int width = model->config().width;
        at::manual_seed(9);
        const at::Tensor state = at::randn({1, width});
        const std::vector<int> ids{0, 4095, 17, 18, 2048};
        std::vector<float> found(ids.size());
        rowProducts(state, head, ids, found.data());
        const at::Tensor whole = kernelOperators().linear(state, {&head}).front();
        const at::Tensor exact =
            widenedRows(head, width, 0, model->config().vocabulary).mv(state[0]);
        double near = 0;
        double far = 0;
        for (std::size_t i = 0; i < ids.size(); ++i) {
            near += std::abs(found[i] - data(whole)[ids[i]]);
            far += std::abs(found[i] - data(exact)[ids[i]]);
        }
        QVERIFY2(near < 0.01 * far, qPrintable(QString("%1, %2").arg(near).arg(far)));
    }

    void statistics_data() { productsOfSomeRows_data(); }

    /// Estimated statistics are near the exact ones, layer by layer, on a real model.
    void statistics()
    {
        QFETCH(QString, dtype);
        const OwnCache cache;
        const auto model = LlamaModel::open(bundledModel(), dtype.toStdString());
        Staircase staircase(model);
        LayerReader reader(model);
        QVERIFY(reader.canEstimate());
        int agree = 0;
        for (int position = 0; position < 24; ++position) {
            const std::array id{(position * 97 + 3) % 4096};
            staircase.append(id);
            reader.begin();
            for (int layer = 0; layer < staircase.layers(); ++layer) {
                staircase.advance(layer);
                reader.observe(staircase, layer);
                const LayerStatistics estimate = reader.estimate(layer, Needs::Everything, 2);
                const LayerStatistics exact = reader.statistics(layer, Needs::Everything, 2);
                QCOMPARE(estimate.cosineToPrevious, exact.cosineToPrevious);
                agree += estimate.top1 == exact.top1;
                // The preview rounds to 8 bits; the likeliest tokens are exact.
                QVERIFY(close(estimate.maxProbability, exact.maxProbability, 0.01));
                QVERIFY(close(estimate.secondProbability, exact.secondProbability, 0.01));
                QVERIFY(close(estimate.entropyAtChosen, exact.entropyAtChosen, 0.01));
                if (layer > 0)
                    QVERIFY(close(estimate.klToPrevious, exact.klToPrevious, 0.02));
            }
        }
        QVERIFY2(agree >= 0.99 * 24 * 12, qPrintable(QString::number(agree)));
    }

    /// One preview serves all readers, and a GPU's stand-in has none.
    void whereThereIsOne()
    {
        TinyModel files;
        files.write();
        const auto model = LlamaModel::open(files.folder());
        QVERIFY(model->headPreview());
        QCOMPARE(model->headPreview(), model->headPreview());
        const auto elsewhere = LlamaModel::open(files.folder(), {}, "aten");
        QVERIFY(!elsewhere->headPreview());
        QVERIFY(!LayerReader(elsewhere).canEstimate());
    }
};

QTEST_GUILESS_MAIN(HeadPreviewTest)
#include "tst_headpreview.moc"
