#include "decode/llamageneration.h"
#include "support/decoding.h"
#include "support/testdata.h"
#include "support/tinymodel.h"

#include <atomic>
#include <limits>
#include <set>
#include <thread>

using namespace exitscope;
using namespace exitscope::test;

namespace {

Settings greedy(int maxSteps)
{
    Settings settings;
    settings.sampling.sample = false;
    settings.ignoreEos = true;
    settings.maxSteps = maxSteps;
    return settings;
}

/// Lets tokens out at different layers on random weights.
Rule livelyRule()
{
    return makeRule("max_probability", {{"max_prob_initial_threshold", 0.6},
                                        {"max_prob_final_threshold", 0.4},
                                        {"max_prob_scale", 1.0}});
}

/// Fires at the first layer, whatever it says.
Rule alwaysFirst()
{
    return makeRule("entropy_based", {{"entropy_initial_threshold", 20.0},
                                      {"entropy_final_threshold", 20.0},
                                      {"entropy_temp", 1.0}});
}

Rule never()
{
    return makeRule("max_probability", {{"max_prob_initial_threshold", 1.0},
                                        {"max_prob_final_threshold", 1.0},
                                        {"max_prob_scale", 1.0}});
}

} // namespace

/// The loop: policies, live changes, cancelling, ends.
class GenerationTest : public QObject
{
    Q_OBJECT

private:
    static TinyModel::Shape sixLayers()
    {
        TinyModel::Shape shape;
        shape.layers = 6;
        return shape;
    }

    TinyModel m_files{sixLayers(), 3};
    std::unique_ptr<Session> m_session;
    const std::vector<int> m_prompt{1, 9, 17, 4, 30};

    Run run(const Settings& settings) { return runToEnd(*m_session, m_prompt, settings); }

    /// Steps a generation `count` times; the run it adds to.
    void steps(Generation& generation, const Settings& settings, int count, Run& into)
    {
        into.settings.push_back({static_cast<int>(into.tokens.size()), settings});
        for (int i = 0; i < count; ++i) {
            auto step = generation.next(settings);
            QVERIFY2(step.ok(), step ? "" : step.error().what());
            QVERIFY(step->has_value());
            into.append(std::move(**step));
        }
    }

    /// What full depth writes after the prompt and `run`'s tokens so far.
    std::vector<int> fullDepthAfter(const Run& run, int count)
    {
        std::vector<int> ids = m_prompt;
        for (const TokenTrace& token : run.tokens)
            ids.push_back(token.id);
        return tokensOf(runToEnd(*m_session, ids, greedy(count)));
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_files.write();
        m_session = openSession(m_files.folder());
    }

    void aRuleThatNeverFiresIsFullDepth()
    {
        const Run full = run(greedy(60));
        for (const bool watch : {false, true}) {
            for (const KvPolicy policy : {KvPolicy::Exact, KvPolicy::Holes}) {
                Settings settings = greedy(60);
                settings.rule = never();
                settings.watch = watch;
                settings.kvPolicy = policy;
                const Run same = run(settings);
                QCOMPARE(tokensOf(same), tokensOf(full));
                QCOMPARE(exitsOf(same), std::vector<int>(60, 5));
            }
        }
    }

    void watchingChangesNothing()
    {
        for (const KvPolicy policy : {KvPolicy::Exact, KvPolicy::Holes}) {
            Settings settings = greedy(80);
            settings.rule = livelyRule();
            settings.kvPolicy = policy;
            const Run decided = run(settings);
            settings.watch = true;
            const Run watched = run(settings);
            QCOMPARE(tokensOf(watched), tokensOf(decided));
            QCOMPARE(exitsOf(watched), exitsOf(decided));
            const std::vector<int> list = exitsOf(decided);
            QVERIFY2(std::set<int>(list.begin(), list.end()).size() > 2, "the rule is not lively");
        }
    }

