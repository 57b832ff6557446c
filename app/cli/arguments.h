#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

namespace exitscope {

/// The long options of a command by how they take values, spelled with underscores.
struct OptionNames
{
    std::set<std::string> booleans;
    std::set<std::string> values;               ///< one value each
    std::set<std::string> lists;                ///< one value or more; may be given several times
    std::set<std::string> texts;                ///< those of `values` whose value may be empty
    std::map<std::string, std::string> aliases; ///< other names, with the one to use instead
};

/// `arguments` in the one form that the parser is given: every option is `--its_name` or
/// `--its_name=value` (`--its_name` and an empty word for an empty value). `_` and `-` in names are
/// alike; a boolean may stand bare, as `--x False`,
/// `--x=False` or `--no-x`; a word that starts with `--` is never taken as a value. What is not
/// known stays as it is. Throws Error(WrongUse) for a boolean with another value, an option that
/// lacks its value or has an empty one, and one that is given twice.
std::vector<std::string> normaliseArguments(const std::vector<std::string>& arguments,
                                            const OptionNames& names);

} // namespace exitscope
