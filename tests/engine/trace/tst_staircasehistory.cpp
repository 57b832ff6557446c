#include "support/randomrun.h"
#include "support/staircaserun.h"
#include "trace/rewind.h"
#include "trace/speculationfigures.h"
#include "trace/staircasehistory.h"

#include <QtTest>

#include <numeric>

using namespace exitscope;
using namespace exitscope::test;
using How = StaircaseRun::How;

namespace {

CellOrigin originOf(How how)
{
    switch (how) {
    case How::None:
        return CellOrigin::Never;
    case How::Prompt:
    case How::Own:
        return CellOrigin::OwnPass;
    case How::Draft:
        return CellOrigin::DraftPass;
    case How::DeeperDraft:
        return CellOrigin::DeeperDraft;
    case How::Verification:
        return CellOrigin::Verification;
    case How::Later:
        return CellOrigin::CaughtUp;
    }
    return CellOrigin::Never;
}

long long rowsCounted(const Run& run)
{
    const RunSummary summary = summarize(run);
    return summary.layersRun + summary.catchUpRows;
}

int cellSum(const StaircaseState& state)
{
    return std::accumulate(state.cells.begin(), state.cells.end(), 0);
}

int heldSum(const StaircaseState& state)
{
    return std::accumulate(state.held.begin(), state.held.end(), 0);
}

void compareHistories(const StaircaseHistory& one, const StaircaseHistory& other, const Run& run)
{
    QCOMPARE(one.steps(), other.steps());
    QCOMPARE(one.tokens(), other.tokens());
    for (int step = 0; step < one.steps(); ++step) {
        QCOMPARE(one.step(step), other.step(step));
        QVERIFY2(one.stateAfter(run, step) == other.stateAfter(run, step),
                 QByteArray::number(step));
        for (int token = 0; token < one.columnsAfter(step); ++token) {
            for (int layer = 0; layer < run.model.layers; ++layer)
                QCOMPARE(one.originAfter(step, token, layer),
                         other.originAfter(step, token, layer));
        }
    }
}

} // namespace

class StaircaseHistoryTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingHasNoSteps();
    void aDeeperTokenCarriesWhatWaits();
    void aRoundIsOneStep();
    void aRoundThatWasCutEndsWithItsDrafts();
    void aDeeperDraftCarriesTheEarlierOnes();
    void theEndOfTheTextIsAStep();
    void copiedAndSkippedCellsNeverWait();
    void rowsPastTheDepthDoNotWait();
    void aForcedCatchUpIsTold();
    void randomRunsAreToldAsTheyWere_data();
    void randomRunsAreToldAsTheyWere();
    void growingRunsAreToldAsWholeOnes_data();
    void growingRunsAreToldAsWholeOnes();
    void cellsMadeAnewAreCountedAnew();
    void onlyWhatChangedIsRead();
    void damagedRunsAreSurvived();
    void draftsAreCountedByPlace();
};

void StaircaseHistoryTest::nothingHasNoSteps()
{
    const Run run;
    const StaircaseHistory history(run);
    QCOMPARE(history.steps(), 0);
    QCOMPARE(history.stepOf(0), -1);
    QCOMPARE(history.columnsAfter(0), 0);
    QCOMPARE(history.stateAfter(run, 0).columns, 0);
    QVERIFY(speculationFiguresOf(run) == SpeculationFigures());
}