    void maxWaitingBoundsTheDebtAndChangesNoToken()
    {
        Settings settings = greedy(80);
        settings.rule = livelyRule();
        settings.maxWaiting = 0;
        const Run lazy = run(settings);
        for (const int bound : {1, 3, 32}) {
            settings.maxWaiting = bound;
            const Run bounded = run(settings);
            QCOMPARE(tokensOf(bounded), tokensOf(lazy));
            QCOMPARE(exitsOf(bounded), exitsOf(lazy));
            for (const TokenTrace& token : bounded.tokens)
                QVERIFY(token.debtRows <= (bound - 1) * 6);
        }
    }

    void debtGrowsAndIsPaid()
    {
        Settings settings = greedy(9);
        settings.rule = alwaysFirst();
        settings.maxWaiting = 4;
        const Run paid = run(settings);
        // The prompt pass runs everything; each later token leaves 5 layers to run.
        const std::vector<int> debts{0, 5, 10, 15, 0, 5, 10, 15, 0};
        for (std::size_t i = 0; i < debts.size(); ++i) {
            QCOMPARE(paid.tokens[i].debtRows, debts[i]);
            QCOMPARE(paid.tokens[i].catchUpRows, debts[i] == 0 && i > 0 ? 20 : 0);
            QCOMPARE(paid.tokens[i].layersRun, i == 0 ? 0 : 1);
        }
        for (std::size_t i = 1; i < debts.size(); ++i) {
            QCOMPARE(paid.tokens[i].cells[0], CellState::Computed);
            QCOMPARE(paid.tokens[i].cells[3], CellState::CaughtUp);
            QCOMPARE(paid.tokens[i].caughtUpAt[3], i <= 4 ? 4 : 8);
        }
    }

    void deeperTokensCarryTheOnesThatWait()
    {
        auto generation = m_session->start(m_prompt);
        Run recorded;
        Settings shallow = greedy(100);
        shallow.rule = alwaysFirst();
        steps(**generation, shallow, 4, recorded); // 3 wait at the door of layer 1
        QCOMPARE(recorded.tokens[3].cells[1], CellState::Never);
        steps(**generation, greedy(100), 1, recorded);
        QCOMPARE(recorded.tokens[4].catchUpRows, 3 * 5);
        QCOMPARE(recorded.tokens[4].debtRows, 0);
        for (int layer = 1; layer < 6; ++layer) {
            QCOMPARE(recorded.tokens[3].cells[layer], CellState::CaughtUp);
            QCOMPARE(recorded.tokens[3].caughtUpAt[layer], 4);
            QCOMPARE(recorded.tokens[0].cells[layer], CellState::Computed);
        }
        // With everything caught up, what follows is what full depth writes.
        const std::vector<int> expected = fullDepthAfter(recorded, 10);
        Run rest;
        steps(**generation, greedy(100), 10, rest);
        QCOMPARE(tokensOf(rest), expected);
    }

    void fixedExitKeepsItsRowsForLater()
    {
        auto generation = m_session->start(m_prompt);
        Run recorded;
        Settings fixed = greedy(100);
        fixed.exitLayerLimit = 2;
        steps(**generation, fixed, 45, recorded); // far more than max_waiting
        QCOMPARE(exitsOf(recorded), std::vector<int>(45, 1));
        QCOMPARE(recorded.tokens.back().debtRows, 0); // deeper layers are not part of the model
        QCOMPARE(recorded.tokens.back().catchUpRows, 0);
        const std::vector<int> expected = fullDepthAfter(recorded, 10);
        Run rest;
        steps(**generation, greedy(100), 10, rest);
        QCOMPARE(tokensOf(rest), expected);
        QCOMPARE(rest.tokens.front().catchUpRows, (44 + 5) * 4);
    }

