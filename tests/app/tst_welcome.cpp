#include "windowfixture.h"

#include "desktop/tourguide.h"
#include "desktop/tourmenu.h"
#include "desktop/welcome.h"
#include "widgets/tourcard.h"

#include <QPushButton>
#include <QTemporaryDir>
#include <QToolButton>

using namespace exitscope;
using namespace exitscope::test;

/// The first start's sentence and the tour that it offers.
class WelcomeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { prepareApplication(m_settings.path()); }
    void init() { QSettings().clear(); }
    void opensTheBundledModelAndOffersATour();
    void staysAwayOnceDeclined_data();
    void staysAwayOnceDeclined();
    void comesAgainWithoutAnAnswer();
    void startsTheFirstTour();
    void anyTourIsAnAnswer();
    void otherMessagesLeaveItThere();

private:
    /// As main() begins where nothing is asked for.
    struct Started : WindowFixture
    {
        Started()
        {
            window.openFirstModel();
            window.welcome()->offer();
        }
        MessageStrip& strip = *window.welcome()->strip();
        TourGuide& guide = *window.findChild<TourMenu*>()->guide();
    };
    static bool isOffered() { return Started().strip.isVisible(); }

    QTemporaryDir m_settings;
};

void WelcomeTest::opensTheBundledModelAndOffersATour()
{
    Started it;
    QVERIFY(it.reaches(RunState::Ready));
    QCOMPARE(it.controller.model()->folder, bundled());
    QVERIFY(it.strip.isVisible());
    QVERIFY(it.strip.text().contains(QStringLiteral("F5")));
    QCOMPARE(it.strip.text().count(u'.'), 1); // one sentence
    QVERIFY(it.strip.findChild<QPushButton*>()->isVisible());
    QVERIFY(!QApplication::activeModalWidget());
    // The keyboard stays where a text is begun.
    QVERIFY(!it.strip.isAncestorOf(QApplication::focusWidget()));
}

void WelcomeTest::staysAwayOnceDeclined_data()
{
    QTest::addColumn<bool>("byKey");
    QTest::newRow("by its button") << false;
    QTest::newRow("by key") << true;
}

void WelcomeTest::staysAwayOnceDeclined()
{
    QFETCH(bool, byKey);
    {
        Started it;
        QVERIFY(it.reaches(RunState::Ready));
        it.message.hide();
        if (byKey)
            QTest::keyClick(&it.window, Qt::Key_M, Qt::ControlModifier);
        else
            it.strip.findChild<QToolButton*>()->click();
        QVERIFY(it.strip.isHidden());
        QVERIFY(!it.guide.isActive());
    }
    QVERIFY(!isOffered());
}

void WelcomeTest::comesAgainWithoutAnAnswer()
{
    {
        Started it;
        QVERIFY(it.reaches(RunState::Ready));
        // With nothing to close, the key for it answers nothing that is not asked.
        it.strip.hide();
        it.message.hide();
        QTest::keyClick(&it.window, Qt::Key_M, Qt::ControlModifier);
    }
    QVERIFY(isOffered());
}

void WelcomeTest::startsTheFirstTour()
{
    {
        Started it;
        QVERIFY(it.reaches(RunState::Ready));
        it.strip.findChild<QPushButton*>()->click();
        QVERIFY(it.guide.isActive());
        QVERIFY(it.strip.isHidden());
        QTRY_VERIFY_WITH_TIMEOUT(it.guide.card()->nextButton()->isEnabled(), 30'000);
        const auto tours = bundledTours();
        QCOMPARE(tours->front().id, QStringLiteral("early-exit"));
        QCOMPARE(it.window.prompt(),
                 QStringLiteral("Once upon a time there was a king who had three"));
        it.guide.leave();
        QVERIFY(it.reaches(RunState::Ready));
    }
    QVERIFY(!isOffered());
}

void WelcomeTest::anyTourIsAnAnswer()
{
    {
        Started it;
        QVERIFY(it.reaches(RunState::Ready));
        it.window.findChild<QAction*>(QStringLiteral("tour/holes"))->trigger();
        QVERIFY(it.strip.isHidden());
        it.guide.leave();
        QVERIFY(it.reaches(RunState::Ready));
    }
    QVERIFY(!isOffered());
}

void WelcomeTest::otherMessagesLeaveItThere()
{
    Started it;
    QVERIFY(it.reaches(RunState::Ready));
    it.set(2, "none", true);
    QVERIFY(it.ran());
    it.message.showMessage(MessageStrip::Kind::Error, QStringLiteral("No"));
    QVERIFY(it.strip.isVisible());
    // The key closes the newer first.
    QTest::keyClick(&it.window, Qt::Key_M, Qt::ControlModifier);
    QVERIFY(it.message.isHidden());
    QVERIFY(it.strip.isVisible());
}

QTEST_MAIN(WelcomeTest)
#include "tst_welcome.moc"
