#pragma once

#include "base/error.h"
#include "base/utf8.h"

#include <nlohmann/json.hpp>

#include <cmath>
#include <limits>
#include <string>
#include <string_view>

namespace exitscope {

/// A value inside a document that somebody else may have written, and the way to it: every access
/// checks the type and throws Error(FileDamaged) with the place and what is wrong there.
/// Refers to its parent and its document, which must outlive it.
class JsonNode
{
public:
    explicit JsonNode(const nlohmann::json& document)
        : m_value(document)
    {}

    JsonNode operator[](const char* key) const
    {
        if (!m_value.is_object())
            fail("should be an object");
        const auto found = m_value.find(key);
        if (found == m_value.end())
            fail(std::string("has no \"") + key + '"');
        return JsonNode(*found, this, key, 0);
    }

    JsonNode at(std::size_t index) const
    {
        if (index >= size())
            fail("has no entry " + std::to_string(index));
        return JsonNode(m_value[index], this, nullptr, index);
    }

    bool has(std::string_view key) const
    {
        return m_value.is_object() && m_value.find(key) != m_value.end();
    }

    /// visit(key, node) for each entry of an object.
    template <typename Visit>
    void forEach(const Visit& visit) const
    {
        if (!m_value.is_object())
            fail("should be an object");
        for (const auto& [key, value] : m_value.items())
            visit(key, JsonNode(value, this, key.c_str(), 0));
    }

    bool isNull() const { return m_value.is_null(); }

    std::size_t size() const
    {
        if (!m_value.is_array())
            fail("should be a list");
        return m_value.size();
    }

    std::size_t sizeExactly(std::size_t expected) const
    {
        if (size() != expected)
            fail("has " + std::to_string(size()) + " entries instead of " +
                 std::to_string(expected));
        return expected;
    }

    int integer(int least, int most = std::numeric_limits<int>::max()) const
    {
        if (!m_value.is_number_integer())
            fail("should be a whole number");
        const bool tooLarge = m_value.is_number_unsigned() &&
                              m_value.get<std::uint64_t>() > std::numeric_limits<int>::max();
        const auto value = tooLarge ? std::int64_t{-1} : m_value.get<std::int64_t>();
        if (tooLarge || value < least || value > most)
            fail("is " + m_value.dump() + ", outside " + std::to_string(least) + " to " +
                 std::to_string(most));
        return static_cast<int>(value);
    }

    std::uint64_t unsignedInteger() const
    {
        if (!m_value.is_number_unsigned())
            fail("should be a whole number, 0 or more");
        return m_value.get<std::uint64_t>();
    }

    std::int64_t integer64() const
    {
        if (!m_value.is_number_integer() ||
            (m_value.is_number_unsigned() &&
             m_value.get<std::uint64_t>() >
                 std::uint64_t{std::numeric_limits<std::int64_t>::max()}))
            fail("should be a whole number");
        return m_value.get<std::int64_t>();
    }

    double number() const
    {
        if (!m_value.is_number() || !std::isfinite(m_value.get<double>()))
            fail("should be a number");
        return m_value.get<double>();
    }

    /// NaN where the document has null.
    float scoreOrNan() const
    {
        if (m_value.is_null())
            return std::numeric_limits<float>::quiet_NaN();
        if (std::abs(number()) > std::numeric_limits<float>::max())
            fail("is too large for a score");
        return static_cast<float>(number());
    }

    bool boolean() const
    {
        if (!m_value.is_boolean())
            fail("should be true or false");
        return m_value.get<bool>();
    }

    /// A string, or the list of bytes that stands for one that is no valid UTF-8.
    std::string text() const
    {
        if (m_value.is_string())
            return m_value.get<std::string>();
        std::string bytes;
        for (std::size_t i = 0; i < size(); ++i)
            bytes += static_cast<char>(at(i).integer(0, 255));
        return bytes;
    }

    /// What textOrNull wrote.
    std::string textOrNothing() const { return isNull() ? std::string() : text(); }

    [[noreturn]] void fail(const std::string& what) const
    {
        const std::string place = path();
        throw Error(ErrorCode::FileDamaged, (place.empty() ? "the document" : place) + ' ' + what);
    }

    /// What text() reads.
    static nlohmann::json fromText(const std::string& text)
    {
        if (isValidUtf8(text))
            return text;
        auto bytes = nlohmann::json::array();
        for (const char byte : text)
            bytes.push_back(static_cast<unsigned char>(byte));
        return bytes;
    }

    /// What textOrNothing() reads: null of an empty text; valid UTF-8.
    static nlohmann::json textOrNull(const std::string& text)
    {
        return text.empty() ? nlohmann::json() : nlohmann::json(toValidUtf8(text));
    }

    /// What scoreOrNan() reads.
    static nlohmann::json fromNumber(double value)
    {
        return std::isfinite(value) ? nlohmann::json(value) : nlohmann::json(nullptr);
    }

private:
    JsonNode(const nlohmann::json& value, const JsonNode* parent, const char* key,
             std::size_t index)
        : m_value(value)
        , m_parent(parent)
        , m_key(key)
        , m_index(index)
    {}

    std::string path() const
    {
        if (!m_parent)
            return {};
        const std::string before = m_parent->path();
        if (!m_key)
            return before + '[' + std::to_string(m_index) + ']';
        return before.empty() ? m_key : before + '.' + m_key;
    }

    const nlohmann::json& m_value;
    const JsonNode* m_parent = nullptr;
    const char* m_key = nullptr;
    std::size_t m_index = 0;
};

} // namespace exitscope
