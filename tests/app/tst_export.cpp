#include "windowfixture.h"

#include "desktop/exportdialog.h"
#include "trace/runfile.h"
#include "widgets/costview.h"

#include <QClipboard>
#include <QComboBox>
#include <QDir>
#include <QFileDialog>
#include <QImage>
#include <QLineEdit>
#include <QMessageBox>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QTimer>

#include <deque>

using namespace exitscope;
using test::bundled;
using test::WindowFixture;

namespace {

/// Answers dialogs in the order in which they come up, each with keys.
class Answers
{
public:
    using Answer = std::function<void(QWidget*)>;

    Answers()
    {
        m_timer.setInterval(10);
        QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] { look(); });
        m_timer.start();
    }

    template <typename Dialog>
    void add(std::function<void(Dialog*)> answer)
    {
        m_waiting.push_back([answer](QWidget* widget) {
            auto* dialog = qobject_cast<Dialog*>(widget);
            if (!dialog)
                return false;
            answer(dialog);
            return true;
        });
    }
    bool areGiven() const { return m_waiting.empty(); }

private:
    void look()
    {
        QWidget* dialog = QApplication::activeModalWidget();
        if (m_isAnswering || !dialog)
            return;
        // Before it is active, it does not hear its mnemonics; the dialog that closed before it may
        // have left no window active.
        if (!dialog->isActiveWindow()) {
            dialog->activateWindow();
            return;
        }
        // Nothing goes on behind one that nobody answers.
        if (QTest::currentTestFailed() && dialog->close())
            return;
        if (m_waiting.empty())
            return;
        m_isAnswering = true;
        const auto answer = m_waiting.front();
        if (answer(dialog))
            m_waiting.pop_front();
        m_isAnswering = false;
    }

    QTimer m_timer;
    std::deque<std::function<bool(QWidget*)>> m_waiting;
    bool m_isAnswering = false;
};

QByteArray contentOf(const QString& file)
{
    QFile input(file);
    return input.open(QIODevice::ReadOnly) ? input.readAll() : QByteArray();
}

void choose(QFileDialog* dialog, const QString& path)
{
    // selectFile() leaves alone what stands in a field that has the focus.
    dialog->findChild<QLineEdit*>()->setText(path);
    static_cast<QDialog*>(dialog)->accept(); // protected in its own class
}

} // namespace

/// Export, Export all, Copy picture and Report in the whole window, on runs of the real model.
class TestExport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init() { QSettings().clear(); }
    void offersEveryPlot();
    void exportsTheViewThatIsChosen();
    void exportsAllAndAsksBeforeReplacing();
    void copiesThePicture();
    void writesAReport();
    void nothingToExportWithoutARun();
    void failureLeavesNothingBehind();

private:
    /// A folder of its own.
    QString folder(const char* name)
    {
        QDir(m_folder.path()).mkdir(QLatin1String(name));
        return m_folder.filePath(QLatin1String(name));
    }
    static bool finished(WindowFixture& it)
    {
        if (!it.opened(bundled()))
            return false;
        it.set(16, "max_probability", true);
        return it.ran() && it.measured();
    }
    static void press(WindowFixture& it, Qt::Key key, Qt::KeyboardModifiers modifiers)
    {
        // A dialog that closes may leave no window active, and then no shortcut is heard.
        it.window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&it.window));
        QTest::keyClick(&it.window, key, modifiers);
    }
    /// Export all into `place`, whose dialogs are answered with keys alone; `ask` answers the
    /// question about existing files, which has to come if it is given.
    static bool exportsAll(WindowFixture& it, const QString& place,
                           const std::function<void(QMessageBox*)>& ask)
    {
        Answers answers;
        answers.add<ExportDialog>(
            [](ExportDialog* dialog) { QTest::keyClick(dialog, Qt::Key_Return); });
        answers.add<QFileDialog>([place](QFileDialog* dialog) { choose(dialog, place); });
        if (ask)
            answers.add<QMessageBox>(ask);
        press(it, Qt::Key_E, Qt::ControlModifier | Qt::AltModifier);
        return answers.areGiven();
    }

    QTemporaryDir m_folder;
};

void TestExport::initTestCase()
{
    QVERIFY(m_folder.isValid());
    test::prepareApplication(m_folder.path());
}

