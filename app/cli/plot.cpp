#include "cli/plot.h"

#include "widgets/plotexport.h"

#include <QApplication>

namespace exitscope {

Status plotRun(const Run& run, const std::filesystem::path& file)
{
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen"); // nothing is shown, so no display is needed
    char name[] = "exitscope-cli";
    char* arguments[] = {name, nullptr};
    int count = 1;
    const QApplication application(count, arguments);
    return exportPlot(run, file);
}

} // namespace exitscope
