#include "eval/speedbench.h"

#include "eval/syntheticcheckpoint.h"
#include "support/decoding.h"
#include "support/owncache.h"
#include "support/testdata.h"
#include "support/tinymodel.h"

#include <QtTest>

#include <algorithm>

using namespace exitscope;
using namespace exitscope::test;

namespace {

constexpr int rounds = 2;
constexpr int longRuns = 1; ///< of what takes seconds each time
const SpeedProgress quietly = [](const std::string&) {};

QStringList namesOf(const SpeedReport& report)
{
    QStringList names;
    for (const SpeedRow& row : report.rows)
        names << QString::fromStdString(row.name);
    return names;
}

QStringList labelsOf(const SpeedReport& report)
{
    QStringList labels;
    for (const SpeedRow& row : report.rows)
        labels << QString::fromStdString(row.label());
    return labels;
}

QStringList times(int count, const char* name)
{
    return QStringList(count, name);
}

/// As many as the registry holds, and those of them that need the head.
int criteria()
{
    return static_cast<int>(allCriteria().size());
}

int headCriteria()
{
    return static_cast<int>(std::ranges::count_if(
        allCriteria(), [](const Criterion* one) { return includes(one->needs, Needs::Head); }));
}

} // namespace

/// The benchmark's rows. What they come to depends on the machine and is not asked.
class SpeedBenchTest : public QObject
{
    Q_OBJECT

private:
    SpeedOptions optionsFor(const std::vector<std::string>& rows,
                            const std::vector<std::string>& dtypes = {"bf16"}) const
    {
        SpeedOptions options;
        options.model = m_plain->folder();
        options.dtypes = dtypes;
        options.rows = rows;
        options.threads = 1;
        options.promptTokens = 4;
        options.prefillTokens = 8;
        options.longContext = 100;
        options.bandwidthBytes = std::size_t{1} << 20;
        options.effort = {rounds, 2, 0};
        return options;
    }

    static SpeedReport measured(const SpeedOptions& options)
    {
        return measureSpeed(options, quietly, {});
    }

    OwnCache m_cache;
    std::unique_ptr<SyntheticCheckpoint> m_plain;
    std::unique_ptr<SyntheticCheckpoint> m_idle; ///< layers from 4 on add nothing

private Q_SLOTS:
    void initTestCase()
    {
        const SyntheticShape& fable = syntheticShapeNamed("fable");
        m_plain = std::make_unique<SyntheticCheckpoint>(fable, m_cache.folder());
        m_idle = std::make_unique<SyntheticCheckpoint>(fable, m_cache.folder(),
                                                       SyntheticOptions{.idleFrom = 4});
    }

    void rowsThatAreAskedFor_data()
    {
        QTest::addColumn<QString>("asked");
        QTest::addColumn<QStringList>("names");
        QTest::addColumn<int>("count"); // of measurements in each row
        const auto add = [](const char* asked, const QStringList& names, int count) {
            QTest::newRow(asked) << asked << names << count;
        };
        add("load", {"load"}, longRuns);
        add("full", {"full"}, rounds);
        add("watch", {"watch"}, rounds);
        add("decide", times(criteria(), "decide"), rounds);
        add("preview", times(headCriteria(), "preview"), rounds);
        add("fixed_exit", {"fixed_exit"}, rounds);
        add("catch_up", times(3, "catch_up"), rounds);
        add("prefill", {"prefill"}, longRuns);
        add("context", times(2, "context"), rounds);
        add("full,fixed_exit", {"full", "fixed_exit"}, rounds);
    }

    void rowsThatAreAskedFor()
    {
        QFETCH(QString, asked);
        QFETCH(QStringList, names);
        QFETCH(int, count);
        std::vector<std::string> rows;
        for (const QString& row : asked.split(','))
            rows.push_back(row.toStdString());
        const SpeedReport report = measured(optionsFor(rows));
        QCOMPARE(namesOf(report), names);
        QVERIFY(!report.interrupted);
        for (const SpeedRow& row : report.rows) {
            QVERIFY2(row.error.empty(), row.error.c_str());
            QCOMPARE(row.value.count, count);
            QVERIFY(row.value.least > 0 && row.value.most >= row.value.median);
            QCOMPARE(row.dtype, std::string("bf16"));
        }
    }

