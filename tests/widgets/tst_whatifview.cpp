#include "whatiffixture.h"

#include <QSpinBox>

using namespace exitscope;
using namespace exitscope::test;

/// Asking a run what if: what the user drags, types, clicks and takes.
class WhatIfViewTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void startsAsTheRunRan();
    void draggingAsksAgain();
    void keysMoveTheThreshold();
    void anExactThresholdCanBeTyped();
    void aClickOnACurveTakesThatPoint();
    void draggingAlongACurve();
    void theLegendChoosesACriterion();
    void patienceAndMinimumLayerCount();
    void schedulesAreMovedOrLevelled();
    void theFirstDifferenceIsFound();
    void theRuleIsGivenAway();
    void followsTheRulePanel();
};

void WhatIfViewTest::startsAsTheRunRan()
{
    const Asked it;
    QVERIFY(it.isTrue());
    QVERIFY(it.view.rule() == it.document.run().settings.front().settings.rule);
    for (const auto row : {WhatIfModel::LayersSavedRow, WhatIfModel::AgreementRow,
                           WhatIfModel::MeanExitRow, WhatIfModel::TokensRow})
        QCOMPARE(it.figure(row, WhatIfModel::AskedColumn),
                 it.figure(row, WhatIfModel::RecordedColumn));
    QCOMPARE(it.plot.marks().asked, it.plot.marks().recorded);
    QVERIFY(*it.plot.marks().ceiling > 0);
    QCOMPARE(it.figure(WhatIfModel::AgreementRow, WhatIfModel::CeilingColumn),
             QStringLiteral("100.0 %"));
    QVERIFY2(it.says("No token would differ. Exact to the end."), qPrintable(it.shownText()));
    QVERIFY(!it.button("Use this rule")->isEnabled());
    QVERIFY(!it.button("As it ran")->isEnabled());
    QVERIFY(!it.button("Go to the token")->isEnabled());
    QVERIFY(it.hasAllCurves());
}

void WhatIfViewTest::draggingAsksAgain()
{
    const Asked it;
    QSignalSpy exits(&it.view, &WhatIfView::exitsChanged);
    QSlider& slider = it.slider;
    QVERIFY(slider.isVisible() && slider.maximum() > 100);
    const auto x = [&slider](double share) {
        return QPoint(int(6 + share * (slider.width() - 12)), slider.height() / 2);
    };
    QTest::mousePress(&slider, Qt::LeftButton, {}, x(double(slider.value()) / slider.maximum()));
    std::vector<double> saved;
    for (const double share : {0.1, 0.3, 0.5, 0.7, 0.95}) {
        QTest::mouseMove(&slider, x(share));
        QVERIFY(it.isTrue());
        QCOMPARE(it.field.value(), it.control.value());
        saved.push_back(it.view.replayed().totals.layersSaved());
    }
    QTest::mouseRelease(&slider, Qt::LeftButton, {}, x(0.95));
    QVERIFY(std::ranges::is_sorted(saved));
    QVERIFY(saved.back() > saved.front() + 0.3);
    QVERIFY(exits.count() >= 5);
    const auto last = exits.last().first().value<std::vector<int>>();
    for (std::size_t i = 0; i < last.size(); ++i)
        QCOMPARE(last[i], it.view.replayed().tokens[i].exitLayer);
    QVERIFY(it.button("As it ran")->isEnabled());
    QTest::mouseClick(it.button("As it ran"), Qt::LeftButton);
    QVERIFY(it.view.rule() == it.document.run().settings.front().settings.rule);
    QVERIFY(it.isTrue());
}

void WhatIfViewTest::keysMoveTheThreshold()
{
    const Asked it;
    it.slider.setFocus();
    QTest::keyClick(&it.slider, Qt::Key_Home);
    QVERIFY(it.isTrue());
    QCOMPARE(it.view.replayed().totals.layersSaved(), 0.0);
    QCOMPARE(it.view.replayed().totals.agreement(), std::optional(1.0));
    QTest::keyClick(&it.slider, Qt::Key_End);
    QVERIFY(it.isTrue());
    const double most = it.view.replayed().totals.layersSaved();
    QVERIFY(most > 0.5);
    QTest::keyClick(&it.slider, Qt::Key_PageDown);
    QVERIFY(it.isTrue());
    QVERIFY(it.view.replayed().totals.layersSaved() < most);
}

