#pragma once

#include "base/error.h"

#include <string>

namespace exitscope {

/// To be called in a catch block: what is being handled as an Error. An Error stays what it is;
/// memory that LibTorch or the library cannot get becomes OutOfMemory, anything else Internal.
/// `doing` begins the sentence, for example "Token 7 could not be written".
Error describeFailure(const std::string& doing);

} // namespace exitscope
