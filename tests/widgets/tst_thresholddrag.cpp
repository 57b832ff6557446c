#include "panelfixture.h"
#include "support/randomrun.h"
#include "widgets/conditioneditor.h"
#include "widgets/rundocument.h"
#include "widgets/scheduleplot.h"

#include <QSignalSpy>
#include <QtTest>

#include <cmath>

using namespace exitscope;
using test::Panel;

namespace {

/// A plot of twelve flat thresholds that can be edited.
struct EditablePlot : SchedulePlot
{
    EditablePlot()
    {
        setEditable(true);
        ScheduleCurve curve;
        curve.condition = makeCondition("max_probability");
        curve.thresholds.assign(12, 0.5);
        curve.scores = {0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1};
        curve.exitLayer = 6;
        setCurve(curve);
        resize(300, 160);
        show();
    }
    double at(int layer) const { return curve().thresholds[static_cast<std::size_t>(layer)]; }
    void press(QPoint point) { QTest::mousePress(this, Qt::LeftButton, {}, point); }
    void move(QPoint point)
    {
        QMouseEvent event(QEvent::MouseMove, QPointF(point), mapToGlobal(QPointF(point)),
                          Qt::NoButton, Qt::LeftButton, {});
        QCoreApplication::sendEvent(this, &event);
    }
    void release(QPoint point) { QTest::mouseRelease(this, Qt::LeftButton, {}, point); }
};

} // namespace

class TestThresholdDrag : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theMouseMovesOneLayer();
    void escapeTakesItBack();
    void aNewTokenDoesNotTakeTheHandle();
    void keysMoveOneLayer();
    void aPlotToLookAtTakesNoInput();
    void theRuleGetsAListOfItsOwn();
    void unitsOfTheCriterionHold();
    void anotherModelsRunIsOnlyShown();
    void newTokensLeaveWhatIsSaidOfTheThreshold();
};

void TestThresholdDrag::theMouseMovesOneLayer()
{
    EditablePlot plot;
    QSignalSpy spy(&plot, &SchedulePlot::thresholdEdited);
    const QPoint start = plot.handle(4).toPoint();
    plot.press(start);
    plot.move(start - QPoint(0, 20));
    QVERIFY(plot.at(4) > 0.5);
    QVERIFY(spy.isEmpty());
    QVERIFY(plot.accessibleDescription().contains(QLocale().toString(plot.at(4), 'g', 4)));
    QVERIFY(!plot.grab().isNull());
    plot.release(start - QPoint(0, 20));
    QCOMPARE(spy.count(), 1);
    QCOMPARE(spy[0][0].toInt(), 4);
    QCOMPARE(spy[0][1].toDouble(), plot.at(4));
    QCOMPARE(plot.at(3), 0.5);
    QCOMPARE(plot.at(5), 0.5);
    // Far from the line nothing is taken hold of.
    plot.press(QPoint(start.x(), 20));
    plot.move(QPoint(start.x(), 60));
    plot.release(QPoint(start.x(), 60));
    QCOMPARE(spy.count(), 1);
}

void TestThresholdDrag::escapeTakesItBack()
{
    EditablePlot plot;
    QSignalSpy spy(&plot, &SchedulePlot::thresholdEdited);
    const QPoint start = plot.handle(2).toPoint();
    plot.press(start);
    plot.move(start + QPoint(0, 25));
    QVERIFY(plot.at(2) < 0.5);
    QTest::keyClick(&plot, Qt::Key_Escape);
    QCOMPARE(plot.at(2), 0.5);
    plot.release(start + QPoint(0, 25));
    QVERIFY(spy.isEmpty());
}

void TestThresholdDrag::aNewTokenDoesNotTakeTheHandle()
{
    EditablePlot plot;
    ScheduleCurve next = plot.curve();
    next.scores.assign(12, 40.0); // another scale
    const QPoint start = plot.handle(7).toPoint();
    plot.press(start);
    plot.move(start - QPoint(0, 15));
    const double held = plot.at(7);
    plot.setCurve(next);
    QCOMPARE(plot.at(7), held);
    QSignalSpy spy(&plot, &SchedulePlot::thresholdEdited);
    plot.release(start - QPoint(0, 15));
    QCOMPARE(spy.count(), 1);
    QCOMPARE(spy[0][1].toDouble(), held);
}

void TestThresholdDrag::keysMoveOneLayer()
{
    EditablePlot plot;
    plot.activateWindow();
    plot.setFocus();
    QTRY_VERIFY(plot.hasFocus());
    QCOMPARE(plot.editedLayer(), 6);
    QSignalSpy spy(&plot, &SchedulePlot::thresholdEdited);
    QTest::keyClick(&plot, Qt::Key_Left);
    QCOMPARE(plot.editedLayer(), 5);
    QVERIFY(spy.isEmpty());
    QTest::keyClick(&plot, Qt::Key_Up);
    QCOMPARE(spy.count(), 1);
    QCOMPARE(spy[0][0].toInt(), 5);
    QVERIFY(plot.at(5) > 0.5);
    QTest::keyClick(&plot, Qt::Key_Down);
    QVERIFY(std::abs(plot.at(5) - 0.5) < 1e-9);
    QTest::keyClick(&plot, Qt::Key_PageDown);
    QVERIFY(plot.at(5) < 0.45);
    QTest::keyClick(&plot, Qt::Key_End);
    QCOMPARE(plot.editedLayer(), 11);
    QTest::keyClick(&plot, Qt::Key_Right);
    QCOMPARE(plot.editedLayer(), 11);
    QTest::keyClick(&plot, Qt::Key_Home);
    QCOMPARE(plot.editedLayer(), 0);
    QVERIFY(plot.accessibleDescription().contains(QStringLiteral("layer 0: 0.5")));
}

