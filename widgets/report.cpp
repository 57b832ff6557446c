#include "widgets/report.h"

#include "widgets/outputbanner.h"
#include "widgets/pictureexport.h"
#include "widgets/reportparts.h"
#include "widgets/runtitle.h"

#include <QCoreApplication>
#include <QFile>
#include <QSysInfo>
#include <QThread>

#include <algorithm>
#include <new>

namespace exitscope {

namespace {

struct Report
{
    Q_DECLARE_TR_FUNCTIONS(exitscope::Report)
};

/// Of the heatmap, logical pixels: as wide as the text of the report.
constexpr int leastWidth = 760;
constexpr int mostWidth = 1080;

void writeHeatmap(ReportWriter& out, const Run& run, PlotOptions options)
{
    // A report is of what ran; which other rule was asked about stands nowhere in it.
    options.otherExits.clear();
    options.otherToken = -1;
    const std::shared_ptr<const Run> borrowed(std::shared_ptr<const Run>(), &run);
    const PlotPicture picture = heatmapPicture(borrowed, options);
    QFont font = QGuiApplication::font();
    font.setPixelSize(13);
    QSize size = picture.suitableSize(font);
    size.setWidth(std::clamp(size.width(), leastWidth, mostWidth));
    out.openSection(Report::tr("Heatmap"));
    writePlot(out, picture, size, Report::tr("Heatmap: layers over tokens"));
    out.close();
}

/// The name of the processor; empty where the system does not say.
QString processorName()
{
    QFile file(QStringLiteral("/proc/cpuinfo"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    for (const QByteArray& line : file.readAll().split('\n')) {
        if (line.startsWith("model name"))
            return QString::fromUtf8(line.mid(line.indexOf(':') + 1)).simplified();
    }
    return {};
}

} // namespace

QString machineText()
{
    const QString processor = processorName();
    return Report::tr("%1, %2, threads: %3")
        .arg(QSysInfo::prettyProductName(),
             processor.isEmpty() ? QSysInfo::currentCpuArchitecture() : processor,
             QString::number(QThread::idealThreadCount()));
}

Result<QByteArray> reportOf(const Run& run, const ReportOptions& options)
{
    Q_ASSERT(qGuiApp);
    if (run.tokens.empty() || run.model.layers < 1)
        return Error(
            ErrorCode::WrongUse,
            Report::tr("there is nothing to report: the run has no tokens yet").toStdString());
    try {
        const QString title = runTitle(run);
        ReportWriter out(Report::tr("%1 - Exitscope").arg(title), reportCss(run));
        out.open("main");
        out.open("header");
        out.element("h1", title);
        out.element("p",
                    Report::tr("Report of a run by Exitscope, made %1")
                        .arg(options.made.toString(Qt::ISODate).replace(u'T', u' ')),
                    {{"class", QStringLiteral("note")}});
        const OutputBanner banner = outputBanner(run);
        out.element("p", banner.text,
                    {{"class", banner.mayDiffer ? QStringLiteral("banner warning")
                                                : QStringLiteral("banner")}});
        out.close();
        writeFigures(out, run);
        writeText(out, run);
        writeHeatmap(out, run, options.plot);
        writeExits(out, run);
        writeCosts(out, run);
        writeSettings(out, run);
        writeProvenance(out, run, options.machine);
        return out.finish();
    } catch (const Error& error) {
        return error;
    } catch (const std::bad_alloc&) {
        return Error(ErrorCode::WriteFailed,
                     Report::tr("there is no memory for a report of this run; close other programs "
                                "or save the run instead")
                         .toStdString());
    }
}

Status writeReport(const Run& run, const QString& file, const ReportOptions& options)
{
    Result<QByteArray> report = reportOf(run, options);
    if (!report)
        return report.error();
    return writeContent(*report, file);
}

} // namespace exitscope
