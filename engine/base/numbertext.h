#pragma once

#include <charconv>
#include <cstdio>
#include <iterator>
#include <string>

namespace exitscope {

/// The shortest digits that give `value` back.
inline std::string shortest(double value)
{
    char buffer[64];
    return {buffer, std::to_chars(std::begin(buffer), std::end(buffer), value).ptr};
}

/// With `decimals` digits behind the point.
inline std::string fixed(double value, int decimals)
{
    char buffer[400]; // what the largest double and 80 decimals take
    std::snprintf(buffer, sizeof buffer, "%.*f", decimals, value);
    return buffer;
}

} // namespace exitscope