    void leavingHolesRunsTheTextAgain()
    {
        auto generation = m_session->start(m_prompt);
        Run recorded;
        Settings holes = greedy(100);
        holes.kvPolicy = KvPolicy::Holes;
        holes.rule = alwaysFirst();
        steps(**generation, holes, 12, recorded);
        QCOMPARE(recorded.tokens[5].cells[3], CellState::Never);
        const std::vector<int> expected = fullDepthAfter(recorded, 10);
        Run rest;
        steps(**generation, greedy(100), 10, rest);
        QCOMPARE(tokensOf(rest), expected);
        QCOMPARE(rest.tokens.front().catchUpRows, (5 + 11) * 6);

        // Entering holes pays what waits first: a rule that never fires then goes on as full depth.
        Settings shallow = greedy(100);
        shallow.rule = alwaysFirst();
        Run more;
        steps(**generation, shallow, 5, more);
        Run all = recorded;
        for (const Run* part : {&rest, &more}) {
            for (const TokenTrace& token : part->tokens)
                all.tokens.push_back(token);
        }
        const std::vector<int> after = fullDepthAfter(all, 5);
        Settings quiet = holes;
        quiet.rule = Rule();
        Run last;
        steps(**generation, quiet, 5, last);
        QCOMPARE(tokensOf(last), after);
    }

    void cancelledBeforeTheFirstLayer()
    {
        const Settings settings = greedy(20);
        const Run expected = run(settings);
        auto generation = m_session->start(m_prompt);
        std::stop_source stopped;
        stopped.request_stop();
        for (int i = 0; i < 20; ++i) {
            auto step = (*generation)->next(settings, stopped.get_token());
            QVERIFY(step.ok() && !step->has_value());
            QCOMPARE((*generation)->finishReason(), FinishReason::Cancelled);
            step = (*generation)->next(settings);
            QVERIFY(step.ok() && step->has_value());
            QCOMPARE((*step)->token.id, expected.tokens[static_cast<std::size_t>(i)].id);
        }
    }

    void cancelledAtEveryPoll_data()
    {
        QTest::addColumn<bool>("watch");
        QTest::addColumn<bool>("switching");
        QTest::newRow("decide, debts paid") << false << false;
        QTest::newRow("watch") << true << false;
        QTest::newRow("policy switched") << false << true;
    }

    /// Each token is cancelled at its first poll, then at its second, and so on until it is
    /// written: what is written, and what is recorded of it, stays what it would have been.
    void cancelledAtEveryPoll()
    {
        QFETCH(bool, watch);
        QFETCH(bool, switching);
        const auto settingsAt = [&](int token) {
            Settings settings = greedy(40);
            settings.rule = livelyRule();
            settings.maxWaiting = 3;
            settings.watch = watch;
            // Both directions: what waits is paid, and the text is run again.
            if (switching && token / 4 % 2 == 1)
                settings.kvPolicy = KvPolicy::Holes;
            return settings;
        };
        const auto model = LlamaModel::open(m_files.folder());
        LlamaGeneration whole(model, nullptr, m_prompt);
        LlamaGeneration cut(model, nullptr, m_prompt);
        Run expected;
        Run found;
        int cancellations = 0;
        for (int token = 0; token < 40; ++token) {
            auto step = whole.next(settingsAt(token), CancelCheck([] { return false; }));
            QVERIFY(step.ok() && step->has_value());
            expected.append(std::move(**step));
            for (int polls = 0;; ++polls) {
                int left = polls;
                auto tried =
                    cut.next(settingsAt(token), CancelCheck([&left] { return left-- == 0; }));
                QVERIFY2(tried.ok(), tried ? "" : tried.error().what());
                if (tried->has_value()) {
                    found.append(std::move(**tried));
                    break;
                }
                QCOMPARE(cut.finishReason(), FinishReason::Cancelled);
                ++cancellations;
            }
        }
        qInfo("%d passes cancelled", cancellations);
        QVERIFY(cancellations >= 40 * (watch ? 6 : 2));
        QCOMPARE(tokensOf(found), tokensOf(expected));
        QCOMPARE(exitsOf(found), exitsOf(expected));
        for (int layer = 0; layer < 6; ++layer)
            QCOMPARE(cut.staircase().length(layer), whole.staircase().length(layer));
        // A rebuild that is cut begins anew, so its rows are counted again; nothing else is.
        for (std::size_t i = 0; i < expected.tokens.size() && !switching; ++i) {
            QCOMPARE(found.tokens[i].catchUpRows, expected.tokens[i].catchUpRows);
            QCOMPARE(found.tokens[i].cells, expected.tokens[i].cells);
            QCOMPARE(found.tokens[i].caughtUpAt, expected.tokens[i].caughtUpAt);
        }
    }

