#include "chisquare.h"
#include "randomcase.h"
#include "support/staircases.h"

#include "model/layerreader.h"

using namespace exitscope;
using namespace exitscope::test;

/// Speculation under sampling: the same text as plain sampling, and the exact distribution.
class SampledSpeculationTest : public QObject
{
    Q_OBJECT

private:
    static std::vector<double> exactShares(const std::shared_ptr<const LlamaModel>& model,
                                           const std::vector<int>& ids, double temperature)
    {
        const auto staircase = fullPass(model, ids);
        LayerReader reader(model);
        reader.begin(1);
        const int last = staircase->layers() - 1;
        reader.observe(*staircase, last);
        const auto logits = reader.logits(last);
        return softmax({logits.begin(), logits.end()}, temperature);
    }

private Q_SLOTS:
    /// Three tokens of a vocabulary of five, from thousands of seeds.
    void firstTokensFollowTheExactDistribution_data()
    {
        QTest::addColumn<int>("strategy");
        QTest::newRow("self_speculative") << int(Strategy::SelfSpeculative);
        QTest::newRow("dynamic_self_speculative") << int(Strategy::DynamicSelfSpeculative);
        QTest::newRow("autoregressive") << int(Strategy::Autoregressive);
    }

    void firstTokensFollowTheExactDistribution()
    {
        QFETCH(int, strategy);
        constexpr int vocabulary = 5;
        constexpr int runs = 6000;
        constexpr double temperature = 2;
        TinyModel files({.layers = 3, .vocabulary = vocabulary}, 8);
        files.write();
        const auto model = LlamaModel::open(files.folder());
        const std::vector<int> prompt{1, 3};
        std::vector<double> shares;
        for (int first = 0; first < vocabulary; ++first) {
            const double share = exactShares(model, prompt, temperature)[first];
            for (int second = 0; second < vocabulary; ++second) {
                const double both = share * exactShares(model, {1, 3, first}, temperature)[second];
                for (const double third : exactShares(model, {1, 3, first, second}, temperature))
                    shares.push_back(both * third);
            }
        }
        Settings settings = greedy(3);
        settings.strategy = static_cast<Strategy>(strategy);
        settings.numSpeculations = 2;
        settings.exitLayerLimit = settings.strategy == Strategy::SelfSpeculative ? 1 : -1;
        settings.rule = livelyRule();
        if (settings.strategy == Strategy::Autoregressive)
            settings.rule = Rule();
        settings.sampling.sample = true;
        settings.sampling.temperature = temperature;
        settings.sampling.topP = 1;
        std::vector<int> found(shares.size());
        int accepted = 0;
        int drafted = 0;
        for (int seed = 0; seed < runs; ++seed) {
            settings.sampling.seed = static_cast<std::uint64_t>(seed);
            LlamaGeneration generation(model, nullptr, prompt);
            const Run run = runOf(generation, settings, {});
            const std::vector<int> ids = tokensOf(run);
            ++found[static_cast<std::size_t>((ids[0] * vocabulary + ids[1]) * vocabulary + ids[2])];
            const RunSummary summary = summarize(run);
            accepted += summary.accepted;
            drafted += summary.drafted;
        }
        const ChiSquare test(found, shares);
        qInfo("chi-square %.1f at %d degrees of freedom, %d of %d drafts accepted", test.statistic,
              test.degrees, accepted, drafted);
        QVERIFY(test.degrees > 30);
        QVERIFY(test.isLikely());
        QVERIFY(settings.strategy == Strategy::Autoregressive ||
                (accepted > drafted / 20 && accepted < drafted));
    }

    /// Random models, rules, caps, filters and processors: one seed, one text.
    void oneSeedOneTextUnderEveryStrategy()
    {
        int tokens = 0;
        int accepted = 0;
        for (unsigned seed = 0; seed < 250; ++seed) {
            RandomCase random(50000 + seed);
            const auto model = LlamaModel::open(random.files.folder());
            Settings plain = random.plain();
            Sampling& sampling = plain.sampling;
            sampling.sample = random.integer(0, 4) != 0;
            sampling.temperature = 0.3 * random.integer(1, 5);
            sampling.topP = random.integer(0, 1) == 0 ? 1 : 0.9;
            sampling.topK = random.integer(0, 2) == 0 ? 3 : 0;
            sampling.minP = random.integer(0, 2) == 0 ? 0.1 : 0;
            sampling.repetitionPenalty = random.integer(0, 1) == 0 ? 1.2 : 1;
            sampling.noRepeatNgram = random.integer(0, 1) == 0 ? random.integer(1, 3) : 0;
            sampling.seed = seed;
            LlamaGeneration whole(model, nullptr, random.prompt);
            const Run expected = runOf(whole, plain, {});
            for (const Strategy strategy :
                 {Strategy::SelfSpeculative, Strategy::DynamicSelfSpeculative}) {
                LlamaGeneration generation(model, nullptr, random.prompt);
                const Run run = runOf(generation, random.speculative(plain, strategy), {});
                if (tokensOf(run) != tokensOf(expected))
                    qWarning("seed %u, %s", seed, fieldName(strategy));
                QCOMPARE(tokensOf(run), tokensOf(expected));
                QCOMPARE(run.finishReason, expected.finishReason);
                tokens += static_cast<int>(run.tokens.size());
                accepted += summarize(run).accepted;
            }
        }
        qInfo("%d tokens, %d accepted", tokens, accepted);
        QVERIFY(accepted > tokens / 10);
    }
};

QTEST_GUILESS_MAIN(SampledSpeculationTest)
#include "tst_sampledspeculation.moc"
