#pragma once

#include <string>
#include <string_view>

namespace exitscope {

/// SHA-256 (FIPS 180-4) of `bytes`, in hexadecimal digits.
std::string sha256(std::string_view bytes);

} // namespace exitscope
