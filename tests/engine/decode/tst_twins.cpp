#include "support/decoding.h"
#include "support/twins.h"
#include "tokenizer/tokenizer.h"

#include <QtTest>

#include <algorithm>

using namespace exitscope;
using namespace exitscope::test;

Q_DECLARE_METATYPE(Twin)

/// Scaled-down twins of the hub's checkpoints open from their folders, read and write text, and end
/// where they should.
class TwinsTest : public QObject
{
    Q_OBJECT

private:
    static constexpr int steps = 12;

    static Settings greedy(bool ignoreEos)
    {
        Settings settings;
        settings.sampling.sample = false;
        settings.ignoreEos = ignoreEos;
        settings.maxSteps = steps;
        return settings;
    }

    static QString warningsOf(const Session& session)
    {
        QString text;
        for (const std::string& warning : session.warnings()) {
            if (warning.find("tokenizer") != std::string::npos)
                text += QString::fromStdString(warning);
        }
        return text;
    }

    static std::vector<int> encoded(const Session& session)
    {
        return session.tokenizer()->encode("the rain in spain");
    }

private Q_SLOTS:
    void twins_data()
    {
        QTest::addColumn<Twin>("twin");
        for (const auto& list : {layerSkipTwins(), otherTwins()}) {
            for (const Twin& twin : list)
                QTest::newRow(twin.name.c_str()) << twin;
        }
    }

    void twins()
    {
        QFETCH(Twin, twin);
        const auto files = written(twin);
        const auto session = openSession(files->folder(), "");
        QCOMPARE(session->model().layers, twin.shape.layers);
        QCOMPARE(session->model().vocabulary, twin.shape.vocabulary);
        QCOMPARE(session->model().contextLength, twin.shape.context);
        QCOMPARE(session->model().dtype, std::string(twin.shape.bf16 ? "bf16" : "fp32"));

        const auto tokenizer = session->tokenizer();
        QVERIFY2(tokenizer, session->tokenizerError().c_str());
        const bool added = twin.tokenizer == TwinTokenizer::SentencepieceJson;
        QCOMPARE(tokenizer->vocabularySize(), twinVocabulary(twin.tokenizer) + (added ? 4 : 0));
        QCOMPARE(warningsOf(*session).isEmpty(), !added);
        const std::vector<int> prompt = encoded(*session);
        QCOMPARE(tokenizer->decode(prompt), std::string("the rain in spain"));
        const bool startsWithBos = twin.tokenizer != TwinTokenizer::ByteLevel;
        QCOMPARE(prompt.front() == twin.config["bos_token_id"].toInt(), startsWithBos);

        const Run run = runToEnd(*session, prompt, greedy(true));
        QCOMPARE(run.finishReason, FinishReason::Length);
        QCOMPARE(run.tokens.size(), std::size_t{steps});
        QCOMPARE(exitsOf(run), std::vector<int>(steps, twin.shape.layers - 1));
        const std::vector<int> tokens = tokensOf(run);
        QVERIFY(std::all_of(tokens.begin(), tokens.end(),
                            [&](int id) { return id >= 0 && id < twin.shape.vocabulary; }));

        // The same tensors in one file write the same; one of the tokens, as eos, ends the run.
        files->shape.shards = 1;
        files->write();
        files->writeFile(
            "generation_config.json",
            QString(R"({"eos_token_id":[%1,%2]})").arg(prompt.front()).arg(tokens[5]).toUtf8());
        const auto again = openSession(files->folder(), "");
        QCOMPARE(tokensOf(runToEnd(*again, prompt, greedy(true))), tokens);
        const Run ended = runToEnd(*again, prompt, greedy(false));
        QCOMPARE(ended.finishReason, FinishReason::Eos);
        const auto end = std::find_if(tokens.begin(), tokens.end(), [&](int id) {
            return id == tokens[5] || id == prompt.front();
        });
        QCOMPARE(tokensOf(ended), std::vector<int>(tokens.begin(), end));
    }

