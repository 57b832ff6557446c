#include "cli/arguments.h"

#include "base/error.h"

#include <algorithm>
#include <cctype>
#include <optional>

namespace exitscope {

namespace {

bool isOption(const std::string& argument)
{
    return argument.size() > 2 && argument.starts_with("--");
}

std::optional<bool> truthOf(std::string word)
{
    std::ranges::transform(word, word.begin(), [](unsigned char c) { return std::tolower(c); });
    if (word == "true" || word == "yes" || word == "on" || word == "1")
        return true;
    if (word == "false" || word == "no" || word == "off" || word == "0")
        return false;
    return std::nullopt;
}

/// Reads the arguments once, from the first to the last.
class Normaliser
{
public:
    Normaliser(const std::vector<std::string>& arguments, const OptionNames& names)
        : m_arguments(arguments)
        , m_names(names)
    {}

    std::vector<std::string> run()
    {
        while (m_next < m_arguments.size()) {
            const std::string& argument = m_arguments[m_next++];
            if (isOption(argument))
                takeOption(argument);
            else
                m_result.push_back(argument);
        }
        return std::move(m_result);
    }

private:
    void takeOption(const std::string& argument)
    {
        const auto equals = argument.find('=');
        std::string name = argument.substr(2, equals == std::string::npos ? equals : equals - 2);
        std::ranges::replace(name, '-', '_');
        if (const auto alias = m_names.aliases.find(name); alias != m_names.aliases.end())
            name = alias->second;
        const bool assigned = equals != std::string::npos;
        if (m_names.booleans.contains(name))
            takeBoolean(name, assigned ? std::optional(argument.substr(equals + 1)) : std::nullopt);
        else if (!assigned && name.starts_with("no_") && m_names.booleans.contains(name.substr(3)))
            pushBoolean(name.substr(3), false);
        else if (assigned)
            takeValue(name, argument.substr(equals + 1));
        else if (m_names.lists.contains(name) || m_names.values.contains(name))
            takeValues(name);
        else
            m_result.push_back("--" + name);
    }

    void takeBoolean(const std::string& name, const std::optional<std::string>& assigned)
    {
        bool value = true;
        if (assigned) {
            const auto truth = truthOf(*assigned);
            if (!truth)
                throw Error(ErrorCode::WrongUse,
                            "--" + name + " is true or false, not \"" + *assigned + "\".");
            value = *truth;
        } else if (hasValue() && truthOf(m_arguments[m_next])) {
            value = *truthOf(m_arguments[m_next++]);
        }
        pushBoolean(name, value);
    }

    void pushBoolean(const std::string& name, bool value)
    {
        refuseRepetition(name);
        m_result.push_back("--" + name + (value ? "=true" : "=false"));
    }

    void takeValues(const std::string& name)
    {
        if (!hasValue())
            throw Error(ErrorCode::WrongUse,
                        "--" + name + " needs a value; one that starts with -- is given as --" +
                            name + "=VALUE.");
        do
            takeValue(name, m_arguments[m_next++]);
        while (m_names.lists.contains(name) && hasValue());
    }

    void takeValue(const std::string& name, const std::string& value)
    {
        if (!m_names.lists.contains(name))
            refuseRepetition(name);
        if (!value.empty()) {
            m_result.push_back("--" + name + '=' + value);
            return;
        }
        if (m_names.values.contains(name) && !m_names.texts.contains(name))
            throw Error(ErrorCode::WrongUse, "--" + name + " needs a value, and it is empty.");
        m_result.push_back("--" + name); // the parser takes "--name=" for a missing value
        m_result.push_back(value);
    }

    void refuseRepetition(const std::string& name)
    {
        if (!m_given.insert(name).second)
            throw Error(ErrorCode::WrongUse, "--" + name + " is given twice; give it once.");
    }

    bool hasValue() const { return m_next < m_arguments.size() && !isOption(m_arguments[m_next]); }

    const std::vector<std::string>& m_arguments;
    const OptionNames& m_names;
    std::size_t m_next = 0;
    std::set<std::string> m_given;
    std::vector<std::string> m_result;
};

} // namespace

std::vector<std::string> normaliseArguments(const std::vector<std::string>& arguments,
                                            const OptionNames& names)
{
    return Normaliser(arguments, names).run();
}

} // namespace exitscope
