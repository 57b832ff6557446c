#include "widgets/widgetlibraries.h"

#include "widgets/customplot.h"

namespace exitscope {

std::vector<LibraryVersion> widgetLibraries()
{
    std::string qt = qVersion();
    if (qt != QT_VERSION_STR)
        qt += " (built with " QT_VERSION_STR ")";
    return {{"Qt", qt}, {"QCustomPlot", QCUSTOMPLOT_VERSION_STR}};
}

} // namespace exitscope