void StaircaseHistoryTest::aDeeperTokenCarriesWhatWaits()
{
    StaircaseRun made(6, 1);
    for (const int depth : {6, 2, 2, 4, 3})
        made.addToken(depth);
    const StaircaseHistory history(made.run);
    QCOMPARE(history.steps(), 5);

    const StaircaseState before = history.stateAfter(made.run, 2);
    QCOMPARE(before.held, (std::vector{3, 3, 1, 1, 1, 1}));
    QCOMPARE(before.waiting, (std::vector{0, 0, 2, 0, 0, 0}));
    QCOMPARE(before.waitingRows, 2);
    QCOMPARE(before.waitingLayerRows, 8);
    QCOMPARE(before.carriedLayerRows, 0);

    // The token of depth 4 takes both rows through layers 2 and 3; all three wait at layer 4.
    const StaircaseState after = history.stateAfter(made.run, 3);
    QCOMPARE(after.waiting, (std::vector{0, 0, 0, 0, 3, 0}));
    QCOMPARE(after.carriedLayerRows, 4);
    QCOMPARE(after.carriedRows, 2);
    QCOMPARE(after.count(CellOrigin::CaughtUp), 4);
    QCOMPARE(after.count(CellOrigin::OwnPass), 6 + 8);
    QCOMPARE(after.promptCells, 6);
    QCOMPARE(history.originOf(made.run, 1, 3), CellOrigin::CaughtUp);
    QCOMPARE(history.stepOfCell(made.run, 1, 3), 3);
    QCOMPARE(history.doorOf(made.run, 2, 1), 2);
    QCOMPARE(history.doorOf(made.run, 3, 1), 4);
    QCOMPARE(history.doorOf(made.run, 3, 0), 6);
    QVERIFY(history.isWaiting(made.run, 3, 4));
    QVERIFY(!history.isWaiting(made.run, 3, 6));
}

void StaircaseHistoryTest::aRoundIsOneStep()
{
    StaircaseRun made(8, 1);
    made.addToken(8);
    made.addRound({3, 3, 3}, 2); // tokens 1 to 3, the last corrected
    made.addRound({3, 3}, 2);    // tokens 4 to 6, the last beyond the drafts
    const Run& run = made.run;
    const StaircaseHistory history(run);
    QCOMPARE(history.steps(), 3);
    QCOMPARE(history.step(1), (StaircaseStep{1, 3, 0}));
    QCOMPARE(history.step(2), (StaircaseStep{4, 3, 1}));
    QCOMPARE(history.stepOf(3), 1);
    QCOMPARE(history.columnsAfter(1), 4);
    // The corrected token's row had a draft as well; the last row of the second round had none.
    for (const int token : {1, 2, 3, 4, 5}) {
        QCOMPARE(history.originOf(run, token, 2), CellOrigin::DraftPass);
        QCOMPARE(history.originOf(run, token, 3), CellOrigin::Verification);
    }
    QCOMPARE(history.originOf(run, 6, 0), CellOrigin::Verification);
    const StaircaseState state = history.stateAfter(run, 2);
    QCOMPARE(state.count(CellOrigin::DraftPass), 15);
    QCOMPARE(state.count(CellOrigin::Verification), 25 + 8);
    QCOMPARE(state.waitingRows, 0);
    QCOMPARE(state.rejectedLayerRows, 8);
    QCOMPARE(15 + 33 + state.rejectedLayerRows, int(rowsCounted(run)));
}

void StaircaseHistoryTest::aRoundThatWasCutEndsWithItsDrafts()
{
    StaircaseRun made(8, 1);
    made.addToken(8);
    made.addRound({3, 3, 3}, 3); // tokens 1 to 4
    Run branch = beforeToken(made.run, 3);
    QCOMPARE(branch.rounds.size(), std::size_t(1));
    QCOMPARE(branch.rounds[0].drafts.size(), std::size_t(2));
    QVERIFY(branch.rounds[0].isCut);
    branch.tokens.push_back(made.run.tokens[3]); // goes on without drafts
    branch.tokens.back().role = TokenRole::Chosen;
    const StaircaseHistory history(branch);
    QCOMPARE(history.steps(), 3);
    QCOMPARE(history.step(1), (StaircaseStep{1, 2, 0}));
    QCOMPARE(history.step(2), (StaircaseStep{3, 1, -1}));
    QCOMPARE(tokensOfRound(branch, 0), 2);
    // A whole round stays one.
    QVERIFY(!beforeToken(made.run, 5).rounds[0].isCut);
}