    void anotherThreadCancels()
    {
        const Settings settings = greedy(10000);
        auto generation = m_session->start(m_prompt);
        std::stop_source source;
        std::atomic<int> written = 0;
        std::thread canceller([&] {
            while (written.load() < 3)
                std::this_thread::yield();
            source.request_stop();
        });
        while ((*generation)->finishReason() == FinishReason::Unfinished) {
            const auto step = (*generation)->next(settings, source.get_token());
            QVERIFY(step.ok());
            written += step->has_value() ? 1 : 0;
            if (written == 3 && canceller.joinable()) // the other thread has what it waits for
                canceller.join();
        }
        QCOMPARE((*generation)->finishReason(), FinishReason::Cancelled);
        QCOMPARE(written.load(), 3);
    }

    void enteringHolesKeepsWhatAnExitCapLeftWaiting()
    {
        const auto model = LlamaModel::open(m_files.folder());
        LlamaGeneration generation(model, nullptr, m_prompt);
        Run recorded;
        Settings capped = greedy(100);
        capped.exitLayerLimit = 2;
        steps(generation, capped, 6, recorded);
        Settings holes = capped;
        holes.kvPolicy = KvPolicy::Holes;
        steps(generation, holes, 1, recorded);
        QCOMPARE(generation.staircase().length(5), 5 + 5); // all that had waited, not the newest
        QCOMPARE(recorded.tokens[6].catchUpRows, (5 + 5) * 4);
    }

    void caughtUpCellsKeepTheirHistory()
    {
        auto generation = m_session->start(m_prompt);
        Run recorded;
        Settings shallow = greedy(100);
        shallow.rule = alwaysFirst();
        shallow.maxWaiting = 2;
        steps(**generation, shallow, 6, recorded);
        QCOMPARE(recorded.tokens[1].caughtUpAt[3], 2);
        Settings holes = shallow;
        holes.kvPolicy = KvPolicy::Holes;
        steps(**generation, holes, 1, recorded);
        QCOMPARE(recorded.tokens[1].caughtUpAt[3], 2);
        steps(**generation, greedy(100), 1, recorded); // the whole text again
        QCOMPARE(recorded.tokens[1].caughtUpAt[3], 2);
        QCOMPARE(recorded.tokens[6].caughtUpAt[3], 7);
    }

    void numbersThatAreNoneEndTheRunWithASentence()
    {
        for (const float broken : {std::numeric_limits<float>::quiet_NaN(), 1e30f}) {
            TinyModel files;
            for (auto& [name, content] : files.tensors) {
                if (name == "lm_head.weight") { // whatever the state's sign, one logit overflows
                    content.values[5] = broken;
                    content.values[static_cast<std::size_t>(files.shape.width) + 5] = -broken;
                }
                if (name == "model.norm.weight" && broken > 0)
                    content.values[5] = broken;
            }
            files.write();
            const auto session = openSession(files.folder());
            for (const bool watch : {false, true}) {
                for (const Rule& rule : {Rule(), livelyRule(), alwaysFirst()}) {
                    auto generation = session->start(m_prompt);
                    Settings settings = greedy(5);
                    settings.rule = rule;
                    settings.watch = watch;
                    const auto step = (*generation)->next(settings);
                    QVERIFY(!step.ok());
                    QVERIFY2(QString(step.error().what()).contains("not numbers"),
                             step.error().what());
                }
            }
        }
    }

    void tooManyThreads()
    {
        for (const int threads : {-1, 1000000}) {
            const auto session = Session::open(m_files.folder(), {"", threads});
            QVERIFY(!session.ok());
            QCOMPARE(session.error().code(), ErrorCode::WrongUse);
            QVERIFY(QString(session.error().what()).contains(QString::number(threads)));
        }
    }

