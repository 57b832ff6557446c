#include "syntheticrun.h"
#include "widgets/rundocument.h"
#include "widgets/runhistory.h"
#include "widgets/runlist.h"
#include "widgets/runlistmodel.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QSignalSpy>
#include <QTreeView>
#include <QtTest>

using namespace exitscope;
using namespace exitscope::test;

namespace {

/// A history with a run, two branches of it, one of these again, and a file.
struct Tree
{
    Tree()
    {
        const Run run = syntheticRun({.layers = 4, .tokens = 6});
        first = history.begin({}, run);
        Run other = run;
        other.tokens[2].bytes = " dog";
        branch = history.begin({.origin = RunOrigin::Branch,
                                .parent = first,
                                .branchToken = 2,
                                .replaced = run.tokens[2].bytes},
                               other);
        twig =
            history.begin({.origin = RunOrigin::Branch, .parent = branch, .branchToken = 5}, other);
        file = history.begin({.origin = RunOrigin::File, .file = QStringLiteral("/tmp/a/old.cbor")},
                             syntheticRun({.layers = 4, .tokens = 3}));
        second =
            history.begin({.origin = RunOrigin::Branch, .parent = first, .branchToken = 4}, run);
    }

    RunDocument document;
    RunHistory history{&document};
    int first = 0, branch = 0, twig = 0, file = 0, second = 0;
};

QString cell(const RunListModel& model, int id, RunListModel::Column column,
             int role = Qt::DisplayRole)
{
    return model.indexOf(id, column).data(role).toString();
}

} // namespace

class RunListTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void branchesStandBelowTheirParents();
    void rowsSayWhatTheyAre();
    void theRunOnScreenGrows();
    void keysAskForWhatTheUserWants();
    void beginsEmpty();
    void oldRunsAreForgottenBeyondTheLimit();
};

