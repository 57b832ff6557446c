#include "support/staircaserun.h"
#include "syntheticrun.h"
#include "widgets/acceptanceplot.h"
#include "widgets/roundmodel.h"
#include "widgets/roundstrip.h"
#include "widgets/rundocument.h"
#include "widgets/staircaseplot.h"
#include "widgets/staircaseview.h"
#include "widgets/tableview.h"
#include "widgets/theme.h"

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QLabel>
#include <QSlider>
#include <QToolButton>
#include <QtTest>

#include <set>

using namespace exitscope;
using namespace exitscope::test;

class StaircaseViewTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void anEmptyRunSaysWhatToDo();
    void cellsAreShownAsTheyCame();
    void theSliderGoesThroughTheSteps();
    void keysStepPlayAndSelect();
    void playingStopsAtTheEnd();
    void theNewestStepIsFollowed();
    void sharesTheSelection();
    void originsDifferWithoutColour();
    void roundsShowTheirDrafts();
    void theTableOfRoundsChoosesAStep();
    void roundModelKeepsItsContract();
    void acceptanceIsDrawn();
    void saysWhatIsNotToBeSeen();

private:
    static Run exits(int tokens = 40, int layers = 8)
    {
        StaircaseRun made(layers, 3);
        for (int i = 0; i < tokens; ++i)
            made.addToken(made.integer(1, layers));
        return made.run;
    }
    static Run rounds(int count = 12)
    {
        StaircaseRun made(8, 5);
        made.addToken(8);
        for (int i = 0; i < count; ++i)
            made.addRound({3, 3, 3}, i % 4);
        return made.run;
    }
    StaircasePlot& plot() const { return *m_view->plot(); }
    QSlider& slider() const { return *m_view->findChild<QSlider*>(); }
    QString shownText() const
    {
        QStringList texts;
        for (const QLabel* label : m_view->findChildren<QLabel*>()) {
            if (label->isVisible())
                texts << label->text();
        }
        return texts.join(u'\n');
    }
    static QImage picture(StaircasePlot& of) { return of.grab().toImage(); }

    std::unique_ptr<RunDocument> m_document;
    std::unique_ptr<StaircaseView> m_view;
};

void StaircaseViewTest::init()
{
    QApplication::setPalette(theme::palette(theme::Scheme::Light));
    m_document = std::make_unique<RunDocument>();
    m_view = std::make_unique<StaircaseView>();
    m_view->setDocument(m_document.get());
    m_view->resize(1000, 700);
    m_view->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
}

void StaircaseViewTest::cleanup()
{
    m_view.reset();
    m_document.reset();
}

void StaircaseViewTest::anEmptyRunSaysWhatToDo()
{
    QCOMPARE(plot().step(), -1);
    QVERIFY(!slider().isEnabled());
    QVERIFY(!m_view->findChild<RoundStrip*>()->isVisible());
    // Something is written on the empty ground.
    const QImage image = picture(plot());
    std::set<QRgb> colors;
    for (int x = 0; x < image.width(); ++x)
        colors.insert(image.pixel(x, image.height() / 2));
    QVERIFY(colors.size() > 1);
    QTest::keyClick(&plot(), Qt::Key_Right);
    QTest::keyClick(&plot(), Qt::Key_Space);
    QVERIFY(!m_view->isPlaying());
    QCOMPARE(m_document->selectedToken(), -1);
}

