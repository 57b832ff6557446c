#pragma once

#include <QString>

class QLabel;

namespace exitscope {

/// Has a screen reader say `sentence`, which becomes the name of `label`.
void announce(QLabel* label, const QString& sentence);

} // namespace exitscope
