#include "randomcase.h"
#include "support/tolerances.h"
#include "trace/runjson.h"

#include <QElapsedTimer>

#include <algorithm>
#include <set>

using namespace exitscope;
using namespace exitscope::test;

namespace {

/// Remembers what it is told, as long as it is active.
class Watcher : public LayerObserver
{
public:
    bool isActive() const override { return m_left != 0; }
    void layerRan(const PartialToken& token) override
    {
        told.push_back(token);
        if (m_left > 0)
            --m_left;
        if (onLayer)
            onLayer(token);
    }
    /// Goes idle after `layers` more; -1: never.
    void watch(int layers = -1) { m_left = layers; }

    std::vector<PartialToken> told;
    std::function<void(const PartialToken&)> onLayer;

private:
    int m_left = -1;
};

/// All of a run but its times, as text, where unknown equals unknown.
std::string timeless(Run run)
{
    run.prefillSeconds = 0;
    run.decodeSeconds = 0;
    for (TokenTrace& token : run.tokens) {
        const int passes = token.times.carriedPasses;
        token.times = {.carriedPasses = passes};
    }
    return encodeRun(run, RunForm::Json);
}

} // namespace

/// Layers told one by one while a token is made.
class LayerStepsTest : public GenerationFixture
{
    Q_OBJECT

private:
    static Settings anySettings(RandomCase& random)
    {
        Settings settings = random.plain();
        switch (random.integer(0, 3)) {
        case 0:
            return random.speculative(settings, Strategy::SelfSpeculative);
        case 1:
            settings = random.speculative(settings, Strategy::DynamicSelfSpeculative);
            break;
        default:
            settings.rule = random.rule();
            settings.kvPolicy =
                std::vector{KvPolicy::Exact, KvPolicy::Holes,
                            KvPolicy::Copy}[static_cast<std::size_t>(random.integer(0, 2))];
            settings.promptExit = settings.kvPolicy == KvPolicy::Holes && random.integer(0, 1) == 1;
        }
        settings.watch = random.integer(0, 1) == 1;
        settings.scoring = random.integer(0, 2) == 0 ? Scoring::Preview : Scoring::Exact;
        settings.sampling.sample = random.integer(0, 1) == 1;
        return settings;
    }

    Settings lively(bool watch, int maxSteps = 20) const
    {
        Settings settings = greedy(maxSteps);
        settings.rule = livelyRule();
        settings.watch = watch;
        return settings;
    }

    /// Runs under `settings` with `watcher`.
    Run watched(const Settings& settings, Watcher& watcher) const
    {
        LlamaGeneration generation(m_model, nullptr, m_prompt);
        generation.setLayerObserver(&watcher);
        return runOf(generation, settings, m_session->model());
    }

    static void compareWithRecord(const PartialToken& told, const TokenTrace& token)
    {
        const int layer = told.newestLayer();
        const LayerStatistics& known = token.layers[static_cast<std::size_t>(layer)];
        const LayerStatistics& own = told.layers.back();
        QCOMPARE(own.top1, known.top1);
        for (const auto member :
             {&LayerStatistics::cosineToPrevious, &LayerStatistics::maxProbability,
              &LayerStatistics::entropyAt1, &LayerStatistics::entropyAt3,
              &LayerStatistics::entropyAtChosen, &LayerStatistics::klToPrevious})
            QVERIFY(close(double(own.*member), double(known.*member)));
        const auto top = told.topAt(layer);
        QCOMPARE(top.size(), std::size_t{topEntriesPerLayer});
        for (std::size_t i = 0; i < top.size(); ++i) {
            QCOMPARE(top[i].id, token.topAt(layer)[i].id);
            QVERIFY(close(double(top[i].probability), double(token.topAt(layer)[i].probability)));
        }
    }

private Q_SLOTS:
    void watchingLayersChangesNothing()
    {
        int told = 0;
        int drafts = 0;
        for (unsigned seed = 1; seed <= 80; ++seed) {
            RandomCase random(seed);
            const Settings settings = anySettings(random);
            const auto session = openSession(random.files.folder());
            const std::string device = seed % 5 == 0 ? "aten" : "cpu"; // a GPU's arithmetic
            const auto model = LlamaModel::open(random.files.folder(), {}, device);
            LlamaGeneration plain(model, nullptr, random.prompt);
            LlamaGeneration stepped(model, nullptr, random.prompt);
            Watcher watcher;
            stepped.setLayerObserver(&watcher);
            const std::string due = timeless(runOf(plain, settings, session->model()));
            const std::string found = timeless(runOf(stepped, settings, session->model()));
            QVERIFY2(found == due, qPrintable(QStringLiteral("seed %1").arg(seed)));
            told += static_cast<int>(watcher.told.size());
            for (const PartialToken& token : watcher.told)
                drafts += token.draft >= 0 ? 1 : 0;
        }
        QVERIFY(told > 1000 && drafts > 100 && drafts < told - 100);
    }

