#pragma once

#include <QString>

namespace exitscope {

/// "about 3 min left", in the window's language, for `items` more by what `done` took, `ms`.
/// `untilThen` while too few are done to tell.
QString timeLeft(qint64 ms, int done, int items, const QString& untilThen);

} // namespace exitscope
