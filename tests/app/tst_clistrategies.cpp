#include "clirun.h"
#include "support/owncache.h"
#include "support/testdata.h"

#include <QJsonArray>
#include <QTemporaryDir>
#include <QtTest>

using namespace exitscope;
using namespace exitscope::test;

namespace {

const QStringList greedy = story + QStringList{"--json", "--no-sample", "--max_steps", "40"};

const QJsonObject settingsOf(const QStringList& options)
{
    return ran(story + QStringList{"--json", "--max_steps", "2"} + options)
        .document()["settings"]
        .toObject();
}

QStringList stringsOf(const QJsonValue& list)
{
    QStringList words;
    for (const auto& word : list.toArray())
        words.append(word.toString());
    return words;
}

} // namespace

/// Strategies and rules by way of the command line.
class TestCliStrategies : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void speculationWritesWhatFullDepthWrites_data();
    void speculationWritesWhatFullDepthWrites();
    void speculationUnderRoundedActivations();
    void theGoldensOfSelfSpeculation();
    void figuresNameTheAcceptanceRate();
    void rulesOfSeveralCriteria();
    void thresholdsByLayer();
    void sharesLeaveTheCheckpointsNatsOut();
    void policiesAndSampling();
    void wrongUse_data();
    void wrongUse();
};

void TestCliStrategies::speculationWritesWhatFullDepthWrites_data()
{
    QTest::addColumn<QStringList>("options");
    QTest::newRow("fixed") << QStringList{"--generation_strategy", "self_speculative",
                                          "--exit_layer", "4"};
    QTest::newRow("dynamic") << QStringList{"--generation-strategy",
                                            "dynamic_self_speculative",
                                            "--criteria",
                                            "cosine-similarity,top2_margin",
                                            "--conf",
                                            "0.97",
                                            "--num_speculations",
                                            "3"};
}

void TestCliStrategies::speculationWritesWhatFullDepthWrites()
{
    QFETCH(QStringList, options);
    for (const QStringList& sampling : {QStringList(), QStringList{"--sample=true"}}) {
        QStringList common = greedy;
        if (!sampling.isEmpty())
            common[common.indexOf("--no-sample")] = sampling.first();
        common << "--dtype"
               << "fp32";
        const QJsonObject full = ran(common).document();
        const Outcome outcome = ran(common + options);
        QVERIFY2(outcome.code == 0, outcome.err);
        const QJsonObject document = outcome.document();
        QCOMPARE(document["tokens"], full["tokens"]);
        QVERIFY(!full.contains("speculation"));

        const QJsonObject speculation = document["speculation"].toObject();
        const QStringList roles = stringsOf(speculation["roles"]);
        const QJsonArray exits = document["exit_layers"].toArray();
        QCOMPARE(roles.size(), 40);
        QCOMPARE(roles.count("accepted"), speculation["accepted"].toInt());
        int drafted = 0;
        for (const QJsonValue round : speculation["rounds"].toArray()) {
            const QJsonArray drafts = round["drafts"].toArray();
            drafted += static_cast<int>(drafts.size());
            for (int i = 0; i < round["accepted"].toInt(); ++i) {
                const int token = round["first_token"].toInt() + i;
                QCOMPARE(document["tokens"][token], drafts[i].toObject()["id"]);
                QCOMPARE(exits[token], drafts[i].toObject()["exit_layer"]);
            }
        }
        QCOMPARE(speculation["drafted"].toInt(), drafted);
        QCOMPARE(speculation["acceptance_rate"].toDouble(),
                 double(roles.count("accepted")) / drafted);
        for (qsizetype i = 0; i < roles.size(); ++i)
            QVERIFY(roles[i] == "accepted" || exits[i].toInt() == 11);
        QVERIFY(speculation["close_calls"].isArray());
    }
}

