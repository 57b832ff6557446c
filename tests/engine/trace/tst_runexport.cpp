#include "base/utf8.h"
#include "support/randomrun.h"
#include "trace/generatedocument.h"
#include "trace/runcsv.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QtTest>

using namespace exitscope;

namespace {

Step stepOf(int id, const std::string& bytes, int exitLayer, std::vector<float> cosines)
{
    TokenTrace token;
    token.id = id;
    token.bytes = bytes;
    token.exitLayer = exitLayer;
    token.layers.resize(cosines.size());
    for (std::size_t i = 0; i < cosines.size(); ++i)
        token.layers[i].cosineToPrevious = cosines[i];
    token.times.layersMs = 1.25;
    Step step;
    step.tokens = {token};
    return step;
}

Run smallRun()
{
    Run run;
    run.model = {"tiny", "/models/tiny", "ff", "bf16", 2, 100, 8, 64};
    run.promptIds = {1, 2};
    run.settings = {{0, {}}};
    run.settings[0].settings.watch = true;
    run.settings[0].settings.rule = makeRule("cosine_similarity", {{"similarity_threshold", 0.25}});
    run.append(stepOf(7, " a\"b", 1, {unknownScore, 0.5F}));
    run.append(stepOf(8, "\xE2\x82", 0, {unknownScore, 0.125F}));
    run.append(stepOf(9, "\xAC,\n", 1, {unknownScore, 0.75F}));
    run.ties = {{1, 0, 0.5, 0.5}};
    run.tokens[1].layersRun = 1;
    run.tokens[2].layersRun = 2;
    run.tokens[2].catchUpRows = 1;
    run.finishReason = FinishReason::Length;
    run.prefillSeconds = 0.25;
    run.decodeSeconds = 0.5;
    return run;
}

const QJsonObject documentOf(const Run& run, const DocumentOptions& options = {})
{
    const std::string text = generateDocument(run, options);
    QJsonParseError error;
    const auto document = QJsonDocument::fromJson(QByteArray::fromStdString(text), &error);
    return error.error == QJsonParseError::NoError ? document.object() : QJsonObject();
}

QByteArray contentOf(const QString& name)
{
    QFile file(name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("unreadable");
}

} // namespace

class TestRunExport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void csvRows();
    void csvReplacesBrokenCharacters();
    void csvDoesNotOverwriteSilently();
    void csvNamesTheConditionThatDecided();
    void documentHasTheAgreedShape();
    void documentOfSpeculation();
    void documentNamesWhatWasSaved();
    void documentScoresEveryCriterion();
    void documentWithoutWatchingOrText();
    void documentIsValidWhateverTheRun();
};

void TestRunExport::csvRows()
{
    QCOMPARE(
        runToCsv(smallRun()),
        std::string("token,token_id,text,exit_layer,criterion,score,threshold,milliseconds,role,"
                    "last_layer_rank\r\n"
                    "1,7,\" a\"\"b\",1,cosine_similarity,0.5,0.25,1.25,emitted,\r\n"
                    "2,8,,0,cosine_similarity,,0.25,1.25,emitted,\r\n"
                    "3,9,\"\xE2\x82\xAC,\n\",1,cosine_similarity,0.75,0.25,1.25,emitted,\r\n"));
    Run ranked = smallRun();
    ranked.tokens[2].layers[1].emittedRank = 3;
    QVERIFY(runToCsv(ranked).ends_with(",1.25,emitted,3\r\n"));
    Run plain = smallRun();
    plain.settings.clear();
    QVERIFY(runToCsv(plain).find("1,7,\" a\"\"b\",1,none,,,1.25,emitted,\r\n") !=
            std::string::npos);
}

void TestRunExport::csvReplacesBrokenCharacters()
{
    Run run = smallRun();
    run.tokens.resize(2);
    QVERIFY(runToCsv(run).find("2,8,\xEF\xBF\xBD,0") != std::string::npos);
    QVERIFY(isValidUtf8(runToCsv(test::RandomRun(4).make(50, 3))));
}

void TestRunExport::csvDoesNotOverwriteSilently()
{
    QTemporaryDir folder;
    const QString name = folder.filePath("run.csv");
    const std::filesystem::path file = name.toStdString();
    QVERIFY(saveCsv(smallRun(), file).ok());
    const QByteArray before = contentOf(name);
    const Status again = saveCsv(Run{}, file);
    QVERIFY(!again.ok());
    QCOMPARE(again.error().code(), ErrorCode::WrongUse);
    QVERIFY(QString(again.error().what()).contains(name));
    QCOMPARE(contentOf(name), before);
    QVERIFY(saveCsv(Run{}, file, true).ok());
    QVERIFY(contentOf(name) != before);
}

