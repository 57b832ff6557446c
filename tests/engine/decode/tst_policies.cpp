#include "generationfixture.h"
#include "randomcase.h"
#include "support/staircases.h"
#include "support/tolerances.h"

using namespace exitscope;
using namespace exitscope::test;

/// What each K/V policy leaves in the caches, and how policies, strategies and depths follow one
/// another in one run.
class PoliciesTest : public GenerationFixture
{
    Q_OBJECT

private:
    static Settings shallow(KvPolicy policy)
    {
        Settings settings = greedy(200);
        settings.rule = alwaysFirst();
        settings.kvPolicy = policy;
        settings.maxWaiting = 0;
        return settings;
    }

    static Settings speculative(Strategy strategy)
    {
        Settings settings = greedy(200);
        settings.strategy = strategy;
        settings.rule = livelyRule();
        settings.exitLayerLimit = strategy == Strategy::SelfSpeculative ? 2 : -1;
        settings.numSpeculations = 4;
        return settings;
    }

    void verifyWhole(const LlamaGeneration& generation, const Run& run) const
    {
        QVERIFY(distanceFromFullPass(generation.staircase(), m_model, textOf(run, 1)) <=
                fp32Tolerance);
    }

    Run start() const
    {
        Run run;
        run.promptIds = m_prompt;
        return run;
    }

private Q_SLOTS:
    void copyFillsEveryLayerAtOnce()
    {
        LlamaGeneration generation(m_model, nullptr, m_prompt);
        Run run = start();
        steps(generation, shallow(KvPolicy::Copy), 10, run);
        for (int layer = 0; layer < 6; ++layer)
            QCOMPARE(generation.staircase().length(layer), 5 + 9);
        QCOMPARE(generation.staircase().waitingBefore(6), 0);
        for (std::size_t i = 1; i < 10; ++i) {
            QCOMPARE(run.tokens[i].debtRows, 0);
            QCOMPARE(run.tokens[i].catchUpRows, 0);
            QCOMPARE(run.tokens[i].layersRun, 1);
            QCOMPARE(run.tokens[i].cells[0], CellState::Computed);
            QCOMPARE(run.tokens[i].cells[1], CellState::Copied);
            QCOMPARE(run.tokens[i].cells[5], CellState::Copied);
        }
        QCOMPARE(run.tokens[0].cells, std::vector<CellState>(6, CellState::Computed));
        // The prompt ran at full depth; the layer after the exit sees just the state at its door.
        const auto expected = fullPass(m_model, textOf(run, 1));
        const int width = m_model->config().kvHeads * m_model->config().headDim;
        for (const int layer : {0, 1})
            QVERIFY(distance(generation.staircase().keyRows(layer), expected->keyRows(layer),
                             width) <= fp32Tolerance);
        QVERIFY(distance(generation.staircase().keyRows(3), expected->keyRows(3), width) > 0.01);
        const auto prompt = [&](std::vector<float> rows) {
            rows.resize(static_cast<std::size_t>(5 * width));
            return rows;
        };
        QVERIFY(distance(prompt(generation.staircase().keyRows(5)), prompt(expected->keyRows(5)),
                         width) <= fp32Tolerance);
    }

    /// Each layer's copy is what that layer makes of the exit's state: a model whose layers all
    /// project alike holds the same keys in all of them.
    void copiesComeFromTheStateAtTheExit()
    {
        TinyModel files({.layers = 4}, 5);
        for (auto& [name, tensor] : files.tensors) {
            for (const char* part : {"k_proj", "v_proj", "input_layernorm"}) {
                if (name.find(part) != std::string::npos)
                    tensor = files.tensor("model.layers.2" + name.substr(name.find('.', 13)));
            }
        }
        files.write();
        const auto model = LlamaModel::open(files.folder());
        for (const bool watch : {false, true}) {
            Settings settings = shallow(KvPolicy::Copy);
            settings.rule.minimumLayer = 1; // leaves after layer 1
            settings.watch = watch;
            LlamaGeneration generation(model, nullptr, m_prompt);
            Run run = start();
            steps(generation, settings, 6, run);
            QCOMPARE(run.tokens[3].exitLayer, 1);
            const int width = model->config().kvHeads * model->config().headDim;
            const auto newest = [&](std::vector<float> rows) {
                rows.erase(rows.begin(), rows.begin() + 5 * width);
                return rows;
            };
            const auto first = newest(generation.staircase().keyRows(2));
            QCOMPARE(first.size(), static_cast<std::size_t>(5 * width));
            QVERIFY(distance(newest(generation.staircase().keyRows(3)), first, width) < 1e-6);
            QVERIFY(distance(newest(generation.staircase().keyRows(1)), first, width) > 0.01);
        }
    }

