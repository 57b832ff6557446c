#include "generationfixture.h"
#include "trace/rewind.h"

#include <array>
#include <cmath>
#include <functional>

using namespace exitscope;
using namespace exitscope::test;

namespace {

using SettingsAt = std::function<Settings(int token)>;

/// Writes to the end under settings that may change from token to token.
void writeOn(Generation& generation, const SettingsAt& settingsAt, Run& run)
{
    for (;;) {
        const int token = static_cast<int>(run.tokens.size());
        const Settings settings = settingsAt(token);
        auto step = generation.next(settings);
        if (!step)
            throw step.error();
        if (!step->has_value())
            break;
        if (run.settings.empty() || run.settings.back().settings != settings)
            run.settings.push_back({token, settings});
        run.append(std::move(**step));
    }
    run.finishReason = generation.finishReason();
}

Run writeWhole(Session& session, const std::vector<int>& prompt, const SettingsAt& settingsAt)
{
    auto generation = session.start(prompt);
    if (!generation)
        throw generation.error();
    Run run;
    run.model = session.model();
    run.promptIds = prompt;
    writeOn(**generation, settingsAt, run);
    return run;
}

Run writeRest(Session& session, const Run& whole, int keep, const SettingsAt& settingsAt,
              std::optional<int> replacement = {})
{
    auto generation = session.resume(whole, keep, replacement);
    if (!generation)
        throw generation.error();
    Run run = beforeToken(whole, keep);
    writeOn(**generation, settingsAt, run);
    return run;
}

bool near(float a, float b)
{
    return (std::isnan(a) && std::isnan(b)) || std::abs(a - b) < 1e-3F;
}

/// What a token is and how it came about, but for times and the last digits of scores.
void compareTokens(const TokenTrace& found, const TokenTrace& expected)
{
    QCOMPARE(found.id, expected.id);
    QCOMPARE(found.bytes, expected.bytes);
    QCOMPARE(found.position, expected.position);
    QCOMPARE(found.exitLayer, expected.exitLayer);
    QCOMPARE(fieldName(found.role), fieldName(expected.role));
    QVERIFY(found.cells == expected.cells);
    QCOMPARE(found.caughtUpAt, expected.caughtUpAt);
    QCOMPARE(found.layersRun, expected.layersRun);
    QCOMPARE(found.catchUpRows, expected.catchUpRows);
    QCOMPARE(found.debtRows, expected.debtRows);
    QCOMPARE(found.top.size(), expected.top.size());
    for (std::size_t layer = 0; layer < expected.layers.size(); ++layer) {
        QVERIFY(near(found.layers[layer].maxProbability, expected.layers[layer].maxProbability));
        QVERIFY(near(found.layers[layer].entropyAt1, expected.layers[layer].entropyAt1));
        QVERIFY(near(found.layers[layer].emittedProbability,
                     expected.layers[layer].emittedProbability));
    }
}

/// The two runs are one, up to rounding.
void compareRuns(const Run& found, const Run& expected)
{
    QCOMPARE(tokensOf(found), tokensOf(expected));
    QCOMPARE(exitsOf(found), exitsOf(expected));
    for (std::size_t i = 0; i < expected.tokens.size(); ++i) {
        compareTokens(found.tokens[i], expected.tokens[i]);
        if (QTest::currentTestFailed()) {
            qWarning("token %zu", i);
            return;
        }
    }
    QVERIFY(found.events == expected.events);
    QVERIFY(found.rounds == expected.rounds);
    QVERIFY(found.settings == expected.settings);
    QCOMPARE(fieldName(found.finishReason), fieldName(expected.finishReason));
}

bool startsRound(const Run& run, int token)
{
    return token == 0 || std::ranges::any_of(run.rounds, [token](const SpeculationRound& round) {
               return round.firstToken == token;
           });
}

} // namespace

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
    void theReplacementTakesTheTokensPlace();
    void cancelledAtEveryPoll_data();
    void cancelledAtEveryPoll();
    void aBranchOfABranch();
    void runsOnPastTheLimit();
    void stopWordsSpanTheBranch();
    void theModelItself();
    void refuses();

private:
    static Settings changingSettings(int token);
    static Settings settingsOf(const char* criterion)
    {
        Settings settings = greedy(36);
        if (criterion)
            settings.rule = makeRule(criterion);
        return settings;
    }
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
    QTest::newRow("three layers") << with(lively, [](Settings& s) { s.exitLayerLimit = 3; });
    for (const char* criterion : {"cosine_similarity", "token_repeat", "convergence", "top2_margin",
                                  "kl_to_previous", "entropy_based"})
        QTest::newRow(criterion) << with(settingsOf(criterion),
                                         [](Settings& s) { s.watch = true; });
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