    void everyLayerOfAWatchedTokenIsTold()
    {
        Watcher watcher;
        const Run run = watched(lively(true), watcher);
        QCOMPARE(watcher.told.size(), run.tokens.size() * 6);
        std::set<int> exits;
        for (std::size_t i = 0; i < watcher.told.size(); ++i) {
            const PartialToken& told = watcher.told[i];
            const TokenTrace& token = run.tokens[i / 6];
            const int layer = static_cast<int>(i % 6);
            QCOMPARE(told.index, static_cast<int>(i / 6));
            QCOMPARE(told.draft, -1);
            QCOMPARE(told.newestLayer(), layer);
            QCOMPARE(told.fires.size(), told.layers.size());
            QCOMPARE(told.isPrompt, i < 6);
            QVERIFY(told.isWatched);
            QCOMPARE(told.isComplete, layer == 5);
            QCOMPARE(told.exitLayer, layer < token.exitLayer ? -1 : token.exitLayer);
            QCOMPARE(bool(told.fires[static_cast<std::size_t>(layer)]),
                     livelyRule().fires(std::span(token.layers).first(std::size_t(layer) + 1),
                                        run.model.shape()));
            compareWithRecord(told, token);
            exits.insert(token.exitLayer);
        }
        QVERIFY2(exits.size() > 2, "the rule is not lively");
    }

    void decidingTellsUpToTheExit()
    {
        Watcher watcher;
        const Run run = watched(lively(false), watcher);
        std::size_t next = 0;
        for (std::size_t i = 0; i < run.tokens.size(); ++i) {
            const int exit = run.tokens[i].exitLayer;
            const int last = i == 0 ? 5 : exit; // the prompt runs at full depth
            for (int layer = 0; layer <= last; ++layer, ++next) {
                QVERIFY(next < watcher.told.size());
                const PartialToken& told = watcher.told[next];
                QCOMPARE(told.index, static_cast<int>(i));
                QCOMPARE(told.newestLayer(), layer);
                QCOMPARE(told.exitLayer, layer < exit ? -1 : exit);
                QCOMPARE(told.isComplete, layer == last);
                QVERIFY(!told.isWatched);
                // Also what the rule does not ask for.
                QVERIFY(told.layers.back().entropyAt1 > 0);
            }
        }
        QCOMPARE(next, watcher.told.size());
    }

    void aFixedExitLeavesAtItsDepth()
    {
        Settings settings = greedy(4);
        settings.exitLayerLimit = 3;
        Watcher watcher;
        const Run run = watched(settings, watcher);
        QCOMPARE(watcher.told.size(), std::size_t{4 * 3});
        QCOMPARE(watcher.told.back().exitLayer, 2);
        QVERIFY(watcher.told.back().isComplete);
        QCOMPARE(std::ranges::count(watcher.told.back().fires, true), 0);
        QCOMPARE(exitsOf(run), std::vector<int>(4, 2));
    }