/// After a second run that speculates, so that there are drafts and two runs to compare.
void TestExport::offersEveryPlot()
{
    WindowFixture it;
    QVERIFY(finished(it));
    Settings settings = it.panel.settings();
    settings.strategy = Strategy::SelfSpeculative;
    settings.exitLayerLimit = 4;
    it.panel.setSettings(settings);
    QVERIFY(it.ran() && it.measured());
    QVERIFY(!it.run().rounds.empty());
    QStringList offered;
    Answers answers;
    answers.add<ExportDialog>([&](ExportDialog* dialog) {
        const auto* what = dialog->findChild<QComboBox*>();
        for (int plot = 0; plot < what->count(); ++plot)
            offered << what->itemText(plot);
        QTest::keyClick(dialog, Qt::Key_Escape);
    });
    press(it, Qt::Key_E, Qt::ControlModifier);
    QVERIFY(answers.areGiven());
    for (const char* plot :
         {"Heatmap", "K/V staircase", "Acceptance by draft position", "Tokens by exit layer",
          "Comparison of two runs", "Cost against full depth"})
        QVERIFY2(offered.contains(QLatin1String(plot)), qPrintable(offered.join(u'\n')));
    QCOMPARE(offered.first(), QStringLiteral("Heatmap"));
    offered.removeDuplicates();
    const QString place = folder("every");
    QVERIFY(exportsAll(it, place, {}));
    QTRY_VERIFY(it.message.text().startsWith(QStringLiteral("Saved")));
    // Picture and table of each, tokens, run and report.
    QCOMPARE(QDir(place).entryList(QDir::Files).size(), 2 * offered.size() + 3);
    for (const char* name : {"fable-acceptance.csv", "fable-comparison.png", "fable-exits.csv"})
        QVERIFY2(QFile::exists(place + u'/' + QLatin1String(name)), name);
}

void TestExport::exportsTheViewThatIsChosen()
{
    WindowFixture it;
    QVERIFY(finished(it));
    const QString place = folder("one");
    QSignalSpy written(&it.controller, &RunController::fileWritten);
    QString offered;
    {
        Answers answers;
        answers.add<ExportDialog>([](ExportDialog* dialog) {
            auto* what = dialog->findChild<QComboBox*>();
            QCOMPARE(what->currentText(), QStringLiteral("Heatmap"));
            what->setFocus();
            QTest::keyClicks(what, QStringLiteral("Cost"));
            auto* form = dialog->findChildren<QComboBox*>()[1];
            form->setFocus();
            QTest::keyClicks(form, QStringLiteral("SVG"));
            QTest::keyClick(dialog, Qt::Key_Return);
        });
        answers.add<QFileDialog>([&](QFileDialog* dialog) {
            offered = QFileInfo(dialog->selectedFiles().value(0)).fileName();
            choose(dialog, place + QStringLiteral("/mine.svg"));
        });
        press(it, Qt::Key_E, Qt::ControlModifier);
        QVERIFY(answers.areGiven());
    }
    QTRY_COMPARE(written.count(), 1);
    QCOMPARE(offered, QStringLiteral("fable-cost.svg"));
    QVERIFY(contentOf(place + QStringLiteral("/mine.svg")).contains("<svg"));

    // The next time it is as it was left.
    {
        Answers answers;
        answers.add<ExportDialog>([](ExportDialog* dialog) {
            QCOMPARE(dialog->ending(), QStringLiteral("svg"));
            QTest::keyClick(dialog, Qt::Key_Escape);
        });
        press(it, Qt::Key_E, Qt::ControlModifier);
        QVERIFY(answers.areGiven());
    }
    QCOMPARE(written.count(), 1);
    QCOMPARE(QDir(place).entryList(QDir::Files), QStringList{QStringLiteral("mine.svg")});
}

