#pragma once

#include <string>
#include <string_view>

namespace exitscope {

/// Whether `content` begins as a gzip file does (RFC 1952).
bool isGzip(std::string_view content);

/// What the gzip file `content` holds, all of its members one after the other. Throws
/// Error(FileDamaged) with the reason, also where it would come to more than `most` bytes.
std::string gunzip(std::string_view content, std::size_t most = std::size_t{1} << 31);

} // namespace exitscope