    void draftsAreToldAndTheirVerificationIsNot()
    {
        Settings settings = greedy(12);
        settings.strategy = Strategy::SelfSpeculative;
        settings.exitLayerLimit = 2;
        settings.numSpeculations = 3;
        settings.watch = true;
        Watcher watcher;
        const Run run = watched(settings, watcher);
        std::size_t next = 0;
        for (const SpeculationRound& round : run.rounds) {
            for (std::size_t draft = 0; draft < round.drafts.size(); ++draft) {
                for (int layer = 0; layer < 2; ++layer, ++next) {
                    QVERIFY(next < watcher.told.size());
                    const PartialToken& told = watcher.told[next];
                    QCOMPARE(told.draft, static_cast<int>(draft));
                    QCOMPARE(told.index, round.firstToken + told.draft);
                    QCOMPARE(told.isPrompt, told.index == 0);
                    QVERIFY(!told.isWatched);
                    QCOMPARE(told.isComplete, layer == 1);
                    QCOMPARE(told.exitLayer, layer == 1 ? 1 : -1);
                    if (layer == 1)
                        QCOMPARE(told.layers.back().top1, round.drafts[draft].id);
                }
            }
        }
        QVERIFY(next > 0);
        QCOMPARE(next, watcher.told.size());
    }

    void idleObserversAreToldNothing()
    {
        Watcher watcher;
        watcher.watch(0);
        const Run run = watched(lively(true), watcher);
        QVERIFY(watcher.told.empty());
        // Where it goes idle inside a token, the rest of that token is its own affair.
        watcher.watch(3);
        QCOMPARE(timeless(watched(lively(true), watcher)), timeless(run));
        QCOMPARE(watcher.told.size(), std::size_t{3});
        QCOMPARE(watcher.told.back().newestLayer(), 2);
    }

    void cancelledInsideATokenItGoesOnAsIfNothingHadHappened()
    {
        for (const bool watch : {false, true}) {
            const Settings settings = lively(watch, 8);
            const Run due = run(settings);
            // After its last layer too, when only the choice is left.
            for (int stopAt = 0; stopAt < 6; ++stopAt) {
                LlamaGeneration generation(m_model, nullptr, m_prompt);
                Watcher watcher;
                generation.setLayerObserver(&watcher);
                Run recorded;
                steps(generation, settings, 3, recorded);
                std::stop_source stop;
                watcher.told.clear();
                watcher.onLayer = [&](const PartialToken& token) {
                    if (token.newestLayer() == stopAt || token.isComplete)
                        stop.request_stop();
                };
                const auto step = generation.next(settings, stop.get_token(), {});
                QVERIFY(step.ok() && !step->has_value());
                QCOMPARE(generation.finishReason(), FinishReason::Cancelled);
                QVERIFY(watcher.told.back().newestLayer() <= stopAt);
                QCOMPARE(generation.staircase().length(0), 5 + 2);
                watcher.onLayer = {};
                steps(generation, settings, 5, recorded);
                QCOMPARE(tokensOf(recorded), tokensOf(due));
                QCOMPARE(exitsOf(recorded), exitsOf(due));
            }
        }
    }

    void waitingIsNobodysTime()
    {
        LlamaGeneration generation(m_model, nullptr, m_prompt);
        Watcher watcher;
        generation.setLayerObserver(&watcher);
        double waitedMs = 0;
        watcher.onLayer = [&waitedMs](const PartialToken&) {
            QElapsedTimer since;
            since.start();
            while (since.nsecsElapsed() < 2'000'000) {
            }
            waitedMs += double(since.nsecsElapsed()) / 1e6;
        };
        Run recorded;
        QElapsedTimer wall;
        wall.start();
        steps(generation, lively(true), 4, recorded);
        const double wallMs = double(wall.nsecsElapsed()) / 1e6;
        double tokensMs = 0;
        for (const TokenTrace& token : recorded.tokens)
            tokensMs += token.times.totalMs();
        QVERIFY(waitedMs > 0);
        QVERIFY(tokensMs + waitedMs <= wallMs);
        const double totalMs = 1000 * (generation.prefillSeconds() + generation.decodeSeconds());
        QVERIFY(close(totalMs, tokensMs));
    }
};

QTEST_GUILESS_MAIN(LayerStepsTest)
#include "tst_layersteps.moc"
