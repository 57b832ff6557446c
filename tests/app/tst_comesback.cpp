#include "desktop/appearance.h"
#include "desktop/prompthistory.h"
#include "desktop/recentruns.h"
#include "widgets/whatifview.h"
#include "windowfixture.h"

#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QSplitter>
#include <QTemporaryDir>
#include <QTimer>

using namespace exitscope;
using namespace exitscope::test;

/// What one session leaves for the next, and the way back to the start.
class TestComesBack : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init() { QSettings().clear(); }
    void everyChoiceComesBack();
    void defaultsComeBackWhenAsked();
    void recentRuns();
    void earlierPromptsByKeyboard();
    void onlyPromptsThatRanAreKept();
    void promptsAreKept();

private:
    static void change(WindowFixture& it);
    static int width(WindowFixture& it)
    {
        return it.window.findChild<QSplitter*>()->sizes().value(1);
    }
    static void key(WindowFixture& it, Qt::Key key)
    {
        QTest::keyClick(&it.prompt, key, Qt::ControlModifier);
    }

    QTemporaryDir m_folder;
};

void TestComesBack::initTestCase()
{
    QVERIFY(m_folder.isValid());
    prepareApplication(m_folder.path());
}

void TestComesBack::change(WindowFixture& it)
{
    it.views.setCurrentIndex(1);
    it.side.setCurrentIndex(2);
    it.heatmap.setQuantity(HeatmapQuantity::all().back());
    it.heatmap.setColorMap(ColorMapKind::Cividis);
    it.heatmap.setScale({.logarithmic = true, .range = RangeKind::Full});
    it.heatmap.setContourShown(!it.heatmap.isContourShown());
    it.strip.setRejectedShown(false);
    it.window.appearance()->setScheme(theme::Scheme::Dark);
    it.window.appearance()->changeTextSize(1);
    it.window.findChild<WhatIfView*>()->setMovesTogether(false);
    it.window.resize(1500, 900);
    it.window.findChild<QSplitter*>()->setSizes({900, 600});
}

void TestComesBack::everyChoiceComesBack()
{
    const double platform = QApplication::font().pointSizeF();
    Settings left;
    int side = 0;
    QSize size;
    bool contour = false;
    {
        WindowFixture it;
        QVERIFY(it.opened(bundled()));
        left = it.panel.settings();
        left.strategy = Strategy::DynamicSelfSpeculative;
        left.rule = makeRule("top2_margin");
        left.rule.conditions.push_back(makeCondition("max_probability"));
        left.rule.combine = Combine::All;
        left.rule.patience = 2;
        left.numSpeculations = 4;
        left.exitLayerLimit = 7;
        left.maxSteps = 33;
        left.sampling.sample = true;
        left.sampling.temperature = 1.25;
        left.sampling.topK = 17;
        left.sampling.minP = 0.05;
        left.sampling.seed = 99;
        left.stopWords = {"wolf", "\n\n"};
        it.panel.setSettings(left);
        left = it.panel.settings();
        QCOMPARE(left.numSpeculations, 4);
        it.window.setPrompt(QStringLiteral("A goose"));
        change(it);
        contour = it.heatmap.isContourShown();
        QTRY_COMPARE(it.window.size(), QSize(1500, 900));
        QTRY_VERIFY(width(it) > 560);
        side = width(it);
        size = it.window.size();
        QVERIFY(it.window.close());
    }
    WindowFixture it;
    QVERIFY(it.opened({}));
    QVERIFY(it.panel.settings() == left);
    QCOMPARE(it.prompt.toPlainText(), QStringLiteral("A goose"));
    QCOMPARE(it.views.currentIndex(), 1);
    QCOMPARE(it.side.currentIndex(), 2);
    QVERIFY(it.heatmap.quantity() == HeatmapQuantity::all().back());
    QCOMPARE(int(it.heatmap.colorMap()), int(ColorMapKind::Cividis));
    QVERIFY(it.heatmap.scale() == (ScaleChoice{.logarithmic = true, .range = RangeKind::Full}));
    QCOMPARE(it.heatmap.isContourShown(), contour);
    QVERIFY(!it.strip.areRejectedShown());
    QVERIFY(!it.window.findChild<WhatIfView*>()->movesTogether());
    QCOMPARE(int(it.window.appearance()->scheme()), int(theme::Scheme::Dark));
    QVERIFY(QApplication::font().pointSizeF() > platform);
    QCOMPARE(it.window.size(), size);
    QTRY_COMPARE(width(it), side);
    it.window.appearance()->changeTextSize(0);
    it.window.appearance()->setScheme(theme::Scheme::System);
}