void StaircaseHistoryTest::aDeeperDraftCarriesTheEarlierOnes()
{
    StaircaseRun made(8, 1);
    made.addToken(8);
    made.addRound({2, 5, 3}, 3);
    const Run& run = made.run;
    const StaircaseHistory history(run);
    QCOMPARE(history.originOf(run, 1, 1), CellOrigin::DraftPass);
    QCOMPARE(history.originOf(run, 1, 2), CellOrigin::DeeperDraft);
    QCOMPARE(history.originOf(run, 1, 4), CellOrigin::DeeperDraft);
    QCOMPARE(history.originOf(run, 1, 5), CellOrigin::Verification);
    QCOMPARE(history.originOf(run, 3, 3), CellOrigin::Verification);
}

void StaircaseHistoryTest::theEndOfTheTextIsAStep()
{
    StaircaseRun made(4, 1);
    for (const int depth : {4, 1, 1})
        made.addToken(depth);
    made.endText(3);
    const StaircaseHistory history(made.run);
    QCOMPARE(history.steps(), 4);
    QCOMPARE(history.step(3), (StaircaseStep{3, 0, -1}));
    QCOMPARE(history.stepOfCell(made.run, 1, 2), 3);
    QCOMPARE(history.stateAfter(made.run, 2).waitingLayerRows, 6);
    QCOMPARE(history.stateAfter(made.run, 3).waitingLayerRows, 2);
    QCOMPARE(history.stateAfter(made.run, 3).carriedLayerRows, 4);

    // A round that left no token is one too.
    made.run.rounds.push_back({3, {{5, " x", 1}}, 0});
    const StaircaseHistory withRound(made.run);
    QCOMPARE(withRound.step(3), (StaircaseStep{3, 0, 0}));
}

void StaircaseHistoryTest::copiedAndSkippedCellsNeverWait()
{
    for (const KvPolicy policy : {KvPolicy::Copy, KvPolicy::Holes}) {
        StaircaseRun made(4, 1);
        made.addToken(4);
        made.addToken(2);
        Run run = made.run;
        run.settings.front().settings.kvPolicy = policy;
        if (policy == KvPolicy::Copy)
            run.tokens[1].cells[2] = run.tokens[1].cells[3] = CellState::Copied;
        const StaircaseHistory history(run);
        const StaircaseState state = history.stateAfter(run, 1);
        QCOMPARE(state.waitingRows, 0);
        QCOMPARE(state.count(CellOrigin::Copied), policy == KvPolicy::Copy ? 2 : 0);
        QCOMPARE(history.doorOf(run, 1, 1), policy == KvPolicy::Copy ? 4 : 2);
        QVERIFY(!history.isWaiting(run, 1, 2));
    }
}

void StaircaseHistoryTest::rowsPastTheDepthDoNotWait()
{
    StaircaseRun made(6, 1);
    made.addToken(6);
    made.addToken(2);
    made.run.settings.front().settings.exitLayerLimit = 4;
    const StaircaseState state = StaircaseHistory(made.run).stateAfter(made.run, 1);
    QCOMPARE(state.waitingRows, 1);
    QCOMPARE(state.waitingLayerRows, 2);
}

void StaircaseHistoryTest::aForcedCatchUpIsTold()
{
    // With a bound on what waits, the newest row itself may be caught up in its own step.
    StaircaseRun made(4, 1);
    made.addToken(4);
    made.addToken(2);
    Run run = made.run;
    for (int layer = 2; layer < 4; ++layer) {
        run.tokens[1].cells[std::size_t(layer)] = CellState::CaughtUp;
        run.tokens[1].caughtUpAt[std::size_t(layer)] = 1;
    }
    const StaircaseHistory history(run);
    QCOMPARE(history.originOf(run, 1, 3), CellOrigin::CaughtUp);
    QCOMPARE(history.stepOfCell(run, 1, 3), 1);
    QCOMPARE(history.stateAfter(run, 1).carriedLayerRows, 0);
    QCOMPARE(history.stateAfter(run, 1).count(CellOrigin::CaughtUp), 2);
}

void StaircaseHistoryTest::randomRunsAreToldAsTheyWere_data()
{
    QTest::addColumn<bool>("rounds");
    QTest::addRow("exits") << false;
    QTest::addRow("rounds and exits") << true;
}

