#include "support/staircaserun.h"
#include "syntheticrun.h"
#include "widgets/heatmapframe.h"
#include "widgets/rundocument.h"
#include "widgets/staircaseplot.h"
#include "widgets/staircaseview.h"
#include "widgets/theme.h"

#include <QPicture>
#include <QSlider>
#include <QWheelEvent>
#include <QtTest>

#include <set>

using namespace exitscope;
using namespace exitscope::test;

/// What the staircase's plot shows of a run, above all of a long one.
class StaircasePlotTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void theNewestTokenIsFollowedWhileInView();
    void aHiddenPlotTakesTheRunWhenShown();
    void wheelAndDragMove();
    void largeRunsAreDrawn();
    void sharedColumnsStandForAllTheirTokens();

private:
    static Run exits(int tokens, int layers = 8)
    {
        StaircaseRun made(layers, 3);
        for (int i = 0; i < tokens; ++i)
            made.addToken(made.integer(1, layers));
        return made.run;
    }
    StaircasePlot& plot() const { return *m_view->plot(); }
    QSlider& slider() const { return *m_view->findChild<QSlider*>(); }
    void drag(int pixels) const
    {
        const QPoint from = plot().cellGeometry().plot.center().toPoint();
        QTest::mousePress(&plot(), Qt::LeftButton, {}, from);
        QTest::mouseMove(&plot(), from + QPoint(pixels, 0));
        QTest::mouseRelease(&plot(), Qt::LeftButton, {}, from + QPoint(pixels, 0));
    }
    /// The colours of a layer's cells, without the border of its row.
    std::set<QRgb> colorsOf(int layer) const
    {
        const HeatmapGeometry at = plot().cellGeometry();
        const QRect row = QRectF(QPointF(at.plot.left() + 2, at.y(layer + 0.3)),
                                 QPointF(at.plot.right() - 20, at.y(layer - 0.3)))
                              .toRect();
        const QImage cells = picture(plot()).copy(row);
        std::set<QRgb> colors;
        for (int y = 0; y < cells.height(); ++y) {
            for (int x = 0; x < cells.width(); ++x)
                colors.insert(cells.pixel(x, y));
        }
        return colors;
    }
    static bool isOneColor(const QImage& image)
    {
        QImage plain = image;
        plain.fill(image.pixelColor(0, 0));
        return image == plain;
    }
    static QImage picture(StaircasePlot& of) { return of.grab().toImage(); }

    std::unique_ptr<RunDocument> m_document;
    std::unique_ptr<StaircaseView> m_view;
};

void StaircasePlotTest::init()
{
    QApplication::setPalette(theme::palette(theme::Scheme::Light));
    m_document = std::make_unique<RunDocument>();
    m_view = std::make_unique<StaircaseView>();
    m_view->setDocument(m_document.get());
    m_view->resize(1000, 700);
    m_view->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
}

void StaircasePlotTest::cleanup()
{
    m_view.reset();
    m_document.reset();
}

void StaircasePlotTest::theNewestTokenIsFollowedWhileInView()
{
    const SyntheticShape shape{.layers = 8, .tokens = 240, .watch = false};
    const std::vector<Step> steps = syntheticSteps(shape, syntheticSettings(shape));
    m_document->reset(syntheticStart(shape));
    const auto appendTo = [&](int last) {
        m_document->append({steps.begin() + m_document->tokenCount(), steps.begin() + last});
        QTRY_COMPARE(plot().step(), last - 1);
    };
    appendTo(100);
    appendTo(150);
    QCOMPARE(plot().cellGeometry().tokenUpper, 149.5);
    drag(300);
    const double lower = plot().cellGeometry().tokenLower;
    QVERIFY(plot().cellRect(149, 0).isEmpty());
    appendTo(180);
    QCOMPARE(plot().cellGeometry().tokenLower, lower);
    // Playing leaves the user alone too; a step that was asked for is shown.
    plot().setStep(0);
    QVERIFY(!plot().cellRect(0, 0).isEmpty());
    plot().stepOn();
    QVERIFY(!plot().cellRect(1, 0).isEmpty());
    drag(-600);
    const double later = plot().cellGeometry().tokenLower;
    QVERIFY(later > 2);
    plot().stepOn();
    QCOMPARE(plot().step(), 2);
    QCOMPARE(plot().cellGeometry().tokenLower, later);
    // All stay in view where all were asked for.
    plot().setStep(179);
    plot().fit();
    appendTo(240);
    QCOMPARE(plot().cellGeometry().tokenLower, -0.5);
    QCOMPARE(plot().cellGeometry().tokenUpper, 239.5);
}

