#include "randomcase.h"
#include "support/devices.h"
#include "support/staircases.h"
#include "support/tolerances.h"

#include <set>

using namespace exitscope;
using namespace exitscope::test;

namespace {

/// What a random case runs as.
struct Kind
{
    Strategy strategy = Strategy::DynamicSelfSpeculative;
    std::string dtype = "fp32";
    std::string device = {};
    double tolerance = fp32Tolerance; ///< of the caches
};

/// Layer-rows that no token counts: the prompt's, and of the row that met the end of the text.
long long uncountedRows(const Run& run, const Settings& settings)
{
    const int layers = run.model.layers;
    long long rows = static_cast<long long>(run.promptIds.size()) * settings.modelDepth(layers);
    if (run.finishReason == FinishReason::Eos && !run.tokens.empty())
        rows += settings.modelDepth(layers);
    return rows;
}

long long countedRows(const Run& run)
{
    long long rows = 0;
    for (const TokenTrace& token : run.tokens)
        rows += token.layersRun + token.catchUpRows;
    return rows;
}

} // namespace

Q_DECLARE_METATYPE(Kind)

/// Speculative decoding against full decoding, and what is recorded of it.
class SpeculationTest : public GenerationFixture
{
    Q_OBJECT

private:
    struct Tally
    {
        int cases = 0;
        int tokens = 0;
        int drafted = 0;
        int accepted = 0;
        int ties = 0;
        std::set<int> exits;
    };

    /// The first difference, if any, is one that the run called close.
    static void compareTexts(const Run& found, const Run& full, Tally& tally)
    {
        const std::vector<int> own = tokensOf(found);
        const std::vector<int> expected = tokensOf(full);
        if (own == expected) {
            QCOMPARE(found.finishReason, full.finishReason);
            return;
        }
        const auto [first, other] =
            std::mismatch(own.begin(), own.end(), expected.begin(), expected.end());
        const auto at = static_cast<int>(first - own.begin());
        const auto call = std::ranges::find(found.closeCalls, at, &CloseCall::token);
        QVERIFY2(call != found.closeCalls.end(), qPrintable(QString("token %1").arg(at)));
        QCOMPARE(call->first, own[static_cast<std::size_t>(at)]);
        QCOMPARE(call->second, expected[static_cast<std::size_t>(at)]);
        ++tally.ties;
    }

    static void checkRecord(const Run& run, const Settings& settings)
    {
        const int layers = run.model.layers;
        std::size_t next = 0;
        for (const SpeculationRound& round : run.rounds) {
            QVERIFY(!round.drafts.empty());
            QVERIFY(static_cast<int>(round.drafts.size()) <= settings.numSpeculations);
            QVERIFY(round.accepted <= static_cast<int>(round.drafts.size()));
            QVERIFY(round.firstToken >= static_cast<int>(next));
            next = static_cast<std::size_t>(round.firstToken);
            for (std::size_t i = 0; i < round.drafts.size() && next + i < run.tokens.size(); ++i) {
                const TokenTrace& token = run.tokens[next + i];
                const bool accepted = static_cast<int>(i) < round.accepted;
                QCOMPARE(token.role, accepted ? TokenRole::Accepted : TokenRole::Corrected);
                QCOMPARE(token.id == round.drafts[i].id, accepted);
                QCOMPARE(token.exitLayer, accepted ? round.drafts[i].exitLayer : layers - 1);
                if (!accepted)
                    break;
            }
        }
        for (std::size_t i = 0; i < run.tokens.size(); ++i) {
            const TokenTrace& token = run.tokens[i];
            QCOMPARE(token.position, static_cast<int>(run.promptIds.size() + i) - 1);
            QCOMPARE(token.debtRows, 0);
            for (int layer = 0; layer < layers; ++layer) {
                QCOMPARE(token.cells[layer],
                         layer <= token.exitLayer ? CellState::Computed : CellState::CaughtUp);
                QCOMPARE(token.caughtUpAt[layer] >= 0, layer > token.exitLayer);
                QVERIFY(token.caughtUpAt[layer] <= static_cast<int>(i));
            }
        }
    }

