#pragma once

#include "base/numbertext.h"
#include "cli/numbers.h"
#include "cli/optionnames.h"

#include <CLI/CLI.hpp>

#include <functional>
#include <optional>
#include <string>
#include <type_traits>

namespace exitscope {

/// Options under one heading of a command's help. Values that it is given must outlive the parsing.
class OptionGroup
{
public:
    OptionGroup(CLI::App& command, std::string heading)
        : m_command(command)
        , m_heading(std::move(heading))
    {}

    template <typename T>
    CLI::Option* add(const std::string& names, T& value, const std::string& help)
    {
        return m_command.add_option("--" + names, value, help)->group(m_heading);
    }

    template <typename T>
    CLI::Option* addWhole(const std::string& name, T& value, const std::string& help)
    {
        return add(name, value, help)
            ->transform(wholeNumber(std::is_unsigned_v<T> ? Sign::NotNegative : Sign::Any))
            ->capture_default_str();
    }

    CLI::Option* addDecimal(const std::string& name, double& value, const std::string& help)
    {
        return add(name, value, help)->transform(decimalNumber())->default_str(shortest(value));
    }

    void addBoolean(const std::string& name, bool& value, const std::string& help)
    {
        add(name, value, help)->type_name(booleanType)->default_str(value ? "true" : "false");
    }

    /// Several words, or the option several times.
    void addList(const std::string& name, std::vector<std::string>& values, const std::string& help)
    {
        add(name, values, help)->type_name(listType)->allow_extra_args(false);
    }

    /// A text of which an empty one is not the same as none.
    CLI::Option* addText(const std::string& names, std::optional<std::string>& value,
                         const std::string& help)
    {
        return addTaken<std::string>(
                   names, [&value](const std::string& given) { value = given; }, help)
            ->type_name("TEXT");
    }

    CLI::Option* addNumber(const std::string& names, const std::function<void(const double&)>& take,
                           const std::string& help)
    {
        return addTaken<double>(names, take, help)->transform(decimalNumber())->type_name("NUMBER");
    }

    CLI::Option* addSwitch(const std::string& names, const std::function<void(const bool&)>& take,
                           const std::string& help)
    {
        return addTaken<bool>(names, take, help)->type_name(booleanType);
    }

    /// A value that is handed to `take`.
    template <typename T>
    CLI::Option* addTaken(const std::string& names, const std::function<void(const T&)>& take,
                          const std::string& help)
    {
        return m_command.add_option_function<T>("--" + names, take, help)->group(m_heading);
    }

private:
    CLI::App& m_command;
    std::string m_heading;
};

} // namespace exitscope