    void sameSeedSameText()
    {
        Settings settings = greedy(60);
        settings.sampling.sample = true;
        settings.sampling.temperature = 1.5;
        settings.sampling.seed = 7;
        const Run first = run(settings);
        QCOMPARE(tokensOf(run(settings)), tokensOf(first));
        settings.watch = true;
        QCOMPARE(tokensOf(run(settings)), tokensOf(first));
        settings.sampling.seed = 8;
        QVERIFY(tokensOf(run(settings)) != tokensOf(first));
    }

    void watchedTokensAreComplete()
    {
        Settings settings = greedy(5);
        settings.watch = true;
        settings.rule = livelyRule();
        const Run watched = run(settings);
        for (const TokenTrace& token : watched.tokens) {
            QCOMPARE(token.layers.size(), std::size_t{6});
            for (int layer = 0; layer < 6; ++layer) {
                const LayerStatistics& s = token.layers[layer];
                QCOMPARE(std::isnan(s.cosineToPrevious), layer == 0);
                QCOMPARE(std::isnan(s.klToPrevious), layer == 0);
                QVERIFY(s.maxProbability > 0 && s.maxProbability <= 1);
                QVERIFY(s.maxProbability >= s.secondProbability);
                QVERIFY(s.emittedProbability > 0);
                const auto top = token.topAt(layer);
                QCOMPARE(top.size(), std::size_t{topEntriesPerLayer});
                QCOMPARE(top[0].id, s.top1);
                QVERIFY(std::abs(top[0].probability - s.maxProbability) < 1e-6);
                QVERIFY(top[0].probability >= top[4].probability);
            }
            QCOMPARE(token.topAt(token.exitLayer)[0].id, token.id);
        }
    }

    void decidingScoresOnlyWhatTheRuleNeeds()
    {
        Settings settings = greedy(5);
        settings.rule = makeRule("cosine_similarity", {{"similarity_threshold", 0.9}});
        for (const TokenTrace& token : run(settings).tokens) {
            QVERIFY(std::isnan(token.layers[1].maxProbability));
            QVERIFY(!std::isnan(token.layers[1].cosineToPrevious));
            QVERIFY(token.top.empty());
        }
    }

    void ends()
    {
        QCOMPARE(run(greedy(7)).finishReason, FinishReason::Length);

        const Run toTheEnd = run(greedy(10000));
        QCOMPARE(toTheEnd.finishReason, FinishReason::Context);
        QCOMPARE(toTheEnd.tokens.size(), std::size_t(96 - 5 + 1));

        // The token that greedy decoding writes third becomes the eos.
        const Run full = run(greedy(20));
        const int eos = full.tokens[2].id;
        TinyModel files(m_files.shape, 3);
        files.config["eos_token_id"] = QJsonArray{2, eos};
        files.write();
        const auto session = openSession(files.folder());
        Settings settings = greedy(20);
        QCOMPARE(tokensOf(runToEnd(*session, m_prompt, settings)), tokensOf(full));
        settings.ignoreEos = false;
        const Run ended = runToEnd(*session, m_prompt, settings);
        QCOMPARE(ended.finishReason, FinishReason::Eos);
        const std::vector<int> all = tokensOf(full);
        const std::vector<int> before(all.begin(), std::find(all.begin(), all.end(), eos));
        QCOMPARE(tokensOf(ended), before);
    }

    void moreStepsGoOn()
    {
        const Run full = run(greedy(20));
        auto generation = m_session->start(m_prompt);
        Run recorded;
        steps(**generation, greedy(8), 8, recorded);
        auto ended = (*generation)->next(greedy(8));
        QVERIFY(ended.ok() && !ended->has_value());
        QCOMPARE((*generation)->finishReason(), FinishReason::Length);
        steps(**generation, greedy(20), 12, recorded);
        QCOMPARE(tokensOf(recorded), tokensOf(full));
    }

