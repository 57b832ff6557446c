#include <QImage>
#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

/// The program itself, asked for a picture of its window.
class ScreenshotTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void showsAStepOfATour();
    void showsATourOfAFile();
    void showsTheRunThatItIsGiven();
    void refusesWhatIsNotThere_data();
    void refusesWhatIsNotThere();

private:
    /// The exit code; what it says goes to m_said.
    int run(const QStringList& arguments)
    {
        QProcess program;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
        program.setProcessEnvironment(environment);
        program.start(QStringLiteral(EXITSCOPE_BIN_DIR "/exitscope"),
                      QStringList{QStringLiteral("--size"), QStringLiteral("1100x700")} +
                          arguments);
        if (!program.waitForFinished(60'000))
            return -1;
        m_said = QString::fromUtf8(program.readAllStandardError());
        return program.exitCode();
    }
    QString place(const char* name) const { return m_folder.filePath(QLatin1String(name)); }

    QTemporaryDir m_folder;
    QString m_said;
};

void ScreenshotTest::showsAStepOfATour()
{
    const auto picture = [this](const QString& step, const char* name) {
        const QString file = place(name);
        const int code =
            run({QStringLiteral("--tour"), QStringLiteral("early-exit"), QStringLiteral("--step"),
                 step, QStringLiteral("--screenshot"), file});
        return code == 0 ? QImage(file) : QImage();
    };
    const QImage first = picture(QStringLiteral("1"), "first.png");
    const QImage second = picture(QStringLiteral("2"), "second.png");
    QVERIFY2(!first.isNull() && !second.isNull(), qPrintable(m_said));
    QCOMPARE(first.size(), second.size());
    QVERIFY(first != second);
}

void ScreenshotTest::showsATourOfAFile()
{
    const QString tour = place("tour.json");
    QFile file(tour);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(R"({"id": "mine", "order": 0, "title": {"en": ""}, "summary": {"en": ""},
        "steps": [{"title": {"en": ""}, "text": {"en": ""}, "do": [
            {"settings": {"criteria": "none", "max_steps": 4}}, {"prompt": "A king"},
            {"command": "run"}, {"page": "table"}]}]})");
    file.close();
    const QString picture = place("mine.png");
    QCOMPARE(run({QStringLiteral("--tour"), tour, QStringLiteral("--screenshot"), picture}), 0);
    QVERIFY(!QImage(picture).isNull());
}

/// As a file manager starts it on a run, whatever the model of the last time was.
void ScreenshotTest::showsTheRunThatItIsGiven()
{
    const auto pictureOf = [this](const char* prompt, const char* name) {
        const QString run = place(name) + QStringLiteral(".exitscope");
        QProcess::execute(
            QStringLiteral(EXITSCOPE_BIN_DIR "/exitscope-cli"),
            {QStringLiteral("generate"), QStringLiteral("--prompt"), QLatin1String(prompt),
             QStringLiteral("--max_steps"), QStringLiteral("8"), QStringLiteral("--watch"),
             QStringLiteral("--sample"), QStringLiteral("False"), QStringLiteral("--streamer"),
             QStringLiteral("none"), QStringLiteral("--trace"), run});
        const QString picture = place(name) + QStringLiteral(".png");
        const int code = this->run({run, QStringLiteral("--screenshot"), picture});
        return code == 0 ? QImage(picture) : QImage();
    };
    const QImage king = pictureOf("A king", "king");
    const QImage wolf = pictureOf("The wolf", "wolf");
    QVERIFY2(!king.isNull() && !wolf.isNull(), qPrintable(m_said));
    QVERIFY(king != wolf);
    QCOMPARE(run({place("king.exitscope"), place("wolf.exitscope"), QStringLiteral("--screenshot"),
                  place("both.png")}),
             2);
    QVERIFY2(m_said.contains(QStringLiteral("one saved run")), qPrintable(m_said));
}

void ScreenshotTest::refusesWhatIsNotThere_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("named");
    QTest::newRow("tour") << QStringList{"--tour", "nowhere", "--screenshot", "x.png"} << "nowhere";
    QTest::newRow("step") << QStringList{"--tour", "early-exit",   "--step",
                                         "99",     "--screenshot", "x.png"}
                          << "99";
    QTest::newRow("no picture") << QStringList{"--tour", "early-exit"} << "--screenshot";
}

void ScreenshotTest::refusesWhatIsNotThere()
{
    QFETCH(QStringList, arguments);
    QFETCH(QString, named);
    QCOMPARE(run(arguments), 2);
    QVERIFY2(m_said.contains(named), qPrintable(m_said));
}

QTEST_GUILESS_MAIN(ScreenshotTest)
#include "tst_screenshot.moc"