void StaircasePlotTest::aHiddenPlotTakesTheRunWhenShown()
{
    m_document->reset(exits(400));
    QCOMPARE(plot().history().steps(), 400);
    m_view->hide();
    m_document->reset(exits(300, 12));
    QCOMPARE(plot().history().steps(), 0);
    QCOMPARE(plot().shownAt(20, 3), CellOrigin::Never);
    m_document->select(3, 2);
    QVERIFY(plot().cellText(3, 2).isEmpty());
    m_view->show();
    QCOMPARE(plot().history().steps(), 300);
    QCOMPARE(plot().step(), 299);
    QCOMPARE(slider().maximum(), 299);
    // What was selected meanwhile is in view.
    QVERIFY(!plot().cellRect(3, 2).isEmpty());
    QVERIFY(plot().accessibleDescription().contains(QLatin1String("token 4")));
    // A selection that was seen does not move the view again.
    plot().setStep(298);
    const double lower = plot().cellGeometry().tokenLower;
    m_view->hide();
    m_view->show();
    QCOMPARE(plot().cellGeometry().tokenLower, lower);
}

void StaircasePlotTest::wheelAndDragMove()
{
    m_document->reset(exits(400));
    const HeatmapGeometry before = plot().cellGeometry();
    const auto wheel = [this](int turn, Qt::KeyboardModifiers keys) {
        const QPointF at = plot().cellGeometry().plot.center();
        QWheelEvent event(at, plot().mapToGlobal(at), {}, {0, turn}, Qt::NoButton, keys,
                          Qt::NoScrollPhase, false);
        QApplication::sendEvent(&plot(), &event);
    };
    wheel(120, Qt::NoModifier);
    QVERIFY(plot().cellGeometry().columnWidth() > before.columnWidth());
    wheel(120, Qt::ControlModifier);
    QVERIFY(plot().cellGeometry().rowHeight() > before.rowHeight());
    const double lower = plot().cellGeometry().tokenLower;
    drag(120);
    QVERIFY(plot().cellGeometry().tokenLower < lower);
    QCOMPARE(m_document->selectedToken(), -1);
    QTest::mouseDClick(&plot(), Qt::LeftButton, {}, plot().cellGeometry().plot.center().toPoint());
    QCOMPARE(plot().cellGeometry().tokenLower, -0.5);
    QCOMPARE(plot().cellGeometry().tokenUpper, 399.5);
    QCOMPARE(plot().cellGeometry().layerUpper, 7.5);
}

void StaircasePlotTest::largeRunsAreDrawn()
{
    StaircaseRun made(32, 9);
    for (int i = 0; i < 2000; ++i)
        made.addToken(made.integer(2, 32));
    m_document->reset(made.run);
    const QImage part = picture(plot());
    plot().fit();
    QVERIFY(plot().cellGeometry().columnWidth() < 1);
    const QImage whole = picture(plot());
    QVERIFY(part != whole);
    plot().setStep(700);
    QCOMPARE(plot().state().columns, 701);
    QVERIFY(picture(plot()) != whole);
    // Only what is visible is drawn: zoomed in, a picture takes few commands.
    const auto commands = [this] {
        QPicture recorded;
        QPainter painter(&recorded);
        plot().render(painter, QSizeF(plot().size()),
                      PlotStyle(QApplication::palette(), QApplication::font()));
        painter.end();
        return recorded.size();
    };
    const auto all = commands();
    for (int i = 0; i < 30; ++i)
        QTest::keyClick(&plot(), Qt::Key_Plus);
    QVERIFY(commands() < all / 4);
}

void StaircasePlotTest::sharedColumnsStandForAllTheirTokens()
{
    // Every eighth token goes through all layers and takes the seven before it along.
    StaircaseRun made(8, 1);
    for (int i = 0; i < 4000; ++i)
        made.addToken(i % 8 == 0 ? 8 : 3);
    m_document->reset(made.run);
    plot().fit();
    const HeatmapGeometry at = plot().cellGeometry();
    const int share = at.tokensPer(1);
    QVERIFY(share >= 8 && share % 8 == 0);
    // What most of them hold is drawn, not what the first of them holds.
    const std::set<QRgb> own = colorsOf(1);
    QCOMPARE(own.size(), std::size_t(1));
    QVERIFY(!colorsOf(6).contains(*own.begin()));
    const int deep = share / 8;
    const QString tip = plot().tipText(share + 1, 6);
    QVERIFY(tip.contains(
        QStringLiteral("tokens %1 to %2 share this column").arg(share + 1).arg(2 * share)));
    QVERIFY(tip.contains(
        QStringLiteral("own pass %1, caught up later %2\n").arg(deep).arg(share - deep)));
    QVERIFY(tip.contains(QStringLiteral("token %1 ").arg(share + 2)));
    // A line below the plot says so.
    const PlotStyle style(QApplication::palette(), plot().font());
    const qreal bottom =
        at.plot.bottom() +
        frameMargins(style, HeatmapValues::shapeOnly(4000, 8), at.columnWidth()).bottom() -
        style.lineHeight() - theme::gapTiny;
    const QImage note = picture(plot()).copy(
        QRectF(at.plot.left() + 20, bottom - style.lineHeight() + 1, 60, style.lineHeight() - 2)
            .toRect());
    QVERIFY(!isOneColor(note));

    // With columns of their own tokens are told alone.
    plot().setStep(3000);
    for (int i = 0; i < 30; ++i)
        QTest::keyClick(&plot(), Qt::Key_Plus);
    QCOMPARE(plot().tipText(20, 6), plot().cellText(20, 6));
}

QTEST_MAIN(StaircasePlotTest)
#include "tst_staircaseplot.moc"
