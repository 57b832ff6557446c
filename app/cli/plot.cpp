#include "cli/plot.h"

#include "common/words.h"
#include "widgets/pictureexport.h"
#include "widgets/report.h"
#include "widgets/sweepplot.h"

#include <QApplication>

#include <algorithm>
#include <cctype>
#include <iostream>

namespace exitscope {

namespace {

/// Qt's notices on the surroundings (a missing XDG_RUNTIME_DIR) do not concern a picture in a file.
void onlyFailures(QtMsgType type, const QMessageLogContext&, const QString& message)
{
    if (type == QtCriticalMsg || type == QtFatalMsg)
        std::cerr << message.toStdString() << std::endl;
}

} // namespace

void checkPlotFile(const std::string& file)
{
    std::string kind = std::filesystem::path(file).extension().string();
    std::ranges::transform(kind, kind.begin(), [](unsigned char c) { return std::tolower(c); });
    require(kind == ".png" || kind == ".pdf" || kind == ".svg",
            "--plot writes .png, .pdf or .svg, and \"" + file + "\" ends in none of them.");
}

Plotter::Plotter()
{
    qputenv("QT_QPA_PLATFORM", "offscreen"); // nothing is shown, whatever display there may be
    qInstallMessageHandler(onlyFailures);
    m_application = std::make_unique<QApplication>(m_count, m_arguments);
}

Plotter::~Plotter() = default;

Status Plotter::plot(const Run& run, const std::filesystem::path& file)
{
    return exportPlot(run, file);
}

Status Plotter::plot(const SweepResult& sweep, const std::filesystem::path& file)
{
    return writePicture(sweepPicture(std::make_shared<const SweepResult>(sweep)),
                        QString::fromStdU16String(file.u16string()), {});
}

Status Plotter::report(const Run& run, const std::filesystem::path& file)
{
    return writeReport(run, QString::fromStdU16String(file.u16string()),
                       {.machine = machineText()});
}

} // namespace exitscope