void TestThresholdDrag::aPlotToLookAtTakesNoInput()
{
    EditablePlot plot;
    plot.setEditable(false);
    QSignalSpy spy(&plot, &SchedulePlot::thresholdEdited);
    const QPoint start = plot.handle(4).toPoint();
    plot.press(start);
    plot.move(start - QPoint(0, 20));
    plot.release(start - QPoint(0, 20));
    QTest::keyClick(&plot, Qt::Key_Up);
    QVERIFY(spy.isEmpty());
    QCOMPARE(plot.focusPolicy(), Qt::NoFocus);
}

void TestThresholdDrag::theRuleGetsAListOfItsOwn()
{
    Panel panel;
    panel.choose(1, "max_probability");
    panel.show();
    auto* plot = panel.findChild<SchedulePlot*>();
    QVERIFY(plot->isEditable());
    const Condition before = *panel.settings().rule.leading();
    QVERIFY(before.thresholds.empty());
    QSignalSpy spy(&panel, &RulePanel::settingsChanged);
    Q_EMIT plot->thresholdEdited(3, 0.25);
    QCOMPARE(spy.count(), 1);
    const Condition after = *panel.settings().rule.leading();
    QCOMPARE(after.thresholds.size(), 12u);
    for (int layer = 0; layer < 12; ++layer) {
        const double expected = layer == 3 ? 0.25 : before.threshold(layer, test::shape);
        QVERIFY(std::abs(after.threshold(layer, test::shape) - expected) < 1e-3);
    }
    QCOMPARE(plot->curve().thresholds[3], 0.25);
    QVERIFY(panel.isValid());
    // A short list: its last value held for the deeper layers, and still does.
    Settings settings = panel.settings();
    settings.rule.conditions[0].thresholds = {0.9, 0.8};
    panel.setSettings(settings);
    Q_EMIT plot->thresholdEdited(5, 0.4);
    const Condition longer = *panel.settings().rule.leading();
    QCOMPARE(longer.threshold(0, test::shape), 0.9);
    QCOMPARE(longer.threshold(4, test::shape), 0.8);
    QCOMPARE(longer.threshold(5, test::shape), 0.4);
    QCOMPARE(longer.threshold(6, test::shape), 0.8);
}

void TestThresholdDrag::unitsOfTheCriterionHold()
{
    Panel panel;
    Settings settings = panel.settings();
    settings.rule = makeRule("entropy_based", {{"entropy_relative", 1}});
    panel.setSettings(settings);
    panel.show();
    auto* plot = panel.findChild<SchedulePlot*>();
    Q_EMIT plot->thresholdEdited(2, 1.5); // nats, as drawn
    const Condition after = *panel.settings().rule.leading();
    QVERIFY(std::abs(after.threshold(2, test::shape) - 1.5) < 1e-3);
    QVERIFY(std::abs(plot->curve().thresholds[2] - 1.5) < 1e-3);
}

void TestThresholdDrag::anotherModelsRunIsOnlyShown()
{
    Panel panel;
    RunDocument document;
    panel.setDocument(&document);
    panel.choose(1, "max_probability");
    panel.show();
    auto* plot = panel.findChild<SchedulePlot*>();
    document.reset(test::RandomRun(7).make(3, 6));
    QVERIFY(!plot->isEditable());
    document.reset(test::RandomRun(7).make(3, 12));
    QVERIFY(plot->isEditable());
}

void TestThresholdDrag::newTokensLeaveWhatIsSaidOfTheThreshold()
{
    RunDocument document;
    Panel panel;
    panel.choose(1, "max_probability");
    panel.setDocument(&document);
    document.reset(test::RandomRun(3).make(20, 12));
    panel.resize(420, 800);
    panel.show();
    panel.activateWindow();
    auto* plot = panel.findChild<SchedulePlot*>();
    const QString before = plot->accessibleDescription();
    QVERIFY2(before.contains(QLatin1String("left at layer")), qPrintable(before));
    plot->setFocus();
    QTRY_VERIFY(plot->hasFocus());
    QTest::keyClick(plot, Qt::Key_Home);
    const QString said = plot->accessibleDescription();
    QVERIFY2(said.startsWith(QLatin1String("Threshold at layer 0")), qPrintable(said));
    document.select(4);
    QCOMPARE(plot->accessibleDescription(), said);
}

QTEST_MAIN(TestThresholdDrag)
#include "tst_thresholddrag.moc"