void TestRunExport::csvNamesTheConditionThatDecided()
{
    Run run = smallRun();
    Settings& settings = run.settings[0].settings;
    settings.rule.conditions.push_back(makeCondition("top2_margin", {{"margin_threshold", 0.5}}));
    for (TokenTrace& token : run.tokens) {
        token.layers[1].maxProbability = 0.875F;
        token.layers[1].secondProbability = 0.125F;
    }
    const auto rows = [&] { return QString::fromStdString(runToCsv(run)).split("\r\n"); };
    // 0.25 past both thresholds' ranges: the first one counts; then each in its turn.
    QVERIFY2(rows()[1].endsWith(",1,cosine_similarity,0.5,0.25,1.25,emitted,"),
             qPrintable(rows()[1]));
    run.tokens[0].layers[1].secondProbability = 0.0625F;
    QVERIFY2(rows()[1].endsWith(",1,top2_margin,0.8125,0.5,1.25,emitted,"), qPrintable(rows()[1]));
    settings.rule.combine = Combine::All;
    QVERIFY2(rows()[1].endsWith(",1,cosine_similarity,0.5,0.25,1.25,emitted,"),
             qPrintable(rows()[1]));
    run.tokens[0].role = TokenRole::Accepted;
    settings.strategy = Strategy::SelfSpeculative; // which does not ask the rule
    QVERIFY2(rows()[1].endsWith(",1,none,,,1.25,accepted,"), qPrintable(rows()[1]));
}

void TestRunExport::documentOfSpeculation()
{
    Run run = smallRun();
    QVERIFY(!documentOf(run).contains("speculation"));
    run.settings[0].settings.strategy = Strategy::DynamicSelfSpeculative;
    run.tokens[1].role = TokenRole::Accepted;
    run.tokens[2].role = TokenRole::Corrected;
    run.rounds = {{1, {{8, "x", 0}, {5, "y", 1}}, 1}};
    run.closeCalls = {{2, 9, 5, 1.5, 1.25}};
    const QJsonObject value = documentOf(run)["speculation"].toObject();
    QCOMPARE(value["drafted"].toInt(), 2);
    QCOMPARE(value["accepted"].toInt(), 1);
    QCOMPARE(value["acceptance_rate"].toDouble(), 0.5);
    QCOMPARE(value["roles"].toArray(), (QJsonArray{"emitted", "accepted", "corrected"}));
    QCOMPARE(value["rounds"].toArray().size(), 1);
    QCOMPARE(value["rounds"][0]["first_token"].toInt(), 1);
    QCOMPARE(value["rounds"][0]["accepted"].toInt(), 1);
    QCOMPARE(value["rounds"][0]["drafts"][1].toObject(),
             (QJsonObject{{"id", 5}, {"exit_layer", 1}}));
    QCOMPARE(value["close_calls"][0].toObject(), (QJsonObject{{"token", 2},
                                                              {"first", 9},
                                                              {"second", 5},
                                                              {"first_logit", 1.5},
                                                              {"second_logit", 1.25}}));
    run.rounds.clear();
    QVERIFY(documentOf(run)["speculation"]["acceptance_rate"].isNull());
}

void TestRunExport::documentHasTheAgreedShape()
{
    const QJsonObject document = documentOf(smallRun());
    QCOMPARE(document["format_version"].toInt(), 1);
    QCOMPARE(document["model"]["name"].toString(), QString("tiny"));
    QCOMPARE(document["model"]["dtype"].toString(), QString("bf16"));
    QCOMPARE(document["settings"]["criteria"].toString(), QString("cosine_similarity"));
    QCOMPARE(document["settings"]["similarity_threshold"].toDouble(), 0.25);
    QCOMPARE(document["settings"]["seed"].toInt(), 42);
    QCOMPARE(document["settings"]["generation_strategy"].toString(), QString("autoregressive"));
    QCOMPARE(document["settings"]["combine"].toString(), QString("any"));
    QCOMPARE(document["settings"]["patience"].toInt(), 1);
    QCOMPARE(document["settings"]["thresholds"].toObject(), QJsonObject());
    QCOMPARE(document["prompt_ids"].toArray(), (QJsonArray{1, 2}));
    QCOMPARE(document["tokens"].toArray(), (QJsonArray{7, 8, 9}));
    QCOMPARE(document["exit_layers"].toArray(), (QJsonArray{1, 0, 1}));
    QCOMPARE(document["text"].toString(), QString(" a\"b\u20AC,\n"));
    QCOMPARE(document["finish_reason"].toString(), QString("length"));
    const QJsonObject tie = document["ties"][0].toObject();
    QCOMPARE(tie, (QJsonObject{{"token", 1}, {"layer", 0}, {"score", 0.5}, {"threshold", 0.5}}));
    QCOMPARE(document["timing"].toObject(), (QJsonObject{{"prefill_s", 0.25},
                                                         {"decode_s", 0.5},
                                                         {"tokens_per_second", 4},
                                                         {"layers_run", 3},
                                                         {"catch_up_rows", 1},
                                                         {"layers_s", 0.0025},
                                                         {"scoring_s", 0},
                                                         {"catch_up_s", 0},
                                                         {"sampling_s", 0},
                                                         {"other_s", 0.4975},
                                                         {"full_depth_s", QJsonValue()},
                                                         {"layers_saved_s", QJsonValue()},
                                                         {"net_saved_s", QJsonValue()}}));
}

