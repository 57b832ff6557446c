#pragma once

#include "base/error.h"
#include "trace/run.h"

#include <string>
#include <string_view>

namespace exitscope {

enum class RunForm
{
    Cbor,
    Json
};

/// `run` as one document of the run file format, version runFileVersion. Numbers survive exactly;
/// NaN becomes null; strings that are no valid UTF-8 become lists of bytes.
std::string encodeRun(const Run& run, RunForm form);

/// The run in `content`, CBOR or JSON. Throws Error(FileDamaged) with what is wrong and where in
/// the document, values that no run can have included, Error(Unsupported) for a newer version or a
/// criterion unknown to this one.
Run decodeRun(std::string_view content);

} // namespace exitscope
