#include "whatiffixture.h"
#include "widgets/heatmapview.h"

#include <QAbstractItemModelTester>
#include <QTableView>

using namespace exitscope;
using namespace exitscope::test;

/// What the What-if tab says and shows of every kind of run, and while one grows.
class WhatIfStatesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void modelKeepsItsContract();
    void saysWhatToDoWhereThereIsNothing();
    void saysWhatItCannotCompare();
    void entropiesAtAnotherTemperature();
    void followsARunThatGrows();
    void nothingIsAskedWhileHidden();
    void everythingHasAName();
    void exitsAreDrawnOverTheOldOnes();
};

void WhatIfStatesTest::modelKeepsItsContract()
{
    WhatIfModel model;
    const QAbstractItemModelTester tester(&model,
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    const auto shown = [&model](WhatIfModel::Row row) {
        return model.data(model.index(row, WhatIfModel::RecordedColumn), Qt::DisplayRole)
            .toString();
    };
    QCOMPARE(shown(WhatIfModel::AgreementRow), QStringLiteral("–"));
    QSignalSpy changed(&model, &WhatIfModel::dataChanged);
    const ReplayTotals totals = recordedTotals(syntheticRun({.tokens = 20}));
    model.setTotals({}, totals, {});
    QCOMPARE(changed.count(), 1);
    QCOMPARE(shown(WhatIfModel::TokensRow), QStringLiteral("20"));
    QCOMPARE(shown(WhatIfModel::MeanExitRow), QString::number(totals.meanExitLayer(), 'f', 1));
    model.setTotals({}, totals, {});
    QCOMPARE(changed.count(), 1);
}

void WhatIfStatesTest::saysWhatToDoWhereThereIsNothing()
{
    Asked it{Run()};
    QVERIFY2(it.says("Run a prompt with Watch on"), qPrintable(it.shownText()));
    QVERIFY(!it.criteria.isVisible());
    QSignalSpy exits(&it.view, &WhatIfView::exitsChanged);
    it.document.reset(syntheticRun({.tokens = 20, .watch = false}));
    QVERIFY2(it.says("Watch a run to ask what if"), qPrintable(it.shownText()));
    QVERIFY(!it.criteria.isVisible());
    QVERIFY(exits.last().first().value<std::vector<int>>().empty());
    it.document.reset(syntheticRun({.tokens = 20}));
    QVERIFY(it.criteria.isVisible());
    QCOMPARE(exits.last().first().value<std::vector<int>>().size(), 20u);
    it.document.reset({});
    QVERIFY(!it.criteria.isVisible());
    QVERIFY(exits.last().first().value<std::vector<int>>().empty());
}

void WhatIfStatesTest::saysWhatItCannotCompare()
{
    const Asked drawn(syntheticRun({}), false);
    QVERIFY2(drawn.says("only the likeliest tokens are compared"), qPrintable(drawn.shownText()));
    QVERIFY(!Asked().says("likeliest tokens are compared"));

    Run partly = syntheticRun({.tokens = 40, .watch = false});
    const Run watched = syntheticRun({.tokens = 20});
    std::ranges::copy(watched.tokens, partly.tokens.begin());
    const Asked half(partly);
    half.slider.setValue(0);
    // The others that ran through all layers are known all the same.
    const int unknown = half.view.replayed().notWatched;
    QVERIFY(unknown > 0);
    QVERIFY2(half.says(qPrintable(QStringLiteral("Tokens left out: %1 not watched.").arg(unknown))),
             qPrintable(half.shownText()));
    QCOMPARE(half.figure(WhatIfModel::TokensRow, WhatIfModel::AskedColumn),
             QString::number(40 - unknown));
}

void WhatIfStatesTest::entropiesAtAnotherTemperature()
{
    Asked it;
    it.view.setRuleInForce(makeRule("entropy_based", {{"entropy_temp", 2}}));
    QVERIFY2(it.says("120 without the entropy at temperature 2"), qPrintable(it.shownText()));
    QVERIFY(it.says("Nothing that was recorded says"));
    QVERIFY(!it.slider.isEnabled());
    QCOMPARE(it.figure(WhatIfModel::LayersSavedRow, WhatIfModel::AskedColumn), QStringLiteral("–"));
    QTRY_COMPARE(it.plot.curves().size(), allCriteria().size() - 1);
    QVERIFY(!it.plot.marks().asked);
}

void WhatIfStatesTest::followsARunThatGrows()
{
    const SyntheticShape shape{.tokens = 60};
    Asked it{syntheticStart(shape)};
    QVERIFY(!it.criteria.isVisible());
    const std::vector<Step> steps = syntheticSteps(shape, it.document.run().settings);
    it.document.append({steps.begin(), steps.begin() + 10});
    QVERIFY(it.criteria.isVisible());
    it.slider.setValue(it.slider.maximum() / 2);
    const Rule asked = it.view.rule();
    it.document.append({steps.begin() + 10, steps.end()});
    QTRY_COMPARE(it.figure(WhatIfModel::TokensRow, WhatIfModel::AskedColumn), QStringLiteral("60"));
    QTRY_COMPARE(it.figure(WhatIfModel::TokensRow, WhatIfModel::RecordedColumn),
                 QStringLiteral("60"));
    QVERIFY2(it.view.rule() == asked, "the threshold stays where it was put");
    QVERIFY(it.isTrue());
    QVERIFY(it.hasAllCurves());
}

void WhatIfStatesTest::nothingIsAskedWhileHidden()
{
    Asked it;
    QSignalSpy exits(&it.view, &WhatIfView::exitsChanged);
    it.view.hide();
    QCOMPARE(exits.count(), 1);
    QVERIFY(exits.last().first().value<std::vector<int>>().empty());
    it.document.reset(syntheticRun({.tokens = 30}));
    it.view.setRuleInForce(makeRule("convergence"));
    for (const auto& news : exits)
        QVERIFY(news.first().value<std::vector<int>>().empty());
    it.view.show();
    QCOMPARE(exits.last().first().value<std::vector<int>>().size(), 30u);
    QVERIFY(it.view.rule() == makeRule("convergence"));
    QVERIFY(it.isTrue());
}

void WhatIfStatesTest::everythingHasAName()
{
    const Asked it;
    for (const QWidget* part : it.view.findChildren<QWidget*>()) {
        const bool isControl =
            qobject_cast<const QComboBox*>(part) || qobject_cast<const QAbstractSpinBox*>(part) ||
            qobject_cast<const QSlider*>(part) || qobject_cast<const TradeOffPlot*>(part) ||
            qobject_cast<const QTableView*>(part);
        if (isControl && part->isVisible())
            QVERIFY2(!part->accessibleName().isEmpty(), part->metaObject()->className());
    }
    QVERIFY(it.plot.accessibleDescription().contains(QLatin1String("agree with full depth")));
    QVERIFY(it.slider.accessibleDescription().contains(QLatin1String("layers saved")));
}

void WhatIfStatesTest::exitsAreDrawnOverTheOldOnes()
{
    RunDocument document;
    HeatmapView heatmap;
    heatmap.setDocument(&document);
    heatmap.resize(600, 300);
    heatmap.show();
    QVERIFY(QTest::qWaitForWindowExposed(&heatmap));
    document.reset(syntheticRun({.tokens = 12}));
    const auto picture = [&heatmap] {
        heatmap.refreshNow();
        return heatmap.grab().toImage();
    };
    const QImage before = picture();
    std::vector<int> exits(12, 1);
    exits[5] = -1;
    heatmap.setOtherExits(exits);
    QVERIFY(picture() != before);
    QVERIFY(heatmap.cellText(4, 3).contains(QLatin1String("what if: would leave after layer 1")));
    QVERIFY(!heatmap.cellText(5, 3).contains(QLatin1String("what if")));
    heatmap.setOtherExits({});
    QCOMPARE(picture(), before);
}

QTEST_MAIN(WhatIfStatesTest)
#include "tst_whatifstates.moc"