void TestComesBack::defaultsComeBackWhenAsked()
{
    WindowFixture it;
    QVERIFY(it.opened(bundled()));
    it.set(44, "convergence", true);
    const Settings rule = it.panel.settings();
    const auto quantity = it.heatmap.quantity();
    const auto colors = it.heatmap.colorMap();
    const bool contour = it.heatmap.isContourShown();
    const double platform = QApplication::font().pointSizeF();
    const ScaleChoice scale = it.heatmap.scale();
    change(it);
    const auto restore = [&it](QMessageBox::StandardButton button) {
        // The first box need not have left it active.
        it.window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&it.window));
        QTimer::singleShot(0, &it.window, [button] {
            auto* box = qobject_cast<QMessageBox*>(QApplication::activeModalWidget());
            QVERIFY(box);
            QTest::mouseClick(box->button(button), Qt::LeftButton);
        });
        QTest::keyClick(&it.window, Qt::Key_D, Qt::ControlModifier | Qt::AltModifier);
    };
    restore(QMessageBox::No);
    QCOMPARE(it.views.currentIndex(), 1);
    it.window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&it.window));
    QTest::keyClick(&it.window, Qt::Key_P, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_VERIFY(!it.side.isVisible());
    restore(QMessageBox::Yes);
    QVERIFY2(it.side.isVisible(), "presenting ends with it");
    QVERIFY(!it.window.isFullScreen());
    QCOMPARE(it.views.currentIndex(), 0);
    QCOMPARE(it.side.currentIndex(), 0);
    QVERIFY(it.heatmap.quantity() == quantity);
    QCOMPARE(int(it.heatmap.colorMap()), int(colors));
    QVERIFY(it.heatmap.scale() == scale);
    QCOMPARE(it.heatmap.isContourShown(), contour);
    QVERIFY(it.strip.areRejectedShown());
    QVERIFY(it.window.findChild<WhatIfView*>()->movesTogether());
    QCOMPARE(int(it.window.appearance()->scheme()), int(theme::Scheme::System));
    QCOMPARE(QApplication::font().pointSizeF(), platform);
    QTRY_COMPARE(it.window.size(), QSize(1280, 800));
    QVERIFY(it.panel.settings() == rule);
}

void TestComesBack::recentRuns()
{
    const QString first = m_folder.filePath(QStringLiteral("a & b.cbor"));
    const QString second = m_folder.filePath(QStringLiteral("second.json"));
    {
        WindowFixture it;
        QVERIFY(it.opened(bundled()));
        auto* menu = it.window.findChild<RecentRuns*>();
        QVERIFY(!menu->menuAction()->isEnabled());
        it.set(3, "none", true);
        QVERIFY(it.ran());
        const QSignalSpy saved(&it.controller, &RunController::runSaved);
        it.controller.saveRun(first);
        it.controller.saveRun(second);
        QTRY_COMPARE(saved.count(), 2);
        const QSignalSpy written(&it.controller, &RunController::fileWritten);
        it.controller.exportCsv(m_folder.filePath(QStringLiteral("figures.csv")));
        QTRY_COMPARE(written.count(), 1);
        QVERIFY(menu->menuAction()->isEnabled());
    }
    WindowFixture it;
    auto* menu = it.window.findChild<RecentRuns*>();
    Q_EMIT menu->aboutToShow();
    QCOMPARE(menu->actions().size(), 2);
    QVERIFY(menu->actions()[0]->text().startsWith(QLatin1String("&1  ")));
    QVERIFY(menu->actions()[0]->text().endsWith(QLatin1String("second.json")));
    QVERIFY(menu->actions()[1]->text().endsWith(QLatin1String("a && b.cbor")));
    const QSignalSpy opened(&it.controller, &RunController::runOpened);
    menu->actions()[1]->trigger();
    QTRY_COMPARE(opened.count(), 1);
    QCOMPARE(it.run().tokens.size(), 3u);
    // What was opened last stands first; what was autosaved is not among them.
    it.controller.openRun(first);
    QTRY_COMPARE(opened.count(), 2);
    Q_EMIT menu->aboutToShow();
    QCOMPARE(menu->actions().size(), 2);
    QVERIFY(menu->actions()[0]->text().endsWith(QLatin1String("a && b.cbor")));
}

