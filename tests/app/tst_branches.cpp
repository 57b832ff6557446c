#include "windowfixture.h"

#include "trace/oracle.h"
#include "widgets/alternativebutton.h"
#include "widgets/inspector.h"
#include "widgets/lensmodel.h"
#include "widgets/runlist.h"
#include "widgets/runlistmodel.h"
#include "widgets/whatifview.h"

#include <QPushButton>
#include <QSlider>
#include <QTableView>
#include <QTemporaryDir>
#include <QTreeView>

using namespace exitscope;
using namespace exitscope::test;

/// Going on with runs from their tokens, and the list of them, in the whole window with the real
/// model.
class TestBranches : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanup();
    void unchangedSettingsWriteTheRunAgain();
    void anAlternativeBeginsABranch();
    void aPausedRunEndsAndBranches();
    void aSavedRunIsGoneOnWith();
    void anotherModelsRunIsNot();
    void runsOnAtItsEnd();
    void whatIfRunsOn();
    void theListShowsAndForgets();
    void whatIsMeasuredLateBelongsToItsRun();

private:
    static std::vector<int> ids(const Run& run, std::size_t count)
    {
        std::vector<int> result;
        for (std::size_t i = 0; i < std::min(count, run.tokens.size()); ++i)
            result.push_back(run.tokens[i].id);
        return result;
    }
    /// Presses keys in the window, waits for the run that they begin, and for its end.
    static bool written(WindowFixture& it, Qt::Key key, Qt::KeyboardModifiers modifiers)
    {
        QTest::keyClick(&it.window, key, modifiers);
        return it.controller.state() == RunState::Running && it.reaches(RunState::Ready);
    }
    static RunList& list(WindowFixture& it) { return *it.window.findChild<RunList*>(); }
    static QTreeView& tree(WindowFixture& it) { return *list(it).findChild<QTreeView*>(); }

    QTemporaryDir m_folder;
};

void TestBranches::initTestCase()
{
    QVERIFY(m_folder.isValid());
    prepareApplication(m_folder.path());
}

void TestBranches::cleanup()
{
    QSettings().clear();
}

void TestBranches::unchangedSettingsWriteTheRunAgain()
{
    for (const KvPolicy policy : {KvPolicy::Exact, KvPolicy::Copy, KvPolicy::Holes}) {
        WindowFixture it;
        QVERIFY(it.opened(bundled()));
        it.set(40, "entropy_based", false);
        Settings settings = it.panel.settings();
        settings.kvPolicy = policy;
        settings.sampling.sample = true;
        it.panel.setSettings(settings);
        QVERIFY(it.ran());
        const Run before = it.run();
        const int parent = it.controller.history()->current();
        it.document.select(17);
        QVERIFY(written(it, Qt::Key_F5, Qt::ControlModifier));
        QCOMPARE(it.controller.history()->entries().size(), std::size_t(2));
        const HistoryEntry& entry = it.controller.history()->entries().back();
        QCOMPARE(entry.parent, parent);
        QCOMPARE(entry.branchToken, 17);
        QCOMPARE(ids(it.run(), 40), ids(before, 40));
        for (std::size_t i = 0; i < 40; ++i)
            QCOMPARE(it.run().tokens[i].exitLayer, before.tokens[i].exitLayer);
        QCOMPARE(it.run().settings.size(), std::size_t(1));
        QVERIFY(it.run().tokens[20].times.totalMs() != before.tokens[20].times.totalMs());
        // What full depth costs may have been measured since.
        Run kept = *it.controller.history()->run(parent);
        Run asWritten = before;
        kept.fullDepth.reset();
        asWritten.fullDepth.reset();
        QVERIFY(same(kept, asWritten));
    }
}