    static void checkCase(RandomCase& random, const Kind& kind, Tally& tally)
    {
        const auto model = LlamaModel::open(random.files.folder(), kind.dtype, kind.device);
        ModelIdentity identity;
        identity.layers = model->config().layers;
        identity.vocabulary = model->config().vocabulary;
        const Settings plain = random.plain();
        LlamaGeneration whole(model, nullptr, random.prompt);
        const Run full = runOf(whole, plain, identity);
        QCOMPARE(countedRows(full) + uncountedRows(full, plain), whole.staircase().rowsRun());

        const Settings settings = random.speculative(plain, kind.strategy);
        LlamaGeneration generation(model, nullptr, random.prompt);
        const Run run = runOf(generation, settings, identity);
        compareTexts(run, full, tally);
        checkRecord(run, settings);
        if (!run.tokens.empty()) {
            QCOMPARE(countedRows(run) + uncountedRows(run, settings),
                     generation.staircase().rowsRun());
            // A row that met the end of the text stays in the staircase.
            const int unrun = run.finishReason == FinishReason::Eos ? 0 : 1;
            QVERIFY(distanceFromFullPass(generation.staircase(), model, textOf(run, unrun)) <=
                    kind.tolerance);
        }
        const RunSummary summary = summarize(run);
        ++tally.cases;
        tally.tokens += static_cast<int>(run.tokens.size());
        tally.drafted += summary.drafted;
        tally.accepted += summary.accepted;
        for (const TokenTrace& token : run.tokens)
            tally.exits.insert(token.exitLayer);
    }

private Q_SLOTS:
    void equalsFullDecoding_data()
    {
        QTest::addColumn<int>("cases");
        QTest::addColumn<Kind>("kind");
        QTest::newRow("self_speculative") << 300 << Kind{.strategy = Strategy::SelfSpeculative};
        QTest::newRow("dynamic_self_speculative") << 600 << Kind{};
        QTest::newRow("bf16") << 60 << Kind{.dtype = "bf16", .tolerance = bf16Tolerance};
        QTest::newRow("fp16") << 60 << Kind{.dtype = "fp16", .tolerance = fp16Tolerance};
        QTest::newRow("LibTorch's operators") << 15 << Kind{.device = "aten"};
        QTest::newRow("GPU") << 60 << Kind{.device = "cuda"};
        QTest::newRow("GPU, bf16")
            << 60 << Kind{.dtype = "bf16", .device = "cuda", .tolerance = bf16Tolerance};
    }

    /// Random models, prompts, rules, caps and draft lengths.
    void equalsFullDecoding()
    {
        QFETCH(Kind, kind);
        QFETCH(int, cases);
        if (const QString reason = whyNot(QString::fromStdString(kind.device)); !reason.isEmpty())
            QSKIP(qPrintable(reason));
        Tally tally;
        for (int i = 0; i < cases; ++i) {
            const unsigned seed =
                1000u * static_cast<unsigned>(kind.strategy) + static_cast<unsigned>(i);
            RandomCase random(seed);
            checkCase(random, kind, tally);
            if (QTest::currentTestFailed()) {
                qWarning("seed %u", seed);
                return;
            }
        }
        qInfo("%d cases, %d tokens, %d of %d drafts accepted, %d ties", tally.cases, tally.tokens,
              tally.accepted, tally.drafted, tally.ties);
        QVERIFY(tally.ties <= cases / (kind.dtype == "fp32" ? 100 : 10));
        QVERIFY(tally.accepted > tally.drafted / 10);
        QVERIFY(tally.accepted < tally.drafted);
        if (cases >= 60)
            QCOMPARE(tally.exits.size(), std::size_t{8});
    }

    void everyDevice_data() { addDeviceRows(); }

    /// Drafts, verification and watched scores where layers lie on several devices.
    void everyDevice()
    {
        QFETCH(QString, device);
        if (const QString reason = whyNot(device); !reason.isEmpty())
            QSKIP(qPrintable(reason));
        auto session = Session::open(m_files.folder(), {"fp32", 1, device.toStdString()});
        QVERIFY2(session.ok(), session ? "" : session.error().what());
        for (const Strategy strategy :
             {Strategy::SelfSpeculative, Strategy::DynamicSelfSpeculative}) {
            for (const bool watch : {false, true}) {
                Settings settings = greedy(30);
                settings.rule = livelyRule();
                settings.strategy = strategy;
                settings.exitLayerLimit = strategy == Strategy::SelfSpeculative ? 2 : -1;
                settings.watch = watch;
                const Run found = runToEnd(**session, m_prompt, settings);
                const Run expected = run(settings);
                QCOMPARE(tokensOf(found), tokensOf(expected));
                QCOMPARE(exitsOf(found), exitsOf(expected));
                for (std::size_t i = 0; watch && i < found.tokens.size(); ++i) {
                    for (int layer = 0; layer < 6; ++layer)
                        compareStatistics(found.tokens[i].layers[layer],
                                          expected.tokens[i].layers[layer]);
                }
            }
        }
    }

