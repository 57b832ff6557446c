#include "desktop/calibratedialog.h"
#include "desktop/calibrateform.h"
#include "desktop/calibrationjob.h"
#include "desktop/calibrationresult.h"
#include "desktop/comparing.h"
#include "eval/calibrationdocument.h"
#include "widgets/riskplot.h"
#include "widgets/whatifview.h"
#include "windowfixture.h"

#include <QClipboard>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFileDialog>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QTimer>

using namespace exitscope;
using namespace exitscope::test;

namespace {

/// The calibration dialog of a window, and what a user sees and presses in it.
struct Calibrating
{
    explicit Calibrating(WindowFixture& fixture)
        : it(fixture)
    {
        it.window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&it.window));
        QTest::keyClick(&it.window, Qt::Key_T, Qt::ControlModifier);
        dialog = it.window.findChild<CalibrateDialog*>();
    }

    WindowFixture& it;
    CalibrateDialog* dialog = nullptr;

    template <typename T>
    T* named(const QString& name) const
    {
        for (T* part : dialog->findChildren<T*>()) {
            if (part->accessibleName() == name)
                return part;
        }
        return nullptr;
    }
    QPushButton* button(const QString& text) const
    {
        for (QPushButton* part : dialog->findChildren<QPushButton*>()) {
            if (part->text().remove(u'&') == text)
                return part;
        }
        return nullptr;
    }
    void type(QWidget* field, const QString& text) const
    {
        field->setFocus();
        QTest::keySequence(field, QKeySequence::SelectAll);
        QTest::keyClicks(field, text);
        QTest::keyClick(field, Qt::Key_Tab);
    }
    void press(const QString& text) const
    {
        QPushButton* pressed = button(text);
        QVERIFY2(pressed && pressed->isEnabled() && pressed->isVisible(), qPrintable(text));
        QTest::mouseClick(pressed, Qt::LeftButton);
    }
    CalibrationResult* result() const { return dialog->findChild<CalibrationResult*>(); }
    /// All that the result says.
    QString said() const
    {
        QString text;
        for (const QLabel* label : result()->findChildren<QLabel*>()) {
            if (label->isVisible())
                text += label->text() + QChar('\n');
        }
        return text;
    }
    /// Starts and waits for the report.
    bool calibrated() const
    {
        const QSignalSpy finished(dialog->job(), &CalibrationJob::finished);
        press(QStringLiteral("Start"));
        return QTest::qWaitFor([&] { return finished.count() == 1; }, 60'000);
    }
};

} // namespace

/// A threshold for a risk, found with the window's model while the window stays in use.
class TestCalibrateWindow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init() { QSettings().clear(); }
    void nothingToCalibrateWith();
    void findsAThresholdThatIsUsed();
    void copiesAndSaves();
    void sayingThatNothingQualifies();
    void aRunWaitsAndGoesOn();
    void whatWouldNeedTheModelWaits();
    void stopsWhenAsked();
    void anotherModelStopsIt();
    void wrongPromptsAreSaid();
    void theWhatIfTabAsksForItsCriterion();
    void theBoundExcludesLargerRisks();

private:
    QString path(const QString& name) const { return m_folder.filePath(name); }

    QTemporaryDir m_folder;
};

void TestCalibrateWindow::initTestCase()
{
    QVERIFY(m_folder.isValid());
    prepareApplication(m_folder.path());
    QFile few(path(QStringLiteral("few.txt")));
    QVERIFY(few.open(QIODevice::WriteOnly));
    for (const char* who : {"king", "queen", "miller", "fox", "giant", "witch", "soldier", "boy",
                            "goose", "wolf", "tailor", "bear"})
        few.write(QByteArray("Once upon a time there was a ") + who + " who had\n");
}

void TestCalibrateWindow::nothingToCalibrateWith()
{
    WindowFixture it;
    const Calibrating at(it);
    QVERIFY(at.dialog && at.dialog->isVisible());
    QVERIFY(!at.button(QStringLiteral("Start"))->isEnabled());
    QVERIFY(it.opened(bundled()));
    QVERIFY(at.button(QStringLiteral("Start"))->isEnabled());
    QTest::keyClick(at.dialog, Qt::Key_Escape);
    QVERIFY(!at.dialog->isVisible());
}