void StaircaseHistoryTest::randomRunsAreToldAsTheyWere()
{
    QFETCH(bool, rounds);
    for (unsigned seed = 0; seed < 60; ++seed) {
        StaircaseRun made(int(2 + seed % 9), seed);
        for (int i = 0; i < 40; ++i)
            made.addRandom(rounds);
        if (seed % 3 == 0)
            made.endText(made.integer(1, made.run.model.layers));
        const Run& run = made.run;
        const int layers = run.model.layers;
        const int tokens = int(run.tokens.size());
        const StaircaseHistory history(run);
        const bool endTold = history.steps() == made.steps;
        // An end of text that carried nothing leaves no trace.
        QVERIFY2(endTold || history.steps() == made.steps - 1, QByteArray::number(seed));
        for (int step = 0; step < history.steps(); ++step) {
            std::vector<int> held(std::size_t(layers), 0);
            int carried = 0;
            for (int token = 0; token < tokens; ++token) {
                int door = layers;
                for (int layer = layers - 1; layer >= 0; --layer) {
                    const StaircaseRun::Entry& entry =
                        made.log[std::size_t(token)][std::size_t(layer)];
                    if (step == 0) {
                        QCOMPARE(history.originOf(run, token, layer), originOf(entry.how));
                        QCOMPARE(history.stepOfCell(run, token, layer), entry.step);
                    }
                    const bool isHeld = entry.step >= 0 && entry.step <= step;
                    held[std::size_t(layer)] += isHeld;
                    carried += entry.how == How::Later && entry.step == step;
                    door = isHeld ? door : layer;
                }
                if (step == history.steps() - 1)
                    QCOMPARE(door, made.door(token));
                QCOMPARE(history.doorOf(run, step, token), door);
            }
            const StaircaseState state = history.stateAfter(run, step);
            QCOMPARE(state.held, held);
            QCOMPARE(state.carriedLayerRows, carried);
            QCOMPARE(state.waitingLayerRows, made.debtAfter[std::size_t(step)]);
            QCOMPARE(std::accumulate(state.waiting.begin(), state.waiting.end(), 0),
                     state.waitingRows);
            QCOMPARE(cellSum(state), heldSum(state));
        }
        const StaircaseState last = history.stateAfter(run, history.steps() - 1);
        QCOMPARE(cellSum(last) - last.promptCells + last.rejectedLayerRows, int(rowsCounted(run)));
    }
}

void StaircaseHistoryTest::growingRunsAreToldAsWholeOnes_data()
{
    QTest::addColumn<bool>("rounds");
    QTest::addRow("exits") << false;
    QTest::addRow("rounds and exits") << true;
}

void StaircaseHistoryTest::growingRunsAreToldAsWholeOnes()
{
    QFETCH(bool, rounds);
    for (unsigned seed = 0; seed < 20; ++seed) {
        StaircaseRun made(int(2 + seed % 9), seed);
        StaircaseHistory grown;
        std::size_t events = 0;
        for (int i = 0; i < 30; ++i) {
            // The text may end and go on again.
            if (i > 0 && made.integer(0, 9) == 0)
                made.endText(made.integer(1, made.run.model.layers));
            else
                made.addRandom(rounds);
            if (i % 4 == 3)
                continue; // several steps at once
            int changed = StaircaseHistory::noColumn;
            for (; events < made.run.events.size(); ++events)
                changed = std::min(changed, made.run.events[events].firstToken);
            grown.append(made.run, changed);
            compareHistories(grown, StaircaseHistory(made.run), made.run);
            if (QTest::currentTestFailed())
                return;
        }
    }
}