void TestComesBack::earlierPromptsByKeyboard()
{
    WindowFixture it;
    QVERIFY(it.opened(bundled()));
    it.set(1, "none", true);
    it.prompt.setFocus();
    for (const char* prompt : {"The first", "The second", "The first", "The third"}) {
        QTest::keySequence(&it.prompt, QKeySequence::SelectAll);
        QTest::keyClicks(&it.prompt, QLatin1String(prompt));
        QTest::keyClick(&it.prompt, Qt::Key_Return, Qt::ControlModifier);
        QVERIFY(it.reaches(RunState::Ready));
    }
    const auto text = [&it] { return it.prompt.toPlainText(); };
    key(it, Qt::Key_Up);
    QCOMPARE(text(), QStringLiteral("The first"));
    key(it, Qt::Key_Up);
    QCOMPARE(text(), QStringLiteral("The second"));
    key(it, Qt::Key_Up);
    QCOMPARE(text(), QStringLiteral("The second"));
    key(it, Qt::Key_Down);
    key(it, Qt::Key_Down);
    QCOMPARE(text(), QStringLiteral("The third"));
    // What was typed and not run comes back too.
    QTest::keySequence(&it.prompt, QKeySequence::SelectAll);
    QTest::keyClicks(&it.prompt, QStringLiteral("half a tho"));
    key(it, Qt::Key_Up);
    QCOMPARE(text(), QStringLiteral("The third"));
    key(it, Qt::Key_Down);
    QCOMPARE(text(), QStringLiteral("half a tho"));
    key(it, Qt::Key_Down);
    QCOMPARE(text(), QStringLiteral("half a tho"));
}

void TestComesBack::onlyPromptsThatRanAreKept()
{
    WindowFixture it;
    QVERIFY(it.opened(bundled()));
    it.set(9, "none", true);
    it.window.setPrompt(QStringLiteral("It ran"));
    QTest::keyClick(&it.window, Qt::Key_F10);
    QVERIFY(it.reaches(RunState::Paused));
    it.window.setPrompt(QStringLiteral("Written meanwhile"));
    QTest::keyClick(&it.window, Qt::Key_F10); // goes on with the run that waits
    QVERIFY(it.reaches(RunState::Paused));
    it.window.setPrompt(QStringLiteral("Now"));
    it.prompt.setFocus();
    key(it, Qt::Key_Up);
    QCOMPARE(it.prompt.toPlainText(), QStringLiteral("It ran"));
}

void TestComesBack::promptsAreKept()
{
    {
        WindowFixture it;
        PromptHistory& history = *it.window.findChild<PromptHistory*>();
        for (int i = 0; i < 40; ++i)
            history.remember(QStringLiteral("Prompt %1\nwith two lines").arg(i));
        history.remember(QStringLiteral("  "));
        QCOMPARE(history.prompts().size(), 30);
    }
    WindowFixture it;
    const QStringList& kept = it.window.findChild<PromptHistory*>()->prompts();
    QCOMPARE(kept.size(), 30);
    QCOMPARE(kept.first(), QStringLiteral("Prompt 39\nwith two lines"));
}

QTEST_MAIN(TestComesBack)
#include "tst_comesback.moc"
