#include "randomcase.h"
#include "support/staircases.h"
#include "support/tolerances.h"

using namespace exitscope;
using namespace exitscope::test;

/// How rounds of speculation end: at the text's end, at a limit, or cancelled.
class SpeculationEndsTest : public GenerationFixture
{
    Q_OBJECT

private:
    static Settings speculative(int maxSteps, int exitLayer, int drafts)
    {
        Settings settings = greedy(maxSteps);
        settings.strategy = Strategy::SelfSpeculative;
        settings.exitLayerLimit = exitLayer;
        settings.numSpeculations = drafts;
        return settings;
    }

    static Step step(Generation& generation, const Settings& settings)
    {
        auto next = generation.next(settings);
        if (!next)
            throw next.error();
        if (!next->has_value())
            throw std::runtime_error("the run had ended");
        return std::move(**next);
    }

    static bool hasEnded(Generation& generation, const Settings& settings)
    {
        const auto next = generation.next(settings);
        return next.ok() && !next->has_value();
    }

    /// The fixture's model with another eos.
    std::unique_ptr<TinyModel> filesWithEos(int eos) const
    {
        auto files = std::make_unique<TinyModel>(m_files.shape, 3);
        files->config["eos_token_id"] = eos;
        files->write();
        return files;
    }

private Q_SLOTS:
    void fewSteps()
    {
        const std::vector<int> full = tokensOf(run(greedy(4)));
        for (const int steps : {1, 2, 3}) {
            const Run recorded = run(speculative(steps, 6, 5));
            QCOMPARE(tokensOf(recorded), std::vector<int>(full.begin(), full.begin() + steps));
            QCOMPARE(recorded.finishReason, FinishReason::Length);
            // One token is left to the whole model: a single step drafts nothing, and no round is
            // recorded.
            QCOMPARE(recorded.rounds.size(), std::size_t(steps == 1 ? 0 : 1));
            QCOMPARE(recorded.tokens.back().role, TokenRole::Emitted);
            if (steps > 1)
                QCOMPARE(recorded.rounds[0].drafts.size(), std::size_t(steps - 1));
        }
        QVERIFY(!summarize(run(speculative(1, 2, 5))).acceptanceRate());
    }

    void theContextEndsTheRun()
    {
        const Run full = run(greedy(1000));
        QCOMPARE(full.finishReason, FinishReason::Context);
        for (const int exit : {1, 3, 6}) {
            const Run recorded = run(speculative(1000, exit, 7));
            QCOMPARE(tokensOf(recorded), tokensOf(full));
            QCOMPARE(recorded.finishReason, FinishReason::Context);
        }
        // A prompt that fills the context leaves room for one token.
        auto generation = m_session->start(std::vector<int>(96, 1));
        const Step only = step(**generation, speculative(1000, 3, 7));
        QCOMPARE(only.tokens.size(), std::size_t{1});
        QVERIFY(!only.round);
        QVERIFY(hasEnded(**generation, speculative(1000, 3, 7)));
        QCOMPARE((*generation)->finishReason(), FinishReason::Context);
    }

    void anEosAmongTheDrafts()
    {
        const std::vector<int> full = tokensOf(run(greedy(8)));
        const auto place = static_cast<std::size_t>(
            std::find_if(full.begin() + 2, full.end(),
                         [&](int id) { return std::count(full.begin(), full.end(), id) == 1; }) -
            full.begin());
        QVERIFY(place < full.size());
        const auto files = filesWithEos(full[place]);
        const auto model = LlamaModel::open(files->folder());
        Settings settings = speculative(100, 6, 20); // whole-model drafts: all accepted
        settings.ignoreEos = false;
        LlamaGeneration generation(model, nullptr, m_prompt);
        const Step round = step(generation, settings);
        QCOMPARE(round.tokens.size(), place);
        QCOMPARE(round.round->drafts.size(), place + 1); // none after it
        QCOMPARE(round.round->accepted, static_cast<int>(place) + 1);
        QCOMPARE(generation.finishReason(), FinishReason::Eos);
        QVERIFY(hasEnded(generation, settings));
        QCOMPARE(generation.finishReason(), FinishReason::Eos);
        QCOMPARE(generation.staircase().positions(), static_cast<int>(5 + place));
        // Ignored, it is a draft like any other.
        settings.ignoreEos = true;
        LlamaGeneration other(model, nullptr, m_prompt);
        QCOMPARE(step(other, settings).tokens.size(), std::size_t{21});
    }