    void allRowsByDefault()
    {
        SpeedOptions options = optionsFor({});
        options.effort = {1, 2, 0};
        const SpeedReport report = measured(options);
        QCOMPARE(namesOf(report),
                 QStringList({"load", "full", "watch"}) + times(criteria(), "decide") +
                     times(headCriteria(), "preview") + QStringList({"fixed_exit", "prefill"}) +
                     times(2, "context") + times(3, "catch_up"));
        QCOMPARE(report.model.layers, 12);
        QCOMPARE(report.threads, 1);
        QVERIFY(!report.kernels.empty());
        QCOMPARE(report.bandwidthBytes, std::size_t{1} << 20);
        QVERIFY(report.bandwidth.count > 0 && report.bandwidth.least > 0);
        for (const SpeedRow& row : report.rows) {
            QVERIFY2(row.error.empty(), row.error.c_str());
            const bool isReference = row.name == "full" || row.name == "prefill" ||
                                     row.name == "load" || row.detail == "after 4 tokens" ||
                                     row.detail == "newest row alone";
            if (!isReference)
                QCOMPARE(row.ratio.count, row.value.count);
        }
    }

    void aDtypeThatCannotOpen()
    {
        const SpeedReport report = measured(optionsFor({"full", "context"}, {"fp8", "bf16"}));
        QCOMPARE(labelsOf(report),
                 (QStringList{"fp8 open", "bf16 full", "bf16 context after 4 tokens",
                              "bf16 context after 100 tokens"}));
        QVERIFY2(QString::fromStdString(report.rows[0].error).contains("fp8"),
                 report.rows[0].error.c_str());
        QCOMPARE(report.rows[0].value.count, 0);
        QCOMPARE(report.rows[1].value.count, rounds);
        const SpeedReport loaded = measured(optionsFor({"load"}, {"bf16", "fp8"}));
        QCOMPARE(labelsOf(loaded), (QStringList{"bf16 load", "fp8 load", "fp8 open"}));
        QVERIFY(loaded.rows[0].error.empty() && !loaded.rows[1].error.empty());
    }

    /// One text in one dtype tells what a long context costs.
    void contextInOneDtype()
    {
        const SpeedReport report = measured(optionsFor({"context"}, {"bf16", "fp32"}));
        QCOMPARE(labelsOf(report),
                 (QStringList{"bf16 context after 4 tokens", "bf16 context after 100 tokens"}));
        SpeedOptions tooLong = optionsFor({"context"});
        tooLong.longContext = 1000; // of 1024
        const SpeedReport none = measured(tooLong);
        QCOMPARE(namesOf(none), QStringList{"context"});
        QVERIFY(!none.rows[0].error.empty());
    }

    /// A row that a short context has no room for says so, and the others are measured.
    /// Named rows that this model cannot show are told, and only these.
    void rowsThatCannotBeShown()
    {
        // No bundled model was named, and there is no tokenizer.
        const SpeedReport report = measured(optionsFor({"bundled", "recommended", "full"}));
        QCOMPARE(namesOf(report), (QStringList{"full", "bundled", "recommended"}));
        QVERIFY(report.rows[0].error.empty());
        QVERIFY(!report.rows[1].error.empty() && !report.rows[2].error.empty());
    }

    void aRowThatCannotBeMeasured()
    {
        TinyModel files;
        files.config["max_position_embeddings"] = 16;
        files.write();
        SpeedOptions options = optionsFor({"full", "watch", "prefill", "catch_up"}, {"fp32"});
        options.model = files.folder();
        options.effort.tokens = 40;
        const SpeedReport report = measured(options);
        QCOMPARE(namesOf(report), (QStringList{"full", "watch", "prefill", "catch_up"}));
        for (const std::size_t i : {0, 1, 3})
            QVERIFY2(report.rows[i].error.find("context") != std::string::npos,
                     report.rows[i].error.c_str());
        QCOMPARE(report.rows[2].error, std::string());
        QCOMPARE(report.rows[2].value.count, longRuns);
    }

