#include "clirun.h"

#include <QDir>
#include <QTemporaryDir>
#include <QtTest>

using namespace exitscope::test;

/// What calibrate refuses.
class TestCliCalibrateUse : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void wrongUse_data();
    void wrongUse();
    void promptsThatCannotBeUsed();
    void anOlderReportIsKept();

private:
    QString path(const QString& name) const { return m_folder.filePath(name); }

    void write(const QString& name, const QByteArray& content)
    {
        QFile file(path(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(content), content.size());
    }

    QTemporaryDir m_folder;
};

void TestCliCalibrateUse::wrongUse_data()
{
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<QString>("says");
    const auto row = [](const QStringList& options, const char* says) {
        QTest::newRow(qPrintable(options.join(' '))) << options << says;
    };
    const QStringList cosine{"--criteria", "cosine_similarity"};
    const QStringList joined{"--criteria", "cosine_similarity,convergence"};
    row({}, "Name the criterion");
    row(joined, "say with --vary NAME");
    row(joined + QStringList{"--vary", "entropy_based"}, "--vary is entropy_based, but --criteria");
    row(cosine + QStringList{"--risk", "0"}, "--risk is 0");
    row(cosine + QStringList{"--confidence", "1"}, "--confidence is 1");
    row(cosine + QStringList{"--sample"}, "--sample cannot be had");
    row(cosine + QStringList{"--thresholds", "0.9,0.8"}, "--sweep shift");
    row(cosine + QStringList{"--num_prompts", "1"}, "Of the 1 prompts");
    row(cosine + QStringList{"--dataset", "gsm8k"}, "need one another");
}

void TestCliCalibrateUse::wrongUse()
{
    QFETCH(QStringList, options);
    QFETCH(QString, says);
    const Outcome outcome = ran(QStringList{"calibrate"} + options);
    QVERIFY2(outcome.code == 2, outcome.err);
    QVERIFY2(QString::fromUtf8(outcome.err).contains(says), outcome.err);
    QCOMPARE(outcome.err.trimmed().count('\n'), 0);
    QCOMPARE(outcome.out, QByteArray());
}

void TestCliCalibrateUse::promptsThatCannotBeUsed()
{
    write("long.txt", QByteArray("king ").repeated(2000) + "\nA king\n");
    const QStringList common{"calibrate", "--criteria", "convergence", "--prompts"};
    const Outcome tooLong = ran(common + QStringList{path("long.txt")});
    QCOMPARE(tooLong.code, 2);
    QVERIFY2(tooLong.err.contains("1 can be used") && tooLong.err.contains("1024"), tooLong.err);
    write("empty.txt", "\n \n");
    const Outcome none = ran(common + QStringList{path("empty.txt")});
    QCOMPARE(none.code, 1);
    QVERIFY2(none.err.contains("holds no samples"), none.err);
}

void TestCliCalibrateUse::anOlderReportIsKept()
{
    QVERIFY(QDir(m_folder.path()).mkdir("older"));
    write("older/calibration.json", "precious");
    const QStringList common{"calibrate", "--criteria", "convergence", "--output_dir"};
    const Outcome outcome = ran(common + QStringList{path("older")});
    QCOMPARE(outcome.code, 2);
    QVERIFY2(outcome.err.contains("exists already"), outcome.err);
    QCOMPARE(contentOf(path("older/calibration.json")), QByteArray("precious"));
    const Outcome nowhere = ran(common + QStringList{path("older/calibration.json/x")});
    QCOMPARE(nowhere.code, 1);
    QVERIFY2(nowhere.err.contains("Cannot make the folder"), nowhere.err);
}

QTEST_GUILESS_MAIN(TestCliCalibrateUse)
#include "tst_clicalibrateuse.moc"
