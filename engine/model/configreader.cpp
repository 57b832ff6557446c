#include "model/configreader.h"

#include "base/error.h"
#include "base/readfile.h"
#include "model/jsontext.h"

namespace exitscope {

using Json = nlohmann::json;

ConfigReader::ConfigReader(const std::filesystem::path& file)
    : m_file(file)
{
    std::string problem;
    m_json =
        parseJsonObject(readFile(file, "the configuration",
                                 "choose a folder that holds config.json and safetensors files"),
                        problem);
    if (!problem.empty())
        damaged(problem);
}

ConfigReader::ConfigReader(const std::filesystem::path& file, std::string path, Json json)
    : m_file(file)
    , m_path(std::move(path))
    , m_json(std::move(json))
{}

ConfigReader ConfigReader::part(const std::string& key) const
{
    if (has(key) && !m_json[key].is_object())
        wrong(key, "an object");
    return {m_file, m_path + key + ".", has(key) ? m_json[key] : Json::object()};
}

void ConfigReader::damaged(const std::string& what) const
{
    throw Error(ErrorCode::FileDamaged,
                m_file.string() + " cannot be used: " + what + "; download the file again.");
}

void ConfigReader::unsupported(const std::string& what) const
{
    throw Error(ErrorCode::Unsupported,
                m_file.string() + " describes a model that this version does not run: " + what +
                    ".");
}

void ConfigReader::wrong(const std::string& key, const std::string& expected) const
{
    damaged("\"" + m_path + key + "\" is " + shown(key) + ", not " + expected);
}

bool ConfigReader::has(const std::string& key) const
{
    return m_json.contains(key) && !m_json[key].is_null();
}

std::string ConfigReader::shown(const std::string& key) const
{
    return shownJson(m_json[key]);
}

const Json& ConfigReader::need(const std::string& key) const
{
    if (!has(key))
        damaged("the key \"" + m_path + key + "\" is missing");
    return m_json[key];
}

int ConfigReader::count(const std::string& key, int least, int most) const
{
    const Json& value = need(key);
    if (!value.is_number_integer() || value.get<double>() < least || value.get<double>() > most)
        wrong(key, "a whole number from " + std::to_string(least) + " to " + std::to_string(most));
    return value.get<int>();
}

int ConfigReader::count(const std::string& key, int least, int most, int otherwise) const
{
    return has(key) ? count(key, least, most) : otherwise;
}

double ConfigReader::positive(const std::string& key) const
{
    const Json& value = need(key);
    if (!value.is_number() || !(value.get<double>() > 0))
        wrong(key, "a positive number");
    return value.get<double>();
}

double ConfigReader::positive(const std::string& key, double otherwise) const
{
    return has(key) ? positive(key) : otherwise;
}

bool ConfigReader::flag(const std::string& key, bool otherwise) const
{
    if (!has(key))
        return otherwise;
    if (!m_json[key].is_boolean())
        wrong(key, "true or false");
    return m_json[key].get<bool>();
}

std::string ConfigReader::text(const std::string& key) const
{
    if (!has(key))
        return {};
    if (!m_json[key].is_string())
        wrong(key, "a text");
    return m_json[key].get<std::string>();
}

std::vector<std::string> ConfigReader::texts(const std::string& key) const
{
    std::vector<std::string> result;
    if (!has(key))
        return result;
    if (!m_json[key].is_array())
        wrong(key, "a list");
    for (const Json& entry : m_json[key]) {
        if (!entry.is_string())
            wrong(key, "a list of texts");
        result.push_back(entry.get<std::string>());
    }
    return result;
}

std::vector<int> ConfigReader::ids(const std::string& key) const
{
    std::vector<int> result;
    if (!has(key))
        return result;
    const Json& value = m_json[key];
    for (const Json& entry : value.is_array() ? value : Json::array({value})) {
        if (!entry.is_number_integer() || entry.get<double>() < 0 || entry.get<double>() > 1e8)
            wrong(key, "a token id or a list of them");
        result.push_back(entry.get<int>());
    }
    return result;
}

} // namespace exitscope