/// Sums in another order may turn an input's rounding, as they turn that of keys and values: then
/// the token is told as a close call.
void TestCliStrategies::speculationUnderRoundedActivations()
{
    const OwnCache cache;
    for (const char* dtype : {"bf16-a16", "int8-a8", "int4-a8"}) {
        const QStringList common = greedy + QStringList{"--dtype", dtype};
        const QJsonArray full = ran(common).document()["tokens"].toArray();
        const Outcome outcome =
            ran(common + QStringList{"--generation_strategy", "self_speculative", "--exit_layer",
                                     "8", "--num_speculations", "3"});
        QVERIFY2(outcome.code == 0, outcome.err);
        const QJsonObject document = outcome.document();
        QSet<int> close;
        for (const QJsonValue call : document["speculation"]["close_calls"].toArray())
            close.insert(call["token"].toInt());
        const QJsonArray tokens = document["tokens"].toArray();
        QCOMPARE(tokens.size(), full.size());
        for (int i = 0; i < tokens.size() && (tokens[i] == full[i] || !close.contains(i)); ++i)
            QCOMPARE(tokens[i], full[i]);
    }
}

void TestCliStrategies::theGoldensOfSelfSpeculation()
{
    EXITSCOPE_NEED_SHARED();
    const auto folder = sharedData() / "models" / "random8";
    const auto file = QString::fromStdString((folder / "self_speculative.json").string());
    const QJsonArray cases = QJsonDocument::fromJson(contentOf(file)).object()["cases"].toArray();
    int compared = 0;
    for (int i = 0; i < cases.size() && compared < 6; i += 5) {
        const QJsonObject golden = cases[i].toObject();
        if (!golden["num_speculations"].isDouble())
            continue;
        QStringList ids;
        for (const auto& id : golden["prompt"].toArray())
            ids.append(QString::number(id.toInt()));
        const auto option = [&](const char* name) { return QString::number(golden[name].toInt()); };
        const Outcome outcome =
            ran({"generate", "--model", QString::fromStdString(folder.string()), "--json",
                 "--ignore_eos", "--no-sample", "--dtype", "fp32", "--generation_strategy",
                 "self_speculative", "--prompt_ids", ids.join(','), "--exit_layer",
                 option("exit_layer"), "--num_speculations", option("num_speculations"),
                 "--max_steps", option("max_steps")});
        QVERIFY2(outcome.code == 0, outcome.err);
        QCOMPARE(outcome.document()["tokens"], golden["tokens"]);
        QCOMPARE(outcome.document()["speculation"]["acceptance_rate"].toDouble(),
                 golden["acceptance_rate"].toDouble());
        ++compared;
    }
    QVERIFY2(compared >= 4, qPrintable(QString::number(compared)));
}

void TestCliStrategies::figuresNameTheAcceptanceRate()
{
    const QStringList draft{"--generation_strategy", "self_speculative", "--exit_layer", "4"};
    const Outcome outcome = ran(greedy + draft + QStringList{"--streamer", "speculative"});
    QVERIFY2(outcome.err.contains("drafts accepted (acceptance rate "), outcome.err);
    // Standard error is no terminal here: the text stands there once, without control sequences.
    QVERIFY(!outcome.err.contains('\033'));
    QVERIFY(outcome.err.contains(outcome.document()["text"].toString().toUtf8()));
    QStringList one = greedy + draft;
    one[one.indexOf("40")] = "1";
    const Outcome alone = ran(one);
    QVERIFY2(alone.err.contains("nothing drafted"), alone.err);
    QVERIFY(alone.document()["speculation"]["acceptance_rate"].isNull());
}

