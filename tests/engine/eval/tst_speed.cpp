#include "eval/speed.h"
#include "eval/speeddocument.h"
#include "eval/speedtargets.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>

#include <cmath>

using namespace exitscope;

namespace {

SpeedRow rowOf(const std::string& name, const std::string& detail, const std::string& dtype,
               double value = 0, double ratio = 0)
{
    SpeedRow row;
    row.name = name;
    row.detail = detail;
    row.dtype = dtype;
    if (value > 0)
        row.value = spreadOf({value});
    if (ratio > 0)
        row.ratio = spreadOf({ratio});
    return row;
}

/// At 10 GB/s, of which each token needs one.
SpeedRow limited(SpeedRow row)
{
    row.bytes = 1e9;
    row.bandwidth = 1e10;
    return row;
}

SpeedRow failing(SpeedRow row)
{
    row.error = "It broke.";
    return row;
}

SpeedReport reportOf(std::vector<SpeedRow> rows, bool isReference = false)
{
    SpeedReport report;
    report.model.name = "fable";
    report.model.layers = 16;
    report.model.width = 2048;
    report.model.vocabulary = isReference ? 128256 : 32000;
    report.threads = 2;
    report.kernels = "avx2";
    report.rows = std::move(rows);
    return report;
}

const QJsonObject parsed(const std::string& text)
{
    return QJsonDocument::fromJson(QByteArray::fromStdString(text)).object();
}

double sumOf(const TimeShares& shares)
{
    return shares.layers + shares.scoring + shares.catchUp + shares.sampling + shares.overhead;
}

} // namespace

Q_DECLARE_METATYPE(exitscope::SpeedRow)

