#include "base/error.h"
#include "model/layerreader.h"
#include "support/staircases.h"
#include "support/testdata.h"
#include "support/tinymodel.h"
#include "support/tolerances.h"

#include <QtTest>

#include <numeric>

using namespace exitscope;
using namespace exitscope::test;

Q_DECLARE_METATYPE(exitscope::test::TinyModel::Shape)

/// The cache's invariants: see Staircase.
class StaircaseTest : public QObject
{
    Q_OBJECT

private:
    TinyModel m_files;
    std::shared_ptr<const LlamaModel> m_model;

    void checkShape(const Staircase& staircase) const
    {
        int waiting = 0;
        for (int layer = 0; layer < staircase.layers(); ++layer) {
            const int above = layer == 0 ? staircase.positions() : staircase.length(layer - 1);
            QVERIFY2(staircase.length(layer) <= above,
                     qPrintable(QString("layer %1 holds %2 rows, the one before it %3")
                                    .arg(layer)
                                    .arg(staircase.length(layer))
                                    .arg(above)));
            QCOMPARE(staircase.waiting(layer), above - staircase.length(layer));
            waiting += staircase.waiting(layer);
            QCOMPARE(staircase.firstMissing(layer), staircase.length(layer));
        }
        QCOMPARE(staircase.waitingBefore(staircase.layers()), waiting);
    }

    void compareCaches(const Staircase& staircase, const std::vector<int>& ids,
                       const std::shared_ptr<const LlamaModel>& model,
                       double tolerance = fp32Tolerance) const
    {
        if (ids.empty())
            return;
        const auto expected = fullPass(model, ids);
        const int width = m_files.shape.kvHeads * m_files.shape.headDim;
        for (int layer = 0; layer < staircase.layers(); ++layer) {
            const auto prefix = [&](std::vector<float> rows) {
                rows.resize(static_cast<std::size_t>(staircase.length(layer)) * width);
                return rows;
            };
            const double keys =
                distance(staircase.keyRows(layer), prefix(expected->keyRows(layer)), width);
            const double values =
                distance(staircase.valueRows(layer), prefix(expected->valueRows(layer)), width);
            QVERIFY2(keys <= tolerance && values <= tolerance,
                     qPrintable(QString("layer %1: keys differ by %2, values by %3 of the row")
                                    .arg(layer)
                                    .arg(keys)
                                    .arg(values)));
        }
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_files.write();
        m_model = LlamaModel::open(m_files.folder());
    }

    void randomWalk_data()
    {
        QTest::addColumn<TinyModel::Shape>("shape");
        QTest::addColumn<int>("steps");
        QTest::addColumn<double>("tolerance");
        QTest::newRow("plain") << TinyModel::Shape() << 10000 << fp32Tolerance;
        QTest::newRow("window") << TinyModel::Shape{.window = 7} << 3000 << fp32Tolerance;
        QTest::newRow("fp16") << TinyModel::Shape{.fp16 = true} << 3000 << fp16Tolerance;
        QTest::newRow("window, fp16")
            << TinyModel::Shape{.fp16 = true, .window = 5, .headNorm = true} << 2000
            << fp16Tolerance;
    }