void RunListTest::branchesStandBelowTheirParents()
{
    Tree it;
    RunListModel model(&it.history, &it.document);
    const QAbstractItemModelTester tester(&model,
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(model.parent(model.indexOf(it.branch)), model.indexOf(it.first));
    QCOMPARE(model.parent(model.indexOf(it.twig)), model.indexOf(it.branch));
    QCOMPARE(model.rowCount(model.indexOf(it.first)), 2);
    QVERIFY(!model.indexOf(99).isValid());
    // In the order of the rows, not of time.
    QCOMPARE(model.neighbour(it.twig, 1), it.second);
    QCOMPARE(model.neighbour(it.second, 1), it.file);
    QCOMPARE(model.neighbour(it.first, -1), 0);
    QCOMPARE(model.neighbour(it.file, 1), 0);

    // Without its parent a branch stands by itself and says what it goes on from.
    QVERIFY(!cell(model, it.branch, RunListModel::RunColumn).contains("old tale"));
    it.history.remove(it.first);
    QCOMPARE(model.rowCount(), 3);
    QVERIFY(!model.parent(model.indexOf(it.branch)).isValid());
    QVERIFY(cell(model, it.branch, RunListModel::RunColumn).contains("old tale"));
    QCOMPARE(model.parent(model.indexOf(it.twig)), model.indexOf(it.branch));
    it.history.begin({.origin = RunOrigin::Branch, .parent = it.twig, .branchToken = 0}, Run());
    it.history.show(it.twig);
    it.history.setLimit(0);
    QCOMPARE(model.rowCount(), 1);
    QCOMPARE(model.idAt(model.index(0, 0)), it.twig);
}

void RunListTest::rowsSayWhatTheyAre()
{
    Tree it;
    const RunListModel model(&it.history, &it.document);
    QCOMPARE(cell(model, it.first, RunListModel::RunColumn), it.document.run().prompt.c_str());
    const QString branch = cell(model, it.branch, RunListModel::RunColumn);
    QVERIFY2(branch.contains("token 3") && branch.contains(QStringLiteral("dog”")) &&
                 branch.contains(QStringLiteral("a”")),
             qPrintable(branch));
    QCOMPARE(cell(model, it.file, RunListModel::RunColumn), "old.cbor");
    QVERIFY(cell(model, it.file, RunListModel::RunColumn, Qt::ToolTipRole).contains("/tmp/a"));
    QCOMPARE(cell(model, it.file, RunListModel::TokensColumn), "3");
    const RunSummary summary = summarize(*it.history.run(it.first));
    QCOMPARE(cell(model, it.first, RunListModel::ExitColumn),
             QLocale().toString(summary.meanExitLayer, 'f', 1));
    QCOMPARE(cell(model, it.first, RunListModel::SavedColumn),
             QStringLiteral("%1 %").arg(QLocale().toString(100 * summary.layersPastExit, 'f', 0)));
    QCOMPARE(cell(model, it.first, RunListModel::RunColumn, RunListModel::DetailRole),
             "Maximum probability · seed 42");
    // Which one is on screen is said, not only drawn.
    QVERIFY(model.indexOf(it.second).data(RunListModel::ShownRole).toBool());
    QVERIFY(cell(model, it.second, RunListModel::RunColumn, Qt::AccessibleTextRole)
                .contains("on screen"));
    it.history.show(it.file);
    QVERIFY(model.indexOf(it.file).data(RunListModel::ShownRole).toBool());
    QVERIFY(!model.indexOf(it.second).data(RunListModel::ShownRole).toBool());
}

void RunListTest::theRunOnScreenGrows()
{
    Tree it;
    const RunListModel model(&it.history, &it.document);
    const SyntheticShape shape{.layers = 4, .tokens = 5};
    const int id = it.history.begin({}, syntheticStart(shape));
    QCOMPARE(cell(model, id, RunListModel::TokensColumn), QStringLiteral("–"));
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    it.document.append(syntheticSteps(shape, it.document.run().settings));
    QVERIFY(changed.count() > 0);
    QCOMPARE(cell(model, id, RunListModel::TokensColumn), "5");
    it.history.show(it.first);
    QCOMPARE(cell(model, id, RunListModel::TokensColumn), "5");
    QCOMPARE(cell(model, it.first, RunListModel::TokensColumn), "6");
}

void RunListTest::keysAskForWhatTheUserWants()
{
    Tree it;
    RunList list;
    list.setHistory(&it.history, &it.document);
    list.resize(400, 500);
    list.show();
    QVERIFY(QTest::qWaitForWindowActive(&list));
    auto* tree = list.findChild<QTreeView*>();
    list.setFocus();
    QVERIFY(tree->hasFocus());
    QCOMPARE(list.selected(), it.second);
    QSignalSpy shown(&list, &RunList::showRequested);
    QSignalSpy forgotten(&list, &RunList::forgetRequested);
    QSignalSpy goneOn(&list, &RunList::runOnRequested);
    // The one on screen can be neither shown again nor forgotten.
    QTest::keyClick(tree, Qt::Key_Return);
    QTest::keyClick(tree, Qt::Key_Delete);
    QVERIFY(shown.isEmpty() && forgotten.isEmpty());
    QTest::keyClick(tree, Qt::Key_Up);
    QCOMPARE(list.selected(), it.twig);
    QTest::keyClick(tree, Qt::Key_Return);
    QCOMPARE(shown, QList<QVariantList>{{it.twig}});
    QTest::keyClick(tree, Qt::Key_Delete);
    QCOMPARE(forgotten, QList<QVariantList>{{it.twig}});
    QTest::keyClick(tree, Qt::Key_Return, Qt::ShiftModifier);
    QVERIFY(goneOn.isEmpty());
    list.setRunOnPossible(true);
    QTest::keyClick(tree, Qt::Key_Return, Qt::ShiftModifier);
    QCOMPARE(goneOn, QList<QVariantList>{{it.twig}});
    shown.clear();
    const QModelIndex file = static_cast<RunListModel*>(tree->model())->indexOf(it.file);
    const QPoint place = tree->visualRect(file).center();
    QTest::mouseClick(tree->viewport(), Qt::LeftButton, {}, place);
    QTest::mouseDClick(tree->viewport(), Qt::LeftButton, {}, place);
    QCOMPARE(shown, QList<QVariantList>{{it.file}});
    // Branches lie open, also those that come later.
    const int late =
        it.history.begin({.origin = RunOrigin::Branch, .parent = it.file, .branchToken = 1}, Run());
    QCOMPARE(list.selected(), late);
    QVERIFY(tree->visualRect(tree->currentIndex()).isValid());
}

void RunListTest::beginsEmpty()
{
    RunDocument document;
    RunHistory history(&document);
    RunList list;
    list.setHistory(&history, &document);
    list.show();
    auto* tree = list.findChild<QTreeView*>();
    QVERIFY(!tree->isVisible());
    QCOMPARE(list.neighbour(1), 0);
    history.begin({}, syntheticRun({.layers = 4, .tokens = 3}));
    QVERIFY(tree->isVisible());
}

void RunListTest::oldRunsAreForgottenBeyondTheLimit()
{
    RunDocument document;
    RunHistory history(&document);
    const Run run = syntheticRun({.layers = 8, .tokens = 50});
    QCOMPARE(history.bytes(), std::size_t(0));
    std::vector<int> ids;
    for (int i = 0; i < 4; ++i)
        ids.push_back(history.begin({}, run));
    const std::size_t each = history.bytes() / 3; // the one on screen is not counted
    QVERIFY(each > 50 * 8 * sizeof(LayerStatistics));
    QVERIFY(history.limit() > 4 * each);
    history.show(ids[0]);
    QSignalSpy changed(&history, &RunHistory::changed);
    history.setLimit(2 * each);
    QCOMPARE(changed.count(), 1);
    QVERIFY2(history.find(ids[0]), "the oldest is on screen");
    QVERIFY(!history.find(ids[1]));
    QVERIFY(history.find(ids[2]) && history.find(ids[3]));
    ids.push_back(history.begin({}, run));
    QVERIFY(!history.find(ids[0]));
    QCOMPARE(history.entries().size(), std::size_t(3));
    QCOMPARE(changed.count(), 2);
}

QTEST_MAIN(RunListTest)
#include "tst_runlist.moc"
