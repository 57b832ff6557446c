#include "decode/continuationscorer.h"
#include "generationfixture.h"
#include "support/tolerances.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace exitscope::test {

namespace {

using Continuations = std::vector<std::vector<int>>;

/// ln softmax(z)[id], from the definition.
double logProbabilityOf(std::span<const float> logits, int id)
{
    double sum = 0;
    for (const float z : logits)
        sum += std::exp(double{z} - logits[static_cast<std::size_t>(id)]);
    return -std::log(sum);
}

std::vector<int> joined(std::vector<int> first, std::span<const int> second)
{
    first.insert(first.end(), second.begin(), second.end());
    return first;
}

} // namespace

/// Log probabilities of given tokens, against single passes and what decoding recorded.
class ContinuationScorerTest : public GenerationFixture
{
    Q_OBJECT

private:
    const Continuations m_continuations{{5, 8, 13, 21}, {5, 9}, {}, {34}};

    std::vector<ContinuationScore> scored(const std::vector<int>& context,
                                          const Continuations& continuations,
                                          const Settings& settings, int topCount = 0)
    {
        auto scores = m_session->scoreContinuations(context, continuations, settings, topCount);
        if (!scores)
            throw scores.error();
        return std::move(**scores);
    }

    std::string sentenceOf(const std::vector<int>& context, const Continuations& continuations,
                           const Settings& settings)
    {
        const auto scores = m_session->scoreContinuations(context, continuations, settings);
        return scores ? "no error" : scores.error().what();
    }

    /// Logits of layer `layer` after `ids`, by a pass of one's own.
    std::vector<float> logitsAt(int layer, const std::vector<int>& ids)
    {
        std::vector<float> result;
        Staircase staircase(m_model);
        LayerReader reader(m_model);
        reader.begin();
        staircase.append(ids);
        for (int l = 0; l <= layer; ++l) {
            staircase.advance(l);
            reader.observe(staircase, l);
        }
        const auto logits = reader.logits(layer);
        return {logits.begin(), logits.end()};
    }

    void compareWithPasses(const Settings& settings, int layer)
    {
        const auto scores = scored(m_prompt, m_continuations, settings);
        QCOMPARE(scores.size(), m_continuations.size());
        for (std::size_t i = 0; i < scores.size(); ++i) {
            const std::vector<int>& ids = m_continuations[i];
            QCOMPARE(scores[i].logProbabilities.size(), ids.size());
            QCOMPARE(scores[i].exitLayers, std::vector<int>(ids.size(), layer));
            double sum = 0;
            bool isGreedy = true;
            for (std::size_t t = 0; t < ids.size(); ++t) {
                const auto logits = logitsAt(layer, joined(m_prompt, std::span(ids).first(t)));
                const double expected = logProbabilityOf(logits, ids[t]);
                QVERIFY(std::abs(scores[i].logProbabilities[t] - expected) < 1e-4);
                sum += expected;
                isGreedy = isGreedy && std::ranges::max_element(logits) - logits.begin() == ids[t];
            }
            QVERIFY(std::abs(scores[i].sum() - sum) < 1e-3);
            QCOMPARE(scores[i].isGreedy, isGreedy);
        }
    }

private Q_SLOTS:
    void fullDepthIsThatOfSinglePasses()
    {
        compareWithPasses(greedy(1), 5);
        const auto own = m_session->fullLogits(m_prompt);
        QVERIFY(std::abs(scored(m_prompt, {{7}}, greedy(1))[0].sum() - logProbabilityOf(*own, 7)) <
                1e-4);
    }

    void fixedExitLayer()
    {
        Settings settings = greedy(1);
        settings.exitLayerLimit = 3;
        compareWithPasses(settings, 2);
        settings.kvPolicy = KvPolicy::Copy; // without a rule it changes no layer that runs
        compareWithPasses(settings, 2);
    }

    void speculationScoresAtFullDepth()
    {
        Settings settings = greedy(1);
        settings.strategy = Strategy::SelfSpeculative;
        settings.exitLayerLimit = 2;
        compareWithPasses(settings, 5);
        settings.strategy = Strategy::DynamicSelfSpeculative;
        settings.rule = livelyRule();
        compareWithPasses(settings, 5);
    }

