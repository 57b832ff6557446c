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
    void givesBackAnotherModel_data();
    void givesBackAnotherModel();
    void closingTheWindowKeepsWhatWas();
    void aTourFromATourGivesBackTheFirst();
    void leavingStopsARun();
    void goesBack();
    void presents();

private:
    /// The bundled model in another folder.
    QString otherModel()
    {
        const QString folder = m_settings.filePath(QStringLiteral("other"));
        if (!QFileInfo::exists(folder))
            std::filesystem::copy(bundledModel(), folder.toStdString(),
                                  std::filesystem::copy_options::recursive);
        return folder;
    }
    /// Settings that no tour and no model recommends.
    static Settings ownSettings(WindowFixture& f)
    {
        f.set(7, "cosine_similarity", false);
        Settings own = f.panel.settings();
        own.rule.minimumLayer = 3;
        own.rule.patience = 2;
        own.rule.conditions.front().parameters.begin()->second = 0.77;
        f.panel.setSettings(own);
        f.window.setPrompt(QStringLiteral("My own words"));
        return f.panel.settings();
    }
    static TourGuide& begun(WindowFixture& f, const char* tour)
    {
        f.window.findChild<QAction*>(QStringLiteral("tour/") + QLatin1String(tour))->trigger();
        return *f.window.findChild<TourMenu*>()->guide();
    }
    static bool waits(TourGuide& guide)
    {
        return QTest::qWaitFor([&] { return guide.card()->nextButton()->isEnabled(); }, 30'000);
    }

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

void ToursTest::givesBackAnotherModel_data()
{
    QTest::addColumn<int>("steps");
    QTest::newRow("while the tour's opens") << 0;
    QTest::newRow("from the first step") << 1;
    QTest::newRow("later") << 2;
}

void ToursTest::givesBackAnotherModel()
{
    QFETCH(int, steps);
    QSettings().clear();
    WindowFixture f;
    QVERIFY(f.opened(otherModel()));
    const Settings own = ownSettings(f);
    QCOMPARE(own.rule.minimumLayer, 3);
    QCOMPARE(own.rule.patience, 2);
    TourGuide& guide = begun(f, "holes");
    QCOMPARE(f.controller.state(), RunState::Opening);
    for (int step = 0; step < steps; ++step) {
        if (step > 0)
            QTest::keyClick(guide.card(), Qt::Key_Right);
        QVERIFY(waits(guide));
        QVERIFY(f.controller.modelFolder() != otherModel());
    }
    QTest::keyClick(guide.card(), Qt::Key_Escape);
    QVERIFY(f.reaches(RunState::Ready));
    QCOMPARE(f.controller.modelFolder(), otherModel());
    QCOMPARE(f.window.prompt(), QStringLiteral("My own words"));
    QVERIFY(f.panel.settings() == own);
    QVERIFY(f.ran());
    QCOMPARE(f.run().tokens.size(), std::size_t(7));
}

void ToursTest::closingTheWindowKeepsWhatWas()
{
    QSettings().clear();
    Settings own;
    {
        WindowFixture f;
        QVERIFY(f.opened(otherModel()));
        own = ownSettings(f);
        TourGuide& guide = begun(f, "speculation");
        QVERIFY(waits(guide));
        QVERIFY(f.window.prompt() != QStringLiteral("My own words"));
        f.window.close();
    }
    WindowFixture again;
    QCOMPARE(again.window.prompt(), QStringLiteral("My own words"));
    QVERIFY(again.opened(QString()));
    QCOMPARE(again.controller.modelFolder(), otherModel());
    QVERIFY(again.panel.settings() == own);
    QSettings().clear();
}

void ToursTest::aTourFromATourGivesBackTheFirst()
{
    WindowFixture f;
    QVERIFY(f.opened(bundled()));
    const Settings own = ownSettings(f);
    TourGuide& guide = begun(f, "holes");
    QVERIFY(waits(guide));
    begun(f, "early-exit");
    QCOMPARE(guide.step(), 0);
    QVERIFY(waits(guide));
    QTest::keyClick(guide.card(), Qt::Key_Escape);
    QVERIFY(!guide.isActive());
    QCOMPARE(f.window.prompt(), QStringLiteral("My own words"));
    QVERIFY(f.panel.settings() == own);
}

void ToursTest::leavingStopsARun()
{
    WindowFixture f;
    QVERIFY(f.opened(bundled()));
    const Settings own = ownSettings(f);
    TourGuide& guide = begun(f, "holes");
    QVERIFY(waits(guide));
    Settings longer = f.panel.settings();
    longer.maxSteps = 300;
    f.panel.setSettings(longer);
    f.bar.runAction()->trigger();
    QTRY_VERIFY(f.document.tokenCount() > 1);
    QCOMPARE(f.controller.state(), RunState::Running);
    QTest::keyClick(guide.card(), Qt::Key_Escape);
    QVERIFY(f.reaches(RunState::Ready));
    QCOMPARE(f.run().finishReason, FinishReason::Cancelled);
    QVERIFY(f.document.tokenCount() < 300);
    QVERIFY(f.panel.settings() == own);
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