void StaircaseViewTest::cellsAreShownAsTheyCame()
{
    StaircaseRun made(6, 1);
    for (const int depth : {6, 2, 2, 4})
        made.addToken(depth);
    m_document->reset(made.run);
    QCOMPARE(plot().step(), 3);
    QCOMPARE(plot().shownAt(1, 1), CellOrigin::OwnPass);
    QCOMPARE(plot().shownAt(1, 3), CellOrigin::CaughtUp);
    QCOMPARE(plot().shownAt(1, 4), CellOrigin::Never);
    QVERIFY(plot().cellText(1, 3).contains(QLatin1String("caught up with token 4")));
    QVERIFY(plot().cellText(1, 4).contains(QLatin1String("waits at this door")));
    QVERIFY(plot().cellText(1, 5).contains(QLatin1String("waits at the door of layer 4")));
    QVERIFY(plot().cellText(0, 5).contains(QLatin1String("prompt")));
    QVERIFY(shownText().contains(QLatin1String("carried along: 4 (columns: 2)")));

    plot().setStep(2);
    QCOMPARE(plot().shownAt(1, 3), CellOrigin::Never);
    QVERIFY(plot().cellText(1, 3).contains(QLatin1String("later caught up with token 4")));
    QVERIFY(plot().cellText(3, 0).contains(QLatin1String("not written yet")));
    QVERIFY(shownText().contains(QLatin1String("wait after it: 2 (layer-rows to run: 8)")));
    QVERIFY(shownText().contains(QLatin1String("Token 3 of 4")));
}

void StaircaseViewTest::theSliderGoesThroughTheSteps()
{
    m_document->reset(exits());
    QCOMPARE(slider().minimum(), 0);
    QCOMPARE(slider().maximum(), 39);
    QCOMPARE(slider().value(), 39);
    slider().setFocus();
    const QImage last = picture(plot());
    QTest::keyClick(&slider(), Qt::Key_Home);
    QCOMPARE(plot().step(), 0);
    QCOMPARE(plot().state().columns, 1);
    QVERIFY(picture(plot()) != last);
    QTest::keyClick(&slider(), Qt::Key_End);
    QCOMPARE(plot().step(), 39);
    QCOMPARE(picture(plot()), last);
}

void StaircaseViewTest::keysStepPlayAndSelect()
{
    m_document->reset(exits());
    plot().setFocus();
    QTest::keyClick(&plot(), Qt::Key_Comma);
    QCOMPARE(slider().value(), 38);
    QTest::keyClick(&plot(), Qt::Key_Period);
    QTest::keyClick(&plot(), Qt::Key_Period);
    QCOMPARE(slider().value(), 39);
    QTest::keyClick(&plot(), Qt::Key_Space);
    QVERIFY(m_view->isPlaying());
    QCOMPARE(plot().step(), 0);
    QTest::keyClick(&plot(), Qt::Key_Space);
    QVERIFY(!m_view->isPlaying());

    QTest::keyClick(&plot(), Qt::Key_Home);
    QCOMPARE(m_document->selectedToken(), 0);
    QTest::keyClick(&plot(), Qt::Key_Right);
    QTest::keyClick(&plot(), Qt::Key_Down);
    QCOMPARE(m_document->selectedToken(), 1);
    QCOMPARE(m_document->selectedLayer(), 6);
    QVERIFY(plot().accessibleDescription().contains(QLatin1String("token 2")));
    QTest::keyClick(&plot(), Qt::Key_End);
    QCOMPARE(m_document->selectedToken(), 39);
    QTest::keyClick(&plot(), Qt::Key_Escape);
    QCOMPARE(m_document->selectedToken(), -1);
    const double columns = plot().cellGeometry().columnWidth();
    QTest::keyClick(&plot(), Qt::Key_Plus);
    QVERIFY(plot().cellGeometry().columnWidth() > columns);
}

void StaircaseViewTest::playingStopsAtTheEnd()
{
    m_document->reset(exits(6));
    auto* play = m_view->findChild<QToolButton*>();
    QTest::mouseClick(play, Qt::LeftButton);
    QVERIFY(m_view->isPlaying());
    QTRY_VERIFY(!m_view->isPlaying());
    QCOMPARE(plot().step(), 5);
    QVERIFY(!play->isChecked());
    // A hidden view does not play on.
    m_view->setPlaying(true);
    m_view->hide();
    QVERIFY(!m_view->isPlaying());
}