void ResumeTest::theReplacementTakesTheTokensPlace()
{
    for (const bool speculates : {false, true}) {
        Settings settings = greedy(30);
        settings.watch = true;
        if (speculates) {
            settings.strategy = Strategy::SelfSpeculative;
            settings.exitLayerLimit = 3;
        }
        const SettingsAt always = [&](int) { return settings; };
        const Run whole = writeWhole(*m_session, m_prompt, always);
        for (const int keep : {0, 11, 29}) {
            const TokenTrace& was = whole.tokens[static_cast<std::size_t>(keep)];
            const int other = (was.id + 3) % 40;
            const Run found = writeRest(*m_session, whole, keep, always, other);
            QCOMPARE(found.tokens.size(), std::size_t(30));
            const TokenTrace& now = found.tokens[static_cast<std::size_t>(keep)];
            QCOMPARE(now.id, other);
            QCOMPARE(fieldName(now.role), "chosen");
            QVERIFY(near(now.layers.back().entropyAt1, was.layers.back().entropyAt1));
            QVERIFY(now.layers.back().emittedProbability < now.layers.back().maxProbability);
            // What follows is what full depth writes after that text.
            Run upToIt = found;
            upToIt.tokens.resize(static_cast<std::size_t>(keep) + 1);
            std::vector<int> expected = tokensOf(upToIt);
            if (keep < 29) {
                for (const int id : fullDepthAfter(upToIt, 29 - keep))
                    expected.push_back(id);
            }
            QCOMPARE(tokensOf(found), expected);
        }
    }
}

void ResumeTest::cancelledAtEveryPoll_data()
{
    QTest::addColumn<KvPolicy>("policy");
    QTest::newRow("exact") << KvPolicy::Exact;
    QTest::newRow("copy") << KvPolicy::Copy;
    QTest::newRow("holes") << KvPolicy::Holes;
}

/// Restoring is cancelled at its first poll, then at its second, and so on.
void ResumeTest::cancelledAtEveryPoll()
{
    QFETCH(KvPolicy, policy);
    Settings settings = greedy(14);
    settings.rule = livelyRule();
    settings.kvPolicy = policy;
    const SettingsAt always = [&](int) { return settings; };
    const Run whole = writeWhole(*m_session, m_prompt, always);
    Run kept = beforeToken(whole, 8);
    LlamaGeneration cut(m_model, nullptr, kept, {});
    int cancellations = 0;
    for (int polls = 0;; ++polls) {
        int left = polls;
        auto tried = cut.next(settings, CancelCheck([&left] { return left-- == 0; }));
        QVERIFY2(tried.ok(), tried ? "" : tried.error().what());
        if (tried->has_value()) {
            kept.append(std::move(**tried));
            break;
        }
        QCOMPARE(cut.finishReason(), FinishReason::Cancelled);
        ++cancellations;
    }
    QVERIFY(cancellations > 3);
    writeOn(cut, always, kept);
    compareRuns(kept, whole);
}

void ResumeTest::aBranchOfABranch()
{
    Settings settings = greedy(30);
    settings.rule = livelyRule();
    settings.kvPolicy = KvPolicy::Holes;
    const SettingsAt always = [&](int) { return settings; };
    const Run whole = writeWhole(*m_session, m_prompt, always);
    const Run first = writeRest(*m_session, whole, 10, always, (whole.tokens[10].id + 1) % 40);
    const Run second = writeRest(*m_session, first, 20, always);
    compareRuns(second, first);
    QCOMPARE(fieldName(second.tokens[10].role), "chosen");
}

