#include "clirun.h"
#include "support/owncache.h"
#include "support/testdata.h"
#include "support/tinymodel.h"

#include <QJsonArray>
#include <QTemporaryDir>
#include <QtTest>

using namespace exitscope::test;

/// The command that compares dtypes on a text, and the dtypes that other commands take.
class CliQualityTest : public QObject
{
    Q_OBJECT

private:
    QString textFile(const QByteArray& content)
    {
        const QString name = m_folder.filePath("text.txt");
        QFile file(name);
        if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate) || file.write(content) < 0)
            qFatal("cannot write %s", qPrintable(name));
        return name;
    }

    static QByteArray story()
    {
        QByteArray text;
        for (int i = 0; i < 12; ++i)
            text += "Once upon a time there was a king who had three sons, and the youngest was "
                    "called Dummling. One day the king fell ill, and nobody could help him.\n";
        return text;
    }

    QTemporaryDir m_folder;

private Q_SLOTS:
    void comparesDtypes()
    {
        const OwnCache cache;
        const Outcome outcome = ran({"quality", "--text", textFile(story()), "--tokens", "300",
                                     "--window", "128", "--json"});
        QVERIFY2(outcome.code == 0, outcome.err);
        QVERIFY2(outcome.err.contains("window 3 of 3"), outcome.err);
        const QJsonObject document = outcome.document();
        QCOMPARE(document["tokens"].toInt(), 300);
        QCOMPARE(document["window"].toInt(), 128);
        QCOMPARE(document["cancelled"].toBool(true), false);
        const QJsonArray dtypes = document["dtypes"].toArray();
        QCOMPARE(dtypes.size(), 3);
        QCOMPARE(dtypes[0]["dtype"].toString(), QString("bf16"));
        QCOMPARE(dtypes[0]["same_top1"].toDouble(), 1.0);
        QCOMPARE(dtypes[0]["mean_kl"].toDouble(-1), 0.0);
        double before = -1;
        for (const QJsonValue& dtype : dtypes) {
            QVERIFY(dtype["mean_kl"].toDouble() > before); // fewer bits are farther away
            before = dtype["mean_kl"].toDouble();
            QVERIFY(dtype["perplexity"].toDouble() < 100);
            QVERIFY(dtype["same_top1"].toDouble() > 0.8);
            QCOMPARE(dtype["exits"].toObject().size(), 7);
            for (const QJsonValue& exit : dtype["exits"].toObject()) {
                QVERIFY(exit["same_exit"].toDouble() > 0.3);
                QVERIFY(exit["mean_exit_layer"].toDouble() > 1);
            }
        }
        QVERIFY(dtypes[1]["weight_bytes"].toDouble() < 0.52 * dtypes[0]["weight_bytes"].toDouble());
        QVERIFY(dtypes[2]["weight_bytes"].toDouble() < 0.29 * dtypes[0]["weight_bytes"].toDouble());
        QCOMPARE(cache.files().size(), std::size_t{2});
    }

    void tables()
    {
        const OwnCache cache;
        const Outcome outcome = ran(
            {"quality", "--text", textFile(story()), "--tokens", "40", "--dtypes", "fp32,int8"});
        QVERIFY2(outcome.code == 0, outcome.err);
        for (const char* part : {"fp32", "int8", "perplexity", "same top 1", "cosine_similarity"})
            QVERIFY2(outcome.out.contains(part), outcome.out);
        QVERIFY(!outcome.out.contains("int4"));
    }

    void whatCannotBeRead_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("code");
        QTest::addColumn<QByteArray>("said");
        const QString some = m_folder.filePath("some.txt");
        QTest::newRow("no text") << QStringList{} << 2 << QByteArray("Name the text to read");
        QTest::newRow("missing") << QStringList{"--text", m_folder.filePath("none.txt")} << 1
                                 << QByteArray("Cannot read the text");
        QTest::newRow("folder") << QStringList{"--text", m_folder.path()} << 1
                                << QByteArray("it is a folder");
        QTest::newRow("empty") << QStringList{"--text", "EMPTY"} << 2
                               << QByteArray("holds no token");
        QTest::newRow("compressed")
            << QStringList{"--text", "PACKED"} << 2 << QByteArray("is not UTF-8 text; unpack it");
        QTest::newRow("unknown dtype")
            << QStringList{"--text", "STORY", "--dtypes", "bf16,int3"} << 2
            << QByteArray("\"int3\", which is not known; choose from fp32");
        QTest::newRow("dtype twice") << QStringList{"--text", "STORY", "--dtypes", "int8,int8"} << 2
                                     << QByteArray("names int8 twice");
        QTest::newRow("no dtype") << QStringList{"--text", "STORY", "--dtypes", "bf16,"} << 2
                                  << QByteArray("\"\", which is not known");
        QTest::newRow("tokens") << QStringList{"--text", "STORY", "--tokens", "-1"} << 2
                                << QByteArray("--tokens is -1");
        QTest::newRow("window") << QStringList{"--text", "STORY", "--window", "0"} << 2
                                << QByteArray("--window is 0");
        QTest::newRow("no tokenizer")
            << QStringList{"--text", "STORY", "--model", "TINY"} << 1 << QByteArray("tokenizer");
        QTest::newRow("no model") << QStringList{"--text", "STORY", "--model", m_folder.path()} << 1
                                  << QByteArray("config.json");
    }

    void whatCannotBeRead()
    {
        QFETCH(QStringList, arguments);
        QFETCH(int, code);
        QFETCH(QByteArray, said);
        const OwnCache cache;
        TinyModel tiny;
        tiny.write();
        arguments.replaceInStrings("TINY", QString::fromStdString(tiny.folder().string()));
        arguments.replaceInStrings("STORY", textFile(story()));
        if (arguments.contains("EMPTY"))
            arguments.replaceInStrings("EMPTY", textFile(""));
        if (arguments.contains("PACKED"))
            arguments.replaceInStrings("PACKED", textFile("\xfd"
                                                          "7zXZ"));
        const Outcome outcome = ran(QStringList{"quality"} + arguments);
        QVERIFY2(outcome.code == code, outcome.err);
        QVERIFY2(outcome.err.contains(said), outcome.err);
        QCOMPARE(outcome.out, QByteArray());
    }

    /// A quantized model writes a story too, and says what it ran in.
    void generatesQuantized_data()
    {
        QTest::addColumn<QString>("dtype");
        for (const char* dtype : {"int8", "int4", "int8-a8", "int4-a8"})
            QTest::newRow(dtype) << dtype;
    }

    void generatesQuantized()
    {
        QFETCH(QString, dtype);
        const OwnCache cache;
        const QStringList arguments =
            exitscope::test::story +
            QStringList{"--dtype", dtype, "--no-sample", "--max_steps", "20", "--json"};
        const Outcome first = ran(arguments);
        QVERIFY2(first.code == 0, first.err);
        QCOMPARE(first.document()["model"]["dtype"].toString(), dtype);
        QCOMPARE(first.document()["tokens"].toArray().size(), 20);
        QCOMPARE(cache.files().size(), std::size_t{1});
        const Outcome second = ran(arguments);
        QCOMPARE(second.document()["tokens"], first.document()["tokens"]);
    }

    /// What cannot be kept is told, and the model runs.
    void cacheThatCannotBeWritten()
    {
        const OwnCache cache;
        const QString file = textFile("no folder");
        qputenv("EXITSCOPE_CACHE", file.toUtf8());
        const Outcome outcome =
            ran(exitscope::test::story + QStringList{"--dtype", "int8", "--max_steps", "2"});
        QCOMPARE(outcome.code, 0);
        QVERIFY2(outcome.err.contains("could not be kept in " + file.toUtf8()), outcome.err);
    }

    /// From the same kept weights, and with other scores.
    void roundedActivationsAreAnotherRun()
    {
        const OwnCache cache;
        const QStringList arguments =
            exitscope::test::story +
            QStringList{"--no-sample", "--max_steps", "5", "--json", "--dtype"};
        const auto scoresOf = [&](const char* dtype) {
            const Outcome outcome = ran(arguments + QStringList{dtype});
            return outcome.document()["tokens"];
        };
        QVERIFY(scoresOf("int8-a8") != scoresOf("int8"));
        QCOMPARE(cache.files().size(), std::size_t{1});
        QVERIFY(scoresOf("bf16-a16") != scoresOf("bf16"));
        QCOMPARE(cache.files().size(), std::size_t{1});
    }

    void otherDtypesAreRefused()
    {
        const Outcome outcome = ran(exitscope::test::story + QStringList{"--dtype", "int2"});
        QCOMPARE(outcome.code, 2);
        QVERIFY2(outcome.err.contains("int2") && outcome.err.contains("int4-a8"), outcome.err);
    }
};

QTEST_GUILESS_MAIN(CliQualityTest)
#include "tst_cliquality.moc"
