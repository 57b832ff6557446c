#include "syntheticrun.h"
#include "widgets/colormenu.h"
#include "widgets/heatmapmarks.h"
#include "widgets/heatmapview.h"
#include "widgets/rundocument.h"
#include "widgets/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QSignalSpy>
#include <QToolTip>
#include <QWheelEvent>
#include <QtTest>

#include <cmath>

using namespace exitscope;
using namespace exitscope::test;
using Kind = HeatmapQuantity::Kind;

class HeatmapViewTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void showsTheRunsValues();
    void keepsUpWithARun();
    void cellsWearTheirColour();
    void sharesTheSelection();
    void followsUntilTheUserLeaves();
    void draggingIsNoClick();
    void choosesQuantityAndColours();
    void saysWhatACellIs();
    void sharedPixelsShowTheirMean();
    void manyChangesStayApart();
    void theCrosshairStaysUnderThePointer();
    void drawsNothingWhileHidden();
    void followsThePalette();
    void smallAndLargeRuns_data();
    void smallAndLargeRuns();

private:
    QWidget* plot() const { return m_view->findChild<QWidget*>(QStringLiteral("heatmapPlot")); }
    /// The entry of the menu of colours, as it is when the menu opens.
    QAction* choice(const QString& text) const
    {
        auto* menu = m_view->findChild<ColorMenu*>();
        Q_EMIT menu->aboutToShow();
        for (QAction* action : menu->actions()) {
            if (action->text() == text)
                return action;
        }
        qFatal("no such choice: %s", qPrintable(text));
    }
    QPoint inPlot(int token, int layer) const
    {
        return plot()->mapFrom(m_view.get(), m_view->cellRect(token, layer).center());
    }
    void wheel(int turn, const QPoint& at)
    {
        QWheelEvent event(at, plot()->mapToGlobal(at), {}, {0, turn}, Qt::NoButton, Qt::NoModifier,
                          Qt::NoScrollPhase, false);
        QApplication::sendEvent(plot(), &event);
    }

    std::unique_ptr<RunDocument> m_document;
    std::unique_ptr<HeatmapView> m_view;
};

void HeatmapViewTest::init()
{
    QApplication::setPalette(theme::palette(theme::Scheme::Light));
    m_document = std::make_unique<RunDocument>();
    m_view = std::make_unique<HeatmapView>();
    m_view->setDocument(m_document.get());
    m_view->resize(1000, 600);
    m_view->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
}

void HeatmapViewTest::cleanup()
{
    m_view.reset();
    m_document.reset();
}

void HeatmapViewTest::showsTheRunsValues()
{
    m_document->reset(syntheticRun({.tokens = 120, .watch = false}));
    const Run& run = m_document->run();
    for (const HeatmapQuantity& quantity : HeatmapQuantity::all()) {
        m_view->setQuantity(quantity);
        m_view->fit();
        m_view->refreshNow();
        for (int token = 0; token < 120; ++token) {
            for (int layer = 0; layer < 12; ++layer) {
                const double shown = m_view->displayedValue(token, layer);
                const float value = quantity.value(run, token, layer);
                QVERIFY(std::isnan(value) ? std::isnan(shown) : shown == double(value));
            }
        }
    }
    QVERIFY(std::isnan(m_view->displayedValue(120, 0)));
    QVERIFY(std::isnan(m_view->displayedValue(-1, 0)));
}

void HeatmapViewTest::keepsUpWithARun()
{
    const SyntheticShape shape{.tokens = 200, .watch = false};
    m_document->reset(syntheticStart(shape));
    for (const Step& step : syntheticSteps(shape, m_document->run().settings))
        m_document->append({step});
    m_view->refreshNow();
    const HeatmapQuantity quantity = m_view->quantity();
    for (int layer = 0; layer <= m_document->run().tokens.back().exitLayer; ++layer)
        QCOMPARE(m_view->displayedValue(199, layer),
                 double(quantity.value(m_document->run(), 199, layer)));
    QVERIFY(m_view->rect().contains(m_view->cellRect(199, 0).center()));
}

