#include "resumefixture.h"

#include <array>

using namespace exitscope;
using namespace exitscope::test;

/// Runs that are gone on with from one of their tokens, against the same runs uninterrupted.
class ResumeTest : public GenerationFixture
{
    Q_OBJECT

private Q_SLOTS:
    void goesOnAsTheUninterruptedRun_data();
    void goesOnAsTheUninterruptedRun();
    void goesOnAsTheRunWhoseSettingsChanged();
    void rewindsToWhatTheRunWas();
    void newSettingsHoldAsIfChangedLive();

private:
    static Settings changingSettings(int token);
};

void ResumeTest::goesOnAsTheUninterruptedRun_data()
{
    QTest::addColumn<Settings>("settings");
    const auto with = [](Settings settings, auto change) {
        change(settings);
        return settings;
    };
    Settings lively = greedy(36);
    lively.rule = livelyRule();
    QTest::newRow("full depth") << greedy(36);
    QTest::newRow("exact, decide") << lively;
    QTest::newRow("exact, watch") << with(lively, [](Settings& s) { s.watch = true; });
    QTest::newRow("exact, three may wait") << with(lively, [](Settings& s) { s.maxWaiting = 3; });
    QTest::newRow("exact, all may wait") << with(lively, [](Settings& s) { s.maxWaiting = 0; });
    QTest::newRow("exact, preview")
        << with(lively, [](Settings& s) { s.scoring = Scoring::Preview; });
    QTest::newRow("three layers") << with(lively, [](Settings& s) { s.exitLayerLimit = 3; });
    for (const char* criterion : {"cosine_similarity", "token_repeat", "convergence", "top2_margin",
                                  "kl_to_previous", "entropy_based"})
        QTest::newRow(criterion) << with(greedy(36), [criterion](Settings& s) {
            s.rule = makeRule(criterion);
            s.watch = true;
        });
    const auto sampled = [](Settings& s) {
        s.sampling.sample = true;
        s.sampling.temperature = 1.1;
        s.sampling.topP = 0.95;
        s.sampling.repetitionPenalty = 1.3;
        s.sampling.noRepeatNgram = 3;
        s.sampling.seed = 5;
    };
    QTest::newRow("sampled") << with(lively, sampled);
    QTest::newRow("processed, greedy") << with(lively, [](Settings& s) {
        s.sampling.repetitionPenalty = 1.5;
        s.sampling.noRepeatNgram = 2;
    });
    for (const KvPolicy policy : {KvPolicy::Copy, KvPolicy::Holes}) {
        const std::string name = fieldName(policy);
        const Settings base = with(lively, [policy](Settings& s) { s.kvPolicy = policy; });
        QTest::newRow((name + ", decide").c_str()) << base;
        QTest::newRow((name + ", watch").c_str())
            << with(base, [](Settings& s) { s.watch = true; });
        QTest::newRow((name + ", sampled").c_str()) << with(base, sampled);
        QTest::newRow((name + ", four layers").c_str())
            << with(base, [](Settings& s) { s.exitLayerLimit = 4; });
    }
    QTest::newRow("holes, the prompt leaves too") << with(lively, [](Settings& s) {
        s.kvPolicy = KvPolicy::Holes;
        s.promptExit = true;
        s.rule = alwaysFirst();
    });
    const auto drafted = [](Settings& s) {
        s.strategy = Strategy::SelfSpeculative;
        s.exitLayerLimit = 3;
        s.numSpeculations = 4;
    };
    const auto freelyDrafted = [](Settings& s) {
        s.strategy = Strategy::DynamicSelfSpeculative;
        s.numSpeculations = 4;
    };
    QTest::newRow("self-speculative") << with(lively, drafted);
    QTest::newRow("self-speculative, sampled") << with(with(lively, drafted), sampled);
    QTest::newRow("dynamic self-speculative") << with(lively, freelyDrafted);
    QTest::newRow("dynamic, sampled, watch")
        << with(with(with(lively, freelyDrafted), sampled), [](Settings& s) { s.watch = true; });
}

void ResumeTest::goesOnAsTheUninterruptedRun()
{
    QFETCH(Settings, settings);
    const SettingsAt always = [&](int) { return settings; };
    const Run whole = writeWhole(*m_session, m_prompt, always);
    QCOMPARE(whole.tokens.size(), std::size_t(36));
    for (const int keep : {0, 1, 2, 7, 19, 30, 35, 36}) {
        const Run found = writeRest(*m_session, whole, keep, always);
        // A round that is cut in two is drafted otherwise, but the text is the whole model's.
        if (whole.rounds.empty() || startsRound(whole, keep) || keep == 36)
            compareRuns(found, whole);
        else
            QCOMPARE(tokensOf(found), tokensOf(whole));
        if (QTest::currentTestFailed()) {
            qWarning("kept %d", keep);
            return;
        }
    }
}