void WhatIfViewTest::anExactThresholdCanBeTyped()
{
    const Asked it{syntheticRun({.criterion = "top2_margin"})};
    it.field.setFocus();
    it.field.selectAll();
    QTest::keyClicks(&it.field, QStringLiteral("0.4375"));
    QTest::keyClick(&it.field, Qt::Key_Return);
    QVERIFY(it.isTrue());
    QVERIFY(it.view.rule() == makeRule("top2_margin", {{"margin_threshold", 0.4375}}));
    QCOMPARE(it.field.text(), QStringLiteral("0.4375"));
}

void WhatIfViewTest::aClickOnACurveTakesThatPoint()
{
    const Asked it;
    QVERIFY(it.hasAllCurves());
    for (const WhatIfCurve& curve : std::vector(it.plot.curves())) {
        // Choosing the criterion first makes its curve the one that a click means.
        const auto all = allCriteria();
        it.criteria.setCurrentIndex(int(std::ranges::find(all, curve.what.varied) - all.begin()));
        Q_EMIT it.criteria.activated(it.criteria.currentIndex());
        const CurvePoint point = *curve.nearest(0.4 * curve.points.back().layersSaved);
        const QPoint where = it.plot.positionOf(point.layersSaved, *point.agreement).toPoint();
        QTest::mouseClick(&it.plot, Qt::LeftButton, {}, where);
        QVERIFY(it.isTrue());
        QVERIFY(it.view.rule().find(curve.what.varied));
        QVERIFY(std::abs(it.plot.marks().asked->layersSaved - point.layersSaved) < 0.03);
    }
    const Rule before = it.view.rule();
    QTest::mouseClick(&it.plot, Qt::LeftButton, {}, QPoint(it.plot.width() - 1, 1));
    QVERIFY2(it.view.rule() == before, "far from every curve");
}

void WhatIfViewTest::draggingAlongACurve()
{
    const Asked it;
    QVERIFY(it.hasAllCurves());
    const auto start = *it.plot.marks().asked;
    const QPoint from = it.plot.positionOf(start.layersSaved, start.agreement).toPoint();
    QTest::mousePress(&it.plot, Qt::LeftButton, {}, from);
    const QPoint to = it.plot.positionOf(0.1, 0.5).toPoint();
    QMouseEvent move(QEvent::MouseMove, to, it.plot.mapToGlobal(to), Qt::NoButton, Qt::LeftButton,
                     Qt::NoModifier);
    QApplication::sendEvent(&it.plot, &move);
    QVERIFY(it.isTrue());
    QVERIFY(std::abs(it.plot.marks().asked->layersSaved - 0.1) < 0.02);
    QTest::mouseRelease(&it.plot, Qt::LeftButton, {}, to);
    const Rule left = it.view.rule();
    QTest::mouseMove(&it.plot, from);
    QVERIFY(it.view.rule() == left);
}

void WhatIfViewTest::theLegendChoosesACriterion()
{
    const Asked it;
    QVERIFY(it.hasAllCurves());
    QSignalSpy chosen(&it.plot, &TradeOffPlot::criterionChosen);
    // The legend's last row of criteria lies above that of the marks, at the plot's lower edge.
    for (int y = it.plot.height() - 1; y > it.plot.height() / 2 && chosen.isEmpty(); y -= 4)
        QTest::mouseClick(&it.plot, Qt::LeftButton, {}, QPoint(10, y));
    QCOMPARE(chosen.count(), 1);
    const auto* criterion = chosen.first().first().value<const Criterion*>();
    QCOMPARE(it.criteria.currentIndex(),
             int(std::ranges::find(allCriteria(), criterion) - allCriteria().begin()));
    QVERIFY(it.view.rule().find(criterion));
    QVERIFY(it.isTrue());
}

void WhatIfViewTest::patienceAndMinimumLayerCount()
{
    const Asked it;
    const auto spins = it.view.findChildren<QSpinBox*>();
    QCOMPARE(spins.size(), 2);
    spins[0]->setValue(3);
    QVERIFY(it.isTrue());
    QCOMPARE(it.view.rule().patience, 3);
    QTest::keyClick(spins[1], Qt::Key_Up);
    QCOMPARE(it.view.rule().minimumLayer, 1);
    spins[1]->setValue(11);
    QVERIFY(it.isTrue());
    QCOMPARE(it.view.replayed().totals.layersSaved(), 0.0);
    QTRY_COMPARE(it.plot.curves().front().points.size(), 1u);
}

