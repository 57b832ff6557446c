#pragma once

#include "widgets/plotexport.h"

#include <QByteArray>
#include <QDateTime>

namespace exitscope {

/// What a report says besides its run.
struct ReportOptions
{
    PlotOptions plot = {}; ///< what its heatmap shows; theme, size and font are the report's own
    /// On which the run was made; empty where that is not known.
    QString machine = {};
    QDateTime made = QDateTime::currentDateTime();
};

/// This computer in a few words: system, processor and how many threads it runs.
QString machineText();

/// `run` as an HTML document of its own, which needs no other file, no network and no script:
/// prompt and text with each token's exit layer, figures, heatmap, exits, cost, settings and where
/// they come from. Light or dark as the reader's system asks; light on paper. Needs a
/// QGuiApplication; any thread. Errors: WrongUse (a run without tokens), WriteFailed (no memory).
Result<QByteArray> reportOf(const Run& run, const ReportOptions& options);

/// Writes that to `file`, whole or not at all. Errors: also WriteFailed with the system's reason.
Status writeReport(const Run& run, const QString& file, const ReportOptions& options);

} // namespace exitscope
