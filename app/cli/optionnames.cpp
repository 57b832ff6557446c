#include "cli/optionnames.h"

#include <CLI/CLI.hpp>

namespace exitscope {

OptionNames optionNames(const CLI::App& command)
{
    OptionNames names;
    const auto options = command.get_options();
    for (const CLI::Option* option : options) {
        for (const std::string& name : option->get_lnames()) {
            if (name != option->get_lnames().front())
                names.aliases[name] = option->get_lnames().front();
            if (option->get_type_name() == promptType)
                names.texts.insert(name);
            if (option->get_type_name() == booleanType)
                names.booleans.insert(name);
            else if (option->get_type_name() == listType)
                names.lists.insert(name);
            else if (option->get_items_expected_max() > 0)
                names.values.insert(name);
        }
    }
    return names;
}

} // namespace exitscope
