#include "clirun.h"
#include "exit/criterion.h"
#include "support/testdata.h"

#include <QJsonArray>
#include <QtTest>

using namespace exitscope;
using namespace exitscope::test;

namespace {

QString commaSeparated(const QJsonArray& ids)
{
    QStringList words;
    for (const auto& id : ids)
        words.append(QString::number(id.toInt()));
    return words.join(',');
}

/// The options that reproduce a golden case.
QStringList optionsOf(const QJsonObject& golden)
{
    QStringList options{"--criteria", golden["criterion"].toString("none")};
    const QJsonObject parameters = golden["params"].toObject();
    for (auto it = parameters.begin(); it != parameters.end(); ++it)
        options << "--" + it.key() << QString::number(it->toDouble(), 'g', 17);
    return options << "--prompt_ids" << commaSeparated(golden["prompt"].toArray()) << "--max_steps"
                   << QString::number(golden["tokens"].toArray().size());
}

} // namespace

class TestCliDocument : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void documentOfAWatchedRun();
    void watchingChangesNothing();
    void theCheckpointsDefaultsYieldToTheUser();
    void theSeedDecides();
    void finishReasons();
    void goldensThroughTheCommandLine_data();
    void goldensThroughTheCommandLine();
    void aModelWithoutTokenizerRunsOnIds();
};

void TestCliDocument::documentOfAWatchedRun()
{
    const Outcome outcome =
        ran(story + QStringList{"--max-steps", "12", "--sample", "False", "--watch", "--criteria",
                                "token_repeat", "--json", "--repeats", "3"});
    QVERIFY2(outcome.code == 0, outcome.err);
    QCOMPARE(outcome.out.count('\n'), 1);
    const QJsonObject document = outcome.document();
    QCOMPARE(document["format_version"].toInt(), 1);
    QCOMPARE(document["model"]["layers"].toInt(), 12);
    QCOMPARE(document["model"]["name"].toString(), QString("fable"));
    QVERIFY(document["model"]["tokenizer"].toString().startsWith("sentencepiece"));
    QCOMPARE(document["settings"]["criteria"].toString(), QString("token_repeat"));
    QCOMPARE(document["settings"]["sample"].toBool(true), false);
    QCOMPARE(document["prompt_ids"][0].toInt(), 1);
    QCOMPARE(document["finish_reason"].toString(), QString("length"));
    QCOMPARE(document["tokens"].toArray().size(), 12);
    QVERIFY(document["text"].toString().size() > 12);
    const QJsonArray exits = document["exit_layers"].toArray();
    const QJsonArray scores = document["scores"].toArray();
    const QJsonArray thresholds = document["thresholds"].toArray();
    QCOMPARE(exits.size(), 12);
    QCOMPARE(scores.size(), 12);
    QCOMPARE(thresholds.size(), 12);
    for (int token = 0; token < 12; ++token) {
        QCOMPARE(scores[token].toArray().size(), 12);
        for (const Criterion* criterion : allCriteria()) {
            const auto name = QString::fromStdString(std::string(criterion->name));
            QVERIFY2(scores[token][11].toObject()[name].isDouble(), qPrintable(name));
            QVERIFY2(thresholds[token][11].toObject()[name].isDouble(), qPrintable(name));
        }
        const int exit = exits[token].toInt();
        for (int layer = 0; layer < exit; ++layer)
            QVERIFY(scores[token][layer]["token_repeat"].toDouble() < 3);
        QCOMPARE(thresholds[token][exit]["token_repeat"].toDouble(), 3.0);
        if (exit < 11)
            QVERIFY(scores[token][exit]["token_repeat"].toDouble() >= 3);
        QVERIFY(scores[token].toArray().at(0)["cosine_similarity"].isNull());
        QVERIFY(scores[token][11]["entropy_based"].isDouble());
    }
    QVERIFY(document["ties"].isArray());
    QVERIFY(document["timing"]["prefill_s"].toDouble() > 0);
    QVERIFY(document["timing"]["tokens_per_second"].toDouble() > 0);
    QVERIFY(document["timing"]["layers_run"].toInt() > 0);
    QVERIFY(document["timing"]["catch_up_rows"].isDouble());
}

void TestCliDocument::watchingChangesNothing()
{
    const QStringList common =
        story + QStringList{"--max_steps", "40",         "--json",         "--dtype",
                            "fp32",        "--criteria", "max_probability"};
    const QJsonObject decided = ran(common).document();
    const QJsonObject watched = ran(common + QStringList{"--watch"}).document();
    QCOMPARE(decided["tokens"].toArray().size(), 40);
    QCOMPARE(decided["tokens"], watched["tokens"]);
    QCOMPARE(decided["exit_layers"], watched["exit_layers"]);
    QVERIFY(!decided.contains("scores"));
}

