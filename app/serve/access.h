#pragma once

#include <string>
#include <string_view>

namespace exitscope {

/// Whether an address or name can be reached from this computer only.
bool isLoopback(const std::string& host);

/// Whether the Host header of a request to a loopback address names one, with any port. A page of
/// the web whose name is made to lead here (DNS rebinding) names itself.
bool namesLoopback(const std::string& hostHeader);

/// Whether `header`, an Authorization header, is "Bearer <key>". Takes a time that does not depend
/// on where the two differ.
bool opensWith(std::string_view header, std::string_view key);

/// The key in the first line of a file. Throws Error: FileMissing, or WrongUse where it holds none.
std::string keyFromFile(const std::string& file);

} // namespace exitscope