void TestCalibrateWindow::findsAThresholdThatIsUsed()
{
    WindowFixture it;
    QVERIFY(it.opened(bundled()));
    it.set(20, "max_probability", true);
    Settings before = it.panel.settings();
    before.rule.patience = 2;
    it.panel.setSettings(before);
    const Calibrating at(it);
    QCOMPARE(at.named<QComboBox>(QStringLiteral("Criterion whose threshold is looked for"))
                 ->currentText(),
             QStringLiteral("Maximum probability"));
    at.type(at.named<QDoubleSpinBox>(QStringLiteral("Risk: tokens that may differ")),
            QStringLiteral("40"));
    at.type(at.named<QDoubleSpinBox>(QStringLiteral("Confidence")), QStringLiteral("80"));
    at.type(at.named<QLineEdit>(QStringLiteral("File of prompts; empty: the bundled ones")),
            path(QStringLiteral("few.txt")));
    at.type(at.named<QSpinBox>(QStringLiteral("Tokens for each prompt")), QStringLiteral("12"));
    const QSignalSpy progressed(at.dialog->job(), &CalibrationJob::progressed);
    QVERIFY(at.calibrated());
    QCOMPARE(progressed.count(), 12);
    QCOMPARE(progressed.last(), QVariantList({12, 12}));
    const CalibrationReport& report = *at.result()->report();
    QCOMPARE(report.calibration.units, 9);
    QCOMPARE(report.calibration.tokens, 108);
    QVERIFY(report.rule && report.rule->patience == 2);
    const QString said = at.said();
    for (const char* part :
         {"Found: ", "confidence of 80.0 %", "no more than 40.0 %",
          "Calibrated on 9 prompts (108 tokens).", "Held-out check: on 3 prompts",
          "This holds for text like the calibration text"})
        QVERIFY2(said.contains(QLatin1String(part)), qPrintable(said));
    const auto* plot = at.dialog->findChild<RiskPlot*>();
    QVERIFY(plot->isVisible() && plot->bounds().size() == report.calibration.points.size());
    QVERIFY(it.panel.settings() == before);
    at.press(QStringLiteral("Use this threshold"));
    before.rule = *report.rule;
    QVERIFY(it.panel.settings() == before);
    QVERIFY(it.ran());
    QVERIFY(it.run().settings.front().settings.rule == *report.rule);
}

void TestCalibrateWindow::copiesAndSaves()
{
    WindowFixture it;
    QVERIFY(it.opened(bundled()));
    it.set(20, "entropy_based", true);
    const Calibrating at(it);
    at.type(at.named<QLineEdit>(QStringLiteral("File of prompts; empty: the bundled ones")),
            path(QStringLiteral("few.txt")));
    at.type(at.named<QSpinBox>(QStringLiteral("Tokens for each prompt")), QStringLiteral("4"));
    QVERIFY(at.calibrated());
    const CalibrationReport& report = *at.result()->report();
    at.press(QStringLiteral("Copy"));
    QCOMPARE(QGuiApplication::clipboard()->text(), QString::fromStdString(calibrationText(report)));

    QTimer::singleShot(0, at.dialog, [this] {
        auto* asked = qobject_cast<QFileDialog*>(QApplication::activeModalWidget());
        if (!asked)
            return;
        asked->selectFile(path(QStringLiteral("found.json")));
        static_cast<QDialog*>(asked)->accept(); // protected in its own class
    });
    at.press(QStringLiteral("Save…"));
    QTRY_VERIFY(at.dialog->findChild<MessageStrip*>()->isVisible());
    QFile file(path(QStringLiteral("found.json")));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll().toStdString(), calibrationDocument(report));
}