    /// What greedy decoding wrote under a rule leaves at the same layers, is greedy, and has the
    /// probability that its own pass gave it.
    void ruleExitsAreThoseOfDecoding_data()
    {
        QTest::addColumn<QString>("criterion");
        QTest::addColumn<int>("patience");
        QTest::addColumn<int>("minimumLayer");
        QTest::addColumn<int>("limit");
        QTest::addColumn<bool>("preview");
        QTest::newRow("probability") << "lively" << 1 << 0 << -1 << false;
        QTest::newRow("within a limit") << "lively" << 1 << 0 << 4 << false;
        QTest::newRow("minimum layer") << "lively" << 1 << 2 << -1 << false;
        QTest::newRow("patience") << "lively" << 2 << 0 << -1 << false;
        QTest::newRow("repeat") << "token_repeat" << 1 << 0 << -1 << false;
        QTest::newRow("cosine") << "cosine_similarity" << 1 << 0 << -1 << false;
        QTest::newRow("divergence") << "kl_to_previous" << 1 << 0 << -1 << false;
        QTest::newRow("preview") << "lively" << 1 << 0 << -1 << true;
    }
    void ruleExitsAreThoseOfDecoding()
    {
        QFETCH(QString, criterion);
        QFETCH(int, patience);
        QFETCH(int, minimumLayer);
        QFETCH(int, limit);
        QFETCH(bool, preview);
        Settings settings = greedy(40);
        settings.rule = criterion == "lively" ? livelyRule() : makeRule(criterion.toStdString());
        settings.rule.patience = patience;
        settings.rule.minimumLayer = minimumLayer;
        settings.exitLayerLimit = limit;
        settings.scoring = preview ? Scoring::Preview : Scoring::Exact;
        const Run written = run(settings);
        const std::vector<int> tokens = tokensOf(written);
        const auto scores = scored(m_prompt, {tokens}, settings);
        QCOMPARE(scores[0].exitLayers, exitsOf(written));
        QVERIFY(scores[0].isGreedy);
        for (std::size_t t = 0; t < tokens.size(); t += 3) {
            const auto logits =
                logitsAt(scores[0].exitLayers[t], joined(m_prompt, std::span(tokens).first(t)));
            QVERIFY(std::abs(scores[0].logProbabilities[t] - logProbabilityOf(logits, tokens[t])) <
                    1e-4);
        }
    }

    void exitsVary()
    {
        Settings settings = greedy(40);
        settings.rule = livelyRule();
        const std::vector<int> exits = exitsOf(run(settings));
        QVERIFY(std::set<int>(exits.begin(), exits.end()).size() > 1);
    }

    void candidates()
    {
        const auto scores = scored(m_prompt, {{5, 8}}, greedy(1), 3);
        const auto logits = logitsAt(5, joined(m_prompt, std::vector<int>{5}));
        QCOMPARE(scores[0].top.size(), std::size_t{2});
        const std::vector<LikelyToken>& top = scores[0].top[1];
        QCOMPARE(top.size(), std::size_t{3});
        QCOMPARE(top[0].id, static_cast<int>(std::ranges::max_element(logits) - logits.begin()));
        for (std::size_t i = 0; i < top.size(); ++i) {
            QVERIFY(std::abs(top[i].logProbability - logProbabilityOf(logits, top[i].id)) < 1e-4);
            const auto above = std::ranges::count_if(
                logits, [&](float z) { return z > logits[static_cast<std::size_t>(top[i].id)]; });
            QCOMPARE(above, static_cast<std::ptrdiff_t>(i));
        }
        // All of a small vocabulary where more are asked for.
        const auto all = scored(m_prompt, {{5}}, greedy(1), 1000)[0].top[0];
        double sum = 0;
        for (const LikelyToken& token : all)
            sum += std::exp(token.logProbability);
        QCOMPARE(all.size(), std::size_t{40});
        QVERIFY(std::abs(sum - 1) < 1e-9);
        QVERIFY(scored(m_prompt, {{5}}, greedy(1))[0].top[0].empty());
    }

    /// One scorer over several contexts says what calls of their own do, and runs fewer rows.
    void sharing()
    {
        Settings rule = greedy(1);
        rule.rule = livelyRule();
        for (const Settings& settings : {greedy(1), rule}) {
            const auto scorer = m_session->scorer();
            const Continuations contexts{
                m_prompt, joined(m_prompt, std::vector<int>{5, 8, 2}), {1, 9, 3}, m_prompt};
            for (const std::vector<int>& context : contexts) {
                const auto together = scorer->score(context, m_continuations, settings);
                QVERIFY(together.ok() && together->has_value());
                for (std::size_t i = 0; i < m_continuations.size(); ++i) {
                    const auto own = scored(context, {m_continuations[i]}, settings).front();
                    QCOMPARE((**together)[i].exitLayers, own.exitLayers);
                    QVERIFY(std::abs((**together)[i].sum() - own.sum()) < 1e-4);
                }
            }
        }
        const auto scorer = m_session->scorer();
        QVERIFY(scorer->score(m_prompt, m_continuations, greedy(1)).ok());
        QCOMPARE(scorer->rowsRun(), 6LL * (5 + 3 + 1)); // nothing for the last token of each
        QVERIFY(scorer->score(m_prompt, {}, greedy(1)).ok());
        QCOMPARE(scorer->rowsRun(), 6LL * (5 + 3 + 1 + 1));
    }