    void copyStopsAtTheExitLayer()
    {
        Settings settings = shallow(KvPolicy::Copy);
        settings.exitLayerLimit = 3;
        LlamaGeneration generation(m_model, nullptr, m_prompt);
        Run run = start();
        steps(generation, settings, 6, run);
        QCOMPARE(run.tokens[4].cells[2], CellState::Copied);
        QCOMPARE(run.tokens[4].cells[3], CellState::Never);
        QCOMPARE(generation.staircase().length(2), 5 + 5);
        QCOMPARE(generation.staircase().length(3), 0);
        // Layers that join later have seen nothing: the text runs again.
        settings.exitLayerLimit = -1;
        settings.rule = Rule();
        steps(generation, settings, 1, run);
        QCOMPARE(run.tokens[6].catchUpRows, (5 + 5) * 6);
        QCOMPARE(run.tokens[4].cells[2], CellState::CaughtUp);
        QCOMPARE(run.tokens[4].caughtUpAt[3], 6);
        const std::vector<int> expected = fullDepthAfter(run, 8);
        Run rest = start();
        steps(generation, settings, 8, rest);
        QCOMPARE(tokensOf(rest), expected);
    }

    void watchingCopiesTheSame()
    {
        Settings settings = greedy(80);
        settings.rule = livelyRule();
        settings.kvPolicy = KvPolicy::Copy;
        const Run decided = run(settings);
        settings.watch = true;
        const Run watched = run(settings);
        QCOMPARE(tokensOf(watched), tokensOf(decided));
        QCOMPARE(exitsOf(watched), exitsOf(decided));
        for (std::size_t i = 0; i < 80; ++i)
            QCOMPARE(watched.tokens[i].cells, decided.tokens[i].cells);
        settings.kvPolicy = KvPolicy::Exact;
        QVERIFY(tokensOf(run(settings)) != tokensOf(decided)); // or the test compares nothing
    }

    /// What ran past the exit only to be scored left nothing behind.
    void watchingLeavesTheSameHoles()
    {
        for (const bool promptExit : {false, true}) {
            Settings settings = greedy(80);
            settings.rule = livelyRule();
            settings.kvPolicy = KvPolicy::Holes;
            settings.promptExit = promptExit;
            const Run decided = run(settings);
            settings.watch = true;
            const Run watched = run(settings);
            QCOMPARE(exitsOf(watched), exitsOf(decided));
            int holes = 0;
            for (std::size_t i = 0; i < 80; ++i) {
                QCOMPARE(watched.tokens[i].cells, decided.tokens[i].cells);
                holes += watched.tokens[i].cells.back() == CellState::Never ? 1 : 0;
                QCOMPARE(watched.tokens[i].layersRun, i == 0 ? 0 : 6);
            }
            QVERIFY(holes > 10);
        }
    }

    void aRuleThatNeverFiresCopiesNothing()
    {
        Settings settings = greedy(40);
        settings.rule = never();
        settings.kvPolicy = KvPolicy::Copy;
        const Run same = run(settings);
        QCOMPARE(tokensOf(same), tokensOf(run(greedy(40))));
        for (const TokenTrace& token : same.tokens)
            QCOMPARE(token.cells, std::vector<CellState>(6, CellState::Computed));
    }

    void leavingCopyRunsTheTextAgain()
    {
        LlamaGeneration generation(m_model, nullptr, m_prompt);
        Run run = start();
        steps(generation, shallow(KvPolicy::Copy), 7, run);
        steps(generation, shallow(KvPolicy::Exact), 1, run);
        QCOMPARE(run.tokens[7].catchUpRows, (5 + 6) * 6);
        QCOMPARE(run.tokens[3].cells[4], CellState::CaughtUp);
        QCOMPARE(run.tokens[3].caughtUpAt[4], 7);
        steps(generation, greedy(200), 5, run);
        verifyWhole(generation, run);
    }

    void enteringCopyPaysWhatWaits()
    {
        LlamaGeneration generation(m_model, nullptr, m_prompt);
        Run run = start();
        steps(generation, shallow(KvPolicy::Exact), 6, run);
        QCOMPARE(run.tokens[5].debtRows, 5 * 5);
        steps(generation, shallow(KvPolicy::Copy), 1, run);
        QCOMPARE(run.tokens[6].catchUpRows, 5 * 5);
        QCOMPARE(run.tokens[6].cells[3], CellState::Copied);
        QCOMPARE(run.tokens[5].cells[3], CellState::CaughtUp);
    }

