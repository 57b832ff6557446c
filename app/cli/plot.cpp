#include "cli/plot.h"

#include "widgets/report.h"

#include <QApplication>

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

Status Plotter::report(const Run& run, const std::filesystem::path& file)
{
    return writeReport(run, QString::fromStdU16String(file.u16string()),
                       {.machine = machineText()});
}

} // namespace exitscope
