#include "windowfixture.h"

#include "widgets/tradeoffplot.h"
#include "widgets/whatifmodel.h"
#include "widgets/whatifview.h"

#include <QPushButton>
#include <QSlider>
#include <QTemporaryDir>

using namespace exitscope;
using namespace exitscope::test;

/// The What-if tab in the whole window, on runs of the real model.
class TestWhatIfWindow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanup();
    void draggingChangesTheFigures();
    void theRuleReachesThePanelAndTheNextRun();
    void theShortcutOpensTheTab();
    void aSavedRunIsAskedWithoutItsModel();

private:
    static WhatIfView* view(WindowFixture& it) { return it.window.findChild<WhatIfView*>(); }
    static QString figure(WindowFixture& it, WhatIfModel::Row row, WhatIfModel::Column column)
    {
        const auto* figures = it.window.findChild<WhatIfModel*>();
        return figures->data(figures->index(row, column), Qt::DisplayRole).toString();
    }
    static void openTab(WindowFixture& it)
    {
        it.side.setCurrentWidget(view(it));
        QVERIFY(view(it)->isVisible());
    }
    static QSlider* slider(WindowFixture& it) { return view(it)->findChild<QSlider*>(); }
    static QPushButton* useButton(WindowFixture& it)
    {
        for (QPushButton* button : view(it)->findChildren<QPushButton*>()) {
            if (button->text() == QLatin1String("Use this rule"))
                return button;
        }
        return nullptr;
    }

    QTemporaryDir m_folder;
};

void TestWhatIfWindow::initTestCase()
{
    QVERIFY(m_folder.isValid());
    prepareApplication(m_folder.path());
}

void TestWhatIfWindow::cleanup()
{
    QSettings().clear();
}

void TestWhatIfWindow::draggingChangesTheFigures()
{
    WindowFixture it;
    QVERIFY(it.opened(bundled()));
    it.set(80, "max_probability", true);
    QVERIFY(it.ran());
    openTab(it);
    QCOMPARE(figure(it, WhatIfModel::LayersSavedRow, WhatIfModel::AskedColumn),
             figure(it, WhatIfModel::LayersSavedRow, WhatIfModel::RecordedColumn));
    const QImage before = it.heatmap.grab().toImage();
    QSlider* const drag = slider(it);
    const auto x = [drag](double share) {
        return QPoint(int(6 + share * (drag->width() - 12)), drag->height() / 2);
    };
    QTest::mousePress(drag, Qt::LeftButton, {}, x(double(drag->value()) / drag->maximum()));
    QStringList seen;
    for (const double share : {0.2, 0.5, 0.8}) {
        QTest::mouseMove(drag, x(share));
        seen << figure(it, WhatIfModel::LayersSavedRow, WhatIfModel::AskedColumn);
        const Replay due = replay(it.run(), view(it)->rule());
        QCOMPARE(seen.last(),
                 QStringLiteral("%1 %").arg(100 * due.totals.layersSaved(), 0, 'f', 1));
    }
    QTest::mouseRelease(drag, Qt::LeftButton, {}, x(0.8));
    QVERIFY(seen[0] != seen[1] && seen[1] != seen[2]);
    it.heatmap.refreshNow();
    QVERIFY2(it.heatmap.grab().toImage() != before, "the new exits lie over the old ones");
    const auto* plot = view(it)->findChild<TradeOffPlot*>();
    QTRY_COMPARE(plot->curves().size(), allCriteria().size());
    // Away from the tab the heatmap shows the run alone.
    QVERIFY(it.heatmap.cellText(20, 0).contains(QLatin1String("what if")));
    it.side.setCurrentIndex(0);
    QVERIFY(!it.heatmap.cellText(20, 0).contains(QLatin1String("what if")));
}

void TestWhatIfWindow::theRuleReachesThePanelAndTheNextRun()
{
    WindowFixture it;
    QVERIFY(it.opened(bundled()));
    it.set(60, "top2_margin", true);
    QVERIFY(it.ran());
    openTab(it);
    slider(it)->setValue(slider(it)->maximum() * 2 / 3);
    const Rule asked = view(it)->rule();
    QVERIFY(asked != it.panel.settings().rule);
    const ReplayTotals due = replay(it.run(), asked).totals;
    QVERIFY(due.layersSaved() > summarize(it.run()).layersPastExit);
    QVERIFY(useButton(it)->isEnabled());
    QTest::mouseClick(useButton(it), Qt::LeftButton);
    QVERIFY(it.panel.settings().rule == asked);
    QVERIFY(!useButton(it)->isEnabled());
    QVERIFY(it.ran());
    QVERIFY(it.run().settings.front().settings.rule == asked);
    QVERIFY(view(it)->rule() == asked);
    QTRY_COMPARE(figure(it, WhatIfModel::TokensRow, WhatIfModel::RecordedColumn),
                 QStringLiteral("60"));
    QTRY_COMPARE(figure(it, WhatIfModel::LayersSavedRow, WhatIfModel::AskedColumn),
                 figure(it, WhatIfModel::LayersSavedRow, WhatIfModel::RecordedColumn));
}

void TestWhatIfWindow::theShortcutOpensTheTab()
{
    WindowFixture it;
    QVERIFY(!view(it)->isVisible());
    QTest::keyClick(&it.window, Qt::Key_6, Qt::ControlModifier);
    QVERIFY(view(it)->isVisible());
    QVERIFY(!slider(it)->isVisible());
    // A run that decides tells too little; the tab says so.
    QVERIFY(it.opened(bundled()));
    it.set(10, "top2_margin", false);
    QVERIFY(it.ran());
    QVERIFY(!slider(it)->isVisible());
    it.set(10, "top2_margin", true);
    QVERIFY(it.ran());
    QVERIFY(slider(it)->isVisible());
}

void TestWhatIfWindow::aSavedRunIsAskedWithoutItsModel()
{
    const QString file = m_folder.filePath(QStringLiteral("run.cbor"));
    {
        WindowFixture it;
        QVERIFY(it.opened(bundled()));
        it.set(30, "convergence", true);
        QVERIFY(it.ran());
        QSignalSpy written(&it.controller, &RunController::fileWritten);
        it.controller.saveRun(file);
        QTRY_COMPARE(written.count(), 1);
    }
    QSettings().clear();
    WindowFixture it;
    openTab(it);
    QSignalSpy opened(&it.controller, &RunController::runOpened);
    it.controller.openRun(file);
    QTRY_COMPARE(opened.count(), 1);
    QCOMPARE(it.controller.model(), nullptr);
    QVERIFY(view(it)->rule() == it.run().settings.front().settings.rule);
    slider(it)->setValue(slider(it)->maximum());
    QVERIFY(view(it)->replayed().totals.layersSaved() > summarize(it.run()).layersPastExit);
}

QTEST_MAIN(TestWhatIfWindow)
#include "tst_whatifwindow.moc"
