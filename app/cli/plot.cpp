#include "cli/plot.h"

#include "widgets/plotexport.h"

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

Status plotRun(const Run& run, const std::filesystem::path& file)
{
    qputenv("QT_QPA_PLATFORM", "offscreen"); // nothing is shown, whatever display there may be
    qInstallMessageHandler(onlyFailures);
    char name[] = "exitscope-cli";
    char* arguments[] = {name, nullptr};
    int count = 1;
    const QApplication application(count, arguments);
    return exportPlot(run, file);
}

} // namespace exitscope