void TestCalibrateWindow::sayingThatNothingQualifies()
{
    WindowFixture it;
    QVERIFY(it.opened(bundled()));
    const Calibrating at(it);
    at.type(at.named<QLineEdit>(QStringLiteral("File of prompts; empty: the bundled ones")),
            path(QStringLiteral("few.txt")));
    at.type(at.named<QSpinBox>(QStringLiteral("Tokens for each prompt")), QStringLiteral("2"));
    at.type(at.named<QDoubleSpinBox>(QStringLiteral("Risk: tokens that may differ")),
            QStringLiteral("0.5"));
    QVERIFY(at.calibrated());
    const QString said = at.said();
    QVERIFY2(said.contains(QLatin1String("No threshold qualifies.")) &&
                 said.contains(QLatin1String("there are 9.")) &&
                 !said.contains(QLatin1String("This holds")),
             qPrintable(said));
    QVERIFY(!at.button(QStringLiteral("Use this threshold"))->isVisible());
}

void TestCalibrateWindow::aRunWaitsAndGoesOn()
{
    WindowFixture it;
    QVERIFY(it.opened(bundled()));
    it.set(300, "entropy_based", true);
    it.bar.runAction()->trigger();
    QTRY_VERIFY(it.document.tokenCount() > 2);
    const Calibrating at(it);
    at.type(at.named<QLineEdit>(QStringLiteral("File of prompts; empty: the bundled ones")),
            path(QStringLiteral("few.txt")));
    at.type(at.named<QSpinBox>(QStringLiteral("Tokens for each prompt")), QStringLiteral("2"));
    QCOMPARE(it.controller.state(), RunState::Running);
    at.press(QStringLiteral("Start"));
    QCOMPARE(it.controller.state(), RunState::Lent);
    QVERIFY(!it.bar.runAction()->isEnabled());
    QVERIFY(it.reaches(RunState::Paused));
    QVERIFY(at.result()->isVisible());
    const int paused = it.document.tokenCount();
    QVERIFY(paused < 300);
    QVERIFY(it.ran());
    QCOMPARE(it.document.tokenCount(), 300);
    // As if nothing had come between.
    const std::string text = it.run().text();
    QVERIFY(it.ran());
    QCOMPARE(it.run().text(), text);
}

void TestCalibrateWindow::whatWouldNeedTheModelWaits()
{
    WindowFixture it;
    QVERIFY(it.opened(bundled()));
    it.set(12, "entropy_based", true);
    QVERIFY(it.ran());
    it.document.select(3);
    QList<QAction*> commands{it.window.comparing()->runAgainAction()};
    for (QAction* action : it.window.findChildren<QAction*>()) {
        if (action->text().startsWith(QLatin1String("Run on from")))
            commands << action;
    }
    QCOMPARE(commands.size(), 3);
    for (const QAction* command : commands)
        QVERIFY2(command->isEnabled(), qPrintable(command->text()));
    const Calibrating at(it);
    at.press(QStringLiteral("Start"));
    QCOMPARE(it.controller.state(), RunState::Lent);
    for (const QAction* command : commands)
        QVERIFY2(!command->isEnabled(), qPrintable(command->text()));
    at.press(QStringLiteral("Stop"));
    QVERIFY(it.reaches(RunState::Ready));
    for (const QAction* command : commands)
        QVERIFY2(command->isEnabled(), qPrintable(command->text()));
}