    void rowsAfterOneThatFailed()
    {
        TinyModel files; // the bundled model with a context of 20 positions
        for (const char* name : {"model.safetensors", "tokenizer.model", "exitscope.json"})
            std::filesystem::copy_file(bundledModel() / name, files.file(name));
        QFile config(bundledModel() / "config.json");
        QVERIFY(config.open(QIODevice::ReadOnly));
        files.config = QJsonDocument::fromJson(config.readAll()).object();
        files.config["max_position_embeddings"] = 20;
        files.writeConfig();
        SpeedOptions options = optionsFor({"load", "catch_up", "recommended"});
        options.model = files.folder();
        options.promptTokens = 5;
        options.effort = {1, 2, 0};
        const SpeedReport report = measured(options);
        QCOMPARE(namesOf(report), QStringList("load") + times(1 + criteria(), "recommended") +
                                      QStringList("catch_up"));
        QVERIFY(!report.rows.back().error.empty());
        for (std::size_t i = 0; i + 1 < report.rows.size(); ++i)
            QVERIFY2(report.rows[i].error.empty(), report.rows[i].error.c_str());
        QCOMPARE(report.rows[1].detail, std::string("full depth"));
    }

    void everyDraftIsAccepted()
    {
        int asked = 0;
        SpeedOptions options = optionsFor({"speculation"}, {"bf16", "int8"});
        options.agreeing = [&](int depth) {
            asked = depth;
            return m_idle->folder();
        };
        const SpeedReport report = measured(options);
        QCOMPARE(asked, 4);
        QCOMPARE(labelsOf(report), (QStringList{"bf16 speculation 6 drafts by 4 layers",
                                                "int8 speculation 6 drafts by 4 layers"}));
        for (const SpeedRow& row : report.rows) {
            QVERIFY2(row.error.empty(), row.error.c_str());
            QCOMPARE(row.value.count, rounds);
        }
        QVERIFY(report.rows[0].bytes > report.rows[1].bytes);
    }

    void draftsThatDisagree()
    {
        SpeedOptions options = optionsFor({"speculation"});
        options.agreeing = [&](int) { return m_plain->folder(); };
        SpeedReport report = measured(options);
        QCOMPARE(namesOf(report), QStringList{"speculation"});
        QVERIFY2(report.rows[0].error.find("where all should have been") != std::string::npos,
                 report.rows[0].error.c_str());
        options.agreeing = [](int) -> std::filesystem::path {
            throw Error(ErrorCode::WriteFailed, "The disk is full.");
        };
        report = measured(options);
        QCOMPARE(namesOf(report), QStringList{"speculation"});
        QCOMPARE(report.rows[0].error, std::string("The disk is full."));
    }

    void bundledModelBesides()
    {
        SpeedOptions options = optionsFor({"bundled"});
        options.bundled = bundledModel();
        QCOMPARE(labelsOf(measured(options)),
                 (QStringList{"bf16 bundled full", "bf16 bundled watch"}));
        options.bundled = m_cache.folder(); // holds no model
        const SpeedReport report = measured(options);
        QCOMPARE(namesOf(report), QStringList{"bundled"});
        QVERIFY(!report.rows[0].error.empty());
    }

    void stopKeepsWhatWasMeasured()
    {
        std::stop_source source;
        const SpeedReport report = measureSpeed(
            optionsFor({"full", "watch", "prefill"}, {"bf16", "fp32"}),
            [&](const std::string& what) {
                if (what.starts_with("bf16 watch, round 2 of"))
                    source.request_stop();
            },
            source.get_token());
        QVERIFY(report.interrupted);
        QCOMPARE(labelsOf(report), (QStringList{"bf16 full", "bf16 watch"}));
        for (const SpeedRow& row : report.rows) {
            QCOMPARE(row.error, std::string());
            QCOMPARE(row.value.count, 1);
        }
        const SpeedReport nothing = measureSpeed(optionsFor({}), quietly, source.get_token());
        QVERIFY(nothing.interrupted && nothing.rows.empty());
    }

    void wrongUse_data()
    {
        QTest::addColumn<QString>("row");
        QTest::addColumn<QString>("said");
        QTest::newRow("unknown") << "fulll"
                                 << "no row \"fulll\"; the rows are load, full,";
        QTest::newRow("empty") << ""
                               << "no row \"\"";
        QTest::newRow("speculation") << "speculation"
                                     << "--synthetic";
    }

    void wrongUse()
    {
        QFETCH(QString, row);
        QFETCH(QString, said);
        const SpeedOptions options = optionsFor({"full", row.toStdString()});
        try {
            measured(options);
            QFAIL("it was measured");
        } catch (const Error& error) {
            QCOMPARE(error.code(), ErrorCode::WrongUse);
            QVERIFY2(QString(error.what()).contains(said), error.what());
        }
    }
};

QTEST_GUILESS_MAIN(SpeedBenchTest)
#include "tst_speedbench.moc"