/// What measurements come to, and what they are held to.
class SpeedTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void spreads()
    {
        QCOMPARE(spreadOf({}), Spread());
        QCOMPARE(spreadOf({}).count, 0);
        QCOMPARE(spreadOf({3}), (Spread{3, 3, 3, 1}));
        QCOMPARE(spreadOf({5, 1, 2}), (Spread{2, 1, 5, 3}));
        QCOMPARE(spreadOf({4, 1, 2, 9}), (Spread{3, 1, 9, 4}));
    }

    void sharesAddUp()
    {
        TokenTimes times;
        times.layersMs = 4;
        times.carriedMs = 3; // a part of the layers' time
        times.scoringMs = 2;
        times.catchUpMs = 1;
        times.samplingMs = 0.5;
        times.otherMs = 0.5; // overhead, as is all that was not told
        QCOMPARE(sharesOf(times, 0.010), (TimeShares{0.4, 0.2, 0.1, 0.05, 0.25}));
        QCOMPARE(sumOf(sharesOf(times, 0.010)), 1.0);
        // Clocks of the parts may say more than that of the whole.
        const TimeShares crowded = sharesOf(times, 0.005);
        QCOMPARE(crowded.layers, 4 / 7.5);
        QCOMPARE(crowded.overhead, 0.0);
        QCOMPARE(sumOf(crowded), 1.0);
        QCOMPARE(sharesOf(TokenTimes(), 2), (TimeShares{0, 0, 0, 0, 1}));
        QCOMPARE(sharesOf(TokenTimes(), 0), TimeShares());
    }

    void timesAdd()
    {
        const TokenTimes a{1, 2, 3, 4, 5, 6, 7};
        const TokenTimes b{10, 20, 30, 40, 50, 60, 70};
        QCOMPARE(a + b, (TokenTimes{11, 22, 33, 44, 55, 66, 77}));
        QCOMPARE(a + TokenTimes(), a);
    }

    void rows()
    {
        QCOMPARE(rowOf("decide", "max_probability", "bf16").label(),
                 std::string("bf16 decide max_probability"));
        QCOMPARE(rowOf("full", "", "bf16").label(), std::string("bf16 full"));
        SpeedRow row = rowOf("full", "", "bf16", 4);
        QCOMPARE(row.limit(), 0.0);
        QCOMPARE(row.shareOfLimit(), 0.0);
        row.bytes = 1e9;
        QCOMPARE(row.shareOfLimit(), 0.0); // no bandwidth was read
        row.bandwidth = 5e9;
        QCOMPARE(row.limit(), 5.0);
        QCOMPARE(row.shareOfLimit(), 0.8);
    }

    /// Twelve layers of 10 bytes and a head of 7.
    void idealBytesByHand()
    {
        const IdealBytes bytes({10, 7, 3}, 12);
        QCOMPARE(bytes.fullDepth(), 127.0);
        QCOMPARE(bytes.exitAt(4), 47.0);
        QCOMPARE(bytes.headAtEveryLayer(), 204.0);
        // Six drafts of 47, the last one's four layers, then eight layers and the head for seven.
        QCOMPARE(bytes.acceptedRound(4, 6), (6 * 47 + 40 + 87) / 7.0);
        // A draft of all layers leaves only the head to be read for verification.
        QCOMPARE(bytes.acceptedRound(12, 1), (127 + 120 + 7) / 2.0);
    }

    void referenceShape()
    {
        QVERIFY(isReferenceShape(reportOf({}, true).model));
        QVERIFY(!isReferenceShape(reportOf({}).model));
        QVERIFY(!isReferenceShape({}));
    }

    void targets_data()
    {
        QTest::addColumn<SpeedRow>("row");
        QTest::addColumn<bool>("isReference");
        QTest::addColumn<QString>("name"); // empty: no target
        QTest::addColumn<double>("value");
        QTest::addColumn<bool>("met");
        const auto add = [](const char* title, const SpeedRow& row, bool isReference,
                            const char* name, double value, bool met) {
            QTest::newRow(title) << row << isReference << QString(name) << value << met;
        };
        add("value, at least", rowOf("prefill", "512 tokens", "bf16", 100), true,
            "prefill_tokens_per_second/512_tokens/bf16", 100, true);
        add("value, too little", rowOf("prefill", "512 tokens", "bf16", 99), true,
            "prefill_tokens_per_second/512_tokens/bf16", 99, false);
        add("value, another shape", rowOf("prefill", "512 tokens", "bf16", 99), false, "", 0,
            false);
        add("value, any shape", rowOf("bundled", "watch", "bf16", 1e6), false,
            "bundled_tokens_per_second/watch/bf16", 1e6, true);
        add("share, at least", limited(rowOf("full", "", "bf16", 9)), false,
            "full_depth_of_limit/bf16", 0.9, true);
        add("share, too little", limited(rowOf("full", "", "bf16", 8.9)), false,
            "full_depth_of_limit/bf16", 0.89, false);
        add("share, another dtype", limited(rowOf("full", "", "int4", 7)), false,
            "full_depth_of_limit/int4", 0.7, true);
        add("share, dtype without a goal", limited(rowOf("full", "", "fp32", 1)), false, "", 0,
            false);
        add("ratio, rounded activations", rowOf("watch", "", "int8-a8", 5, 0.6), false,
            "watch_of_full_depth/int8-a8", 0.6, true);
        add("ratio, at least", rowOf("watch", "", "int8", 5, 0.6), false,
            "watch_of_full_depth/int8", 0.6, true);
        add("ratio, too little", rowOf("watch", "", "int8", 5, 0.59), false,
            "watch_of_full_depth/int8", 0.59, false);
        add("ratio, any dtype", rowOf("preview", "max_probability", "fp32", 5, 0.8), false,
            "preview_of_full_depth/max_probability/fp32", 0.8, true);
        add("ratio, one detail", rowOf("decide", "cosine_similarity", "bf16", 5, 0.9), false,
            "decide_of_full_depth/cosine_similarity/bf16", 0.9, false);
        add("ratio, other detail", rowOf("decide", "max_probability", "bf16", 5, 0.1), false, "", 0,
            false);
        add("ratio, not measured", rowOf("watch", "", "int8", 5), false, "", 0, false);
        add("at most", rowOf("catch_up", "3 waiting", "bf16", 5, 1.3), false,
            "catch_up_of_alone/3_waiting/bf16", 1.3, true);
        add("at most, too much", rowOf("catch_up", "15 waiting", "bf16", 5, 2.4), false,
            "catch_up_of_alone/15_waiting/bf16", 2.4, false);
        add("row without a goal", rowOf("recommended", "full depth", "bf16", 5, 1), true, "", 0,
            false);
        add("error", failing(rowOf("watch", "", "bf16")), false, "watch_of_full_depth/bf16", 0,
            false);
        add("error at last", failing(rowOf("watch", "", "bf16", 5, 0.9)), false,
            "watch_of_full_depth/bf16", 0.9, false);
        add("error, at most", failing(rowOf("catch_up", "3 waiting", "bf16")), false,
            "catch_up_of_alone/3_waiting/bf16", 0, false);
    }

    void targets()
    {
        QFETCH(SpeedRow, row);
        QFETCH(bool, isReference);
        QFETCH(QString, name);
        QFETCH(double, value);
        QFETCH(bool, met);
        const auto targets = speedTargets(reportOf({row}, isReference));
        QCOMPARE(targets.size(), std::size_t(name.isEmpty() ? 0 : 1));
        if (name.isEmpty())
            return;
        QCOMPARE(QString::fromStdString(targets[0].name), name);
        QCOMPARE(targets[0].value, value);
        QCOMPARE(targets[0].met, met);
        QCOMPARE(targets[0].atLeast, row.name != "catch_up");
    }

    /// One row may be held to several goals, and each row to its own.
    void targetsOfTheReferenceShape()
    {
        QVERIFY(speedTargets(reportOf({}, true)).empty());
        const auto targets = speedTargets(
            reportOf({rowOf("load", "", "bf16", 1.4, 1.2), limited(rowOf("full", "", "bf16", 9.5)),
                      limited(rowOf("full", "", "int8", 30))},
                     true));
        QStringList told;
        for (const SpeedTarget& target : targets)
            told << QString::fromStdString(target.name) + (target.met ? " met" : " unmet");
        QCOMPARE(
            told,
            (QStringList{"load_seconds/bf16 met", "resident_of_file/bf16 unmet",
                         "full_depth_of_limit/bf16 met", "full_depth_tokens_per_second/bf16 unmet",
                         "full_depth_of_limit/int8 met", "full_depth_tokens_per_second/int8 met"}));
    }

    void document()
    {
        SpeedRow full = limited(rowOf("full", "", "bf16", 9, 0.5));
        full.shares = TimeShares{0.5, 0.25, 0, 0.125, 0.125};
        SpeedReport report = reportOf({full, failing(rowOf("open", "", "int8"))});
        report.model.name = "broken \xff name"; // no UTF-8
        report.bandwidth = spreadOf({1e10, 3e10});
        report.interrupted = true;
        const std::string text = speedDocument(report);
        QCOMPARE(text.find('\n'), text.size() - 1);
        const QJsonObject document = parsed(text);
        QCOMPARE(document["format_version"].toInt(), 2);
        QCOMPARE(document["interrupted"].toBool(), true);
        QCOMPARE(document["threads"].toInt(), 2);
        QCOMPARE(document["kernels"].toString(), QString("avx2"));
        QCOMPARE(document["model"]["layers"].toInt(), 16);
        QCOMPARE(document["bandwidth_bytes_per_second"]["median"].toDouble(), 2e10);
        const QJsonValue first = document["rows"][0];
        QCOMPARE(first["row"].toString(), QString("full"));
        QCOMPARE(first["unit"].toString(), QString("tokens/s"));
        QCOMPARE(first["value"]["median"].toDouble(), 9.0);
        QCOMPARE(first["value"]["count"].toInt(), 1);
        QCOMPARE(first["ratio"]["max"].toDouble(), 0.5);
        QCOMPARE(first["limit_tokens_per_second"].toDouble(), 10.0);
        QCOMPARE(first["share_of_limit"].toDouble(), 0.9);
        QCOMPARE(first["time_shares"]["scoring"].toDouble(), 0.25);
        QVERIFY(first["detail"].isNull() && first["error"].isNull());
        const QJsonObject target = document["targets"][0].toObject();
        QCOMPARE(document["targets"].toArray().size(), 1);
        QCOMPARE(target["name"].toString(), QString("full_depth_of_limit/bf16"));
        QCOMPARE(target["value"].toDouble(), 0.9);
        QCOMPARE(target["goal"].toDouble(), 0.9);
        QCOMPARE(target["sense"].toString(), QString("at_least"));
        QCOMPARE(target["met"].toBool(), true);
    }

    void whatWasNotMeasuredIsNull()
    {
        const QJsonObject document =
            parsed(speedDocument(reportOf({failing(rowOf("open", "", "int8"))})));
        QVERIFY(document["bandwidth_bytes_per_second"].isNull());
        QCOMPARE(document["targets"].toArray(), QJsonArray());
        const QJsonObject row = document["rows"][0].toObject();
        for (const char* field :
             {"detail", "value", "ratio", "bytes_per_token", "bandwidth_bytes_per_second",
              "limit_tokens_per_second", "share_of_limit", "time_shares"})
            QVERIFY2(row.contains(field) && row[field].isNull(), field);
        QCOMPARE(row["error"].toString(), QString("It broke."));
        QCOMPARE(parsed(speedDocument({}))["rows"].toArray(), QJsonArray());
    }

    void table()
    {
        SpeedRow full = limited(rowOf("full", "", "bf16", 8));
        full.shares = TimeShares{0.5, 0.25, 0, 0.125, 0.125};
        SpeedRow broken = rowOf("watch", "", "int8");
        broken.error = std::string(600, 'x') + '.';
        SpeedReport report = reportOf({full, broken});
        const QString table = QString::fromStdString(speedTable(report));
        for (const char* part : {"fable, 16 layers", "avx2", "tokens/s", " 80%", "  50  25   0",
                                 "NOT MET", "full_depth_of_limit/bf16", "at least 0.900"})
            QVERIFY2(table.contains(part), qPrintable(table));
        QVERIFY(table.contains(QString::fromStdString(broken.error) + '\n'));
        QVERIFY(!table.contains("interrupted"));
        report.interrupted = true;
        report.rows.clear();
        const QString rest = QString::fromStdString(speedTable(report));
        QVERIFY(rest.contains("interrupted") && !rest.contains("targets"));
    }
};

QTEST_APPLESS_MAIN(SpeedTest)
#include "tst_speed.moc"
