#include "generationfixture.h"

#include <atomic>
#include <thread>

using namespace exitscope;
using namespace exitscope::test;

/// Policies switched and passes cancelled while a run is written.
class LiveChangesTest : public GenerationFixture
{
    Q_OBJECT

private Q_SLOTS:
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
            QCOMPARE((*step)->tokens.front().id, expected.tokens[static_cast<std::size_t>(i)].id);
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
        LlamaGeneration whole(m_model, nullptr, m_prompt);
        LlamaGeneration cut(m_model, nullptr, m_prompt);
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
        LlamaGeneration generation(m_model, nullptr, m_prompt);
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
};

QTEST_GUILESS_MAIN(LiveChangesTest)
#include "tst_livechanges.moc"
