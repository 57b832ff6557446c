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

namespace {

QString written(const std::vector<DiffChip>& chips, DiffChip::Mark without)
{
    QString text;
    for (const DiffChip& chip : chips) {
        if (chip.mark != without)
            text += chip.text;
    }
    return text;
}

QString textOf(const Run& run)
{
    TokenTexts texts;
    texts.append(run);
    QString text;
    for (int token = 0; token < texts.count(); ++token)
        text += texts.label(run, token);
    return text;
}

} // namespace

class ComparedTextTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void chipsHoldBothTexts();
    void keysWalkThroughTheText();
    void sideBySideShowsEachText();
    void placeAndCursorStayWhileARunGoesOn();
    void percentSignsInTokensStay();
    void copiesAsText();
};

void ComparedTextTest::chipsHoldBothTexts()
{
    const Run a = syntheticRun({.tokens = 40});
    Run b = syntheticRun({.tokens = 40});
    rewrite(b, 10, 5);
    b.tokens.erase(b.tokens.begin() + 30, b.tokens.begin() + 33);
    const RunComparison comparison = compareRuns(a, b);
    const auto columns = columnsOf(comparison);
    const auto chips = diffChips(a, b, comparison, columns, DiffSide::Both);
    QCOMPARE(written(chips, DiffChip::Mark::OnlyB), textOf(a));
    QCOMPARE(written(chips, DiffChip::Mark::OnlyA), textOf(b));
    // The sign stands once in front of each stretch, and one mark where they part.
    QCOMPARE(std::ranges::count(chips, true, &DiffChip::leads), 3);
    QCOMPARE(std::ranges::count(chips, true, &DiffChip::diverges), 1);
    const auto parted = std::ranges::find(chips, true, &DiffChip::diverges);
    QCOMPARE(columns[std::size_t(parted->column)].a, 10);
    QCOMPARE(written(diffChips(a, b, comparison, columns, DiffSide::A), DiffChip::Mark::OnlyB),
             textOf(a));
    QCOMPARE(written(diffChips(a, b, comparison, columns, DiffSide::B), DiffChip::Mark::OnlyA),
             textOf(b));
}

void ComparedTextTest::keysWalkThroughTheText()
{
    CompareFixture it;
    Run b = syntheticRun({.tokens = 12});
    it.add(b);
    rewrite(b, 5, 2);
    it.add(b);
    it.text.setFocus();
    QTest::keyClick(&it.text, Qt::Key_Home);
    QCOMPARE(it.document.selectedToken(), 0);
    // Past A's two tokens and B's two to what both have: none is walked in circles.
    for (int step = 0; step < 9; ++step)
        QTest::keyClick(&it.text, Qt::Key_Right);
    QCOMPARE(it.document.selectedToken(), 7);
    QTest::keyClick(&it.text, Qt::Key_End);
    QCOMPARE(it.document.selectedToken(), 11);
    it.map.setFocus();
    QTest::keyClick(&it.map, Qt::Key_Left);
    QCOMPARE(it.document.selectedToken(), 10);
    QTest::mouseClick(&it.map, Qt::LeftButton, {}, it.map.rect().center());
    QVERIFY(it.document.selectedToken() >= 3 && it.document.selectedToken() <= 8);
}

void ComparedTextTest::sideBySideShowsEachText()
{
    CompareFixture it;
    const Run a = syntheticRun({.tokens = 30});
    Run b = a;
    rewrite(b, 8, 3);
    it.add(a);
    it.add(b);
    QVERIFY(!it.textB.isVisible());
    auto* forms = it.part<QComboBox>(QStringLiteral("How the two runs are shown"));
    forms->setFocus();
    QTest::keyClick(forms, Qt::Key_Down);
    QVERIFY(it.textB.isVisible());
    QCOMPARE(it.map.form(), CompareForm::SideBySide);
    QCOMPARE(written(it.text.chips(), DiffChip::Mark::OnlyB), textOf(a));
    QCOMPARE(written(it.textB.chips(), DiffChip::Mark::OnlyA), textOf(b));
}

