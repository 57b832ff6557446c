#include "cli/numbers.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <limits>
#include <string_view>

namespace exitscope {

namespace {

bool isDigits(std::string_view text)
{
    return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

/// "" for a whole number, which loses its leading zeros; else what is wrong with it.
std::string readWholeNumber(std::string& text, Sign sign)
{
    const bool negative = sign == Sign::Any && text.starts_with('-');
    std::string digits = text.substr(negative ? 1 : 0);
    if (!isDigits(digits))
        return '"' + text + "\" is no whole number" +
               (sign == Sign::NotNegative ? ", 0 or more" : "");
    digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size() - 1));
    constexpr auto mostInt = static_cast<std::uint64_t>(std::numeric_limits<int>::max());
    std::uint64_t value = 0;
    const auto parsed = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (parsed.ec != std::errc() || (sign == Sign::Any && value > mostInt))
        return '"' + text + "\" is too large";
    text = (negative ? "-" : "") + digits;
    return {};
}

std::string readDecimalNumber(const std::string& text)
{
    double value = 0;
    const char* end = text.data() + text.size();
    const auto parsed = std::from_chars(text.data(), end, value);
    return parsed.ec == std::errc() && parsed.ptr == end && std::isfinite(value)
               ? std::string()
               : '"' + text + "\" is no decimal number";
}

} // namespace

CLI::Validator wholeNumber(Sign sign)
{
    return {[sign](std::string& text) { return readWholeNumber(text, sign); }, ""};
}

CLI::Validator decimalNumber()
{
    return {[](std::string& text) { return readDecimalNumber(text); }, ""};
}

} // namespace exitscope