void TestCalibrateWindow::stopsWhenAsked()
{
    WindowFixture it;
    QVERIFY(it.opened(bundled()));
    const Calibrating at(it);
    at.type(at.named<QSpinBox>(QStringLiteral("Tokens for each prompt")), QStringLiteral("64"));
    const QSignalSpy progressed(at.dialog->job(), &CalibrationJob::progressed);
    at.press(QStringLiteral("Start"));
    QTRY_VERIFY_WITH_TIMEOUT(progressed.count() > 0, 30'000);
    QVERIFY(at.dialog->findChild<QProgressBar*>()->isVisible());
    at.press(QStringLiteral("Stop"));
    QVERIFY(it.reaches(RunState::Ready));
    QTRY_VERIFY(at.result()->isVisible());
    QVERIFY2(at.said().contains(QLatin1String("nothing is claimed")), qPrintable(at.said()));
    QVERIFY(progressed.count() < 120);
    // Closing it stops it too, and so does the end of the window.
    at.press(QStringLiteral("Start"));
    QCOMPARE(it.controller.state(), RunState::Lent);
    QTest::keyClick(at.dialog, Qt::Key_Escape);
    QVERIFY(it.reaches(RunState::Ready));
    QVERIFY(!at.dialog->job()->isRunning());
    const Calibrating again(it);
    again.press(QStringLiteral("Start"));
    QCOMPARE(it.controller.state(), RunState::Lent);
}

void TestCalibrateWindow::anotherModelStopsIt()
{
    WindowFixture it;
    QVERIFY(it.opened(bundled()));
    const Calibrating at(it);
    at.press(QStringLiteral("Start"));
    it.controller.openModel(bundled());
    QCOMPARE(it.controller.state(), RunState::Opening);
    QVERIFY(it.reaches(RunState::Ready));
    QTRY_VERIFY(!at.dialog->job()->isRunning());
    QVERIFY(at.result()->report()->cancelled);
    QVERIFY(it.ran());
}

void TestCalibrateWindow::wrongPromptsAreSaid()
{
    WindowFixture it;
    QVERIFY(it.opened(bundled()));
    const Calibrating at(it);
    const QString missing = path(QStringLiteral("missing.txt"));
    at.type(at.named<QLineEdit>(QStringLiteral("File of prompts; empty: the bundled ones")),
            missing);
    at.press(QStringLiteral("Start"));
    auto* message = at.dialog->findChild<MessageStrip*>();
    QTRY_VERIFY(message->isVisible());
    QVERIFY2(message->text().contains(missing), qPrintable(message->text()));
    QVERIFY(!at.result()->isVisible());
    QCOMPARE(it.controller.state(), RunState::Ready);
    QVERIFY(at.button(QStringLiteral("Start"))->isEnabled());
}

void TestCalibrateWindow::theWhatIfTabAsksForItsCriterion()
{
    WindowFixture it;
    QVERIFY(it.opened(bundled()));
    it.set(12, "entropy_based", true);
    QVERIFY(it.ran());
    auto* view = it.window.findChild<WhatIfView*>();
    it.side.setCurrentWidget(view);
    auto* criteria = view->findChild<QComboBox*>();
    const int margin = criteria->findText(QStringLiteral("Top-2 margin"));
    QVERIFY(margin >= 0);
    criteria->setCurrentIndex(margin);
    Q_EMIT criteria->activated(margin);
    for (QPushButton* button : view->findChildren<QPushButton*>()) {
        if (button->text() == QStringLiteral("Calibrate…"))
            QTest::mouseClick(button, Qt::LeftButton);
    }
    auto* dialog = it.window.findChild<CalibrateDialog*>();
    QVERIFY(dialog && dialog->isVisible());
    const CalibrationRequest request = dialog->findChild<CalibrateForm*>()->request();
    QCOMPARE(QByteArray(request.varied->name.data()), QByteArray("top2_margin"));
    QCOMPARE(request.settings.rule.name(), std::string("top2_margin"));
}

void TestCalibrateWindow::theBoundExcludesLargerRisks()
{
    for (const double loss : {0.0, 0.01, 0.2}) {
        const double bound = riskBound(loss, 90, 0.1);
        QVERIFY(bound > loss && bound < 1);
        QVERIFY(hoeffdingBentkus(loss, 90, bound) <= 0.1);
        QVERIFY(hoeffdingBentkus(loss, 90, bound * 0.999) > 0.1);
        QVERIFY(riskBound(loss, 900, 0.1) < bound);
    }
    // 1 - delta^(1/n) where nothing differed.
    QVERIFY(std::abs(riskBound(0, 90, 0.1) - (1 - std::pow(0.1, 1.0 / 90))) < 1e-6);
    QCOMPARE(riskBound(0, 0, 0.1), 1.0);
}

QTEST_MAIN(TestCalibrateWindow)
#include "tst_calibratewindow.moc"
