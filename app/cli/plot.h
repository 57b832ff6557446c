#pragma once

#include "base/error.h"
#include "results/sweepresult.h"
#include "trace/run.h"

#include <filesystem>
#include <memory>
#include <string>

class QApplication;

namespace exitscope {

/// Throws Error(WrongUse) where `file`, which --plot names, ends as no picture does.
void checkPlotFile(const std::string& file);

/// Makes pictures and reports of runs; needs no display. One per process.
class Plotter
{
public:
    Plotter();
    ~Plotter();

    /// Draws the heatmap of `run` to a .png, .pdf or .svg.
    Status plot(const Run& run, const std::filesystem::path& file);
    /// Draws the points of `sweep` so.
    Status plot(const SweepResult& sweep, const std::filesystem::path& file);
    /// Writes `run`, which was made on this computer, as an HTML page of its own.
    Status report(const Run& run, const std::filesystem::path& file);

private:
    char m_name[14] = "exitscope-cli";
    char* m_arguments[2] = {m_name, nullptr};
    int m_count = 1;
    std::unique_ptr<QApplication> m_application;
};

} // namespace exitscope