void TestCliDocument::theCheckpointsDefaultsYieldToTheUser()
{
    const QStringList common =
        story + QStringList{"--max_steps", "2", "--json", "--criteria", "cosine-similarity"};
    const auto threshold = [](const Outcome& outcome) {
        return outcome.document()["settings"]["similarity_threshold"].toDouble();
    };
    QCOMPARE(threshold(ran(common)), 0.99);
    QCOMPARE(threshold(ran(common + QStringList{"--conf", "0.5"})), 0.5);
    const Outcome other = ran(common + QStringList{"--repeats", "2"});
    QCOMPARE(other.code, 0);
    QVERIFY2(other.err.contains("--repeats has no effect"), other.err);
}

void TestCliDocument::theSeedDecides()
{
    const QStringList common = story + QStringList{"--max_steps", "24", "--json", "--seed"};
    const QJsonObject first = ran(common + QStringList{"7"}).document();
    QCOMPARE(first["tokens"].toArray().size(), 24);
    QCOMPARE(ran(common + QStringList{"7"}).document()["tokens"], first["tokens"]);
    QVERIFY(ran(common + QStringList{"8"}).document()["tokens"] != first["tokens"]);
}

void TestCliDocument::finishReasons()
{
    const QStringList common = story + QStringList{"--json", "--no-sample"};
    const QJsonObject stopped =
        ran(common + QStringList{"--stop_words", "no such words", "e"}).document();
    QCOMPARE(stopped["finish_reason"].toString(), QString("stop"));
    QVERIFY(stopped["text"].toString().contains('e'));
    const QJsonObject whole =
        ran(common + QStringList{"--ignore_eos", "--max_steps", "5000"}).document();
    QCOMPARE(whole["finish_reason"].toString(), QString("context"));
    QVERIFY(whole["tokens"].toArray().size() > 900);
}

void TestCliDocument::goldensThroughTheCommandLine_data()
{
    QTest::addColumn<QString>("model");
    QTest::addColumn<QString>("goldens");
    QTest::addColumn<QStringList>("policy");
    const QStringList holes{"--kv", "holes", "--prompt_exit"};
    QTest::newRow("random8 exact") << "random8"
                                   << "early_exit_exact.json" << QStringList();
    QTest::newRow("fable exact") << "fable"
                                 << "early_exit_exact.json" << QStringList();
    QTest::newRow("random8 holes") << "random8"
                                   << "early_exit.json" << holes;
    QTest::newRow("stories260K holes") << "stories260K"
                                       << "early_exit.json" << holes;
}

void TestCliDocument::goldensThroughTheCommandLine()
{
    EXITSCOPE_NEED_SHARED();
    QFETCH(QString, model);
    QFETCH(QString, goldens);
    QFETCH(QStringList, policy);
    const auto folder = test::sharedData() / "models" / model.toStdString();
    const auto file = QString::fromStdString((folder / goldens.toStdString()).string());
    const QJsonArray cases = QJsonDocument::fromJson(contentOf(file)).object()["cases"].toArray();
    int compared = 0;
    for (int i = 0; i < cases.size() && compared < 6; i += 3) {
        const QJsonObject golden = cases[i].toObject();
        if (!golden.contains("exit_layers") || !golden.contains("criterion"))
            continue;
        const Outcome outcome =
            ran(QStringList{"generate", "--model", QString::fromStdString(folder.string()),
                            "--json", "--ignore_eos", "--no-sample", "--dtype", "fp32"} +
                policy + optionsOf(golden));
        QVERIFY2(outcome.code == 0, outcome.err);
        QCOMPARE(outcome.document()["prompt_ids"], golden["prompt"]);
        QCOMPARE(outcome.document()["tokens"], golden["tokens"]);
        QCOMPARE(outcome.document()["exit_layers"], golden["exit_layers"]);
        ++compared;
    }
    QVERIFY2(compared >= 4, qPrintable(QString::number(compared)));
}

void TestCliDocument::aModelWithoutTokenizerRunsOnIds()
{
    EXITSCOPE_NEED_SHARED();
    const QString model =
        QString::fromStdString((test::sharedData() / "models" / "random8").string());
    const Outcome ids = ran({"generate", "--model", model, "--prompt_ids", " 1, 5 ,9", "--json",
                             "--max_steps", "03", "--ignore_eos"});
    QVERIFY2(ids.code == 0, ids.err);
    QVERIFY(ids.document()["text"].isNull());
    QCOMPARE(ids.document()["tokens"].toArray().size(), 3);
    QCOMPARE(ids.document()["prompt_ids"].toArray(), (QJsonArray{1, 5, 9}));
    const Outcome text = ran({"generate", "--model", model, "--prompt", "hello"});
    QCOMPARE(text.code, 1);
    QVERIFY2(text.err.contains("can still run on token ids"), text.err);
    const Outcome words =
        ran({"generate", "--model", model, "--prompt_ids", "1", "--stop_words", "end"});
    QCOMPARE(words.code, 2);
    QVERIFY2(words.err.contains("--stop_words needs a tokenizer"), words.err);
}

QTEST_GUILESS_MAIN(TestCliDocument)
#include "tst_clidocument.moc"