void TestBranches::anAlternativeBeginsABranch()
{
    WindowFixture it;
    QVERIFY(it.opened(bundled()));
    it.set(30, "max_probability", true);
    QVERIFY(it.ran());
    const Run before = it.run();
    it.document.select(11);
    QTest::keyClick(&it.window, Qt::Key_4, Qt::ControlModifier);
    auto* inspector = it.window.findChild<Inspector*>();
    auto* lens = inspector->findChild<LensModel*>();
    QTableView* table = nullptr;
    for (QTableView* each : inspector->findChildren<QTableView*>())
        table = each->model() == lens ? each : table;
    const QModelIndex second = lens->index(0, LensModel::FirstTokenColumn + 1);
    QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, table->visualRect(second).center());
    const int id = lens->idAt(lens->rowCount() - 1, 1);
    QVERIFY(id != before.tokens[11].id);
    QTest::keyClick(table, Qt::Key_Return);
    QCOMPARE(it.controller.state(), RunState::Running);
    QVERIFY(it.reaches(RunState::Ready));
    QCOMPARE(it.run().tokens.size(), std::size_t(30));
    QCOMPARE(ids(it.run(), 11), ids(before, 11));
    QCOMPARE(it.run().tokens[11].id, id);
    QCOMPARE(fieldName(it.run().tokens[11].role), "chosen");
    QVERIFY(ids(it.run(), 30) != ids(before, 30));
    const QString banner = outputBanner(it.run()).text;
    QVERIFY2(banner.contains(QStringLiteral("token 12")), qPrintable(banner));
    // The user's choice is no difference that a rule makes.
    const Rule& rule = it.run().settings.front().settings.rule;
    QVERIFY(!replay(it.run(), rule).firstDifference);
    const TokenTrace& chosen = it.run().tokens[11];
    for (const WrongExit& wrong : wrongExits(it.run()))
        QVERIFY(wrong.token != 11 || wrong.chosen == top1At(chosen, chosen.exitLayer));
    QVERIFY(replay(it.run(), makeRule("convergence")).tokens[11].differs == false);
    // What was chosen is kept with the run.
    const QString file = m_folder.filePath(QStringLiteral("branch.json"));
    QSignalSpy saved(&it.controller, &RunController::fileWritten);
    it.controller.saveRun(file);
    QTRY_COMPARE(saved.count(), 1);
    QSignalSpy opened(&it.controller, &RunController::runOpened);
    it.controller.openRun(file);
    QTRY_COMPARE(opened.count(), 1);
    QCOMPARE(fieldName(it.run().tokens[11].role), "chosen");
}

void TestBranches::aPausedRunEndsAndBranches()
{
    WindowFixture it;
    QVERIFY(it.opened(bundled()));
    it.set(400, "cosine_similarity", false);
    it.bar.runAction()->trigger();
    QTRY_VERIFY(it.document.tokenCount() > 10);
    it.bar.pauseAction()->trigger();
    QVERIFY(it.reaches(RunState::Paused));
    const int parent = it.controller.history()->current();
    const Run paused = it.run();
    it.document.select(5);
    QTest::keyClick(&it.window, Qt::Key_F5, Qt::ControlModifier);
    QCOMPARE(it.controller.state(), RunState::Running);
    QTRY_VERIFY(it.controller.history()->current() != parent);
    const Run left = *it.controller.history()->run(parent);
    QCOMPARE(fieldName(left.finishReason), "cancelled");
    QVERIFY(left.decodeSeconds > 0);
    QCOMPARE(ids(left, 400), ids(paused, 400));
    QTRY_VERIFY(it.document.tokenCount() > 12);
    // While it is written another one is shown: it ends there.
    const int branch = it.controller.history()->current();
    QTest::keyClick(&it.window, Qt::Key_Left, Qt::AltModifier);
    QCOMPARE(it.controller.history()->current(), parent);
    QCOMPARE(it.controller.state(), RunState::Ready);
    QCOMPARE(ids(it.run(), 400), ids(paused, 400));
    const Run stopped = *it.controller.history()->run(branch);
    QCOMPARE(fieldName(stopped.finishReason), "cancelled");
    const auto most = std::min(stopped.tokens.size(), paused.tokens.size());
    QVERIFY(most > 10);
    QCOMPARE(ids(stopped, most), ids(paused, most));
    // The engine is free for the next.
    it.set(8, "cosine_similarity", false);
    QVERIFY(it.ran());
    QCOMPARE(it.controller.history()->entries().size(), std::size_t(3));
}

