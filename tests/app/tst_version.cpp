#include <QProcess>
#include <QtTest>

/// What both programs say of themselves and of what they stand on.
class VersionTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void namesWhatItStandsOn();
    void bothProgramsSayTheSame();

private:
    static QByteArray said(const QString& program, const QStringList& arguments)
    {
        QProcess process;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.remove(QStringLiteral("DISPLAY"));
        environment.remove(QStringLiteral("QT_QPA_PLATFORM"));
        process.setProcessEnvironment(environment);
        process.start(program, arguments);
        const bool ended = process.waitForFinished(60'000) && process.exitCode() == 0;
        return ended ? process.readAllStandardOutput() : QByteArray();
    }
    static QByteArray version(const char* program)
    {
        return said(QStringLiteral(EXITSCOPE_BIN_DIR "/") + QLatin1String(program),
                    {QStringLiteral("--version")});
    }
};

/// Each against what the system's own tools or headers say.
void VersionTest::namesWhatItStandsOn()
{
    const QList<QByteArray> lines = version("exitscope-cli").trimmed().split('\n');
    QMap<QByteArray, QByteArray> versions;
    for (const QByteArray& line : lines) {
        const qsizetype space = line.indexOf(' ');
        QVERIFY2(space > 0, line.constData());
        versions.insert(line.left(space), line.mid(space + 1));
    }
    QCOMPARE(lines.first(), QByteArray("exitscope " EXITSCOPE_VERSION));
    QCOMPARE(versions.value("Qt"), QByteArray(qVersion()));
    const auto modversion = [](const char* module) {
        return said(QStringLiteral("pkg-config"),
                    {QStringLiteral("--modversion"), QLatin1String(module)})
            .trimmed();
    };
    QVERIFY(!modversion("libpcre2-8").isEmpty());
    // With its date. (utf8proc's in pkg-config is not always its own.)
    QVERIFY(versions.value("PCRE2").startsWith(modversion("libpcre2-8") + ' '));
    static const QRegularExpression number(QStringLiteral("^\\d+\\.\\d+\\.\\d+"));
    for (const char* name :
         {"LibTorch", "QCustomPlot", "nlohmann/json", "utf8proc", "CLI11", "QtKeychain"})
        QVERIFY2(number.match(QLatin1String(versions.value(name))).hasMatch(), name);
    QCOMPARE(versions.value("cpp-httplib"), modversion("cpp-httplib"));
    QVERIFY(!versions.value("BLAS").isEmpty());
    QVERIFY(!versions.value("kernels").isEmpty());
    QVERIFY(versions.contains("GCC") || versions.contains("Clang"));
}

/// The window's without a display.
void VersionTest::bothProgramsSayTheSame()
{
    const QByteArray own = version("exitscope");
    QVERIFY(!own.isEmpty());
    QCOMPARE(own, version("exitscope-cli"));
}

QTEST_GUILESS_MAIN(VersionTest)
#include "tst_version.moc"