void StaircaseViewTest::theNewestStepIsFollowed()
{
    const SyntheticShape shape{.layers = 8, .tokens = 20, .watch = false};
    const std::vector<Step> steps = syntheticSteps(shape, syntheticSettings(shape));
    m_document->reset(syntheticStart(shape));
    m_document->append({steps.begin(), steps.begin() + 10});
    QTRY_COMPARE(plot().step(), 9);
    plot().setStep(4);
    m_document->append({steps.begin() + 10, steps.end()});
    QTRY_COMPARE(slider().maximum(), 19);
    QCOMPARE(plot().step(), 4);

    m_view->hide();
    m_document->reset(syntheticStart(shape));
    m_document->append(steps);
    m_view->show();
    QCOMPARE(plot().step(), 19);
}

void StaircaseViewTest::sharesTheSelection()
{
    m_document->reset(exits());
    QTest::mouseClick(&plot(), Qt::LeftButton, {}, plot().cellRect(30, 4).center());
    QCOMPARE(m_document->selectedToken(), 30);
    QCOMPARE(m_document->selectedLayer(), 4);
    const QImage before = picture(plot());
    m_document->select(31, 2);
    QVERIFY(picture(plot()) != before);
    QTest::mouseClick(&plot(), Qt::LeftButton, {}, QPoint(2, 2));
    QCOMPARE(m_document->selectedToken(), -1);
    m_document->reset(exits(400));
    m_document->select(3);
    QVERIFY(!plot().cellRect(3, 0).isEmpty());
}

void StaircaseViewTest::originsDifferWithoutColour()
{
    PlotStyle style(QApplication::palette(), QApplication::font());
    for (QColor* color : {&style.accent, &style.threshold, &style.settingsMark, &style.mutedText,
                          &style.frame, &style.ruling, &style.hatch})
        *color = Qt::black;
    style.base = Qt::white;
    std::set<QByteArray> seen;
    for (std::size_t origin = 0; origin < cellOrigins; ++origin) {
        QImage image(22, 22, QImage::Format_RGB32);
        image.fill(style.base);
        QPainter painter(&image);
        drawOrigin(painter, style, image.rect(), static_cast<CellOrigin>(origin));
        painter.end();
        seen.insert(
            QByteArray(reinterpret_cast<const char*>(image.constBits()), image.sizeInBytes()));
    }
    QCOMPARE(seen.size(), cellOrigins);
}

void StaircaseViewTest::roundsShowTheirDrafts()
{
    m_document->reset(rounds());
    QVERIFY(m_view->findChild<RoundStrip*>()->isVisible());
    const StaircaseHistory& history = plot().history();
    QCOMPARE(history.steps(), 13);
    plot().setStep(3); // the third round, with two of three accepted
    using Kind = RoundPart::Kind;
    std::vector<Kind> kinds;
    for (const RoundPart& part : m_view->findChild<RoundStrip*>()->parts())
        kinds.push_back(part.kind);
    QCOMPARE(kinds,
             (std::vector{Kind::Accepted, Kind::Accepted, Kind::Rejected, Kind::Correction}));
    plot().setStep(4);
    QCOMPARE(m_view->findChild<RoundStrip*>()->parts().back().kind, Kind::Bonus);
    plot().setStep(1);
    kinds.clear();
    for (const RoundPart& part : m_view->findChild<RoundStrip*>()->parts())
        kinds.push_back(part.kind);
    QCOMPARE(kinds,
             (std::vector{Kind::Rejected, Kind::Correction, Kind::Unchecked, Kind::Unchecked}));
    QVERIFY(shownText().contains(QLatin1String("Round 1")));
    plot().setStep(0);
    QVERIFY(m_view->findChild<RoundStrip*>()->parts().empty());
    m_document->reset(exits());
    QVERIFY(!m_view->findChild<RoundStrip*>()->isVisible());
}

