#pragma once

#include <QByteArray>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

namespace exitscope::test {

/// How a tensor's values lie in a safetensors file.
enum class StoredAs
{
    Fp32,
    Fp16,
    Bf16
};

/// The format's name for it.
inline const char* dtypeName(StoredAs form)
{
    return form == StoredAs::Bf16 ? "BF16" : form == StoredAs::Fp16 ? "F16" : "F32";
}

/// To the bits that the file keeps (bf16: 8; fp16: 11, or fewer near 0), so that values and file
/// agree exactly.
inline float roundedAs(StoredAs form, float value)
{
    if (form == StoredAs::Fp32)
        return value;
    int exponent = 0;
    std::frexp(value, &exponent);
    const int last = form == StoredAs::Bf16 ? exponent - 8 : std::max(exponent - 11, -24);
    return std::ldexp(std::round(std::ldexp(value, -last)), last);
}

/// The fp16 bits of a value that fp16 holds exactly.
inline std::uint16_t halfBits(float value)
{
    int exponent = 0;
    const float size = std::abs(value);
    std::frexp(size, &exponent);
    const int sign = std::signbit(value) ? 0x8000 : 0;
    if (size == 0 || exponent < -13) // without an implied leading bit
        return static_cast<std::uint16_t>(sign | static_cast<int>(std::ldexp(size, 24)));
    const int digits = static_cast<int>(std::ldexp(size, 11 - exponent)) - 1024;
    return static_cast<std::uint16_t>(sign | (exponent + 14) << 10 | digits);
}

/// The file's bytes of values that `form` holds exactly.
inline QByteArray bytesAs(StoredAs form, const std::vector<float>& values)
{
    const char* bytes = reinterpret_cast<const char*>(values.data());
    if (form == StoredAs::Fp32)
        return QByteArray(bytes, static_cast<qsizetype>(values.size() * sizeof(float)));
    QByteArray halves;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const std::uint16_t half = halfBits(values[i]);
        halves.append(
            form == StoredAs::Fp16 ? reinterpret_cast<const char*>(&half) : bytes + 4 * i + 2, 2);
    }
    return halves;
}

} // namespace exitscope::test
