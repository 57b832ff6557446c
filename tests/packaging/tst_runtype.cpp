#include "trace/runfile.h"

#include <QMimeDatabase>
#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

using namespace exitscope;

/// The type of run files, as a desktop tells it from the file that comes with the program.
class RunTypeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void isToldByTheEnding();
    void isToldByTheContent_data();
    void isToldByTheContent();

private:
    static constexpr const char* runType = "application/vnd.exitscope.run";

    QByteArray saved(const char* name)
    {
        const QString file = m_folder.filePath(QLatin1String(name));
        Run run;
        run.prompt = "A king";
        if (!saveRun(run, file.toStdString()))
            return {};
        QFile content(file);
        return content.open(QIODevice::ReadOnly) ? content.readAll() : QByteArray();
    }
    static QString typeOf(const QByteArray& content)
    {
        return QMimeDatabase().mimeTypeForData(content).name();
    }

    QTemporaryDir m_folder;
};

/// Only the program's own file counts here, whatever this system knows besides.
void RunTypeTest::initTestCase()
{
    const QString mime = m_folder.filePath(QStringLiteral("mime"));
    QVERIFY(QDir().mkpath(mime + QStringLiteral("/packages")));
    QVERIFY(QFile::copy(
        QStringLiteral(EXITSCOPE_SOURCE_DIR "/packaging/share/org.exitscope.Exitscope.xml"),
        mime + QStringLiteral("/packages/org.exitscope.Exitscope.xml")));
    qputenv("XDG_DATA_HOME", QFile::encodeName(m_folder.path()));
    qputenv("XDG_DATA_DIRS", QFile::encodeName(m_folder.path()));
    QProcess update;
    update.setProcessChannelMode(QProcess::MergedChannels);
    update.start(QStringLiteral("update-mime-database"), {mime});
    if (!update.waitForFinished(60'000))
        QSKIP("update-mime-database is missing (Debian: shared-mime-info)");
    QCOMPARE(update.exitCode(), 0);
    QCOMPARE(update.readAll(), QByteArray());
}

void RunTypeTest::isToldByTheEnding()
{
    const QMimeType type = QMimeDatabase().mimeTypeForFile(QStringLiteral("a.exitscope"),
                                                           QMimeDatabase::MatchExtension);
    QCOMPARE(type.name(), QLatin1String(runType));
    QCOMPARE(type.preferredSuffix(), QStringLiteral("exitscope"));
    QCOMPARE(type.iconName(), QStringLiteral("org.exitscope.Exitscope"));
}

void RunTypeTest::isToldByTheContent_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::newRow("CBOR") << QByteArray("run.cbor");
    QTest::newRow("JSON") << QByteArray("run.json");
}

void RunTypeTest::isToldByTheContent()
{
    QFETCH(QByteArray, name);
    const QByteArray content = saved(name);
    QVERIFY(!content.isEmpty());
    QCOMPARE(typeOf(content), QLatin1String(runType));
    QByteArray other = content;
    other.replace("exitscope-run", "another-thing");
    QVERIFY(typeOf(other) != QLatin1String(runType));
}

QTEST_GUILESS_MAIN(RunTypeTest)
#include "tst_runtype.moc"
