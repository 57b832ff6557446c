#include "decode/checkpointdefaults.h"

#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

using namespace exitscope;

/// Good starting points are taken over; whatever else the file holds gives a warning, no failure.
class TestCheckpointDefaults : public QObject
{
    Q_OBJECT

private:
    CheckpointDefaults read(const QByteArray& content)
    {
        QFile file(m_folder.filePath("exitscope.json"));
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            qFatal("the test's file cannot be written");
        file.close();
        return readCheckpointDefaults(m_folder.path().toStdString());
    }

    QTemporaryDir m_folder;

private Q_SLOTS:
    void noFileIsNoWarning()
    {
        const CheckpointDefaults none = readCheckpointDefaults("/nowhere");
        QVERIFY(none.criteria.empty());
        QCOMPARE(none.warning, std::string());
    }

    void valuesAreTakenOver()
    {
        for (const char* version : {"\"format_version\":1,", ""}) {
            const CheckpointDefaults defaults =
                read(QByteArray("{") + version +
                     R"("criteria":{"token_repeat":{"repeats":7},"of_the_future":{"x":"y"}}})");
            QCOMPARE(defaults.warning, std::string());
            QCOMPARE(defaults.criteria.size(), std::size_t{1});
            QCOMPARE(defaults.criteria.at("token_repeat").at("repeats"), 7.0);
        }
    }

    void anythingElseIsLeftAside_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QString>("says");
        const auto row = [](const char* content, const char* says) {
            QTest::newRow(content) << QByteArray(content) << says;
        };
        row("{", "parse error");
        row("[]", "not a JSON object");
        row(R"({"format_version":2,"criteria":{}})", "format_version is 2");
        row(R"({"format_version":"1","criteria":{}})", "format_version is \"1\"");
        row(R"({"format_version":1})", "no object \"criteria\"");
        row(R"({"criteria":[{"token_repeat":{"repeats":7}}]})", "no object \"criteria\"");
        row(R"({"criteria":7})", "no object \"criteria\"");
        row(R"({"criteria":{"token_repeat":7}})", "\"token_repeat\" are no object");
        row(R"({"criteria":{"token_repeat":{"repeats":"7"}}})", "\"repeats\" is no number");
        row(R"({"criteria":{"token_repeat":{"repeats":-7}}})", "repeats is -7");
        row(R"({"criteria":{"convergence":{},"token_repeat":{"times":7}}})", "times");
    }

    void anythingElseIsLeftAside()
    {
        QFETCH(QByteArray, content);
        QFETCH(QString, says);
        const CheckpointDefaults defaults = read(content);
        const QString warning = QString::fromStdString(defaults.warning);
        QVERIFY(defaults.criteria.empty());
        QVERIFY2(warning.contains(says), qPrintable(warning));
        QVERIFY2(warning.contains(m_folder.filePath("exitscope.json") + " is left aside"),
                 qPrintable(warning));
        QVERIFY2(warning.endsWith('.') && !warning.endsWith(".."), qPrintable(warning));
    }
};

QTEST_GUILESS_MAIN(TestCheckpointDefaults)
#include "tst_checkpointdefaults.moc"