void TestBranches::aSavedRunIsGoneOnWith()
{
    const QString file = m_folder.filePath(QStringLiteral("kept.cbor"));
    Run before;
    {
        WindowFixture it;
        QVERIFY(it.opened(bundled()));
        it.set(24, "entropy_based", true);
        QVERIFY(it.ran() && it.measured());
        before = it.run();
        QSignalSpy saved(&it.controller, &RunController::fileWritten);
        it.controller.saveRun(file);
        QTRY_COMPARE(saved.count(), 1);
    }
    WindowFixture it;
    it.set(24, "entropy_based", true);
    QSignalSpy opened(&it.controller, &RunController::runOpened);
    it.controller.openRun(file);
    QTRY_COMPARE(opened.count(), 1);
    // Without its model there is nothing to go on with.
    it.document.select(9);
    QTest::keyClick(&it.window, Qt::Key_F5, Qt::ControlModifier);
    QCOMPARE(it.controller.state(), RunState::NoModel);
    QVERIFY(it.opened(bundled()));
    it.set(24, "entropy_based", true);
    QVERIFY(written(it, Qt::Key_F5, Qt::ControlModifier));
    QCOMPARE(ids(it.run(), 24), ids(before, 24));
    QCOMPARE(it.controller.history()->entries().size(), std::size_t(2));
    // At its end too: the file's run stays what the file holds.
    const int loaded = it.controller.history()->entries().front().id;
    it.controller.show(loaded);
    QVERIFY(written(it, Qt::Key_F5, Qt::ControlModifier | Qt::ShiftModifier));
    QCOMPARE(it.controller.history()->entries().back().branchToken, 24);
    QVERIFY(it.run().tokens.size() > 24);
    QVERIFY(same(*it.controller.history()->run(loaded), before));
}

void TestBranches::anotherModelsRunIsNot()
{
    WindowFixture it;
    QVERIFY(it.opened(bundled()));
    it.set(6, "entropy_based", true);
    QVERIFY(it.ran() && it.measured());
    Run other = it.run();
    other.model.dtype = "int4";
    const int id = it.controller.history()->begin({.origin = RunOrigin::File}, other);
    it.document.select(2);
    QTest::keyClick(&it.window, Qt::Key_F5, Qt::ControlModifier);
    QCOMPARE(it.controller.state(), RunState::Ready);
    // Where it is asked for all the same, the engine says why not and the run stays.
    QSignalSpy failures(&it.controller, &RunController::failed);
    it.controller.resume(id, 2);
    QTRY_COMPARE(failures.count(), 1);
    QVERIFY2(failures.first().first().toString().contains("int4"),
             qPrintable(failures.first().first().toString()));
    QVERIFY(it.reaches(RunState::Ready));
    QCOMPARE(it.controller.history()->current(), id);
    QVERIFY(same(it.run(), other));
}

void TestBranches::runsOnAtItsEnd()
{
    WindowFixture it;
    QVERIFY(it.opened(bundled()));
    it.set(32, "entropy_based", true);
    QVERIFY(it.ran());
    const std::vector<int> whole = ids(it.run(), 32);
    it.set(16, "entropy_based", true);
    QVERIFY(it.ran());
    const int id = it.controller.history()->current();
    QCOMPARE(fieldName(it.run().finishReason), "length");
    QVERIFY(written(it, Qt::Key_F5, Qt::ControlModifier | Qt::ShiftModifier));
    QCOMPARE(it.controller.history()->current(), id);
    QCOMPARE(it.controller.history()->entries().size(), std::size_t(2));
    QCOMPARE(ids(it.run(), 32), whole);
    QCOMPARE(it.panel.settings().maxSteps, 32);
    QVERIFY2(it.message.isVisible() && it.message.text().contains(QStringLiteral("32")),
             "that the limit moved is said");
    QCOMPARE(fieldName(it.run().finishReason), "length");
}

