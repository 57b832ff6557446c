#include "comparefixture.h"
#include "widgets/comparemodel.h"
#include "widgets/comparetext.h"
#include "widgets/theme.h"
#include "widgets/tokentexts.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QImage>
#include <QPainter>
#include <QScrollBar>
#include <QToolButton>

#include <QtTest>

using namespace exitscope;
using namespace exitscope::test;

class CompareViewTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void modelKeepsItsContract();
    void emptyStatesSayWhatToDo();
    void theNewestIsComparedWithTheOneBefore();
    void theDivergenceIsNamedAndShown();
    void showItBringsTheRunToTheScreen();
    void countsOneToken();
    void otherDepthsHaveNoDifference();
    void otherScoresHaveNoDifference();
    void mapsDrawDifferences();
    void filesAndSwap();
    void newTokensArriveInTheComparison();
    void aSelectionMadeUnseenIsMarked();
    void fileNamesAreNoMarkUp();
    void mapsAreDrawnAnewWhereTheyMust();
};

void CompareViewTest::modelKeepsItsContract()
{
    CompareModel model;
    const QAbstractItemModelTester tester(&model,
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    const Run a = syntheticRun({.tokens = 30, .watch = false});
    const Run b = syntheticRun({.tokens = 40, .criterion = "top2_margin"});
    model.setComparison(compareRuns(a, b));
    QCOMPARE(model.rows().front().a, QStringLiteral("30"));
    QCOMPARE(model.rows().front().b, QStringLiteral("40"));
    QCOMPARE(model.rows().front().difference, QStringLiteral("+10"));
    const auto layers =
        std::ranges::find(model.rows(), QStringLiteral("Layers run"), &CompareModel::Row::name);
    QVERIFY(layers != model.rows().end());
    QCOMPARE(layers->b, QLocale().toString(summarize(b).layersRun));
    model.setComparison(compareRuns(a, speculativeRun({})));
    QVERIFY(model.asText().contains(QStringLiteral("Drafts accepted (%)\t–\t")));
    model.clear();
    QCOMPARE(model.rowCount(), 0);
}

void CompareViewTest::emptyStatesSayWhatToDo()
{
    CompareFixture it;
    QAction again(QStringLiteral("Run again with…"));
    it.view.setRunAgain(&again);
    QVERIFY(it.texts().join(u' ').contains(QLatin1String("Run a prompt first")));
    const int first = it.add(syntheticRun({.tokens = 5}));
    QVERIFY(it.texts().join(u' ').contains(QLatin1String("One run so far")));
    QVERIFY(!it.view.comparison());
    QSignalSpy triggered(&again, &QAction::triggered);
    for (QToolButton* button : it.view.findChildren<QToolButton*>()) {
        if (button->defaultAction() == &again && button->isVisible())
            QTest::mouseClick(button, Qt::LeftButton);
    }
    QCOMPARE(triggered.count(), 1);
    it.view.compare(first, first);
    QVERIFY(it.texts().join(u' ').contains(QLatin1String("the same run")));
}

void CompareViewTest::theNewestIsComparedWithTheOneBefore()
{
    CompareFixture it;
    const int first = it.add(syntheticRun({.tokens = 20}));
    const int second = it.add(syntheticRun({.tokens = 20}));
    QCOMPARE(it.view.a(), first);
    QCOMPARE(it.view.b(), second);
    QCOMPARE(it.view.sentence(), QStringLiteral("Both wrote the same text: 20 tokens."));
    const int third = it.add(syntheticRun({.tokens = 12}));
    QCOMPARE(it.view.a(), second);
    QCOMPARE(it.view.b(), third);
    QVERIFY(it.view.sentence().startsWith(QLatin1String("The same as far as both go: B")));
    // One that is compared already comes back on screen without changing the pair.
    it.history.show(second);
    QCOMPARE(it.view.a(), second);
    QCOMPARE(it.view.b(), third);
}

void CompareViewTest::theDivergenceIsNamedAndShown()
{
    CompareFixture it;
    Run a = syntheticRun({.tokens = 40});
    Run b = a;
    rewrite(b, 16, 1);
    a.tokens[16].layers[std::size_t(a.tokens[16].exitLayer)].emittedProbability = 0.41F;
    b.tokens[16].layers[std::size_t(b.tokens[16].exitLayer)].emittedProbability = 0.39F;
    b.closeCalls = {{16, b.tokens[16].id, a.tokens[16].id, 2.0, 1.9}};
    it.add(a);
    it.add(b);
    QCOMPARE(it.view.sentence(),
             QStringLiteral("Token 17: A says “The” (p 0.41), B says “·other16” (p 0.39) — close"));
    QVERIFY(it.texts().join(u' ').contains(QLatin1String("within rounding")));
    it.view.showDivergence();
    QCOMPARE(it.document.selectedToken(), 16);
    // What is selected elsewhere shows here.
    it.document.select(3);
    QVERIFY(it.map.accessibleDescription().contains(QLatin1String("A: token 4")));
    QVERIFY(it.text.accessibleDescription().contains(QLatin1String("In both")));
}

void CompareViewTest::showItBringsTheRunToTheScreen()
{
    CompareFixture it;
    const Run a = syntheticRun({.tokens = 30});
    Run b = a;
    rewrite(b, 16, 3);
    const int first = it.add(a);
    const int second = it.add(b);
    const int third = it.add(syntheticRun({.tokens = 12}));
    QObject::connect(&it.view, &CompareView::runWanted, &it.history, &RunHistory::show);
    const QSignalSpy wanted(&it.view, &CompareView::runWanted);
    it.view.compare(first, second);
    QCOMPARE(it.history.current(), third);
    QToolButton* show = nullptr;
    for (QToolButton* button : it.view.findChildren<QToolButton*>()) {
        if (button->text() == QLatin1String("Show it"))
            show = button;
    }
    QVERIFY(show && show->isVisible());
    show->setFocus();
    QTest::keyClick(show, Qt::Key_Space);
    QCOMPARE(it.history.current(), second);
    QCOMPARE(it.document.selectedToken(), 16);
    QCOMPARE(it.view.a(), first);
    QCOMPARE(it.view.b(), second);
    // Once one of the two is there, it stays.
    QTest::keyClick(show, Qt::Key_Space);
    it.history.show(first);
    QTest::keyClick(show, Qt::Key_Space);
    QCOMPARE(it.history.current(), first);
    QCOMPARE(it.document.selectedToken(), 16);
    QCOMPARE(wanted.count(), 1);
}

void CompareViewTest::countsOneToken()
{
    const Run one = syntheticRun({.tokens = 1});
    QVERIFY(runInShort(one).endsWith(QStringLiteral(", 1 token")));
    QVERIFY(runInShort(syntheticRun({.tokens = 2})).endsWith(QStringLiteral(", 2 tokens")));
    QCOMPARE(divergenceSentence(one, one, compareRuns(one, one)),
             QStringLiteral("Both wrote the same text: 1 token."));
    const Run longer = syntheticRun({.tokens = 3});
    const QString sentence = divergenceSentence(one, longer, compareRuns(one, longer));
    QVERIFY2(sentence.contains(QStringLiteral("1 token, B goes on")), qPrintable(sentence));
}

void CompareViewTest::otherDepthsHaveNoDifference()
{
    CompareFixture it;
    it.add(syntheticRun({.layers = 12, .tokens = 20}));
    Run deeper = syntheticRun({.layers = 16, .tokens = 20});
    deeper.model.name = "deeper";
    deeper.model.hash = "1";
    it.add(deeper);
    QCOMPARE(it.map.form(), CompareForm::SideBySide);
    const QString shown = it.texts().join(u' ');
    QVERIFY(shown.contains(QLatin1String("A has 12 layers and B has 16")));
    QVERIFY(shown.contains(QStringLiteral("layers of the model: 12 → 16")));
    QVERIFY(std::isnan(it.map.values().difference(3, 3)));
}

void CompareViewTest::otherScoresHaveNoDifference()
{
    CompareFixture it;
    it.add(syntheticRun({.tokens = 20, .criterion = "max_probability"}));
    it.add(syntheticRun({.tokens = 20, .criterion = "entropy_based"}));
    QCOMPARE(it.map.form(), CompareForm::Difference);
    auto* quantities = it.part<QComboBox>(QStringLiteral("Quantity of the maps"));
    quantities->setFocus();
    QTest::keyClick(quantities, Qt::Key_Down);
    QCOMPARE(quantities->currentText(), QStringLiteral("Score of the rule"));
    QCOMPARE(it.map.form(), CompareForm::SideBySide);
    QVERIFY(it.texts().join(u' ').contains(QLatin1String("different scores")));
    // The distance to the threshold is in the same unit whatever the criterion.
    QTest::keyClick(quantities, Qt::Key_Down);
    QCOMPARE(it.map.form(), CompareForm::Difference);
}

void CompareViewTest::mapsDrawDifferences()
{
    const Run a = syntheticRun({.tokens = 30});
    Run b = a;
    b.tokens[4].exitLayer = 11;
    const int was = a.tokens[4].exitLayer;
    QVERIFY(was < 10);
    for (LayerStatistics& layer : b.tokens[7].layers)
        layer.entropyAt1 += 0.5F;
    const RunComparison comparison = compareRuns(a, b);
    const CompareValues exits(a, b, comparison, {});
    QCOMPARE(exits.difference(4, was), 0.0F);
    QCOMPARE(exits.difference(4, was + 1), 1.0F);
    const CompareValues entropy(a, b, comparison, HeatmapQuantity(HeatmapQuantity::Kind::Entropy));
    QVERIFY(std::abs(entropy.difference(7, 2) - 0.5F) < 1e-4F);
    QCOMPARE(entropy.difference(8, 2), 0.0F);
    QCOMPARE(entropy.range(true).lower, -entropy.range(true).upper);
    // The same drawing serves files, so it needs no widget.
    const PlotStyle style(theme::palette(theme::Scheme::Light), QApplication::font());
    const auto pictured = [&style](const CompareValues& values, CompareForm form) {
        QImage image(600, 300, QImage::Format_RGB32);
        QPainter painter(&image);
        drawComparison(painter, {values, style, QRectF(0, 0, 600, 300), form, -1, -1});
        painter.end();
        return image;
    };
    const CompareValues nothing(a, a, compareRuns(a, a), {});
    QVERIFY(pictured(exits, CompareForm::Difference) != pictured(nothing, CompareForm::Difference));
    QVERIFY(pictured(exits, CompareForm::Difference) != pictured(exits, CompareForm::SideBySide));
    const CompareScene scene{exits, style, QRectF(0, 0, 600, 300)};
    const QRectF plot = comparePlots(scene).front();
    const QImage image = pictured(exits, CompareForm::Difference);
    const auto pixel = [&](int column, int layer) {
        return image.pixelColor(int(plot.left() + (column + 0.5) * plot.width() / 30),
                                int(plot.bottom() - (layer + 0.25) * plot.height() / 12));
    };
    QVERIFY2(pixel(4, was + 2).red() > pixel(4, was + 2).blue() + 40, "only B ran: red");
    QVERIFY(pixel(5, 0) != pixel(4, was + 2));
}

void CompareViewTest::filesAndSwap()
{
    CompareFixture it;
    Run fromFile = syntheticRun({.tokens = 15});
    rewrite(fromFile, 2, 1);
    it.view.addFile(QStringLiteral("/tmp/one.cbor"), std::make_shared<const Run>(fromFile));
    QVERIFY(!it.view.comparison());
    const int id = it.add(syntheticRun({.tokens = 15}));
    it.view.addFile(QStringLiteral("/tmp/two.cbor"), std::make_shared<const Run>(fromFile));
    QVERIFY(it.view.a() < 0);
    QCOMPARE(it.view.b(), id);
    QCOMPARE(it.view.comparison()->divergence->tokenA, 2);
    it.view.showDivergence();
    QCOMPARE(it.document.selectedToken(), 2);
    QVERIFY(it.view.sentence().contains(QStringLiteral("A says “·other2”")));
    it.view.swap();
    QCOMPARE(it.view.a(), id);
    QVERIFY(it.view.sentence().contains(QStringLiteral("B says “·other2”")));
    // The last choice asks for a file and changes nothing by itself.
    QSignalSpy wanted(&it.view, &CompareView::fileWanted);
    auto* choice = it.part<QComboBox>(QStringLiteral("Run A"));
    choice->setFocus();
    QTest::keyClick(choice, Qt::Key_End);
    QCOMPARE(wanted.count(), 1);
    QCOMPARE(wanted.first().first().toBool(), false);
    QCOMPARE(it.view.a(), id);
    QVERIFY(choice->currentText().startsWith(QLatin1String("Run 1")));
    it.view.addFile(QStringLiteral("/tmp/three.cbor"), std::make_shared<const Run>(fromFile), true);
    QCOMPARE(it.view.a(), id);
    QCOMPARE(it.view.b(), -3);
}

void CompareViewTest::newTokensArriveInTheComparison()
{
    CompareFixture it;
    const SyntheticShape shape{.tokens = 25};
    it.add(syntheticRun(shape));
    it.add(syntheticStart(shape));
    QCOMPARE(it.view.sentence(), QStringLiteral("B has no tokens yet."));
    it.document.append(syntheticSteps(shape, it.document.run().settings));
    QTRY_COMPARE(it.view.sentence(), QStringLiteral("Both wrote the same text: 25 tokens."));
    QCOMPARE(it.map.values().columnCount(), 25);
}

void CompareViewTest::aSelectionMadeUnseenIsMarked()
{
    CompareFixture it;
    it.view.hide();
    it.add(syntheticRun({.tokens = 20}));
    it.add(syntheticRun({.tokens = 20}));
    it.document.select(11);
    it.view.show();
    QVERIFY2(it.map.accessibleDescription().contains(QLatin1String("B: token 12")),
             qPrintable(it.map.accessibleDescription()));
    it.view.hide();
    it.document.select(4);
    it.view.show();
    QVERIFY(it.map.accessibleDescription().contains(QLatin1String("B: token 5")));
}

void CompareViewTest::fileNamesAreNoMarkUp()
{
    CompareFixture it;
    it.view.addFile(QStringLiteral("/tmp/<b>one.cbor"),
                    std::make_shared<const Run>(syntheticRun({.tokens = 15})), true);
    const QString tip = it.part<QComboBox>(QStringLiteral("Run B"))->toolTip();
    QVERIFY2(tip.contains(QLatin1String("&lt;b&gt;one")), qPrintable(tip));
}

void CompareViewTest::mapsAreDrawnAnewWhereTheyMust()
{
    CompareFixture it;
    const Run a = syntheticRun({.tokens = 40});
    Run b = a;
    b.tokens[4].exitLayer = 11;
    const int first = it.add(a);
    const int second = it.add(b);
    const QImage before = it.map.grab().toImage();
    QCOMPARE(it.map.grab().toImage(), before);
    it.view.compare(second, first);
    const QImage swapped = it.map.grab().toImage();
    QVERIFY(swapped != before);
    it.view.setForm(CompareForm::SideBySide);
    QVERIFY(it.map.grab().toImage() != swapped);
    it.view.setForm(CompareForm::Difference);
    QCOMPARE(it.map.grab().toImage(), swapped);
}

QTEST_MAIN(CompareViewTest)
#include "tst_compareview.moc"
