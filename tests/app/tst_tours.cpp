#include "windowfixture.h"

#include "desktop/tourguide.h"
#include "desktop/tourmenu.h"
#include "widgets/tourcard.h"

#include <QPushButton>
#include <QTemporaryDir>

using namespace exitscope;
using namespace exitscope::test;

class ToursTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { prepareApplication(m_settings.path()); }
    void leadsThroughEachTour_data();
    void leadsThroughEachTour();
    void stepsThroughLayers();
    void givesBackWhatWas();
    void goesBack();
    void presents();

private:
    QTemporaryDir m_settings;
};

void ToursTest::leadsThroughEachTour_data()
{
    QTest::addColumn<QString>("id");
    const auto tours = bundledTours();
    QVERIFY2(tours.ok(), tours ? "" : tours.error().what());
    QCOMPARE(tours->size(), std::size_t(4));
    for (const Tour& tour : *tours)
        QTest::newRow(qPrintable(tour.id)) << tour.id;
}

void ToursTest::leadsThroughEachTour()
{
    QFETCH(QString, id);
    WindowFixture f;
    QVERIFY(f.opened(bundled()));
    TourGuide& guide = *f.window.findChild<TourMenu*>()->guide();
    QSignalSpy ended(&guide, &TourGuide::ended);
    QAction* start = f.window.findChild<QAction*>(QStringLiteral("tour/") + id);
    QVERIFY(start);
    start->trigger();
    const auto tours = bundledTours();
    const Tour& tour = *std::ranges::find(*tours, id, &Tour::id);
    for (std::size_t step = 0; step < tour.steps.size(); ++step) {
        QCOMPARE(guide.step(), int(step));
        const QString target = tour.steps[step].target;
        QTRY_VERIFY_WITH_TIMEOUT(guide.card()->nextButton()->isEnabled(), 30'000);
        QVERIFY(guide.card()->isVisible());
        QCOMPARE(guide.card()->target() != nullptr, !target.isEmpty());
        if (guide.card()->target())
            QVERIFY2(guide.card()->target()->isVisible(), qPrintable(target));
        QVERIFY(f.window.rect().contains(guide.card()->geometry()));
        QVERIFY2(f.message.isHidden() || f.message.kind() != MessageStrip::Kind::Error,
                 qPrintable(f.message.text()));
        QTest::keyClick(guide.card(), Qt::Key_Return);
    }
    QCOMPARE(ended.count(), 1);
    QVERIFY(!guide.isActive());
    QVERIFY(guide.card()->isHidden());
    QVERIFY2(!f.run().tokens.empty(), "a tour runs the real model");
}

void ToursTest::stepsThroughLayers()
{
    WindowFixture f;
    QVERIFY(f.opened(bundled()));
    TourGuide& guide = *f.window.findChild<TourMenu*>()->guide();
    f.window.findChild<QAction*>(QStringLiteral("tour/early-exit"))->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(guide.card()->nextButton()->isEnabled(), 30'000);
    QTest::keyClick(guide.card(), Qt::Key_Right);
    QTRY_VERIFY_WITH_TIMEOUT(guide.card()->nextButton()->isEnabled(), 30'000);
    QCOMPARE(f.controller.state(), RunState::InsideToken);
    QCOMPARE(f.document.tokenCount(), 1);
    QVERIFY(f.document.partial());
}

void ToursTest::givesBackWhatWas()
{
    WindowFixture f;
    QVERIFY(f.opened(bundled()));
    f.window.setPrompt(QStringLiteral("My own words"));
    f.set(7, "cosine_similarity", false);
    const Settings mine = f.panel.settings();
    TourGuide& guide = *f.window.findChild<TourMenu*>()->guide();
    QTest::keyClick(&f.window, Qt::Key_3, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_VERIFY(guide.isActive());
    QVERIFY(f.window.prompt() != QStringLiteral("My own words"));
    QTest::keyClick(guide.card(), Qt::Key_Escape);
    QVERIFY(!guide.isActive());
    QCOMPARE(f.window.prompt(), QStringLiteral("My own words"));
    QVERIFY(f.panel.settings() == mine);
    QVERIFY(f.reaches(RunState::Ready));
}

void ToursTest::goesBack()
{
    WindowFixture f;
    QVERIFY(f.opened(bundled()));
    TourGuide& guide = *f.window.findChild<TourMenu*>()->guide();
    f.window.findChild<QAction*>(QStringLiteral("tour/holes"))->trigger();
    for (int step = 0; step < 2; ++step) {
        QTRY_VERIFY_WITH_TIMEOUT(guide.card()->nextButton()->isEnabled(), 30'000);
        QTest::keyClick(guide.card(), Qt::Key_Right);
    }
    QTRY_VERIFY_WITH_TIMEOUT(guide.card()->nextButton()->isEnabled(), 30'000);
    QCOMPARE(f.run().settingsAt(0).kvPolicy, KvPolicy::Holes);
    QTest::keyClick(guide.card(), Qt::Key_Left);
    QCOMPARE(guide.step(), 1);
    QTRY_VERIFY_WITH_TIMEOUT(guide.card()->nextButton()->isEnabled(), 30'000);
    QCOMPARE(f.run().settingsAt(0).kvPolicy, KvPolicy::Exact);
}

void ToursTest::presents()
{
    WindowFixture f;
    QVERIFY(f.opened(bundled()));
    const double before = QApplication::font().pointSizeF();
    QVERIFY(f.side.isVisible());
    QTest::keyClick(&f.window, Qt::Key_P, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_VERIFY(!f.side.isVisible());
    QVERIFY(f.window.isFullScreen());
    QVERIFY(QApplication::font().pointSizeF() > 1.4 * before);
    QTest::keyClick(&f.window, Qt::Key_P, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_VERIFY(f.side.isVisible());
    QVERIFY(!f.window.isFullScreen());
    QCOMPARE(QApplication::font().pointSizeF(), before);
}

QTEST_MAIN(ToursTest)
#include "tst_tours.moc"
