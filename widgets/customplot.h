#pragma once

// QCustomPlot's header is written with Qt's keyword macros, which this project switches off: they
// are lent to it and taken back.
#define signals Q_SIGNALS
#define slots Q_SLOTS
#define emit Q_EMIT
#define foreach Q_FOREACH
#include <qcustomplot.h>
#undef foreach
#undef emit
#undef slots
#undef signals