void HeatmapViewTest::cellsWearTheirColour()
{
    m_document->reset(syntheticRun({.tokens = 20}));
    m_view->setQuantity(Kind::EmittedProbability);
    m_view->refreshNow();
    const QImage picture = m_view->grab().toImage();
    const ColorMap colors(ColorMapKind::Viridis);
    for (int token = 1; token < 20; ++token) {
        // Off the line of exits, which runs through the cells' middle.
        const QRect cell = m_view->cellRect(token, 0);
        const QColor seen = picture.pixelColor(cell.center() + QPoint(4, 8));
        const QColor due = colors.at(m_view->displayedValue(token, 0));
        QVERIFY(std::abs(seen.red() - due.red()) + std::abs(seen.green() - due.green()) +
                    std::abs(seen.blue() - due.blue()) <
                12);
    }
}

void HeatmapViewTest::sharesTheSelection()
{
    m_document->reset(syntheticRun({.tokens = 20}));
    m_view->refreshNow();
    QSignalSpy selected(m_document.get(), &RunDocument::selectionChanged);
    QTest::mouseClick(plot(), Qt::LeftButton, {}, inPlot(7, 3));
    QCOMPARE(selected.last(), QVariantList({7, 3}));
    QTest::keyClick(plot(), Qt::Key_Right);
    QTest::keyClick(plot(), Qt::Key_Up);
    QCOMPARE(selected.last(), QVariantList({8, 4}));
    QTest::keyClick(plot(), Qt::Key_Left);
    QTest::keyClick(plot(), Qt::Key_Down);
    QCOMPARE(selected.last(), QVariantList({7, 3}));
    QTest::keyClick(plot(), Qt::Key_Home);
    QCOMPARE(m_document->selectedToken(), 0);
    QTest::keyClick(plot(), Qt::Key_Left);
    QCOMPARE(m_document->selectedToken(), 0);
    QTest::keyClick(plot(), Qt::Key_End);
    QCOMPARE(m_document->selectedToken(), 19);
    QVERIFY(plot()->accessibleDescription().contains(QStringLiteral("token 20")));
    QTest::keyClick(plot(), Qt::Key_Escape);
    QCOMPARE(m_document->selectedToken(), -1);
    QTest::keyClick(plot(), Qt::Key_Left);
    QCOMPARE(m_document->selectedToken(), 19);
}

void HeatmapViewTest::followsUntilTheUserLeaves()
{
    const SyntheticShape shape{.tokens = 400};
    m_document->reset(syntheticStart(shape));
    const std::vector<Step> steps = syntheticSteps(shape, m_document->run().settings);
    m_document->append({steps.begin(), steps.begin() + 200});
    m_view->refreshNow();
    QVERIFY(m_view->isFollowing());
    QVERIFY(m_view->cellRect(199, 0).width() > 10);

    QSignalSpy following(m_view.get(), &HeatmapView::followingChanged);
    m_document->select(10, 2);
    m_view->refreshNow();
    QVERIFY(!m_view->isFollowing());
    QCOMPARE(following.count(), 1);
    const QRect before = m_view->cellRect(10, 2);
    QVERIFY(before.width() > 10);
    m_document->append({steps.begin() + 200, steps.end()});
    m_view->refreshNow();
    QCOMPARE(m_view->cellRect(10, 2), before);

    m_view->setFollowing(true);
    m_view->refreshNow();
    QVERIFY(m_view->cellRect(399, 0).width() > 10);
    wheel(120, inPlot(390, 5));
    QVERIFY(!m_view->isFollowing());
    m_view->fit();
    m_view->refreshNow();
    QVERIFY(m_view->isFollowing());
    QVERIFY(m_view->cellRect(0, 0).left() < m_view->cellRect(399, 0).left());
}

void HeatmapViewTest::draggingIsNoClick()
{
    m_document->reset(syntheticRun({.tokens = 300}));
    m_view->refreshNow();
    const QPoint from = inPlot(295, 4);
    const QRect before = m_view->cellRect(290, 4);
    QTest::mousePress(plot(), Qt::LeftButton, {}, from);
    QTest::mouseMove(plot(), from + QPoint(60, 0));
    QTest::mouseMove(plot(), from + QPoint(120, 0));
    QTest::mouseRelease(plot(), Qt::LeftButton, {}, from + QPoint(120, 0));
    m_view->refreshNow();
    QCOMPARE(m_document->selectedToken(), -1);
    QVERIFY(!m_view->isFollowing());
    QVERIFY(std::abs(m_view->cellRect(290, 4).left() - before.left() - 120) <= 1);
    QTest::mouseDClick(plot(), Qt::LeftButton, {}, from);
    m_view->refreshNow();
    QVERIFY(!m_view->cellRect(0, 4).isEmpty());
    QVERIFY(!m_view->cellRect(299, 4).isEmpty());
}