void WhatIfViewTest::schedulesAreMovedOrLevelled()
{
    const Asked it{syntheticRun({.criterion = "entropy_based"})};
    QComboBox* sweep = it.view.findChildren<QComboBox*>().at(1);
    QVERIFY(sweep->isVisible());
    QCOMPARE(it.field.value(), 0.0);
    it.control.setValue(-0.5);
    Q_EMIT it.control.valueChanged(-0.5);
    QVERIFY(it.view.rule() == makeRule("entropy_based", {{"entropy_initial_threshold", 10.5},
                                                         {"entropy_final_threshold", 10.0}}));
    QVERIFY(it.isTrue());
    const double saved = replay(it.document.run(), makeRule("entropy_based")).totals.layersSaved();
    sweep->setCurrentIndex(1);
    Q_EMIT sweep->activated(1);
    QVERIFY(it.isTrue());
    const ParameterValues& level = it.view.rule().leading()->parameters;
    QCOMPARE(level.at("entropy_initial_threshold"), level.at("entropy_final_threshold"));
    QVERIFY2(std::abs(it.view.replayed().totals.layersSaved() - saved) < 0.05,
             "starts where it saves as much");
    // A criterion of one threshold has no choice.
    it.criteria.setCurrentIndex(0);
    Q_EMIT it.criteria.activated(0);
    QVERIFY(!sweep->isVisible());
}

void WhatIfViewTest::theFirstDifferenceIsFound()
{
    const Asked it;
    it.slider.setValue(it.slider.maximum() * 2 / 5);
    QVERIFY(it.isTrue());
    const std::optional<int> first = it.view.replayed().firstDifference;
    QVERIFY(first && *first > 0);
    const QString place = QString::number(*first + 1);
    QVERIFY2(it.says(qPrintable(QStringLiteral("The first is token %1, “#").arg(place))),
             qPrintable(it.shownText()));
    QVERIFY(it.says(qPrintable(QStringLiteral("Exact up to token %1;").arg(place))));
    QTest::mouseClick(it.button("Go to the token"), Qt::LeftButton);
    QCOMPARE(it.document.selectedToken(), *first);
}

void WhatIfViewTest::theRuleIsGivenAway()
{
    Asked it;
    QSignalSpy chosen(&it.view, &WhatIfView::ruleChosen);
    it.slider.setValue(it.slider.maximum() / 2);
    QPushButton* use = it.button("Use this rule");
    QVERIFY(use->isEnabled());
    QTest::mouseClick(use, Qt::LeftButton);
    QCOMPARE(chosen.count(), 1);
    const Rule rule = chosen.first().first().value<Rule>();
    QVERIFY(rule == it.view.rule());
    const int position = it.slider.value();
    it.view.setRuleInForce(rule);
    QVERIFY(!use->isEnabled());
    QVERIFY2(it.slider.value() == position, "nothing jumps when the rule is taken");
}

void WhatIfViewTest::followsTheRulePanel()
{
    Asked it;
    const Rule other = makeRule("convergence", {{"delta_threshold", 0.05}});
    it.view.setRuleInForce(other);
    QVERIFY(it.view.rule() == other);
    QCOMPARE(it.criteria.currentText(), QStringLiteral("Convergence"));
    QVERIFY(it.isTrue());
    QVERIFY(!it.button("Use this rule")->isEnabled());
    QVERIFY(it.button("As it ran")->isEnabled());
    Rule several = other;
    several.conditions.push_back(makeCondition("token_repeat"));
    it.view.setRuleInForce(several);
    it.slider.setValue(it.slider.maximum() / 2);
    QCOMPARE(it.view.rule().conditions.size(), 2u);
    QVERIFY(it.isTrue());
    // At full depth there is no threshold; the criterion's own starting point is asked about.
    it.view.setRuleInForce({});
    QCOMPARE(it.view.rule().conditions.size(), 1u);
    QVERIFY(it.isTrue());
}

QTEST_MAIN(WhatIfViewTest)
#include "tst_whatifview.moc"
