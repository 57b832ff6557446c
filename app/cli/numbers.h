#pragma once

#include <CLI/CLI.hpp>

namespace exitscope {

enum class Sign
{
    Any,
    NotNegative
};

/// Goes before an option's other checks: lets through digits, with a minus where `sign` has it, as
/// a decimal number that fits int, or without a minus 64 bits. The parser itself would take "010"
/// for 8 and "0x10" for 16, wrap -1 around and cut a large one short.
CLI::Validator wholeNumber(Sign sign = Sign::Any);

/// The same for a number with an optional fraction and exponent.
CLI::Validator decimalNumber();

} // namespace exitscope
