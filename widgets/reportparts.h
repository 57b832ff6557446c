#pragma once

#include "trace/run.h"
#include "widgets/exportable.h"
#include "widgets/reportwriter.h"

namespace exitscope {

// The sections of a report; each writes itself.

/// `picture` as an element of the document, once for each theme; read out as `label`. Throws Error.
void writePlot(ReportWriter& out, const PlotPicture& picture, const QSize& size,
               const QString& label);
QString reportCss(const Run& run);
void writeFigures(ReportWriter& out, const Run& run);
void writeText(ReportWriter& out, const Run& run);
void writeExits(ReportWriter& out, const Run& run);
void writeCosts(ReportWriter& out, const Run& run);
void writeSettings(ReportWriter& out, const Run& run);
/// Model, versions and machine; an empty `machine` is said not to be known.
void writeProvenance(ReportWriter& out, const Run& run, const QString& machine);

} // namespace exitscope