void TestCliStrategies::rulesOfSeveralCriteria()
{
    const QStringList two{"--criteria", "token_repeat, top2-margin", "--repeats",
                          "2",          "--margin_threshold",        "0.2"};
    const QJsonObject settings = settingsOf(
        two + QStringList{"--combine", "all", "--patience", "2", "--minimum_layer", "3"});
    QCOMPARE(settings["criteria"].toString(), QString("token_repeat,top2_margin"));
    QCOMPARE(settings["combine"].toString(), QString("all"));
    QCOMPARE(settings["patience"].toInt(), 2);
    QCOMPARE(settings["minimum_layer"].toInt(), 3);
    QCOMPARE(settings["repeats"].toDouble(), 2.0);
    QCOMPARE(settings["margin_threshold"].toDouble(), 0.2);
    // Each modifier keeps tokens in for longer; the exits are those of the recorded scores.
    const auto exits = [&](const QStringList& options) {
        double sum = 0;
        for (const auto& exit : ran(greedy + two + options).document()["exit_layers"].toArray())
            sum += exit.toInt();
        return sum;
    };
    const double any = exits({});
    QVERIFY(any < 40 * 11);
    QVERIFY(exits({"--combine", "all"}) >= any);
    QVERIFY(exits({"--patience", "3"}) > any);
    const QJsonArray late =
        ran(greedy + two + QStringList{"--minimum_layer", "9"}).document()["exit_layers"].toArray();
    for (const auto& exit : late)
        QVERIFY(exit.toInt() >= 9);
}

void TestCliStrategies::thresholdsByLayer()
{
    QCOMPARE(settingsOf({"--criteria", "max_probability", "--thresholds", "0.9,0.5"})["thresholds"]
                 .toObject(),
             (QJsonObject{{"max_probability", QJsonArray{0.9, 0.5}}}));
    QCOMPARE(settingsOf({"--criteria", "max_probability,kl_to_previous", "--thresholds",
                         "kl-to-previous:0.1", "max_probability:1,0.5"})["thresholds"]
                 .toObject(),
             (QJsonObject{{"max_probability", QJsonArray{1, 0.5}},
                          {"kl_to_previous", QJsonArray{0.1}}}));
    // Nothing is above 1: tokens leave at the first layer that has another threshold.
    const QJsonObject document =
        ran(greedy +
            QStringList{"--watch", "--criteria", "max_probability", "--thresholds", "1,1,1,0"})
            .document();
    for (const auto& exit : document["exit_layers"].toArray())
        QCOMPARE(exit.toInt(), 3);
    QCOMPARE(document["thresholds"][0][2]["max_probability"].toDouble(), 1.0);
    QCOMPARE(document["thresholds"][0][11]["max_probability"].toDouble(), 0.0);
}

void TestCliStrategies::sharesLeaveTheCheckpointsNatsOut()
{
    const auto initial = [](const QStringList& options) {
        const QJsonObject settings =
            settingsOf(QStringList{"--criteria", "entropy_based"} + options);
        return std::pair(settings["entropy_relative"].toBool(),
                         settings["entropy_initial_threshold"].toDouble());
    };
    QCOMPARE(initial({}), std::pair(false, 3.0)); // the bundled checkpoint's
    QCOMPARE(initial({"--no-entropy-relative"}), std::pair(false, 3.0));
    QCOMPARE(initial({"--entropy_relative"}), std::pair(true, 0.935));
    QCOMPARE(initial({"--entropy-relative", "--entropy_initial_threshold", "0.25"}),
             std::pair(true, 0.25));
}

void TestCliStrategies::policiesAndSampling()
{
    const QJsonObject settings =
        settingsOf({"--kv", "copy", "--min_p", "0.25", "--repetition-penalty", "1.5",
                    "--no-repeat-ngram-size", "3"});
    QCOMPARE(settings["kv"].toString(), QString("copy"));
    QCOMPARE(settings["min_p"].toDouble(), 0.25);
    QCOMPARE(settings["repetition_penalty"].toDouble(), 1.5);
    QCOMPARE(settings["no_repeat_ngram_size"].toInt(), 3);
    const QJsonArray tokens =
        ran(greedy + QStringList{"--no_repeat_ngram_size", "1", "--ignore_eos"})
            .document()["tokens"]
            .toArray();
    QSet<int> seen;
    for (const auto& token : tokens)
        seen.insert(token.toInt());
    QCOMPARE(seen.size(), 40);
    for (const char* dtype : {"fp32", "fp16", "bf16"}) {
        const Outcome outcome = ran(greedy + QStringList{"--dtype", dtype, "--device", "cpu"});
        QCOMPARE(outcome.document()["model"]["dtype"].toString(), QString(dtype));
    }
}