void StaircaseViewTest::theTableOfRoundsChoosesAStep()
{
    m_document->reset(rounds());
    auto* table = m_view->findChild<TableView*>();
    QVERIFY(table->isVisible());
    QCOMPARE(table->model()->rowCount(), 12);
    table->setFocus();
    table->setCurrentIndex(table->model()->index(4, 0));
    QCOMPARE(plot().step(), 5);
    QCOMPARE(m_document->selectedToken(), m_document->run().rounds[4].firstToken);
    // The other way round the row follows, and the selection stays.
    plot().setStep(8);
    QCOMPARE(table->currentIndex().row(), 7);
    QCOMPARE(m_document->selectedToken(), m_document->run().rounds[4].firstToken);
    QTest::keySequence(table, QKeySequence::Copy);
    QVERIFY(QApplication::clipboard()->text().startsWith(QLatin1String("8\t")));
}

void StaircaseViewTest::roundModelKeepsItsContract()
{
    RoundModel model;
    const QAbstractItemModelTester tester(&model,
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    RunDocument document;
    model.setDocument(&document);
    QCOMPARE(model.rowCount(), 0);
    const SpeculativeShape shape{.rounds = 9};
    const std::vector<Step> steps = speculativeSteps(shape);
    document.reset(speculativeStart(shape));
    document.append({steps.begin(), steps.begin() + 4});
    QCOMPARE(model.rowCount(), 3);
    document.append({steps.begin() + 4, steps.end()});
    QCOMPARE(model.rowCount(), 9);
    int accepted = 0;
    int drafted = 0;
    for (int row = 0; row < model.rowCount(); ++row) {
        accepted += model.index(row, RoundModel::AcceptedColumn).data().toInt();
        drafted += model.index(row, RoundModel::DraftedColumn).data().toInt();
        QVERIFY(!model.index(row, RoundModel::DraftsColumn).data().toString().isEmpty());
    }
    const RunSummary summary = summarize(document.run());
    QCOMPARE(accepted, summary.accepted);
    QCOMPARE(drafted, summary.drafted);
    document.reset(Run());
    QCOMPARE(model.rowCount(), 0);
}

void StaircaseViewTest::acceptanceIsDrawn()
{
    m_document->reset(rounds());
    auto* bars = m_view->findChild<AcceptancePlot*>();
    QVERIFY(bars->figures() == speculationFiguresOf(m_document->run()));
    QCOMPARE(bars->figures().positions.size(), std::size_t(3));
    QVERIFY(bars->accessibleDescription().contains(QLatin1String("drafted 12, accepted 9 (75 %)")));
    QVERIFY(shownText().contains(QLatin1String("Acceptance rate 50 % (18 of 36 drafts)")));
    QVERIFY(shownText().contains(QLatin1String("wasted drafts: 18")));
    const QImage before = bars->grab().toImage();
    SpeculationFigures more = bars->figures();
    more.positions[0].accepted -= 3;
    more.positions[0].rejected += 3;
    bars->setFigures(more);
    QVERIFY(bars->grab().toImage() != before);
}

void StaircaseViewTest::saysWhatIsNotToBeSeen()
{
    m_document->reset(syntheticRun({.tokens = 12, .watch = true}));
    QVERIFY(shownText().contains(QLatin1String("watched")));
    m_document->reset(syntheticRun({.tokens = 12, .watch = false}));
    QVERIFY(!shownText().contains(QLatin1String("watched")));
    Run run = syntheticRun({.tokens = 12, .watch = false, .policy = KvPolicy::Copy});
    Settings exact = run.settings.front().settings;
    exact.kvPolicy = KvPolicy::Exact;
    run.settings.push_back({6, exact});
    m_document->reset(run);
    QVERIFY(shownText().contains(QLatin1String("is not recorded")));
    // The prompt's rows have no columns; what the run counts of them is said.
    run = exits(5);
    run.tokens.back().debtRows += 7;
    m_document->reset(run);
    QVERIFY(shownText().contains(QLatin1String("the others are the prompt's")));
}

QTEST_MAIN(StaircaseViewTest)
#include "tst_staircaseview.moc"