    void aStepWithoutTokensTellsWhatItDid()
    {
        // The first token that full depth writes is the eos; the drafts' layers need not know.
        const int eos = run(greedy(1)).tokens[0].id;
        const auto files = filesWithEos(eos);
        const auto model = LlamaModel::open(files->folder());
        for (const int exit : {1, 6}) {
            Settings settings = speculative(100, exit, 4);
            settings.ignoreEos = false;
            LlamaGeneration generation(model, nullptr, m_prompt);
            const Step round = step(generation, settings);
            QVERIFY(round.tokens.empty());
            QVERIFY(round.round);
            QCOMPARE(round.round->firstToken, 0);
            QCOMPARE(generation.finishReason(), FinishReason::Eos);
            QVERIFY(hasEnded(generation, settings));
        }
    }

    void catchUpOfAStepWithoutTokensIsKept()
    {
        Settings shallow = greedy(100);
        shallow.rule = alwaysFirst();
        auto before = m_session->start(m_prompt);
        Run recorded;
        steps(**before, shallow, 4, recorded);
        const int eos = fullDepthAfter(recorded, 1).front();
        QVERIFY(!std::ranges::count(tokensOf(recorded), eos));
        const auto files = filesWithEos(eos);
        const auto session = openSession(files->folder());
        for (const Settings& last : {greedy(100), speculative(100, 6, 3)}) {
            auto generation = session->start(m_prompt);
            Run own;
            steps(**generation, shallow, 4, own);
            QCOMPARE(own.tokens[3].cells[2], CellState::Never);
            Settings settings = last;
            settings.ignoreEos = false;
            Step end = step(**generation, settings);
            QVERIFY(end.tokens.empty());
            // The row that met the eos is nobody's; the eos itself runs where it was drafted.
            const int late = 3 * 5 + (settings.speculates() ? 6 : 0);
            QCOMPARE(end.catchUpRows, late);
            own.append(std::move(end));
            QCOMPARE(own.tokens[3].cells[2], CellState::CaughtUp);
            QCOMPARE(own.tokens[3].catchUpRows, late);
            for (const CellEvent& event : own.events)
                QVERIFY(event.lastToken <= 3);
            QVERIFY(hasEnded(**generation, settings));
        }
    }

    void aStopWordInTheMiddleOfARound()
    {
        const auto model = LlamaModel::open(bundledModel(), "fp32");
        const std::shared_ptr<const Tokenizer> tokenizer = *openTokenizer(bundledModel());
        const std::vector<int> prompt = tokenizer->encode("Once upon a time there was a king");
        LlamaGeneration whole(model, tokenizer, prompt);
        const Run full = runOf(whole, greedy(40), {});
        const int layers = model->config().layers;
        int cut = 0;
        for (std::size_t length = 1; length < 25; ++length) {
            Settings settings = greedy(40);
            settings.stopWords = {full.text().substr(2 * length, length)};
            LlamaGeneration plain(model, tokenizer, prompt);
            const Run expected = runOf(plain, settings, {});
            for (const int exit : {2, layers}) {
                Settings drafting = settings;
                drafting.strategy = Strategy::SelfSpeculative;
                drafting.exitLayerLimit = exit;
                drafting.numSpeculations = 6;
                LlamaGeneration generation(model, tokenizer, prompt);
                const Run run = runOf(generation, drafting, {});
                QCOMPARE(tokensOf(run), tokensOf(expected));
                QCOMPARE(run.finishReason, FinishReason::Stop);
                QCOMPARE(generation.staircase().positions(),
                         static_cast<int>(prompt.size() + run.tokens.size()) - 1);
                QVERIFY(distanceFromFullPass(generation.staircase(), model, textOf(run, 1)) <=
                        fp32Tolerance);
                const SpeculationRound& last = run.rounds.back();
                cut += last.firstToken + last.accepted > static_cast<int>(run.tokens.size());
            }
        }
        QVERIFY2(cut > 10, "no round went on past a stop word");
    }

