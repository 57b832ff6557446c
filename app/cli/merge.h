#pragma once

#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace exitscope {

/// What `merge` was asked to join.
struct MergeOptions
{
    std::vector<std::string> parts; ///< results, or folders of them
    std::string outputDir;          ///< empty: nothing is written
    bool json = false;
};

void addMergeOptions(CLI::App& command, MergeOptions& options);

/// Joins the shards of a benchmark and reports. 0. Throws Error.
int runMerge(const MergeOptions& options);

} // namespace exitscope
