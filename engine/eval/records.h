#pragma once

#include <filesystem>
#include <functional>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace exitscope {

/// A data file in memory.
struct DataContent
{
    std::filesystem::path file;
    std::string text; ///< unpacked
    std::string hash; ///< "sha256:" and hexadecimal digits, of the file as it lies on disk
};

/// Throws Error: FileMissing, FileDamaged for a file that cannot be unpacked.
DataContent readContent(const std::filesystem::path& file);

/// Whether records can be read from a file of that name: .jsonl, .json or .csv, or one of them with
/// .gz.
bool holdsRecords(const std::filesystem::path& file);
bool holdsJsonLines(const std::filesystem::path& file);

/// One object of a data file. Refers to what it was read from.
class Record
{
public:
    Record(const nlohmann::ordered_json& object, const std::filesystem::path& file, int line)
        : m_object(object)
        , m_file(file)
        , m_line(line)
    {}

    /// As it stands in the file, its fields in their order.
    const nlohmann::ordered_json& object() const { return m_object; }
    int line() const { return m_line; } ///< from 1
    bool has(const std::string& field) const;
    /// A string, or the first of a list of them; nothing where the field is something else.
    std::optional<std::string> textIn(const std::string& field) const;
    /// The same. Throws Error(FileDamaged) where there is none.
    std::string text(const std::string& field) const;
    /// The same of a field that may also hold a number or a truth value, which is spelled.
    std::string spelled(const std::string& field) const;
    /// Token ids, one at least. Throws Error(FileDamaged) where the field is no list of them.
    std::vector<int> ids(const std::string& field) const;
    /// Throws Error(FileDamaged) with file and line.
    [[noreturn]] void fail(const std::string& what) const;

private:
    const nlohmann::ordered_json& m_object;
    const std::filesystem::path& m_file;
    int m_line;
};

/// Told of each record; false ends the reading, so that what comes after it is not looked at.
using RecordObserver = std::function<bool(const Record&)>;
/// The same of a line of text.
using LineObserver = std::function<bool(std::string_view line, int number)>;

/// The lines of `content` that hold more than blanks, without their ends; numbers begin at 1.
void forEachLine(const DataContent& content, const LineObserver& observer);

/// Reads an object from each line, or from each row of a .csv under the names in its first one.
/// Throws Error(FileDamaged) with file and line.
void forEachRecord(const DataContent& content, const RecordObserver& observer);

} // namespace exitscope