void ResumeTest::runsOnPastTheLimit()
{
    Settings settings = greedy(36);
    settings.rule = livelyRule();
    const Run whole = writeWhole(*m_session, m_prompt, [&](int) { return settings; });
    settings.maxSteps = 20;
    const SettingsAt limited = [&](int) { return settings; };
    const Run part = writeWhole(*m_session, m_prompt, limited);
    QCOMPARE(fieldName(part.finishReason), "length");
    // Within the limit there is nothing to write, and nothing runs.
    auto none = m_session->resume(part, 20);
    QVERIFY(none.ok());
    auto step = (*none)->next(settings);
    QVERIFY(step.ok() && !step->has_value());
    QCOMPARE((*none)->finishReason(), FinishReason::Length);
    QCOMPARE((*none)->prefillSeconds(), beforeToken(part, 20).prefillSeconds);
    settings.maxSteps = 36;
    const Run found = writeRest(*m_session, part, 20, limited);
    QCOMPARE(tokensOf(found), tokensOf(whole));
    QCOMPARE(exitsOf(found), exitsOf(whole));
    // Up to the end of the context, and no further.
    settings.maxSteps = 1000;
    const Run full = writeRest(*m_session, part, 20, limited);
    QCOMPARE(fieldName(full.finishReason), "context");
    const Run again = writeRest(*m_session, full, static_cast<int>(full.tokens.size()), limited);
    QCOMPARE(fieldName(again.finishReason), "context");
    QCOMPARE(again.tokens.size(), full.tokens.size());
}

void ResumeTest::stopWordsSpanTheBranch()
{
    auto session = openSession(bundledModel());
    const std::vector<int> prompt = session->tokenizer()->encode("Once upon a time");
    Settings settings = greedy(40);
    settings.rule = makeRule("entropy_based");
    const SettingsAt always = [&](int) { return settings; };
    const Run free = writeWhole(*session, prompt, always);
    // A word that begins in one token and ends in the next.
    const std::string word = free.tokens[20].bytes.substr(free.tokens[20].bytes.size() - 1) +
                             free.tokens[21].bytes.substr(0, 1);
    settings.stopWords = {word};
    const Run whole = writeWhole(*session, prompt, always);
    QCOMPARE(fieldName(whole.finishReason), "stop");
    const int last = static_cast<int>(whole.tokens.size()) - 1;
    QVERIFY(last > 0 && last <= 21);
    compareRuns(writeRest(*session, whole, last, always), whole);
}

/// The model that users have, with the times that a run must account for.
void ResumeTest::theModelItself()
{
    auto session = openSession(bundledModel());
    const std::vector<int> prompt =
        session->tokenizer()->encode("Once upon a time there was a king who had three");
    for (const char* criterion : {"cosine_similarity", "entropy_based", "max_probability"}) {
        for (const KvPolicy policy : {KvPolicy::Exact, KvPolicy::Copy, KvPolicy::Holes}) {
            Settings settings = settingsOf(criterion);
            settings.kvPolicy = policy;
            settings.maxSteps = 48;
            settings.sampling.sample = true;
            settings.rule = makeRule(criterion, session->criterionDefaults().contains(criterion)
                                                    ? session->criterionDefaults().at(criterion)
                                                    : ParameterValues());
            const SettingsAt always = [&](int) { return settings; };
            const Run whole = writeWhole(*session, prompt, always);
            for (const int keep : {5, 31}) {
                const Run found = writeRest(*session, whole, keep, always);
                compareRuns(found, whole);
                if (QTest::currentTestFailed()) {
                    qWarning("%s, %s, kept %d", criterion, fieldName(policy), keep);
                    return;
                }
            }
        }
    }
}

void ResumeTest::refuses()
{
    const Settings settings = greedy(8);
    const Run whole = writeWhole(*m_session, m_prompt, [&](int) { return settings; });
    const auto says = [this](const Run& run, int keep, std::optional<int> replacement,
                             const char* words) {
        auto resumed = m_session->resume(run, keep, replacement);
        const bool refused = !resumed && QString(resumed.error().what()).contains(words);
        if (!resumed)
            qInfo("%s", resumed.error().what());
        return refused;
    };
    Run other = whole;
    other.model.dtype = "bf16";
    QVERIFY(says(other, 3, {}, "bf16"));
    other = whole;
    other.model.hash = "another";
    QVERIFY(says(other, 3, {}, "another checkpoint"));
    QVERIFY(says(whole, 9, {}, "8 tokens"));
    QVERIFY(says(whole, -1, {}, "-1"));
    QVERIFY(says(whole, 3, 40, "40"));
    other = whole;
    other.tokens[2].id = 4000;
    QVERIFY(says(other, 3, {}, "4000"));
    QVERIFY(m_session->resume(other, 2).ok());
    other = whole;
    other.tokens[1].cells.clear();
    QVERIFY(says(other, 3, {}, "Token 2"));
    other = whole;
    other.promptIds.clear();
    QVERIFY(says(other, 0, {}, "empty"));
    other = whole;
    other.promptIds.assign(95, 1);
    QVERIFY(says(other, 8, {}, "103"));
}

QTEST_GUILESS_MAIN(ResumeTest)
#include "tst_resume.moc"