    void cancelledAtRandom_data()
    {
        QTest::addColumn<bool>("watch");
        QTest::addColumn<bool>("sample");
        QTest::newRow("greedy") << false << false;
        QTest::newRow("sampled") << false << true;
        QTest::newRow("watched") << true << false;
    }

    /// Steps of all strategies in turn, each cancelled at a few random polls before it may finish.
    void cancelledAtRandom()
    {
        QFETCH(bool, watch);
        QFETCH(bool, sample);
        std::mt19937 random(17);
        const auto settingsAt = [&](int number) {
            Settings settings = speculative(90, 2, 4);
            settings.rule = livelyRule();
            settings.strategy = static_cast<Strategy>(number / 3 % 3);
            if (settings.strategy != Strategy::SelfSpeculative)
                settings.exitLayerLimit = -1;
            settings.watch = watch;
            settings.sampling.sample = sample;
            return settings;
        };
        LlamaGeneration whole(m_model, nullptr, m_prompt);
        LlamaGeneration cut(m_model, nullptr, m_prompt);
        Run expected;
        Run found;
        int cancellations = 0;
        bool isOver = false;
        for (int number = 0; !isOver; ++number) {
            const Settings settings = settingsAt(number);
            auto next = whole.next(settings, CancelCheck([] { return false; }));
            QVERIFY(next.ok());
            isOver = !next->has_value();
            std::optional<Step> written;
            for (int tries = 0; !isOver && !written; ++tries) {
                int left = tries < 4 ? static_cast<int>(random() % 30) : -1;
                auto tried = cut.next(settings, CancelCheck([&left] { return left-- == 0; }));
                QVERIFY(tried.ok());
                written = std::move(*tried);
                if (written)
                    break;
                QCOMPARE(cut.finishReason(), FinishReason::Cancelled);
                QCOMPARE(cut.staircase().positions(),
                         found.tokens.empty() ? 0 : static_cast<int>(4 + found.tokens.size()));
                ++cancellations;
            }
            if (!isOver) {
                found.append(std::move(*written));
                expected.append(std::move(**next));
            }
        }
        qInfo("%d passes cancelled, %d tokens", cancellations, int(found.tokens.size()));
        QVERIFY(cancellations > 30);
        QCOMPARE(tokensOf(found), tokensOf(expected));
        QCOMPARE(exitsOf(found), exitsOf(expected));
        QCOMPARE(found.rounds, expected.rounds);
        for (int layer = 0; layer < 6; ++layer)
            QCOMPARE(cut.staircase().length(layer), whole.staircase().length(layer));
        for (std::size_t i = 0; i < expected.tokens.size(); ++i) {
            QCOMPARE(found.tokens[i].cells, expected.tokens[i].cells);
            QCOMPARE(found.tokens[i].caughtUpAt, expected.tokens[i].caughtUpAt);
            QCOMPARE(found.tokens[i].layersRun, expected.tokens[i].layersRun);
            QCOMPARE(found.tokens[i].catchUpRows, expected.tokens[i].catchUpRows);
        }
    }

    void numbersThatAreNone()
    {
        TinyModel files;
        for (auto& [name, content] : files.tensors) {
            if (name == "lm_head.weight")
                content.values[5] = std::numeric_limits<float>::quiet_NaN();
        }
        files.write();
        const auto session = openSession(files.folder());
        for (const int drafts : {1, 4}) {
            auto generation = session->start(m_prompt);
            for (const int maxSteps : {1, 9}) {
                const auto next = (*generation)->next(speculative(maxSteps, 2, drafts));
                QVERIFY(!next.ok());
                QVERIFY(QString(next.error().what()).contains("not numbers"));
            }
        }
    }
};

QTEST_GUILESS_MAIN(SpeculationEndsTest)
#include "tst_speculationends.moc"