    /// Layers past a fixed exit do not run, and another depth begins anew.
    void changedDepth()
    {
        const auto scorer = m_session->scorer();
        Settings shallow = greedy(1);
        shallow.exitLayerLimit = 2;
        QVERIFY(scorer->score(m_prompt, m_continuations, shallow).ok());
        QCOMPARE(scorer->rowsRun(), 2LL * (5 + 3 + 1));
        const auto deep = scorer->score(m_prompt, m_continuations, greedy(1));
        QVERIFY(deep.ok());
        const auto own = scored(m_prompt, m_continuations, greedy(1));
        for (std::size_t i = 0; i < own.size(); ++i)
            QVERIFY(std::abs((**deep)[i].sum() - own[i].sum()) < 1e-5);
    }

    /// More rows than run together: a block's seam changes nothing.
    void longTexts()
    {
        TinyModel::Shape shape;
        shape.context = 1300;
        TinyModel files(shape, 5);
        files.write();
        const auto session = openSession(files.folder());
        std::vector<int> ids;
        for (int i = 0; i <= 1300; ++i)
            ids.push_back(3 + i * i % 37);
        const std::span all(ids);
        Settings rule = greedy(1);
        rule.rule = livelyRule();
        for (const Settings& settings : {greedy(1), rule}) {
            const Continuations rest{{ids.begin() + 1, ids.end()}};
            const auto whole = session->scoreContinuations({ids.front()}, rest, settings);
            QVERIFY2(whole.ok(), whole ? "" : whole.error().what());
            QCOMPARE((**whole)[0].logProbabilities.size(), std::size_t{1300});
            for (const int split : {64, 65, 512, 513, 700, 1025, 1300}) {
                const Continuations end{{ids.begin() + split, ids.end()}};
                const auto tail =
                    session->scoreContinuations({ids.begin(), ids.begin() + split}, end, settings);
                QVERIFY(tail.ok());
                for (std::size_t t = 0; t < end[0].size(); ++t)
                    QVERIFY(std::abs((**tail)[0].logProbabilities[t] -
                                     (**whole)[0].logProbabilities[t + split - 1]) < 1e-4);
            }
        }
    }

    /// A cancelled call leaves the scorer as good as new.
    void cancel()
    {
        const auto scorer = m_session->scorer();
        std::stop_source source;
        source.request_stop();
        const auto scores =
            scorer->score(m_prompt, m_continuations, greedy(1), 0, source.get_token());
        QVERIFY(scores.ok() && !scores->has_value());
        QCOMPARE(scorer->rowsRun(), 0LL);
        const auto again = scorer->score(m_prompt, m_continuations, greedy(1));
        QVERIFY(again.ok());
        QCOMPARE(**again, scored(m_prompt, m_continuations, greedy(1)));
    }

    void obstacles()
    {
        QVERIFY(sentenceOf({}, {{5}}, greedy(1)).starts_with("The context is empty"));
        QCOMPARE(sentenceOf({1, 40}, {{5}}, greedy(1)),
                 "The prompt holds the token id 40, and this model's ids run from 0 to 39.");
        QCOMPARE(sentenceOf({1}, {{5}, {-1}}, greedy(1)),
                 "A continuation holds the token id -1, and this model's ids run from 0 to 39.");
        const std::vector<int> most(90, 5);
        QCOMPARE(sentenceOf(most, {std::vector<int>(7, 6)}, greedy(1)), "no error");
        QCOMPARE(sentenceOf(most, {std::vector<int>(8, 6)}, greedy(1)),
                 "A context of 90 tokens and a continuation of 8 do not fit the model's context of "
                 "96; shorten the context.");
        Settings settings = greedy(1);
        settings.rule = livelyRule();
        settings.kvPolicy = KvPolicy::Holes;
        QCOMPARE(
            sentenceOf({1}, {{5}}, settings),
            "Under the K/V policy holes a token's score would hang on where earlier ones left; "
            "choose exact.");
        settings.exitLayerLimit = 7;
        QVERIFY(sentenceOf({1}, {{5}}, settings) != "no error");
    }
};

} // namespace exitscope::test

QTEST_GUILESS_MAIN(exitscope::test::ContinuationScorerTest)
#include "tst_continuationscorer.moc"
