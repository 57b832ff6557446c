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

std::string assignment(const std::string& name, bool value)
{
    return "--" + name + (value ? "=true" : "=false");
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
        const bool assigned = equals != std::string::npos;
        if (m_names.booleans.contains(name))
            takeBoolean(name, assigned ? std::optional(argument.substr(equals + 1)) : std::nullopt);
        else if (!assigned && name.starts_with("no_") && m_names.booleans.contains(name.substr(3)))
            m_result.push_back(assignment(name.substr(3), false));
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
        m_result.push_back(assignment(name, value));
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
        if (!value.empty()) {
            m_result.push_back("--" + name + '=' + value);
            return;
        }
        m_result.push_back("--" + name); // the parser takes "--name=" for a missing value
        m_result.push_back(value);
    }

    bool hasValue() const { return m_next < m_arguments.size() && !isOption(m_arguments[m_next]); }

    const std::vector<std::string>& m_arguments;
    const OptionNames& m_names;
    std::size_t m_next = 0;
    std::vector<std::string> m_result;
};

} // namespace

std::vector<std::string> normaliseArguments(const std::vector<std::string>& arguments,
                                            const OptionNames& names)
{
    return Normaliser(arguments, names).run();
}

} // namespace exitscope
