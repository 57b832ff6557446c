#include "eval/speedways.h"

#include "eval/previewagreement.h"
#include "eval/syntheticcheckpoint.h"
#include "support/decoding.h"
#include "support/owncache.h"
#include "support/testdata.h"

#include <QtTest>

#include <cmath>

using namespace exitscope;
using namespace exitscope::test;

/// The ways to decode that are measured go where they are meant to go.
class SpeedWaysTest : public QObject
{
    Q_OBJECT

private:
    OwnCache m_cache;
    std::unique_ptr<SyntheticCheckpoint> m_idle; ///< layers from 4 on add nothing

private Q_SLOTS:
    void initTestCase()
    {
        m_idle = std::make_unique<SyntheticCheckpoint>(
            syntheticShapeNamed("fable"), m_cache.folder(), SyntheticOptions{.idleFrom = 4});
    }

    /// With every score at the end of its range that lies nearest to firing: layers from 4 on
    /// change neither state nor prediction.
    void neverFires_data()
    {
        QTest::addColumn<int>("index");
        for (std::size_t i = 0; i < allCriteria().size(); ++i)
            QTest::newRow(allCriteria()[i]->name.data()) << static_cast<int>(i);
    }

    void neverFires()
    {
        QFETCH(int, index);
        const Criterion& criterion = *allCriteria()[static_cast<std::size_t>(index)];
        const ModelShape shape{12, 4096};
        const Rule rule = neverFiring(criterion, shape);
        validate(rule, shape.layers);
        QVERIFY(rule.mayExit());
        for (int layer = 0; layer < shape.layers; ++layer) {
            for (const double score : {0.0, criterion.rangeWidth(shape)})
                QVERIFY(!criterion.passes(static_cast<float>(score),
                                          rule.conditions[0].threshold(layer, shape)));
        }
        const auto session = openSession(m_idle->folder());
        Settings settings;
        settings.rule = rule;
        settings.ignoreEos = true;
        settings.sampling.sample = false;
        settings.maxSteps = 8;
        for (const Scoring scoring : {Scoring::Exact, Scoring::Preview}) {
            settings.scoring = scoring;
            const Run run = runToEnd(*session, {1, 5, 9}, settings);
            QCOMPARE(exitsOf(run), std::vector(8, 11));
            if (scoring == Scoring::Preview)
                continue;
            const auto& layers = run.tokens.back().layers; // each of them was scored
            for (std::size_t l = static_cast<std::size_t>(criterion.firstLayer); l < 11; ++l)
                QVERIFY(!std::isnan(rule.conditions[0].score({layers.data(), l + 1})));
        }
    }

    /// The same checkpoint lets tokens out where a threshold can be met.
    void wouldFire()
    {
        const auto session = openSession(m_idle->folder());
        Settings settings;
        settings.rule = makeRule("cosine_similarity", {{"similarity_threshold", 0.999}});
        settings.maxSteps = 8;
        settings.ignoreEos = true;
        QCOMPARE(exitsOf(runToEnd(*session, {1, 5, 9}, settings)), std::vector(8, 4));
    }

    /// A token's least traffic, in bf16: two bytes for each weight.
    void bytesOfWays()
    {
        const auto session = openSession(m_idle->folder(), "bf16");
        const double head = 2.0 * 4096 * 192;
        const double whole = static_cast<double>(
            SyntheticCheckpoint::bytes(syntheticShapeNamed("fable"))); // its head is the embedding
        const auto isAbout = [](double bytes, double expected) {
            return std::abs(bytes / expected - 1) < 0.01;
        };
        const auto ways = decodeWays(*session, {"watch", "preview", "fixed_exit"}, 5);
        QCOMPARE(ways.front().prompt, (std::vector{3, 100, 197, 294, 391}));
        for (const DecodeWay& way : ways)
            QVERIFY(
                isAbout(way.row.bytes, way.row.name == "fixed_exit" ? (whole + head) / 2 : whole));
        QCOMPARE(ways.back().row.detail, std::string("6 of 12 layers"));
        for (const DecodeWay& way : decodeWays(*session, {"decide"}, 5)) {
            const Rule& rule = way.settings.rule;
            const bool asksHead = rule.mayExit() && includes(rule.needs(), Needs::Head);
            QVERIFY(isAbout(way.row.bytes, asksHead ? whole + 11 * head : whole));
        }
        const auto contexts = contextWays(*session, 4, 100);
        QCOMPARE(contexts[0].row.detail, std::string("after 4 tokens"));
        QCOMPARE(contexts[1].row.bytes - contexts[0].row.bytes,
                 96.0 * 12 * static_cast<double>(session->traffic().keyValueRow));
        QVERIFY(session->traffic().keyValueRow > 0);
    }

    void idsInTheVocabulary()
    {
        QCOMPARE(spreadIds(3, 100), (std::vector{3, 0, 97}));
        QCOMPARE(spreadIds(0, 100), std::vector<int>());
    }

    void recommendedThresholds()
    {
        const auto session = openSession(bundledModel(), "");
        const auto ways = recommendedWays(*session);
        QCOMPARE(ways.size(), 1 + allCriteria().size());
        QVERIFY(!ways[0].settings.rule.mayExit());
        for (std::size_t i = 1; i < ways.size(); ++i) {
            const Condition& condition = ways[i].settings.rule.conditions.at(0);
            QCOMPARE(condition.name(), ways[i].row.detail);
            const auto found = session->criterionDefaults().find(condition.name());
            if (found == session->criterionDefaults().end())
                continue;
            for (const auto& [name, value] : found->second)
                QCOMPARE(condition.parameters.at(name), value);
        }
    }

    /// Of the first criterion: it is stopped where the second one begins.
    void agreement()
    {
        const auto session = openSession(bundledModel(), "");
        std::stop_source source;
        int begun = 0;
        const auto rows = measureAgreement(
            *session,
            [&](const std::string&) {
                if (++begun == 2)
                    source.request_stop();
            },
            source.get_token());
        QCOMPARE(begun, 2);
        QCOMPARE(rows.size(), std::size_t{1});
        QVERIFY2(rows[0].error.empty(), rows[0].error.c_str());
        QCOMPARE(rows[0].name, std::string("agreement"));
        QVERIFY(rows[0].value.median > 0.9 && rows[0].value.median <= 1);
        const auto silent = openSession(m_idle->folder(), "");
        QVERIFY(measureAgreement(*silent, [](const std::string&) {}, {}).empty()); // no tokenizer
        QVERIFY(recommendedWays(*silent).empty());
    }

    void memoryIsReadEachTime()
    {
        MemoryBandwidth memory(std::size_t{1} << 16);
        QCOMPARE(memory.bytes(), std::size_t{1} << 16);
        QCOMPARE(memory.median(), 0.0);
        const double first = memory.read();
        const double second = memory.read();
        QCOMPARE(memory.readings(), (std::vector{first, second}));
        QCOMPARE(memory.median(), (first + second) / 2);
        QCOMPARE(memory.median(1), second);
    }
};

QTEST_GUILESS_MAIN(SpeedWaysTest)
#include "tst_speedways.moc"