void TestBranches::whatIfRunsOn()
{
    WindowFixture it;
    QVERIFY(it.opened(bundled()));
    it.set(50, "max_probability", true);
    QVERIFY(it.ran());
    const Run before = it.run();
    auto* view = it.window.findChild<WhatIfView*>();
    QTest::keyClick(&it.window, Qt::Key_6, Qt::ControlModifier);
    auto* slider = view->findChild<QSlider*>();
    slider->setValue(slider->maximum());
    QVERIFY(view->replayed().firstDifference.has_value());
    const int token = *view->replayed().firstDifference;
    const auto index = static_cast<std::size_t>(token);
    const int exit = view->replayed().tokens[index].exitLayer;
    const int due = top1At(before.tokens[index], exit);
    QVERIFY(due != before.tokens[index].id);
    QVERIFY(it.heatmap.cellText(token, 0).contains(QStringLiteral("first other token")));
    const Rule asked = view->rule();
    QPushButton* runOn = nullptr;
    for (QPushButton* button : view->findChildren<QPushButton*>())
        runOn = button->text() == QLatin1String("Run on from here") ? button : runOn;
    QVERIFY(runOn && runOn->isEnabled());
    QTest::mouseClick(runOn, Qt::LeftButton);
    QCOMPARE(it.controller.state(), RunState::Running);
    QVERIFY(it.reaches(RunState::Ready));
    QVERIFY(it.panel.settings().rule == asked);
    QCOMPARE(ids(it.run(), index), ids(before, index));
    QCOMPARE(it.run().tokens[index].id, due);
    QCOMPARE(it.run().tokens[index].exitLayer, exit);
    QCOMPARE(fieldName(it.run().tokens[index].role), "emitted");
    QCOMPARE(it.run().settings.back().token, token);
    QVERIFY(it.run().settings.back().settings.rule == asked);
    QVERIFY2(view->rule() == asked, "what is asked next starts from there");
}

void TestBranches::theListShowsAndForgets()
{
    WindowFixture it;
    QTest::keyClick(&it.window, Qt::Key_7, Qt::ControlModifier);
    QVERIFY(list(it).isVisible());
    QVERIFY(!tree(it).isVisible());
    QVERIFY(it.opened(bundled()));
    it.set(12, "entropy_based", true);
    it.window.setPrompt(QStringLiteral("The old king"));
    QVERIFY(it.ran());
    const int first = it.controller.history()->current();
    const std::vector<int> firstIds = ids(it.run(), 12);
    it.window.setPrompt(QStringLiteral("A small dog"));
    QVERIFY(it.ran());
    const int second = it.controller.history()->current();
    it.document.select(4);
    QVERIFY(written(it, Qt::Key_F5, Qt::ControlModifier));
    const int branch = it.controller.history()->current();
    QTest::keyClick(&it.window, Qt::Key_7, Qt::ControlModifier);
    QVERIFY(tree(it).hasFocus());
    QCOMPARE(list(it).selected(), branch);
    QTest::keyClick(&tree(it), Qt::Key_Home);
    QCOMPARE(list(it).selected(), first);
    QTest::keyClick(&tree(it), Qt::Key_Return);
    QCOMPARE(it.controller.history()->current(), first);
    QCOMPARE(ids(it.run(), 12), firstIds);
    QCOMPARE(it.window.prompt(), QStringLiteral("The old king"));
    QTest::keyClick(&it.window, Qt::Key_Right, Qt::AltModifier);
    QCOMPARE(it.controller.history()->current(), second);
    QCOMPARE(it.window.prompt(), QStringLiteral("A small dog"));
    QTest::keyClick(&tree(it), Qt::Key_Home);
    QTest::keyClick(&tree(it), Qt::Key_Delete);
    QVERIFY(!it.controller.history()->find(first));
    QCOMPARE(list(it).selected(), second);
    QCOMPARE(it.controller.history()->entries().size(), std::size_t(2));
    // On with another than the one on screen.
    QTest::keyClick(&tree(it), Qt::Key_End);
    QCOMPARE(list(it).selected(), branch);
    QTest::keyClick(&tree(it), Qt::Key_Return, Qt::ShiftModifier);
    QCOMPARE(it.controller.state(), RunState::Running);
    QVERIFY(it.reaches(RunState::Ready));
    QCOMPARE(it.controller.history()->current(), branch);
    QCOMPARE(it.document.tokenCount(), 24);
}

/// Full depth is measured once a run rests, when another may be on screen already.
void TestBranches::whatIsMeasuredLateBelongsToItsRun()
{
    WindowFixture it;
    QVERIFY(it.opened(bundled()));
    it.set(10, "entropy_based", true);
    QVERIFY(it.ran() && it.measured());
    Run bare = it.run();
    bare.fullDepth.reset();
    const int first = it.controller.history()->begin({.origin = RunOrigin::File}, bare);
    QVERIFY(it.ran());
    it.controller.show(first);
    QVERIFY(it.ran() && it.measured()); // the engine has been through all that was asked of it
    QVERIFY(!it.controller.history()->run(first)->fullDepth);
}

QTEST_MAIN(TestBranches)
#include "tst_branches.moc"