void HeatmapViewTest::choosesQuantityAndColours()
{
    m_document->reset(syntheticRun({.tokens = 20}));
    auto* quantities = m_view->findChild<QComboBox*>();
    QSignalSpy changed(m_view.get(), &HeatmapView::quantityChanged);
    quantities->setFocus();
    QTest::keyClick(quantities, Qt::Key_Down);
    QVERIFY(m_view->quantity() == HeatmapQuantity(Kind::Distance));
    QCOMPARE(changed.count(), 1);
    QVERIFY(!choice(QStringLiteral("&Viridis"))->isEnabled());
    QVERIFY(choice(QStringLiteral("&Blue to red"))->isChecked());
    QVERIFY(!choice(QStringLiteral("L&ogarithmic"))->isEnabled());
    m_view->setQuantity(HeatmapQuantity(*findCriterion("convergence")));
    QVERIFY(quantities->currentText().contains(
        QString::fromUtf8(findCriterion("convergence")->title.data())));
    QVERIFY(choice(QStringLiteral("&Viridis"))->isChecked());
    m_view->setColorMap(ColorMapKind::Cividis);
    QVERIFY(choice(QStringLiteral("&Cividis"))->isChecked());
    QSignalSpy scaled(m_view.get(), &HeatmapView::scaleChanged);
    choice(QStringLiteral("L&ogarithmic"))->trigger();
    choice(QStringLiteral("&Full range of the quantity"))->trigger();
    QCOMPARE(scaled.count(), 2);
    QVERIFY(m_view->scale() == (ScaleChoice{true, RangeKind::Full}));
    QSignalSpy contour(m_view.get(), &HeatmapView::contourShownChanged);
    m_view->setContourShown(true);
    QCOMPARE(contour.count(), 1);
    QVERIFY(m_view->isContourShown());
    for (QWidget* control : m_view->findChildren<QWidget*>()) {
        if (control->focusPolicy() == Qt::NoFocus || control->parentWidget() != m_view.get())
            continue;
        const auto* box = qobject_cast<QAbstractButton*>(control);
        QVERIFY(!control->accessibleName().isEmpty() || (box && !box->text().isEmpty()));
    }
}

void HeatmapViewTest::saysWhatACellIs()
{
    Run run = syntheticRun({.tokens = 30, .watch = false});
    run.tokens[4].cells[11] = CellState::Never;
    m_document->reset(run);
    const TokenTrace& token = m_document->run().tokens[4];
    const QString known = m_view->cellText(4, 0);
    QVERIFY(known.contains(QStringLiteral("token 5")));
    QVERIFY(known.contains(QStringLiteral("threshold")));
    QVERIFY(known.contains(QString::number(token.layers[0].maxProbability, 'g', 4)));
    QVERIFY(m_view->cellText(4, 11).contains(QStringLiteral("not run")));
    QVERIFY(m_view->cellText(99, 0).isEmpty());

    m_document->reset(syntheticRun({.tokens = 3}));
    QVERIFY(m_view->cellText(0, 11).contains(QStringLiteral("predicts “#100”")));
    m_view->setTokenNames([](int id) { return QStringLiteral(" name%1").arg(id); });
    QVERIFY(m_view->cellText(0, 11).contains(QStringLiteral("predicts “·name100”")));
}

void HeatmapViewTest::sharedPixelsShowTheirMean()
{
    m_document->reset(syntheticRun({.tokens = 4000}));
    m_view->fit();
    m_view->refreshNow();
    HeatmapValues values;
    values.rebuild(m_document->run(), m_view->quantity());
    int share = 1;
    while (m_view->displayedValue(share, 3) == m_view->displayedValue(0, 3))
        ++share;
    QVERIFY(share >= 3);
    for (int token = 0; token < 4000; ++token) {
        const int first = token / share * share;
        const int last = std::min(first + share, 4000) - 1;
        QCOMPARE(m_view->displayedValue(token, 3), double(values.mean(first, last, 3)));
    }
}