void StaircaseHistoryTest::cellsMadeAnewAreCountedAnew()
{
    StaircaseRun made(4, 1);
    for (const int depth : {4, 2, 2})
        made.addToken(depth);
    Run run = made.run;
    for (const std::size_t token : {1u, 2u})
        run.tokens[token].cells[2] = run.tokens[token].cells[3] = CellState::Copied;
    StaircaseHistory history(run);
    QCOMPARE(history.stateAfter(run, 1).count(CellOrigin::Copied), 2);
    QCOMPARE(history.stateAfter(run, 2).held, (std::vector{3, 3, 3, 3}));

    // The policy has changed: what was copied runs with the next token.
    run.tokens.push_back(run.tokens[0]);
    for (const std::size_t token : {1u, 2u}) {
        for (const std::size_t layer : {2u, 3u}) {
            run.tokens[token].cells[layer] = CellState::CaughtUp;
            run.tokens[token].caughtUpAt[layer] = 3;
        }
    }
    history.append(run, 1);
    QCOMPARE(history.stateAfter(run, 1).count(CellOrigin::Copied), 0);
    QCOMPARE(history.stateAfter(run, 2).held, (std::vector{3, 3, 1, 1}));
    QCOMPARE(history.stateAfter(run, 3).carriedLayerRows, 4);
    QCOMPARE(history.stateAfter(run, 3).carriedRows, 2);
    compareHistories(history, StaircaseHistory(run), run);
}

void StaircaseHistoryTest::onlyWhatChangedIsRead()
{
    StaircaseRun made(6, 1);
    for (const int depth : {6, 2, 2})
        made.addToken(depth);
    StaircaseHistory history;
    QCOMPARE(history.append(made.run), 0);
    made.addToken(2);
    QCOMPARE(history.append(made.run), 2); // the step that was last
    made.addToken(4);                      // takes rows from token 1 on along
    QCOMPARE(history.append(made.run, 1), 1);
    QCOMPARE(history.append(made.run), 4);
    compareHistories(history, StaircaseHistory(made.run), made.run);
}

void StaircaseHistoryTest::damagedRunsAreSurvived()
{
    for (unsigned seed = 0; seed < 50; ++seed) {
        Run run = RandomRun(seed).make(int(seed % 17), 5);
        if (seed % 2 == 0 && !run.tokens.empty()) {
            run.tokens.back().cells.resize(2);
            run.tokens.front().caughtUpAt.clear();
        }
        const StaircaseHistory history(run);
        for (int step = 0; step < history.steps(); ++step) {
            const StaircaseState state = history.stateAfter(run, step);
            QCOMPARE(state.columns, history.columnsAfter(step));
            QVERIFY(state.columns <= int(run.tokens.size()));
            QVERIFY(heldSum(state) <= state.columns * 5);
        }
        if (!run.tokens.empty())
            QCOMPARE(history.columnsAfter(history.steps() - 1), int(run.tokens.size()));
        speculationFiguresOf(run);
    }
}

void StaircaseHistoryTest::draftsAreCountedByPlace()
{
    StaircaseRun made(8, 1);
    made.addToken(8);
    made.addRound({3, 3, 3}, 1);
    made.addRound({3, 3, 3}, 3);
    made.addRound({3, 3}, 0);
    const SpeculationFigures figures = speculationFiguresOf(made.run);
    QCOMPARE(figures.rounds, 3);
    QCOMPARE(figures.drafted, 8);
    QCOMPARE(figures.accepted, 4);
    QCOMPARE(figures.wasted(), 4);
    QCOMPARE(figures.tokens, 7);
    QCOMPARE(figures.tokensPerRound(), 7.0 / 3);
    QCOMPARE(figures.positions.size(), std::size_t(3));
    QVERIFY((figures.positions[0] == DraftPosition{3, 2, 1, 0}));
    QVERIFY((figures.positions[1] == DraftPosition{3, 1, 1, 1}));
    QVERIFY((figures.positions[2] == DraftPosition{2, 1, 0, 1}));
    QCOMPARE(figures.positions[2].acceptedShare(), 0.5);
    QCOMPARE(figures.positions[2].acceptedOfChecked().value_or(-1), 1.0);
    QVERIFY(!DraftPosition{}.acceptedOfChecked());
    QCOMPARE(figures.acceptanceRate(), summarize(made.run).acceptanceRate().value_or(-1));
}

QTEST_APPLESS_MAIN(StaircaseHistoryTest)
#include "tst_staircasehistory.moc"