void TestCliStrategies::wrongUse_data()
{
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<QString>("says");
    const auto row = [](const QStringList& options, const char* says) {
        QTest::newRow(qPrintable(options.join(' '))) << options << says;
    };
    const QStringList fixed{"--generation_strategy", "self_speculative", "--exit_layer", "4"};
    row({"--generation_strategy", "guess"}, "guess");
    row({"--generation_strategy", "self_speculative"}, "self_speculative needs exit_layer");
    row({"--generation_strategy", "self_speculative", "--exit_layer", "0"}, "exit_layer is 0");
    row({"--generation_strategy", "self_speculative", "--exit_layer", "13"}, "exit_layer is 13");
    row(fixed + QStringList{"--criteria", "token_repeat"}, "--criteria has no say");
    row(fixed + QStringList{"--num_speculations", "0"}, "num_speculations is 0");
    row({"--num_speculations", "0"}, "num_speculations is 0");
    row(fixed + QStringList{"--kv", "copy"}, "self_speculative needs kv exact, and kv is copy");
    row({"--generation_strategy", "dynamic_self_speculative"}, "needs a criterion");
    row({"--criteria", "token_repeat,guess"}, "There is no criterion \"guess\"");
    row({"--criteria", "token_repeat,"}, "There is no criterion \"\"");
    row({"--criteria", "token_repeat,token-repeat"}, "token_repeat is named twice");
    row({"--criteria", "none,token_repeat"}, "none together with others");
    row({"--criteria", "token_repeat", "--combine", "most"}, "most");
    row({"--criteria", "token_repeat", "--patience", "0"}, "patience is 0");
    row({"--criteria", "token_repeat", "--patience", "13"}, "patience is 13");
    row({"--criteria", "token_repeat", "--minimum_layer", "-1"}, "minimum_layer is -1");
    row({"--criteria", "token_repeat", "--minimum_layer", "12"}, "minimum_layer is 12");
    row({"--thresholds", "1"}, "--criteria is none");
    const QStringList one{"--criteria", "token_repeat", "--thresholds"};
    row(one + QStringList{"few"}, "\"few\", which is no number");
    row(one + QStringList{"1,nan"}, "\"nan\", which is no number");
    row(one + QStringList{"inf"}, "\"inf\", which is no number");
    row(one + QStringList{"1,,2"}, "\"\", which is no number");
    row(one + QStringList{"token_repeat:"}, "\"\", which is no number");
    row(one + QStringList{"1,2,3,4,5,6,7,8,9,10,11,12,13"},
        "names 13 layers, and the model has 12");
    row(one + QStringList{"1", "2"}, "--thresholds is given twice for token_repeat");
    row(one + QStringList{"top2_margin:1"}, "is for top2_margin, but --criteria is token_repeat");
    row({"--criteria", "token_repeat,top2_margin", "--thresholds", "1"},
        "needs the name of its criterion");
    row({"--entropy_relative=maybe"}, "--entropy_relative is true or false");
    row({"--criteria", "entropy_based", "--entropy_relative", "--entropy_initial_threshold", "3"},
        "entropy_initial_threshold is 3, but must be between 0 and 1");
    row({"--margin_threshold", "2"}, "margin_threshold is 2");
    row({"--kl_threshold", "-1"}, "kl_threshold is -1");
}

void TestCliStrategies::wrongUse()
{
    QFETCH(QStringList, options);
    QFETCH(QString, says);
    const Outcome outcome = ran(story + options);
    QVERIFY2(outcome.code == 2, outcome.err);
    QVERIFY2(QString::fromUtf8(outcome.err).contains(says), outcome.err);
    QCOMPARE(outcome.err.trimmed().count('\n'), 0);
    QVERIFY2(outcome.out.isEmpty(), outcome.out);
}

QTEST_GUILESS_MAIN(TestCliStrategies)
#include "tst_clistrategies.moc"