void HeatmapViewTest::manyChangesStayApart()
{
    Run run = syntheticRun({.tokens = 500});
    for (int token = 1; token < 500; ++token) {
        SettingsChange change{token, run.settings.front().settings};
        change.settings.sampling.seed = std::uint64_t(token / 2);
        run.settings.push_back(change);
    }
    HeatmapValues values;
    values.rebuild(run, Kind::RuleScore);
    TokenTexts texts;
    texts.append(run);
    const PlotStyle style(m_view->palette(), m_view->font());
    const HeatmapGeometry geometry{QRectF(0, 20, 1000, 300), -0.5, 499.5, -0.5, 11.5};
    const std::vector<SettingsMark> marks = settingsMarks({run, values, texts, style, geometry});
    QVERIFY(marks.size() > 20 && marks.size() <= 1000 / leastMarkDistance + 1);
    std::size_t named = 0;
    for (std::size_t i = 0; i < marks.size(); ++i) {
        QVERIFY(i == 0 || marks[i - 1].x - marks[i].x >= leastMarkDistance);
        QVERIFY(marks[i].x - marks[i].left < leastMarkDistance);
        named += marks[i].last - marks[i].first + 1;
    }
    QVERIFY(named <= 499);
    const auto none = [&](const Run& other) {
        return settingsMarks({other, values, texts, style, geometry}).empty();
    };
    run.settings.resize(1);
    run.settings.push_back({250, run.settings.front().settings});
    QVERIFY(none(run));
}

void HeatmapViewTest::theCrosshairStaysUnderThePointer()
{
    const SyntheticShape shape{.tokens = 300};
    m_document->reset(syntheticStart(shape));
    const std::vector<Step> steps = syntheticSteps(shape, m_document->run().settings);
    m_document->append({steps.begin(), steps.begin() + 200});
    m_view->refreshNow();
    const QPoint pointer = inPlot(190, 5);
    QMouseEvent move(QEvent::MouseMove, pointer, plot()->mapToGlobal(pointer), Qt::NoButton,
                     Qt::NoButton, Qt::NoModifier);
    QApplication::sendEvent(plot(), &move);
    QVERIFY(QToolTip::text().contains(QStringLiteral("token 191")));
    m_document->append({steps.begin() + 200, steps.end()});
    m_view->refreshNow();
    QCOMPARE(inPlot(290, 5), pointer);
    QVERIFY(QToolTip::text().contains(QStringLiteral("token 291")));
}

void HeatmapViewTest::drawsNothingWhileHidden()
{
    m_document->reset(syntheticRun({.tokens = 20}));
    m_view->refreshNow();
    m_view->hide();
    QSignalSpy drawn(plot(), SIGNAL(afterReplot()));
    m_view->setQuantity(Kind::Entropy);
    QCoreApplication::processEvents();
    QCOMPARE(drawn.count(), 0);
    m_view->show();
    QTRY_VERIFY(drawn.count() > 0);
    QCOMPARE(m_view->displayedValue(3, 3),
             double(m_view->quantity().value(m_document->run(), 3, 3)));
}

void HeatmapViewTest::followsThePalette()
{
    m_document->reset(syntheticRun({.tokens = 5}));
    m_view->refreshNow();
    const QPoint blank = m_view->cellRect(4, 6).center() + QPoint(200, 0);
    const auto lightness = [this, &blank] {
        m_view->refreshNow();
        return m_view->grab().toImage().pixelColor(blank).lightness();
    };
    QVERIFY(lightness() > 200);
    QApplication::setPalette(theme::palette(theme::Scheme::Dark));
    QTRY_VERIFY(lightness() < 60);
}

void HeatmapViewTest::smallAndLargeRuns_data()
{
    QTest::addColumn<int>("layers");
    QTest::addColumn<int>("tokens");
    QTest::newRow("nothing") << 12 << 0;
    QTest::newRow("one token") << 12 << 1;
    QTest::newRow("one layer") << 1 << 3;
    QTest::newRow("large") << 80 << 5000;
}

void HeatmapViewTest::smallAndLargeRuns()
{
    QFETCH(int, layers);
    QFETCH(int, tokens);
    m_document->reset(syntheticRun({.layers = layers, .tokens = tokens}));
    m_view->fit();
    m_view->refreshNow();
    QVERIFY(!m_view->grab().isNull());
    if (tokens > 0)
        QVERIFY(!std::isnan(m_view->displayedValue(tokens - 1, layers - 1)));
    if (tokens > 0 && tokens < 10) {
        // A single column or row must be painted too.
        const QPoint at = m_view->cellRect(0, layers - 1).center() + QPoint(5, -8);
        QVERIFY(m_view->grab().toImage().pixelColor(at).lightness() < 240);
    }
    QTest::keyClick(plot(), Qt::Key_End);
    QCOMPARE(m_document->selectedToken(), tokens - 1);
}

QTEST_MAIN(HeatmapViewTest)
#include "tst_heatmapview.moc"