    void stopWords()
    {
        const auto session = openSession(bundledModel(), "");
        auto generation = session->start("Once upon a time there was a king who had three");
        QVERIFY2(generation.ok(), generation ? "" : generation.error().what());
        Settings settings = greedy(60);
        Run full = runToEnd(*session, (*generation)->promptIds(), settings);
        const std::string text = full.text();
        QVERIFY(text.size() > 30);
        const std::string word = text.substr(10, 8); // spans tokens
        settings.stopWords = {"not in the text at all", word};
        const Run stopped = runToEnd(*session, (*generation)->promptIds(), settings);
        QCOMPARE(stopped.finishReason, FinishReason::Stop);
        QVERIFY(stopped.text().find(word) != std::string::npos);
        QVERIFY(stopped.tokens.size() < full.tokens.size());
    }

    void badPrompts()
    {
        QCOMPARE(m_session->start(std::vector<int>{}).error().code(), ErrorCode::PromptEmpty);
        QCOMPARE(m_session->start(std::string()).error().code(), ErrorCode::PromptEmpty);
        const auto tooLong = m_session->start(std::vector<int>(97, 1));
        QCOMPARE(tooLong.error().code(), ErrorCode::PromptTooLong);
        QVERIFY(QString(tooLong.error().what()).contains("97"));
        QVERIFY(QString(tooLong.error().what()).contains("96"));
        QVERIFY(m_session->start(std::vector<int>(96, 1)).ok());
        const auto outside = m_session->start(std::vector<int>{1, 40});
        QCOMPARE(outside.error().code(), ErrorCode::WrongUse);
        QVERIFY(QString(outside.error().what()).contains("40"));
        // No tokenizer in this folder: text cannot be encoded, and the sentence says so.
        QVERIFY(!m_session->tokenizer());
        QVERIFY(QString(m_session->start("text").error().what()).contains("tokenizer"));
    }

    void badSettingsLeaveTheRunAsItWas()
    {
        const Run expected = run(greedy(6));
        auto generation = m_session->start(m_prompt);
        Run recorded;
        steps(**generation, greedy(6), 3, recorded);
        Settings wrong = greedy(6);
        wrong.exitLayerLimit = 7;
        auto refused = (*generation)->next(wrong);
        QVERIFY(!refused.ok());
        QCOMPARE(refused.error().code(), ErrorCode::WrongUse);
        QVERIFY(QString(refused.error().what()).contains("7"));
        steps(**generation, greedy(6), 3, recorded);
        QCOMPARE(tokensOf(recorded), tokensOf(expected));
    }

    void foldersThatDoNotOpen()
    {
        const auto missing = Session::open("/nowhere/at/all");
        QVERIFY(!missing.ok());
        QCOMPARE(missing.error().code(), ErrorCode::FileMissing);
        QVERIFY(QString(missing.error().what()).contains("/nowhere/at/all"));

        TinyModel files; // fable's tokenizer has 4096 pieces, this embedding 40 rows
        files.write();
        std::filesystem::copy(bundledModel() / "tokenizer.model", files.file("tokenizer.model"));
        const auto unfit = Session::open(files.folder());
        QVERIFY(!unfit.ok());
        QVERIFY(QString(unfit.error().what()).contains("4096"));
        files.writeFile("tokenizer.model", "not a model");
        QVERIFY(!Session::open(files.folder()).ok());
    }

    void checkpointDefaults()
    {
        TinyModel files;
        files.write();
        files.writeFile("exitscope.json",
                        R"({"format_version":1,"criteria":{"token_repeat":{"repeats":2}}})");
        auto session = openSession(files.folder());
        QCOMPARE(session->criterionDefaults().at("token_repeat").at("repeats"), 2.0);
        files.writeFile("exitscope.json", "{");
        session = openSession(files.folder());
        QVERIFY(session->criterionDefaults().empty());
        QVERIFY(QString::fromStdString(session->warnings().back()).contains("exitscope.json"));
    }
};

QTEST_GUILESS_MAIN(GenerationTest)
#include "tst_generation.moc"