void ComparedTextTest::placeAndCursorStayWhileARunGoesOn()
{
    CompareFixture it;
    const SyntheticShape shape{.tokens = 600};
    // No word comes twice, or a shorter way would lay a later one beside it.
    const auto named = [](TokenTrace& token, int index) {
        token.id = 10'000 + index;
        token.bytes = " w" + std::to_string(index);
    };
    Run a = syntheticRun(shape);
    for (int index = 0; index < shape.tokens; ++index)
        named(a.tokens[std::size_t(index)], index);
    rewrite(a, 5, 1);
    it.add(a);
    it.add(syntheticStart(shape));
    std::vector<Step> steps = syntheticSteps(shape, it.document.run().settings);
    for (int index = 0; index < shape.tokens; ++index)
        named(steps[std::size_t(index)].tokens.front(), index);
    const auto part = [&steps](std::size_t first, std::size_t end) {
        return std::vector<Step>(steps.begin() + std::ptrdiff_t(first),
                                 steps.begin() + std::ptrdiff_t(end));
    };
    it.document.append(part(0, 300));
    QTRY_COMPARE(it.view.comparison()->commonTokensA, 5);
    QScrollBar* bar = it.text.verticalScrollBar();
    QTRY_VERIFY(bar->maximum() > 100);
    it.text.setFocus();
    QTest::keyClick(&it.text, Qt::Key_Home);
    // On B's chip of the column that differs, not on A's.
    for (int step = 0; step < 6; ++step)
        QTest::keyClick(&it.text, Qt::Key_Right);
    const QString said = it.text.accessibleDescription();
    QVERIFY2(said.contains(QLatin1String("Only in B")), qPrintable(said));
    bar->setValue(100);
    it.document.append(part(300, 600));
    QTRY_VERIFY(columnOf(it.map.values().columns(), 599, true) >= 0);
    QCOMPARE(it.text.accessibleDescription(), said);
    QCOMPARE(bar->value(), 100);
    // The user's own step brings it into view again.
    QTest::keyClick(&it.text, Qt::Key_Right);
    QVERIFY(it.text.accessibleDescription().contains(QLatin1String("In both")));
    QVERIFY(bar->value() < 100);
}

void ComparedTextTest::percentSignsInTokensStay()
{
    Run a = syntheticRun({.tokens = 20});
    Run b = a;
    a.tokens[6].bytes = " %1";
    b.tokens[6].id += 1000;
    b.tokens[6].bytes = " %2";
    RunComparison comparison = compareRuns(a, b);
    QVERIFY(comparison.divergence);
    for (DivergenceMargin* margin : {&comparison.divergence->a, &comparison.divergence->b}) {
        margin->closeCall = false;
        margin->other = 0.25;
        margin->logitGap = 1.5;
        margin->layer = 4;
    }
    const QString reasons = divergenceReasons(a, b, comparison);
    QVERIFY2(reasons.startsWith(QStringLiteral("A gave “·%2” 0.25 at layer 4 (logit gap 1.50). "
                                               "B gave “·%1” 0.25 at layer 4 (logit gap 1.50).")),
             qPrintable(reasons));
}

void ComparedTextTest::copiesAsText()
{
    CompareFixture it;
    Run b = syntheticRun({.tokens = 10});
    it.add(b);
    rewrite(b, 4, 1);
    b.model.dtype = "int8";
    it.add(b);
    for (QToolButton* button : it.view.findChildren<QToolButton*>()) {
        if (button->text() == QLatin1String("Copy as text"))
            QTest::mouseClick(button, Qt::LeftButton);
    }
    const QString copied = QApplication::clipboard()->text();
    QVERIFY(copied.contains(it.view.sentence()));
    QVERIFY(copied.contains(QStringLiteral("weights: fp32 → int8")));
    QVERIFY(copied.contains(QLatin1String("Tokens\t10\t10\t0")));
}

QTEST_MAIN(ComparedTextTest)
#include "tst_comparedtext.moc"