void TestRunExport::documentNamesWhatWasSaved()
{
    Run run = smallRun();
    run.tokens[1].times = {.layersMs = 60,
                           .carriedMs = 20,
                           .carriedPasses = 1,
                           .scoringMs = 30,
                           .catchUpMs = 10,
                           .samplingMs = 5};
    run.fullDepth = FullDepthCost{.layersMs = 30, .restMs = 10, .headMs = 8};
    const QJsonObject timing = documentOf(run)["timing"].toObject();
    const auto seconds = [&](const char* name) { return timing[QLatin1String(name)].toDouble(); };
    QCOMPARE(seconds("catch_up_s"), 0.015); // with what the carried row added to a layer of 15 ms
    QCOMPARE(seconds("layers_s") + seconds("scoring_s") + seconds("catch_up_s") +
                 seconds("sampling_s") + seconds("other_s"),
             seconds("decode_s"));
    QCOMPARE(seconds("full_depth_s"), 0.08);
    QCOMPARE(seconds("net_saved_s"), seconds("full_depth_s") - seconds("decode_s"));
    QCOMPARE(seconds("layers_saved_s"), 0.06 - seconds("layers_s"));
}

void TestRunExport::documentScoresEveryCriterion()
{
    DocumentOptions options;
    options.conditions = {makeCondition("cosine_similarity"),
                          makeCondition("token_repeat", {{"repeats", 3}})};
    for (const bool chosen : {false, true}) {
        const QJsonObject document = documentOf(smallRun(), chosen ? options : DocumentOptions{});
        const QJsonArray scores = document["scores"].toArray();
        const QJsonArray thresholds = document["thresholds"].toArray();
        QCOMPARE(scores.size(), 3);
        QCOMPARE(thresholds.size(), 3);
        QCOMPARE(scores[0].toArray().size(), 2);
        QCOMPARE(scores[0][1].toObject().size(),
                 chosen ? 2 : static_cast<qsizetype>(allCriteria().size()));
        QCOMPARE(scores[0][1].toObject().keys(), thresholds[0][1].toObject().keys());
        QVERIFY(scores[0][0]["cosine_similarity"].isNull());
        QCOMPARE(scores[0][1]["cosine_similarity"].toDouble(), 0.5);
        // The run's own rule stands in for the asked one of the same criterion.
        QCOMPARE(thresholds[0][1]["cosine_similarity"].toDouble(), 0.25);
        QCOMPARE(thresholds[2][0]["token_repeat"].toDouble(), chosen ? 3.0 : 4.0);
        QVERIFY(scores[2][0]["token_repeat"].isNull());
    }
}

void TestRunExport::documentWithoutWatchingOrText()
{
    Run run = smallRun();
    run.settings[0].settings.watch = false;
    run.tokens.resize(1);
    const QJsonObject document = documentOf(run, {.hasText = false, .conditions = {}});
    QVERIFY(!document.isEmpty());
    QVERIFY(!document.contains("scores"));
    QVERIFY(!document.contains("thresholds"));
    QVERIFY(document["text"].isNull());
    QVERIFY(document["timing"]["tokens_per_second"].isNull());
}

void TestRunExport::documentIsValidWhateverTheRun()
{
    for (unsigned seed = 1; seed <= 20; ++seed) {
        const Run run = test::RandomRun(seed).make(10, 3);
        QVERIFY(isValidUtf8(generateDocument(run)));
        QVERIFY2(!documentOf(run).isEmpty(), qPrintable(QString("seed %1").arg(seed)));
    }
}

QTEST_GUILESS_MAIN(TestRunExport)
#include "tst_runexport.moc"
