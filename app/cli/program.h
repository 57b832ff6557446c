#pragma once

#include "cli/command.h"

#include <string>
#include <vector>

namespace exitscope {

/// A program that is a table of commands.
struct Program
{
    std::string name; ///< as the user calls it: "exitscope-cli"
    std::string description;
    std::string version; ///< what --version prints
    std::string footer;  ///< of its help and of each command's
    std::vector<Command> commands;
};

/// Reads the words of main's arguments, carries out the command that they name and says on standard
/// error what went wrong. 0 done, 1 failure, 2 wrong use, or what the command gives.
int runProgram(const Program& program, int count, char** words);

} // namespace exitscope
