#pragma once

#include "exit/criterion.h"

#include <filesystem>
#include <map>
#include <string>

namespace exitscope {

/// Starting points for the criteria that suit one checkpoint, from exitscope.json beside
/// config.json.
struct CheckpointDefaults
{
    std::map<std::string, ParameterValues> criteria;
    std::string warning; ///< why the file could not be used; empty where it could, or is not there
};

/// Reads `folder`/exitscope.json: {"format_version":1,"criteria":{NAME:{PARAMETER:number}}}.
/// format_version may be absent. Criteria that this program does not know are left out. Never
/// throws: these are hints.
CheckpointDefaults readCheckpointDefaults(const std::filesystem::path& folder);

} // namespace exitscope