    void watchingScoresWhatAutoregressiveWatchingScores_data()
    {
        QTest::addColumn<int>("strategy");
        QTest::newRow("self_speculative") << int(Strategy::SelfSpeculative);
        QTest::newRow("dynamic_self_speculative") << int(Strategy::DynamicSelfSpeculative);
    }

    void watchingScoresWhatAutoregressiveWatchingScores()
    {
        QFETCH(int, strategy);
        Settings settings = greedy(30);
        settings.rule = livelyRule();
        settings.strategy = static_cast<Strategy>(strategy);
        settings.exitLayerLimit = settings.strategy == Strategy::SelfSpeculative ? 3 : -1;
        settings.numSpeculations = 4;
        const Run decided = run(settings);
        settings.watch = true;
        const Run watched = run(settings);
        Settings plain = greedy(30);
        plain.watch = true;
        plain.rule = livelyRule();
        plain.rule.minimumLayer = 5; // the same temperature, full depth
        const Run expected = run(plain);
        QCOMPARE(tokensOf(watched), tokensOf(expected));
        QCOMPARE(watched.rounds, decided.rounds);
        QCOMPARE(countedRows(watched), countedRows(decided)); // no layer ran for the scores
        QVERIFY(summarize(watched).accepted > 0);
        for (std::size_t i = 0; i < expected.tokens.size(); ++i) {
            QCOMPARE(watched.tokens[i].cells, decided.tokens[i].cells);
            for (int layer = 0; layer < 6; ++layer) {
                compareStatistics(watched.tokens[i].layers[layer],
                                  expected.tokens[i].layers[layer]);
                const auto top = watched.tokens[i].topAt(layer);
                const auto wanted = expected.tokens[i].topAt(layer);
                QCOMPARE(top.size(), wanted.size());
                for (std::size_t k = 0; k < top.size(); ++k)
                    QVERIFY(close(top[k].probability, wanted[k].probability));
            }
        }
    }

    void draftsAreToldInOrder()
    {
        Settings settings = greedy(20);
        settings.strategy = Strategy::SelfSpeculative;
        settings.exitLayerLimit = 4;
        auto generation = m_session->start(m_prompt);
        std::vector<Draft> told;
        Run recorded;
        for (;;) {
            auto step =
                (*generation)->next(settings, {}, [&](const Draft& d) { told.push_back(d); });
            QVERIFY(step.ok());
            if (!step->has_value())
                break;
            recorded.append(std::move(**step));
        }
        std::vector<Draft> drafts;
        for (const SpeculationRound& round : recorded.rounds)
            drafts.insert(drafts.end(), round.drafts.begin(), round.drafts.end());
        QVERIFY(drafts.size() > 10);
        QCOMPARE(told, drafts);
    }

    void fullDepthDraftsAreAllAccepted()
    {
        Settings settings = greedy(21);
        settings.strategy = Strategy::SelfSpeculative;
        settings.exitLayerLimit = 6;
        settings.numSpeculations = 5;
        const Run recorded = run(settings);
        QCOMPARE(tokensOf(recorded), tokensOf(run(greedy(21))));
        // 6 tokens a round: five drafts and the model's own.
        QCOMPARE(recorded.rounds.size(), std::size_t{4});
        QCOMPARE(summarize(recorded).acceptanceRate().value(), 1.0);
        for (std::size_t i = 0; i < 18; ++i)
            QCOMPARE(recorded.tokens[i].role,
                     i % 6 == 5 ? TokenRole::Emitted : TokenRole::Accepted);
    }

private:
    static void compareStatistics(const LayerStatistics& found, const LayerStatistics& expected)
    {
        QCOMPARE(found.top1, expected.top1);
        for (const auto field :
             {&LayerStatistics::cosineToPrevious, &LayerStatistics::maxProbability,
              &LayerStatistics::secondProbability, &LayerStatistics::entropyAt1,
              &LayerStatistics::entropyAt3, &LayerStatistics::entropyAtChosen,
              &LayerStatistics::klToPrevious, &LayerStatistics::emittedProbability})
            QVERIFY2(close(found.*field, expected.*field),
                     qPrintable(QString("%1, expected %2").arg(found.*field).arg(expected.*field)));
    }
};

QTEST_GUILESS_MAIN(SpeculationTest)
#include "tst_speculation.moc"
