#include "resumefixture.h"

using namespace exitscope;
using namespace exitscope::test;

/// What a run that is gone on with may begin and end with: other tokens, limits, cancellation, the
/// wrong model.
class ResumeLimitsTest : public GenerationFixture
{
    Q_OBJECT

private Q_SLOTS:
    void theReplacementTakesTheTokensPlace();
    void cancelledAtEveryPoll_data();
    void cancelledAtEveryPoll();
    void aBranchOfABranch();
    void runsOnPastTheLimit();
    void stopWordsSpanTheBranch();
    void theModelItself();
    void refuses();
};

void ResumeLimitsTest::theReplacementTakesTheTokensPlace()
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

void ResumeLimitsTest::cancelledAtEveryPoll_data()
{
    QTest::addColumn<KvPolicy>("policy");
    QTest::newRow("exact") << KvPolicy::Exact;
    QTest::newRow("copy") << KvPolicy::Copy;
    QTest::newRow("holes") << KvPolicy::Holes;
}

/// Restoring is cancelled at its first poll, then at its second, and so on.
void ResumeLimitsTest::cancelledAtEveryPoll()
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

void ResumeLimitsTest::aBranchOfABranch()
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

void ResumeLimitsTest::runsOnPastTheLimit()
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

void ResumeLimitsTest::stopWordsSpanTheBranch()
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
void ResumeLimitsTest::theModelItself()
{
    auto session = openSession(bundledModel());
    const std::vector<int> prompt =
        session->tokenizer()->encode("Once upon a time there was a king who had three");
    for (const char* criterion : {"cosine_similarity", "entropy_based", "max_probability"}) {
        for (const KvPolicy policy : {KvPolicy::Exact, KvPolicy::Copy, KvPolicy::Holes}) {
            Settings settings = greedy(48);
            settings.kvPolicy = policy;
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

void ResumeLimitsTest::refuses()
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

QTEST_GUILESS_MAIN(ResumeLimitsTest)
#include "tst_resumelimits.moc"
