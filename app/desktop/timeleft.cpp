#include "desktop/timeleft.h"

#include <QCoreApplication>

namespace exitscope {

namespace {

constexpr int few = 3; ///< from which on what is done tells of the rest

struct TimeLeftText
{
    Q_DECLARE_TR_FUNCTIONS(exitscope::TimeLeftText)
};

} // namespace

QString timeLeft(qint64 ms, int done, int items, const QString& untilThen)
{
    constexpr qint64 minute = 60;
    constexpr qint64 hour = 60 * minute;
    if (done < few)
        return untilThen;
    const qint64 seconds = ms * items / done / 1000;
    if (seconds < 2 * minute)
        return TimeLeftText::tr("about %1 s left").arg(seconds);
    if (seconds < 2 * hour)
        return TimeLeftText::tr("about %1 min left").arg((seconds + minute / 2) / minute);
    return TimeLeftText::tr("about %1 h left").arg((seconds + hour / 2) / hour);
}

} // namespace exitscope
