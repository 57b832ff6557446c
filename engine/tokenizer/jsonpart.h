#pragma once

#include "base/error.h"

#include <nlohmann/json.hpp>

#include <filesystem>
#include <string>
#include <string_view>

namespace exitscope {

/// A value inside the tokenizer.json (or tokenizer_config.json) of a checkpoint, and the way to it:
/// each access checks the type and throws Error(FileDamaged) with the file, the place and the
/// value. Refers to the document and the file's name, which must outlive it.
class JsonPart
{
public:
    JsonPart(const nlohmann::json& value, const std::filesystem::path& file, std::string place = {})
        : m_value(&value)
        , m_file(&file)
        , m_place(std::move(place))
    {}

    const nlohmann::json& value() const { return *m_value; }
    const std::filesystem::path& file() const { return *m_file; }

    /// Whether there is a `key` whose value is not null.
    bool has(const std::string& key) const;
    /// The value of `key`, null where it is absent.
    JsonPart operator[](const std::string& key) const;
    JsonPart operator[](std::size_t index) const;
    bool isNull() const { return m_value->is_null(); }

    const nlohmann::json& object() const;
    /// The number of entries of a list.
    std::size_t size() const;
    const std::string& text() const;
    /// 0 to largestId.
    int id() const;
    bool boolean() const;
    bool boolean(const std::string& key, bool absent) const;
    /// The name of the component that this object describes; empty where it has none.
    std::string type() const;

    /// File and place, as the start of a sentence.
    std::string where() const;
    [[noreturn]] void damaged(const std::string& what) const;
    [[noreturn]] void unsupported(const std::string& what) const;
    /// Where type() is none of those that the caller knows.
    [[noreturn]] void unknownType() const;

private:
    std::string shown() const;

    const nlohmann::json* m_value;
    const std::filesystem::path* m_file;
    std::string m_place;
};

/// Far above any vocabulary, and exact as a float.
inline constexpr int largestId = (1 << 22) - 1;

/// Calls `read(component, depth + 1)` for each entry of `list`, the parts of a Sequence that itself
/// stands `depth` Sequences deep. Throws Error(Unsupported) where they nest without end.
template <typename Read>
void eachComponent(const JsonPart& list, int depth, Read&& read)
{
    if (depth >= 8)
        list.unsupported("is a Sequence inside eight others");
    for (std::size_t i = 0; i < list.size(); ++i)
        read(list[i], depth + 1);
}

} // namespace exitscope