Settings ResumeTest::changingSettings(int token)
{
    Settings settings = greedy(48);
    settings.rule = livelyRule();
    settings.maxWaiting = 5;
    constexpr std::array policies{KvPolicy::Exact, KvPolicy::Copy,  KvPolicy::Exact,
                                  KvPolicy::Holes, KvPolicy::Copy,  KvPolicy::Copy,
                                  KvPolicy::Exact, KvPolicy::Holes, KvPolicy::Exact};
    const int part = token / 6;
    settings.kvPolicy = policies[static_cast<std::size_t>(part)];
    settings.exitLayerLimit = part == 4 ? 3 : part == 6 ? 4 : -1;
    settings.watch = part == 5;
    return settings;
}

void ResumeTest::rewindsToWhatTheRunWas()
{
    Settings drafted = greedy(30);
    drafted.rule = livelyRule();
    drafted.strategy = Strategy::DynamicSelfSpeculative;
    Settings waiting = greedy(30);
    waiting.rule = livelyRule();
    const auto mixed = [&](int token) { return token < 12 ? waiting : drafted; };
    for (const SettingsAt& settingsAt : {SettingsAt(changingSettings), SettingsAt(mixed)}) {
        auto generation = m_session->start(m_prompt);
        Run run;
        run.model = m_session->model();
        run.promptIds = m_prompt;
        std::vector<Run> stages{run};
        for (int token = 0; token < 30; token = static_cast<int>(run.tokens.size())) {
            auto step = (*generation)->next(settingsAt(token));
            QVERIFY(step.ok() && step->has_value());
            if (run.settings.empty() || run.settings.back().settings != settingsAt(token))
                run.settings.push_back({token, settingsAt(token)});
            run.append(std::move(**step));
            stages.push_back(run);
        }
        QVERIFY(!run.events.empty());
        for (const Run& stage : stages) {
            const Run found = beforeToken(run, static_cast<int>(stage.tokens.size()));
            compareRuns(found, stage);
            QVERIFY(found.closeCalls == stage.closeCalls && found.ties == stage.ties);
        }
        // Within a round: what the tokens before it show, and drafts for no other.
        for (int token = 1; token < static_cast<int>(run.tokens.size()); ++token) {
            const Run found = beforeToken(run, token);
            QCOMPARE(found.tokens.size(), static_cast<std::size_t>(token));
            for (const SpeculationRound& round : found.rounds)
                QVERIFY(round.firstToken + round.accepted <= token);
            for (const CellEvent& event : found.events)
                QVERIFY(event.lastToken < token && event.atToken < token);
        }
    }
}

void ResumeTest::goesOnAsTheRunWhoseSettingsChanged()
{
    const Run whole = writeWhole(*m_session, m_prompt, changingSettings);
    QCOMPARE(whole.settings.size(), std::size_t(8));
    for (int keep = 0; keep <= 48; ++keep) {
        const Run found = writeRest(*m_session, whole, keep, changingSettings);
        QCOMPARE(tokensOf(found), tokensOf(whole));
        QCOMPARE(exitsOf(found), exitsOf(whole));
        if (QTest::currentTestFailed()) {
            qWarning("kept %d", keep);
            return;
        }
    }
}

void ResumeTest::newSettingsHoldAsIfChangedLive()
{
    Settings before = greedy(30);
    before.rule = livelyRule();
    for (const KvPolicy from : {KvPolicy::Exact, KvPolicy::Copy, KvPolicy::Holes}) {
        before.kvPolicy = from;
        const Run whole = writeWhole(*m_session, m_prompt, [&](int) { return before; });
        for (const KvPolicy to : {KvPolicy::Exact, KvPolicy::Copy, KvPolicy::Holes}) {
            Settings after = before;
            after.kvPolicy = to;
            after.rule = alwaysFirst();
            const SettingsAt changed = [&](int token) { return token < 12 ? before : after; };
            const Run live = writeWhole(*m_session, m_prompt, changed);
            const Run found = writeRest(*m_session, whole, 12, changed);
            compareRuns(found, live);
            if (QTest::currentTestFailed())
                return;
        }
    }
}

QTEST_GUILESS_MAIN(ResumeTest)
#include "tst_resume.moc"
