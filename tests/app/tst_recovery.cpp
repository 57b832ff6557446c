#include "desktop/autosavefolder.h"
#include "desktop/recovery.h"
#include "windowfixture.h"

#include <QMenu>
#include <QProcess>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QToolButton>

using namespace exitscope;
using namespace exitscope::test;

/// What is left when the program is killed, and how the next one gives it back.
class TestRecovery : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void aKilledProgramsRunComesBack();
    void declinedIsNotAskedAgain();
    void whatNobodyAnsweredIsAskedAgain();
    void theMenuOpensARun();
    void aDamagedRunIsSaid();

private:
    static MessageStrip* offer(WindowFixture& it)
    {
        return it.window.findChild<Recovery*>()->strip();
    }
    static QMenu* menu(WindowFixture& it)
    {
        return it.window.findChild<QMenu*>(QStringLiteral("autosavedRuns"));
    }
    /// Leaves a run as a killed program does; its file.
    static QString crash(int tokens);

    QTemporaryDir m_folder;
    std::unique_ptr<QTemporaryDir> m_data;
};

void TestRecovery::initTestCase()
{
    QVERIFY(m_folder.isValid());
    prepareApplication(m_folder.path());
}

void TestRecovery::init()
{
    QSettings().clear();
    m_data = std::make_unique<QTemporaryDir>();
    qputenv("EXITSCOPE_DATA", QFile::encodeName(m_data->path()));
}

QString TestRecovery::crash(int tokens)
{
    WindowFixture it;
    if (!it.opened(bundled()))
        return {};
    it.set(tokens, "max_probability", true);
    if (!it.ran())
        return {};
    const auto session = AutosaveSession::begin(autosavePlace());
    if (!session || !(*session)->write(1, it.run()).ok())
        return {};
    return (*session)->fileOf(1);
}

void TestRecovery::aKilledProgramsRunComesBack()
{
    QProcess program;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("XDG_CONFIG_HOME"),
                       m_data->filePath(QStringLiteral("config")));
    environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
    program.setProcessEnvironment(environment);
    program.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    program.start(
        QStringLiteral(EXITSCOPE_BIN_DIR "/exitscope"),
        {bundled(), QStringLiteral("--run"), QStringLiteral("--max-steps"), QStringLiteral("400")});
    QVERIFY(program.waitForStarted());
    QTRY_VERIFY_WITH_TIMEOUT(!autosavedRuns(autosavePlace(), 1).isEmpty(), 60'000);
    {
        WindowFixture beside;
        QVERIFY2(!offer(beside)->isVisible(), "the other program lives");
    }
    program.kill();
    QVERIFY(program.waitForFinished());

    const AutosavedRun left = autosavedRuns(autosavePlace(), 1).front();
    WindowFixture it;
    QVERIFY(offer(it)->isVisible());
    QVERIFY2(offer(it)->text().startsWith(QLatin1String("The program ended unexpectedly")),
             qPrintable(offer(it)->text()));
    QSignalSpy opened(&it.controller, &RunController::runOpened);
    auto* button = offer(it)->findChild<QPushButton*>();
    button->setFocus();
    QTest::keyClick(button, Qt::Key_Space);
    QVERIFY(!offer(it)->isVisible());
    QTRY_COMPARE(opened.count(), 1);
    QCOMPARE(opened.first().first().toString(), left.file);
    QVERIFY(it.run().tokens.size() > 1);
    QCOMPARE(it.prompt.toPlainText(), QString::fromStdString(it.run().prompt));
    // Answered is answered.
    WindowFixture next;
    QVERIFY(!offer(next)->isVisible());
}

void TestRecovery::declinedIsNotAskedAgain()
{
    QVERIFY(!crash(4).isEmpty());
    {
        WindowFixture it;
        QVERIFY(offer(it)->isVisible());
        QVERIFY(offer(it)->text().contains(QLatin1String("4 token")));
        // Messages of the window's own leave it alone.
        QVERIFY(it.opened(bundled()));
        it.set(2, "none", true);
        QVERIFY(it.ran());
        QVERIFY(offer(it)->isVisible());
        auto* close = offer(it)->findChild<QToolButton*>();
        QTest::mouseClick(close, Qt::LeftButton);
        QVERIFY(!offer(it)->isVisible());
    }
    WindowFixture it;
    QVERIFY(!offer(it)->isVisible());
    QVERIFY(!autosavedRuns(autosavePlace(), 10).isEmpty());
}

void TestRecovery::whatNobodyAnsweredIsAskedAgain()
{
    QVERIFY(!crash(3).isEmpty());
    {
        WindowFixture it;
        QVERIFY(offer(it)->isVisible());
        WindowFixture second;
        QVERIFY2(!offer(second)->isVisible(), "one window asks");
    }
    WindowFixture it;
    QVERIFY(offer(it)->isVisible());
    QTest::keyClick(&it.window, Qt::Key_M, Qt::ControlModifier);
    QVERIFY(!offer(it)->isVisible());
    WindowFixture last;
    QVERIFY(!offer(last)->isVisible());
}

void TestRecovery::theMenuOpensARun()
{
    {
        WindowFixture it;
        Q_EMIT menu(it)->aboutToShow();
        QVERIFY(!menu(it)->actions().front()->isEnabled());
        QVERIFY(it.opened(bundled()));
        it.window.setPrompt(QStringLiteral("The fox & the goose"));
        it.set(5, "none", true);
        QVERIFY(it.ran());
    }
    WindowFixture it;
    Q_EMIT menu(it)->aboutToShow();
    const QList<QAction*> actions = menu(it)->actions();
    QCOMPARE(actions.size(), 3);
    QVERIFY2(actions[0]->text().startsWith(QLatin1String("&1  ")) &&
                 actions[0]->text().contains(QLatin1String("The fox && the goose")) &&
                 actions[0]->text().contains(QLatin1String("5 token")),
             qPrintable(actions[0]->text()));
    QSignalSpy opened(&it.controller, &RunController::runOpened);
    actions[0]->trigger();
    QTRY_COMPARE(opened.count(), 1);
    QCOMPARE(it.run().tokens.size(), 5u);
    QCOMPARE(it.prompt.toPlainText(), QStringLiteral("The fox & the goose"));
}

void TestRecovery::aDamagedRunIsSaid()
{
    const QString file = crash(6);
    QFile content(file);
    QVERIFY(content.open(QIODevice::WriteOnly));
    content.write("\xa3 not a run");
    content.close();
    WindowFixture it;
    QVERIFY(offer(it)->isVisible());
    QTest::mouseClick(offer(it)->findChild<QPushButton*>(), Qt::LeftButton);
    QTRY_VERIFY(it.message.isVisible());
    QVERIFY2(it.message.text().contains(file) &&
                 it.message.text().contains(QLatin1String("set aside")),
             qPrintable(it.message.text()));
    QVERIFY(!QFile::exists(file));
    QVERIFY(QFile::exists(file + QStringLiteral(".damaged")));
    QVERIFY(it.document.isEmpty());
}

QTEST_MAIN(TestRecovery)
#include "tst_recovery.moc"
