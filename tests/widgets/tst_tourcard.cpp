#include "widgets/tourcard.h"

#include <QPushButton>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QtTest>

using namespace exitscope;

class TourCardTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void standsBesideItsTarget_data();
    void standsBesideItsTarget();
    void neverLeavesTheWindow();
    void showsAStep();
    void obeysKeys();
    void waits();
    void followsItsTarget();
};

void TourCardTest::standsBesideItsTarget_data()
{
    QTest::addColumn<QRect>("target");
    QTest::addColumn<QRect>("expected");
    const QSize card(300, 200);
    QTest::newRow("right") << QRect(0, 300, 800, 200) << QRect({812, 300}, card);
    QTest::newRow("left") << QRect(900, 300, 380, 200) << QRect({588, 300}, card);
    QTest::newRow("below") << QRect(0, 0, 1280, 100) << QRect({490, 112}, card);
    QTest::newRow("above") << QRect(0, 700, 1280, 100) << QRect({490, 488}, card);
    QTest::newRow("inside") << QRect(0, 0, 1280, 800) << QRect({968, 588}, card);
    QTest::newRow("none") << QRect() << QRect({968, 588}, card);
}

void TourCardTest::standsBesideItsTarget()
{
    QFETCH(QRect, target);
    QFETCH(QRect, expected);
    const QRect placed = placeCard(expected.size(), target, {0, 0, 1280, 800});
    QVERIFY2(std::abs(placed.left() - expected.left()) <= 1 &&
                 std::abs(placed.top() - expected.top()) <= 1,
             qPrintable(QStringLiteral("%1, %2").arg(placed.left()).arg(placed.top())));
}

void TourCardTest::neverLeavesTheWindow()
{
    QRandomGenerator random(5);
    const auto upTo = [&random](int most) { return static_cast<int>(random.bounded(most)); };
    for (int round = 0; round < 2000; ++round) {
        const QRect window(0, 0, 400 + upTo(2000), 400 + upTo(1200));
        const QSize card(100 + upTo(250), 80 + upTo(250));
        const QRect target(upTo(window.width()), upTo(window.height()), upTo(window.width()),
                           upTo(window.height()));
        const QRect placed = placeCard(card, target & window, window);
        QCOMPARE(placed.size(), card);
        QVERIFY(window.contains(placed));
    }
}

void TourCardTest::showsAStep()
{
    QWidget window;
    window.resize(1000, 700);
    QWidget target(&window);
    target.setGeometry(0, 0, 500, 300);
    TourCard card(&window);
    QVERIFY(card.isHidden());
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    card.showStep(QStringLiteral("Tour"), QStringLiteral("Title"),
                  QStringLiteral("<p>Some <b>words</b></p>"), 1, 2, &target);
    QVERIFY(card.isVisible());
    QVERIFY(!card.geometry().intersects(target.geometry()));
    QVERIFY(window.rect().contains(card.geometry()));
    QVERIFY(!card.backButton()->isEnabled());
    QVERIFY(card.leaveButton()->isVisible());
    QCOMPARE(card.accessibleDescription(), QStringLiteral("Some words"));
    card.showStep(QStringLiteral("Tour"), QStringLiteral("Title"),
                  QStringLiteral("<p>One &amp; all.</p><p>Two.</p>"), 1, 2, &target);
    QCOMPARE(card.accessibleDescription(), QStringLiteral("One & all.\nTwo."));
    QVERIFY(card.accessibleName().contains(QStringLiteral("Title")));

    card.showStep(QStringLiteral("Tour"), QStringLiteral("Last"), QStringLiteral("End"), 2, 2,
                  nullptr);
    QVERIFY(card.backButton()->isEnabled());
    QVERIFY2(!card.leaveButton()->isVisible(), "behind the last step lies only its end");
}

void TourCardTest::obeysKeys()
{
    QWidget window;
    window.resize(1000, 700);
    TourCard card(&window);
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    QSignalSpy next(&card, &TourCard::next);
    QSignalSpy back(&card, &TourCard::back);
    QSignalSpy left(&card, &TourCard::left);
    card.showStep({}, {}, {}, 1, 3, nullptr);
    QTest::keyClick(&card, Qt::Key_Left);
    QCOMPARE(back.count(), 0);
    QTest::keyClick(&card, Qt::Key_Return);
    QTest::keyClick(&card, Qt::Key_Right);
    QCOMPARE(next.count(), 2);
    card.showStep({}, {}, {}, 2, 3, nullptr);
    QTest::keyClick(&card, Qt::Key_Left);
    QCOMPARE(back.count(), 1);
    QTest::keyClick(&card, Qt::Key_Escape);
    QCOMPARE(left.count(), 1);
    QTest::mouseClick(card.leaveButton(), Qt::LeftButton);
    QCOMPARE(left.count(), 2);
    QTest::keyClick(card.leaveButton(), Qt::Key_Escape);
    QCOMPARE(left.count(), 3);
}

void TourCardTest::waits()
{
    QWidget window;
    window.resize(1000, 700);
    TourCard card(&window);
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    card.showStep({}, {}, {}, 1, 3, nullptr);
    QSignalSpy next(&card, &TourCard::next);
    card.setBusy(true, QStringLiteral("writing"));
    QTest::keyClick(&card, Qt::Key_Right);
    QTest::mouseClick(card.nextButton(), Qt::LeftButton);
    QCOMPARE(next.count(), 0);
    card.setBusy(false);
    QTest::keyClick(&card, Qt::Key_Right);
    QCOMPARE(next.count(), 1);
}

void TourCardTest::followsItsTarget()
{
    QWidget window;
    window.resize(1000, 700);
    QWidget target(&window);
    target.setGeometry(0, 0, 300, 300);
    TourCard card(&window);
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    card.showStep({}, {}, {}, 1, 3, &target);
    const QPoint before = card.pos();
    target.move(500, 100);
    QTRY_VERIFY(card.pos() != before);
    QVERIFY(!card.geometry().intersects(target.geometry()));
    window.resize(700, 500);
    QTRY_VERIFY(window.rect().contains(card.geometry()));
}

QTEST_MAIN(TourCardTest)
#include "tst_tourcard.moc"
