#pragma once

#include <nlohmann/json.hpp>

#include <filesystem>
#include <string>
#include <vector>

namespace exitscope {

/// One JSON object of a checkpoint's configuration, read key by key; null counts as absent. Errors
/// name the file, the key and the value.
class ConfigReader
{
public:
    /// Throws Error: FileMissing, FileDamaged where the file is no JSON object.
    explicit ConfigReader(const std::filesystem::path& file);

    /// The object under `key`; an empty one where there is none.
    ConfigReader part(const std::string& key) const;

    bool has(const std::string& key) const;
    /// Whether the key is there, be it null.
    bool names(const std::string& key) const { return m_json.contains(key); }
    /// Whether there is nothing besides `key`.
    bool holdsAtMost(const std::string& key) const { return m_json.size() == m_json.count(key); }
    /// The value under `key`, which must be there, for a sentence.
    std::string shown(const std::string& key) const;

    /// A whole number in [least, most].
    int count(const std::string& key, int least, int most) const;
    int count(const std::string& key, int least, int most, int otherwise) const;
    /// A positive number.
    double positive(const std::string& key) const;
    double positive(const std::string& key, double otherwise) const;
    bool flag(const std::string& key, bool otherwise) const;
    /// Empty where there is none.
    std::string text(const std::string& key) const;
    std::vector<std::string> texts(const std::string& key) const;
    /// Token ids, of a number or a list.
    std::vector<int> ids(const std::string& key) const;

    [[noreturn]] void damaged(const std::string& what) const;
    [[noreturn]] void unsupported(const std::string& what) const;

private:
    ConfigReader(const std::filesystem::path& file, std::string path, nlohmann::json json);
    [[noreturn]] void wrong(const std::string& key, const std::string& expected) const;
    /// The value under `key`; throws where there is none.
    const nlohmann::json& need(const std::string& key) const;

    std::filesystem::path m_file;
    std::string m_path; // of this object in the file: "" or "rope_scaling."
    nlohmann::json m_json;
};

} // namespace exitscope