    void betweenCopyAndHolesNothingRuns()
    {
        LlamaGeneration generation(m_model, nullptr, m_prompt);
        Run run = start();
        for (const KvPolicy policy : {KvPolicy::Copy, KvPolicy::Holes, KvPolicy::Copy}) {
            const long long before = generation.staircase().rowsRun();
            const int tokens = static_cast<int>(run.tokens.size());
            steps(generation, shallow(policy), 4, run);
            if (tokens > 0)
                QCOMPARE(generation.staircase().rowsRun() - before, 4);
        }
        QCOMPARE(run.tokens[2].cells[4], CellState::Copied);
        QCOMPARE(run.tokens[6].cells[4], CellState::Never);
        QCOMPARE(run.tokens[9].cells[4], CellState::Copied);
        QCOMPARE(generation.staircase().length(0), 5 + 11);
        QCOMPARE(generation.staircase().length(4), 5 + 7);
    }

    void enteringSpeculation_data()
    {
        QTest::addColumn<int>("before");
        QTest::addColumn<int>("strategy");
        const std::vector<const char*> names{"exits waiting", "exit layer", "holes", "copy"};
        for (int before = 0; before < 4; ++before) {
            for (const Strategy strategy :
                 {Strategy::SelfSpeculative, Strategy::DynamicSelfSpeculative})
                QTest::addRow("%s, %s", names[static_cast<std::size_t>(before)],
                              fieldName(strategy))
                    << before << static_cast<int>(strategy);
        }
    }

    /// Whatever was before, a round knows the whole text, and what it carries along is counted.
    void enteringSpeculation()
    {
        QFETCH(int, before);
        QFETCH(int, strategy);
        Settings first = shallow(before == 2   ? KvPolicy::Holes
                                 : before == 3 ? KvPolicy::Copy
                                               : KvPolicy::Exact);
        if (before == 1) {
            first.rule = Rule();
            first.exitLayerLimit = 2;
        }
        LlamaGeneration generation(m_model, nullptr, m_prompt);
        Run run = start();
        steps(generation, first, 6, run);
        QCOMPARE(run.tokens[4].cells[5], before == 3 ? CellState::Copied : CellState::Never);
        const std::vector<int> expected = fullDepthAfter(run, 30);
        const auto tokens = run.tokens.size();
        steps(generation, speculative(static_cast<Strategy>(strategy)), 5, run);
        std::vector<int> written = tokensOf(run);
        written.erase(written.begin(), written.begin() + 6);
        QVERIFY(written.size() >= 5);
        QCOMPARE(written,
                 std::vector<int>(expected.begin(), expected.begin() + long(written.size())));
        verifyWhole(generation, run);
        QCOMPARE(run.tokens[4].cells[5], CellState::CaughtUp);
        QCOMPARE(run.tokens[4].caughtUpAt[5], static_cast<int>(tokens));
        long long counted = 5 * (before == 1 ? 2 : 6);
        for (const TokenTrace& token : run.tokens)
            counted += token.layersRun + token.catchUpRows;
        QCOMPARE(counted, generation.staircase().rowsRun());
        // And back: nothing waits, so that any policy may follow.
        steps(generation, shallow(KvPolicy::Copy), 2, run);
        steps(generation, shallow(KvPolicy::Exact), 2, run);
        steps(generation, speculative(static_cast<Strategy>(strategy)), 2, run);
        verifyWhole(generation, run);
    }

    void speculationNeedsExact()
    {
        Settings settings = speculative(Strategy::SelfSpeculative);
        settings.kvPolicy = KvPolicy::Copy;
        const auto next = (*m_session->start(m_prompt))->next(settings);
        QVERIFY(!next.ok());
        QVERIFY(QString(next.error().what()).contains("copy"));
    }

    void raisingTheExitLayerCarriesTheWholeText()
    {
        for (const int bound : {0, 4, 32}) {
            LlamaGeneration generation(m_model, nullptr, m_prompt);
            Run run = start();
            Settings settings = greedy(200);
            settings.exitLayerLimit = 2;
            settings.maxWaiting = bound;
            steps(generation, settings, 40, run);
            QCOMPARE(run.tokens.back().debtRows, 0); // deeper layers are no part of the model
            QCOMPARE(generation.staircase().length(2), 0);
            // A rule that leaves at once does not carry them itself: the bound does.
            settings.exitLayerLimit = 5;
            settings.rule = alwaysFirst();
            steps(generation, settings, 1, run);
            const int text = 5 + 39;
            QCOMPARE(run.tokens.back().debtRows, bound == 0 ? text * 3 + 4 : 0);
            QCOMPARE(generation.staircase().length(4), bound == 0 ? 0 : text + 1);
            QCOMPARE(generation.staircase().length(5), 0);
            steps(generation, greedy(200), 1, run);
            verifyWhole(generation, run);
            const std::vector<int> expected = fullDepthAfter(run, 5);
            Run rest = start();
            steps(generation, greedy(200), 5, rest);
            QCOMPARE(tokensOf(rest), expected);
        }
    }
};

QTEST_GUILESS_MAIN(PoliciesTest)
#include "tst_policies.moc"