    void endsFromTheHubsFiles()
    {
        for (const auto& list : {layerSkipTwins(), otherTwins()}) {
            for (const Twin& twin : list) {
                const QJsonValue expected = twin.generation.contains("eos_token_id")
                                                ? twin.generation["eos_token_id"]
                                                : twin.config["eos_token_id"];
                QJsonArray found;
                for (const int id : openSession(written(twin)->folder(), "")->eosIds())
                    found.append(id);
                QCOMPARE(found, expected.isArray() ? expected.toArray() : QJsonArray{expected});
            }
        }
    }

    /// As the hub's tools leave it: a snapshot of links into blobs, opened by its name.
    void fromTheHubsCache()
    {
        namespace fs = std::filesystem;
        const Twin twin = layerSkipTwins().front();
        const auto files = written(twin);
        const QTemporaryDir cache;
        const fs::path model =
            fs::path(cache.path().toStdString()) / "models--facebook--layerskip-llama2-7B";
        fs::create_directories(model / "snapshots/0123abc");
        fs::create_directories(model / "blobs");
        fs::create_directories(model / "refs");
        std::ofstream(model / "refs/main") << "0123abc";
        for (const auto& entry : fs::directory_iterator(files->folder())) {
            const std::string blob = entry.path().filename().string() + ".blob";
            fs::copy(entry.path(), model / "blobs" / blob);
            fs::create_symlink("../../blobs/" + blob,
                               model / "snapshots/0123abc" / entry.path().filename());
        }
        qputenv("HF_HUB_CACHE", QFile::encodeName(cache.path()));
        for (const std::string& asked : {twin.name, twin.name + "@main", model.string(),
                                         (model / "snapshots/0123abc").string()}) {
            const auto session = openSession(asked, "");
            QCOMPARE(session->model().name, twin.name);
            QCOMPARE(session->model().path, fs::canonical(model / "snapshots/0123abc").string());
            QVERIFY(session->tokenizer());
        }
        const auto missing = Session::open("facebook/layerskip-llama2-8B");
        QVERIFY(!missing.ok());
        const QString sentence = missing.error().what();
        QVERIFY2(sentence.contains(cache.path()), qPrintable(sentence));
        qunsetenv("HF_HUB_CACHE");
    }

    /// A tokenizer that is not the checkpoint's own is refused or at least said, with both numbers.
    void tokenizerOfAnotherCheckpoint()
    {
        const Twin twin = layerSkipTwins().front();
        const int pieces = twin.shape.vocabulary;
        const auto withRows = [&](int rows) {
            TinyModel::Shape shape = twin.shape;
            shape.vocabulary = rows;
            auto files = std::make_unique<TinyModel>(shape);
            files->write();
            writeTwinTokenizer(*files, twin.tokenizer);
            return files;
        };
        const auto numbers = [&](const QString& sentence, int rows) {
            return sentence.contains(QString("%1 pieces").arg(pieces)) &&
                   sentence.contains(QString("%1 rows").arg(rows)) &&
                   sentence.contains("tokenizer.model");
        };
        const auto tooSmall = withRows(pieces - 65);
        const auto refused = Session::open(tooSmall->folder());
        QVERIFY(!refused.ok());
        QVERIFY2(numbers(refused.error().what(), pieces - 65), refused.error().what());

        const auto lacking = openSession(withRows(pieces - 4)->folder(), "");
        QVERIFY2(numbers(warningsOf(*lacking), pieces - 4), qPrintable(warningsOf(*lacking)));
        const auto padded = openSession(withRows(pieces + 8)->folder(), "");
        QVERIFY2(warningsOf(*padded).isEmpty(), qPrintable(warningsOf(*padded)));
        const auto larger = openSession(withRows(pieces + 40)->folder(), "");
        QVERIFY2(numbers(warningsOf(*larger), pieces + 40), qPrintable(warningsOf(*larger)));
    }
};

QTEST_GUILESS_MAIN(TwinsTest)
#include "tst_twins.moc"
