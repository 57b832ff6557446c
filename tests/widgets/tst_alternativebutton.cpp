#include "syntheticrun.h"
#include "widgets/alternativebutton.h"
#include "widgets/inspector.h"
#include "widgets/lensmodel.h"

#include <QAction>
#include <QSignalSpy>
#include <QTableView>
#include <QtTest>

using namespace exitscope;
using namespace exitscope::test;

namespace {

/// An inspector on screen with a token of six layers selected.
struct Inspected
{
    Inspected()
    {
        document.reset(syntheticRun({.layers = 6, .tokens = 20}));
        inspector.setDocument(&document);
        inspector.setTokenText([](int id) { return QStringLiteral("w%1").arg(id); });
        inspector.resize(420, 700);
        inspector.show();
        QVERIFY(QTest::qWaitForWindowActive(&inspector));
        document.select(7);
    }

    RunDocument document;
    Inspector inspector;
    AlternativeButton& button = *inspector.findChild<AlternativeButton*>();
    LensModel& lens = *inspector.findChild<LensModel*>();
    QTableView& table = *lensTable();

    QTableView* lensTable()
    {
        for (QTableView* view : inspector.findChildren<QTableView*>()) {
            if (view->model() == &lens)
                return view;
        }
        return nullptr;
    }
    void click(int row, int column)
    {
        QTest::mouseClick(table.viewport(), Qt::LeftButton, {},
                          table.visualRect(lens.index(row, column)).center());
    }
};

} // namespace

class AlternativeButtonTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void namesWhatIsCurrent();
    void offersNothingElse();
    void everyWayLeadsThere();
    void nothingStaleIsChosen();
};

void AlternativeButtonTest::namesWhatIsCurrent()
{
    Inspected it;
    it.inspector.setResumable(true);
    QVERIFY(!it.button.isEnabled());
    it.click(0, LensModel::FirstTokenColumn + 2); // the deepest layer's second alternative
    QCOMPARE(it.button.alternative(), it.lens.idAt(5, 2));
    QVERIFY(it.button.isEnabled());
    QVERIFY2(it.button.text().contains(QStringLiteral("w%1").arg(it.lens.idAt(5, 2))),
             qPrintable(it.button.text()));
    QCOMPARE(it.document.selectedLayer(), 5);
    // Along the row by keyboard, and to another layer.
    QTest::keyClick(&it.table, Qt::Key_Left);
    QCOMPARE(it.button.alternative(), it.lens.idAt(5, 1));
    QTest::keyClick(&it.table, Qt::Key_Down);
    QCOMPARE(it.button.alternative(), it.lens.idAt(4, 1));
    QCOMPARE(it.document.selectedLayer(), 4);
    // Another token, the same place.
    it.document.select(8, 4);
    QCOMPARE(it.button.alternative(), it.lens.idAt(4, 1));
}

void AlternativeButtonTest::offersNothingElse()
{
    Inspected it;
    QSignalSpy chosen(&it.inspector, &Inspector::alternativeChosen);
    it.click(0, LensModel::FirstTokenColumn + 1);
    QVERIFY2(!it.button.isEnabled(), "without a model that wrote the run");
    QTest::keyClick(&it.table, Qt::Key_Return);
    it.inspector.setResumable(true);
    QVERIFY(it.button.isEnabled());
    it.click(0, LensModel::FirstTokenColumn);
    QCOMPARE(it.lens.idAt(5, 0), it.lens.token().id);
    QVERIFY2(!it.button.isEnabled(), "the token that was written is no alternative");
    QTest::keyClick(&it.table, Qt::Key_Return);
    QCOMPARE(it.button.alternative(), -1);
    // Nothing was scored past the exit while deciding.
    it.document.reset(syntheticRun({.layers = 6, .tokens = 20, .watch = false}));
    it.document.select(9);
    it.click(0, LensModel::FirstTokenColumn + 1);
    QCOMPARE(it.button.alternative(), -1);
    QVERIFY(!it.inspector.alternativeAction()->isEnabled());
    QVERIFY(chosen.isEmpty());
}

void AlternativeButtonTest::everyWayLeadsThere()
{
    Inspected it;
    it.inspector.setResumable(true);
    QSignalSpy chosen(&it.inspector, &Inspector::alternativeChosen);
    it.click(1, LensModel::FirstTokenColumn + 1);
    const QVariantList due{7, it.lens.idAt(4, 1)};
    QTest::mouseClick(&it.button, Qt::LeftButton);
    it.table.setFocus();
    QTest::keyClick(&it.table, Qt::Key_Return);
    QVERIFY(it.table.actions().contains(it.inspector.alternativeAction()));
    QCOMPARE(it.table.contextMenuPolicy(), Qt::ActionsContextMenu);
    it.inspector.alternativeAction()->trigger();
    QCOMPARE(chosen, QList<QVariantList>({due, due, due}));
}

void AlternativeButtonTest::nothingStaleIsChosen()
{
    Inspected it;
    it.inspector.setResumable(true);
    QSignalSpy chosen(&it.inspector, &Inspector::alternativeChosen);
    QAction& action = *it.inspector.alternativeAction();
    it.click(1, LensModel::FirstTokenColumn + 1);
    it.inspector.hide();
    QVERIFY2(action.isEnabled(), "it is the token that was seen last");
    it.document.select(8);
    QVERIFY(!action.isEnabled());
    action.trigger();
    it.inspector.show();
    QCOMPARE(it.lens.token().id, it.document.run().tokens[8].id);
    it.click(1, LensModel::FirstTokenColumn + 1);
    QVERIFY(action.isEnabled());
    it.inspector.hide();
    it.document.reset(syntheticRun({.layers = 6, .tokens = 25}));
    QVERIFY(!action.isEnabled());
    QVERIFY(chosen.isEmpty());
    // Nothing else is done to what is not seen.
    it.inspector.togglePin();
    it.inspector.togglePlay();
    QVERIFY(it.lens.pinnedLayers().empty());
    it.inspector.show();
    it.inspector.togglePin();
    QCOMPARE(it.lens.pinnedLayers().size(), std::size_t(1));
    // An ampersand is no mnemonic.
    it.inspector.setTokenText([](int id) { return QStringLiteral("R&D%1").arg(id); });
    it.document.select(7);
    it.click(1, LensModel::FirstTokenColumn + 1);
    QVERIFY2(it.button.text().contains(QLatin1String("R&&D")), qPrintable(it.button.text()));
}

QTEST_MAIN(AlternativeButtonTest)
#include "tst_alternativebutton.moc"
