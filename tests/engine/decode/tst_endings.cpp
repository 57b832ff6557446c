#include "generationfixture.h"

#include <limits>

using namespace exitscope;
using namespace exitscope::test;

/// How a run ends, and what cannot begin.
class EndingsTest : public GenerationFixture
{
    Q_OBJECT

private Q_SLOTS:
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
            LoadOptions options;
            options.threads = threads;
            const auto session = Session::open(m_files.folder(), options);
            QVERIFY(!session.ok());
            QCOMPARE(session.error().code(), ErrorCode::WrongUse);
            QVERIFY(QString(session.error().what()).contains(QString::number(threads)));
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

QTEST_GUILESS_MAIN(EndingsTest)
#include "tst_endings.moc"