    /// Random steps: append, advance one layer, exit (stop early), catch up, truncate.
    /// After every step the shape holds, and every row in the cache is what a full pass makes.
    void randomWalk()
    {
        QFETCH(TinyModel::Shape, shape);
        QFETCH(int, steps);
        QFETCH(double, tolerance);
        TinyModel files(shape);
        files.write();
        const auto model = LlamaModel::open(files.folder());
        const unsigned seed = qEnvironmentVariableIsSet("EXITSCOPE_SEED")
                                  ? qEnvironmentVariableIntValue("EXITSCOPE_SEED")
                                  : 20240607u;
        std::mt19937 random(seed);
        const auto below = [&](int count) { return static_cast<int>(random() % count); };
        Staircase staircase(model);
        std::vector<int> ids;
        std::vector<std::string> recent;
        int fullCatchUps = 0;
        for (int step = 0; step < steps; ++step) {
            const int layers = staircase.layers();
            std::string did;
            const int choice = below(100);
            if (choice < 55) { // a token (or a few) that exits at a random depth
                const int room = m_files.shape.context - staircase.positions();
                const int count = std::min(room, below(8) == 0 ? 1 + below(6) : 1);
                if (count > 0) {
                    std::vector<int> added;
                    for (int i = 0; i < count; ++i)
                        added.push_back(below(m_files.shape.vocabulary));
                    staircase.append(added);
                    ids.insert(ids.end(), added.begin(), added.end());
                }
                const int depth = below(layers + 1);
                for (int layer = 0; layer < depth; ++layer)
                    staircase.advance(layer);
                did = "append " + std::to_string(count) + " run " + std::to_string(depth);
            } else if (choice < 70) { // any one layer, also where nothing waits
                const int layer = below(layers);
                staircase.advance(layer);
                did = "advance " + std::to_string(layer);
            } else if (choice < 85) {
                for (int layer = 0; layer < layers; ++layer)
                    staircase.advance(layer);
                ++fullCatchUps;
                did = "catch up";
            } else { // mostly short cuts, now and then a long one
                const int count = below(6) == 0 ? below(staircase.positions() + 1)
                                                : std::max(0, staircase.positions() - below(5));
                staircase.truncate(count);
                ids.resize(static_cast<std::size_t>(count));
                did = "truncate " + std::to_string(count);
            }
            recent.push_back(did);
            QCOMPARE(staircase.positions(), static_cast<int>(ids.size()));
            checkShape(staircase);
            if (!QTest::currentTestFailed())
                compareCaches(staircase, ids, model, tolerance);
            if (QTest::currentTestFailed()) {
                qWarning("seed %u, step %d (EXITSCOPE_SEED repeats it); last steps:", seed, step);
                for (std::size_t i = recent.size() > 8 ? recent.size() - 8 : 0; i < recent.size();
                     ++i)
                    qWarning("  %s", recent[i].c_str());
                return;
            }
        }
        qInfo("%d steps, seed %u, %d full catch-ups", steps, seed, fullCatchUps);
        QVERIFY(fullCatchUps > steps / 20);
    }

    void truncationThenRegrowthEqualsAFreshRun()
    {
        std::vector<int> ids(30);
        std::iota(ids.begin(), ids.end(), 3);
        Staircase regrown(m_model);
        regrown.append(std::vector<int>(25, 9));
        for (int layer = 0; layer < 3; ++layer)
            regrown.advance(layer);
        regrown.truncate(0);
        for (const int id : ids) {
            regrown.append(std::vector<int>{id});
            regrown.advance(0);
        }
        for (int layer = 1; layer < regrown.layers(); ++layer)
            regrown.advance(layer);
        compareCaches(regrown, ids, m_model);
        QCOMPARE(regrown.waitingBefore(regrown.layers()), 0);
    }

    void holesLeaveGapsAndTruePositions()
    {
        Staircase staircase(m_model);
        staircase.append(std::vector<int>{5, 6, 7});
        for (int layer = 0; layer < staircase.layers(); ++layer)
            staircase.advance(layer);
        staircase.append(std::vector<int>{8}); // leaves after the first layer
        staircase.advance(0);
        staircase.dropWaiting();
        QCOMPARE(staircase.waitingBefore(staircase.layers()), 0);
        staircase.append(std::vector<int>{9});
        for (int layer = 0; layer < staircase.layers(); ++layer)
            staircase.advance(layer);
        QCOMPARE(staircase.length(0), 5);
        QCOMPARE(staircase.length(3), 4);
        // The first layer never misses anything: its row for position 4 is that of a full pass.
        const int width = m_files.shape.kvHeads * m_files.shape.headDim;
        const auto expected = fullPass(m_model, {5, 6, 7, 8, 9});
        QVERIFY(distance(staircase.keyRows(0), expected->keyRows(0), width) <= fp32Tolerance);
        staircase.truncate(4); // position 4 goes from every layer, position 3 only ever was in one
        QCOMPARE(staircase.length(0), 4);
        QCOMPARE(staircase.length(3), 3);
    }

    void discardTakesScratchRowsBack()
    {
        Staircase staircase(m_model);
        staircase.append(std::vector<int>{5, 6});
        for (int layer = 0; layer < staircase.layers(); ++layer)
            staircase.advance(layer);
        staircase.discardNewest(2, 1);
        QCOMPARE(staircase.length(1), 2);
        QCOMPARE(staircase.length(2), 1);
        QCOMPARE(staircase.length(3), 1);
    }

    void wrongUseThrows()
    {
        Staircase staircase(m_model);
        QVERIFY_EXCEPTION_THROWN(staircase.append(std::vector<int>{m_files.shape.vocabulary}),
                                 std::out_of_range);
        QVERIFY_EXCEPTION_THROWN(staircase.append(std::vector<int>{-1}), std::out_of_range);
        QVERIFY_EXCEPTION_THROWN(staircase.append(std::vector<int>(97, 1)), std::length_error);
        QCOMPARE(staircase.positions(), 0);
    }
};

QTEST_GUILESS_MAIN(StaircaseTest)
#include "tst_staircase.moc"
