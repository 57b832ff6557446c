#include "desktop/timeleft.h"

#include <QtTest>

using namespace exitscope;

/// How the time that is left is told.
class TimeLeftTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void saysWhatFits()
    {
        const QString early = QStringLiteral("Asking…");
        QCOMPARE(timeLeft(5000, 0, 10, early), early);
        QCOMPARE(timeLeft(5000, 2, 10, early), early);
        QCOMPARE(timeLeft(30'000, 3, 2, early), QStringLiteral("about 20 s left"));
        QCOMPARE(timeLeft(30'000, 3, 0, early), QStringLiteral("about 0 s left"));
        QCOMPARE(timeLeft(357'000, 3, 1, early), QStringLiteral("about 119 s left"));
        QCOMPARE(timeLeft(360'000, 3, 1, early), QStringLiteral("about 2 min left"));
        QCOMPARE(timeLeft(3'600'000, 4, 7, early), QStringLiteral("about 105 min left"));
        QCOMPARE(timeLeft(3'600'000, 4, 10, early), QStringLiteral("about 3 h left"));
    }
};

QTEST_APPLESS_MAIN(TimeLeftTest)
#include "tst_timeleft.moc"
