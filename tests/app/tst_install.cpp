#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

/// The tree that `cmake --install` makes, and the programs in it.
class InstallTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void putsEachFileInItsPlace();
    void carriesOneName();
    void runsOnItsOwnModel();
    void drawsItsWindow();

private:
    static constexpr int patienceMs = 120'000;

    QString place(const char* file) const { return m_folder.filePath(QLatin1String(file)); }
    QByteArray content(const char* name) const
    {
        QFile file(place(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    /// Standard output, started in the root folder; empty where it failed.
    QByteArray ran(const QString& program, const QStringList& arguments)
    {
        QProcess process;
        process.setWorkingDirectory(QStringLiteral("/"));
        process.start(program, arguments);
        const bool ended = process.waitForFinished(patienceMs) && process.exitCode() == 0;
        m_said = process.readAllStandardError();
        return ended ? process.readAllStandardOutput() : QByteArray();
    }

    QTemporaryDir m_folder;
    QByteArray m_said;
};

void InstallTest::initTestCase()
{
    qunsetenv("EXITSCOPE_MODEL");
    qunsetenv("DESTDIR");
    QVERIFY2(!ran(QStringLiteral(EXITSCOPE_CMAKE),
                  {QStringLiteral("--install"), QStringLiteral(EXITSCOPE_BUILD_DIR),
                   QStringLiteral("--prefix"), m_folder.path()})
                  .isEmpty(),
             m_said.constData());
}

void InstallTest::putsEachFileInItsPlace()
{
    for (const char* file :
         {"bin/exitscope", "bin/exitscope-cli", "share/exitscope/models/fable/config.json",
          "share/exitscope/models/fable/model.safetensors",
          "share/exitscope/models/fable/tokenizer.model", "share/exitscope/prompts/fairytales.txt",
          "share/applications/org.exitscope.Exitscope.desktop",
          "share/metainfo/org.exitscope.Exitscope.metainfo.xml",
          "share/mime/packages/org.exitscope.Exitscope.xml",
          "share/icons/hicolor/scalable/apps/org.exitscope.Exitscope.svg",
          "share/doc/exitscope/help/index.md", "share/doc/exitscope/screenshots/light.png"})
        QVERIFY2(QFileInfo(place(file)).isFile(), file);
    // What is built into the programs is not installed beside them as well.
    for (const char* folder : {"share/exitscope/tours", "share/exitscope/help",
                               "share/exitscope/icons", "share/exitscope/translations"})
        QVERIFY2(!QFileInfo::exists(place(folder)), folder);
}

/// Desktop file, metainfo, file type and icon belong together by their names.
void InstallTest::carriesOneName()
{
    const QByteArray desktop = content("share/applications/org.exitscope.Exitscope.desktop");
    QVERIFY(desktop.contains("\nIcon=org.exitscope.Exitscope\n"));
    QVERIFY(desktop.contains("\nExec=exitscope %F\n"));
    QVERIFY(desktop.contains("\nMimeType=application/vnd.exitscope.run;\n"));
    const QByteArray metainfo = content("share/metainfo/org.exitscope.Exitscope.metainfo.xml");
    QVERIFY(metainfo.contains("<id>org.exitscope.Exitscope</id>"));
    QVERIFY(metainfo.contains("org.exitscope.Exitscope.desktop</launchable>"));
    QVERIFY(metainfo.contains("<mediatype>application/vnd.exitscope.run</mediatype>"));
    QVERIFY(metainfo.contains("version=\"" EXITSCOPE_VERSION "\""));
    const QByteArray mime = content("share/mime/packages/org.exitscope.Exitscope.xml");
    QVERIFY(mime.contains("type=\"application/vnd.exitscope.run\""));
}

void InstallTest::runsOnItsOwnModel()
{
    const QString run = place("run.json");
    ran(place("bin/exitscope-cli"),
        {QStringLiteral("generate"), QStringLiteral("--prompt"), QStringLiteral("A king"),
         QStringLiteral("--max_steps"), QStringLiteral("4"), QStringLiteral("--trace"), run});
    QFile file(run);
    QVERIFY2(file.open(QIODevice::ReadOnly), m_said.constData());
    const QJsonObject model =
        QJsonDocument::fromJson(file.readAll()).object()[QStringLiteral("model")].toObject();
    QCOMPARE(QDir(model[QStringLiteral("path")].toString()).canonicalPath(),
             QDir(place("share/exitscope/models/fable")).canonicalPath());
}

void InstallTest::drawsItsWindow()
{
    const QString picture = place("window.png");
    ran(place("bin/exitscope"), {QStringLiteral("--max-steps"), QStringLiteral("4"),
                                 QStringLiteral("--screenshot"), picture});
    QVERIFY2(QFileInfo(picture).size() > 10'000, m_said.constData());
}

QTEST_GUILESS_MAIN(InstallTest)
#include "tst_install.moc"
