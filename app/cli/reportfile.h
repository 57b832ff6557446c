#pragma once

#include <string>

namespace exitscope {

/// Makes the folder that a report is to be written to, so that an hour's work does not end at a
/// missing one; nothing where `folder` is empty. Throws Error where it cannot be made, or where it
/// holds `fileName` already.
void prepareReport(const std::string& folder, const char* fileName);

} // namespace exitscope
