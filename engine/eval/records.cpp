#include "eval/records.h"

#include "base/error.h"
#include "base/readfile.h"
#include "base/utf8.h"
#include "eval/csv.h"
#include "eval/gunzip.h"
#include "eval/sha256.h"

#include <nlohmann/json.hpp>

#include <limits>

namespace exitscope {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

namespace {

std::string withoutGz(const fs::path& file)
{
    std::string name = file.filename().string();
    if (name.ends_with(".gz"))
        name.resize(name.size() - 3);
    return name;
}

bool isCsv(const fs::path& file)
{
    return withoutGz(file).ends_with(".csv");
}

[[noreturn]] void failAt(const fs::path& file, int line, const std::string& what)
{
    throw Error(ErrorCode::FileDamaged,
                file.string() + ", line " + std::to_string(line) + ": " + what + '.');
}

void forEachJsonLine(const DataContent& content, const RecordObserver& observer)
{
    forEachLine(content, [&](std::string_view line, int number) {
        const Json object = Json::parse(line, nullptr, false);
        if (object.is_discarded())
            failAt(content.file, number, "it is no whole JSON value");
        if (!object.is_object())
            failAt(content.file, number, "it is no JSON object");
        return observer(Record(object, content.file, number));
    });
}

void forEachRow(const DataContent& content, const RecordObserver& observer)
{
    CsvReader reader(content.text);
    std::vector<std::string> names;
    std::vector<std::string> fields;
    try {
        reader.next(names);
        while (reader.next(fields)) {
            if (fields.size() != names.size())
                throw Error(ErrorCode::FileDamaged, "it has " + std::to_string(fields.size()) +
                                                        " fields, and the first row names " +
                                                        std::to_string(names.size()));
            Json object = Json::object();
            for (std::size_t i = 0; i < names.size(); ++i)
                object[names[i]] = toValidUtf8(fields[i]);
            if (!observer(Record(object, content.file, reader.line())))
                return;
        }
    } catch (const Error& error) {
        const std::string what = error.what();
        // What the observer refused names its line already.
        if (what.starts_with(content.file.string()))
            throw;
        failAt(content.file, reader.line(), what);
    }
}

} // namespace

DataContent readContent(const fs::path& file)
{
    DataContent content{file, readFile(file, "the samples", "check its name"), {}};
    content.hash = "sha256:" + sha256(content.text);
    try {
        if (isGzip(content.text))
            content.text = gunzip(content.text);
    } catch (const Error& error) {
        throw Error(error.code(), "Cannot unpack " + file.string() + ": " + error.what() + '.');
    }
    constexpr std::string_view byteOrderMark = "\xEF\xBB\xBF";
    if (content.text.starts_with(byteOrderMark))
        content.text.erase(0, byteOrderMark.size());
    return content;
}

bool holdsJsonLines(const fs::path& file)
{
    const std::string name = withoutGz(file);
    return name.ends_with(".jsonl") || name.ends_with(".json");
}

bool holdsRecords(const fs::path& file)
{
    return holdsJsonLines(file) || isCsv(file);
}

bool Record::has(const std::string& field) const
{
    return m_object.contains(field);
}

std::optional<std::string> Record::textIn(const std::string& field) const
{
    const auto found = m_object.find(field);
    if (found == m_object.end())
        return std::nullopt;
    const Json& value = found->is_array() && !found->empty() ? found->front() : *found;
    return value.is_string() ? std::optional(value.get<std::string>()) : std::nullopt;
}

std::string Record::text(const std::string& field) const
{
    if (auto text = textIn(field))
        return std::move(*text);
    fail("it has no text in the field \"" + field + '"');
}

std::string Record::spelled(const std::string& field) const
{
    const auto found = m_object.find(field);
    if (found != m_object.end() && (found->is_number() || found->is_boolean()))
        return found->dump();
    return text(field);
}

std::vector<int> Record::ids(const std::string& field) const
{
    const auto list = m_object.find(field);
    std::vector<int> ids;
    for (const Json& id : list != m_object.end() && list->is_array() ? *list : Json::array()) {
        if (!id.is_number_integer() || id < 0 || id > std::numeric_limits<int>::max())
            fail(field + " holds " + id.dump(-1, ' ', true, Json::error_handler_t::replace) +
                 ", which is no token id");
        ids.push_back(id.get<int>());
    }
    if (ids.empty())
        fail(field + " is no list of token ids");
    return ids;
}

void Record::fail(const std::string& what) const
{
    failAt(m_file, m_line, what);
}

void forEachLine(const DataContent& content, const LineObserver& observer)
{
    std::string_view rest = content.text;
    for (int number = 1; !rest.empty(); ++number) {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        std::string_view line = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 1, rest.size()));
        if (line.ends_with('\r'))
            line.remove_suffix(1);
        if (line.find_first_not_of(" \t") != std::string_view::npos && !observer(line, number))
            return;
    }
}

void forEachRecord(const DataContent& content, const RecordObserver& observer)
{
    if (isCsv(content.file))
        forEachRow(content, observer);
    else
        forEachJsonLine(content, observer);
}

} // namespace exitscope
