#pragma once

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace exitscope {

/// A field of a request and its value. Every reading throws ApiError(400), naming the field, where
/// the value is of another kind or out of range.
struct Field
{
    const std::string& name;
    const nlohmann::json& value;

    int whole(int least, int most) const;
    std::uint64_t seed() const;
    double number() const;
    bool boolean() const;
    std::string text() const;
    /// One of `words`, which are separated by spaces.
    std::string oneOf(const std::string& words) const;

    /// `<name> is <value>, but must be <wanted>.`
    [[noreturn]] void refuse(const std::string& wanted) const;
};

/// The object that the body of a request is. Throws ApiError(400) where it is none, and
/// where it nests more than 64 levels.
nlohmann::json parsedObject(std::string_view body);

/// `value` in a few characters, for a sentence; lists and objects are not spelled out.
std::string shown(const nlohmann::json& value);

} // namespace exitscope