void TestExport::exportsAllAndAsksBeforeReplacing()
{
    WindowFixture it;
    QVERIFY(finished(it));
    const QString place = folder("all");
    const QDir dir(place);
    QVERIFY(exportsAll(it, place, {}));
    QTRY_VERIFY(it.message.text().startsWith(QStringLiteral("Saved")));
    const QStringList names = dir.entryList(QDir::Files | QDir::Hidden);
    QCOMPARE(names, QStringList({"fable-cost.csv", "fable-cost.png", "fable-exits.csv",
                                 "fable-exits.png", "fable-heatmap.csv", "fable-heatmap.png",
                                 "fable-report.html", "fable-run.exitscope", "fable-schedule.csv",
                                 "fable-schedule.png", "fable-staircase.csv", "fable-staircase.png",
                                 "fable-token-scores.csv", "fable-token-scores.png",
                                 "fable-tokens.csv", "fable-tradeoff.csv", "fable-tradeoff.png"}));
    for (const QString& name : names)
        QVERIFY2(it.message.text().contains(name), qPrintable(name));
    auto run = loadRun(dir.filePath(QStringLiteral("fable-run.exitscope")).toStdString());
    QVERIFY(run.ok());
    QVERIFY(test::same(*run, it.run()));

    // Asked about once, for all of them.
    const QString old = dir.filePath(QStringLiteral("fable-cost.csv"));
    const QString gone = dir.filePath(QStringLiteral("fable-report.html"));
    const auto spoil = [&] {
        QFile file(old);
        return file.open(QIODevice::WriteOnly) && file.write("mine") == 4;
    };
    QVERIFY(spoil() && QFile::remove(gone));
    QString question;
    it.message.hide();
    QVERIFY(exportsAll(it, place, [&question](QMessageBox* box) {
        question = box->text();
        QTest::keyClick(box, Qt::Key_Escape);
    }));
    QVERIFY2(question.contains(QStringLiteral("and 11 more")), qPrintable(question));
    QVERIFY2(question.contains(QStringLiteral("fable-cost.csv")), qPrintable(question));
    QVERIFY2(!it.message.isVisible(), "cancelled: nothing happens");
    QVERIFY(!QFile::exists(gone));

    QVERIFY(exportsAll(it, place,
                       [](QMessageBox* box) { QTest::keyClick(box, Qt::Key_K, Qt::AltModifier); }));
    QTRY_VERIFY(it.message.text().startsWith(QStringLiteral("Saved")));
    QVERIFY2(QFile::exists(gone), "what was missing is written");
    QCOMPARE(contentOf(old), QByteArray("mine"));

    // Return keeps what there is too.
    QVERIFY(QFile::remove(gone));
    it.message.hide();
    QVERIFY(exportsAll(it, place, [](QMessageBox* box) { QTest::keyClick(box, Qt::Key_Return); }));
    QTRY_VERIFY(it.message.isVisible() && it.message.text().startsWith(QStringLiteral("Saved")));
    QVERIFY(QFile::exists(gone));
    QCOMPARE(contentOf(old), QByteArray("mine"));

    it.message.hide();
    QVERIFY(exportsAll(it, place,
                       [](QMessageBox* box) { QTest::keyClick(box, Qt::Key_R, Qt::AltModifier); }));
    QTRY_VERIFY(it.message.isVisible() && it.message.text().startsWith(QStringLiteral("Saved")));
    QVERIFY(contentOf(old).startsWith("step,"));
    QCOMPARE(dir.entryList(QDir::Files | QDir::Hidden), names);
}

void TestExport::copiesThePicture()
{
    WindowFixture it;
    QVERIFY(finished(it));
    QGuiApplication::clipboard()->clear();
    it.heatmap.setFocus();
    press(it, Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_VERIFY(it.message.text().contains(QStringLiteral("Heatmap")));
    const QImage heatmap = QGuiApplication::clipboard()->image();
    QVERIFY(heatmap.width() >= 2 * 760);
    it.side.setCurrentWidget(it.window.findChild<CostView*>());
    it.window.findChild<CostView*>()->findChild<QAbstractItemView*>()->setFocus();
    press(it, Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_VERIFY(it.message.text().contains(QStringLiteral("Cost")));
    QVERIFY(QGuiApplication::clipboard()->image().size() != heatmap.size());
}

void TestExport::writesAReport()
{
    WindowFixture it;
    QVERIFY(finished(it));
    const QString file = folder("report") + QStringLiteral("/r.html");
    QSignalSpy written(&it.controller, &RunController::fileWritten);
    Answers answers;
    answers.add<QFileDialog>([&](QFileDialog* dialog) {
        QVERIFY(dialog->selectedFiles().value(0).endsWith(QStringLiteral("fable-report.html")));
        choose(dialog, file);
    });
    press(it, Qt::Key_R, Qt::ControlModifier | Qt::AltModifier);
    QVERIFY(answers.areGiven());
    QTRY_COMPARE(written.count(), 1);
    const QByteArray html = contentOf(file);
    QVERIFY(html.startsWith("<!DOCTYPE html>"));
    QVERIFY2(!html.contains("not recorded with the run"), "it was made on this machine");
}

void TestExport::nothingToExportWithoutARun()
{
    WindowFixture it;
    const auto* exporter = it.window.findChild<Exporter*>();
    QCOMPARE(exporter->actions().size(), qsizetype(4));
    for (const QAction* action : exporter->actions())
        QVERIFY(!action->isEnabled());
    QVERIFY(finished(it));
    for (const QAction* action : exporter->actions())
        QVERIFY(action->isEnabled());
}

void TestExport::failureLeavesNothingBehind()
{
    WindowFixture it;
    QVERIFY(finished(it));
    const QString place = folder("blocked");
    // A folder in the way of the last file.
    QVERIFY(QDir(place).mkdir(QStringLiteral("fable-run.exitscope")));
    QVERIFY(exportsAll(it, place,
                       [](QMessageBox* box) { QTest::keyClick(box, Qt::Key_R, Qt::AltModifier); }));
    QTRY_COMPARE(it.message.kind(), MessageStrip::Kind::Error);
    QVERIFY2(it.message.text().contains(QStringLiteral("fable-run.exitscope")),
             qPrintable(it.message.text()));
    QCOMPARE(QDir(place).entryList(QDir::AllEntries | QDir::NoDotAndDotDot | QDir::Hidden),
             QStringList{QStringLiteral("fable-run.exitscope")});
}

QTEST_MAIN(TestExport)
#include "tst_export.moc"
