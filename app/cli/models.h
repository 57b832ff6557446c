#pragma once

#include <string>

namespace CLI {
class App;
}

namespace exitscope {

/// The commands of `exitscope-cli models`. Each adds its options, and its run gives the exit code
/// and throws Error. They need a QCoreApplication.

struct ListOptions
{
    bool json = false;
};
void addListOptions(CLI::App& command, ListOptions& options);
/// What is on offer and what is in the cache, with memory, licence and access.
int runList(const ListOptions& options);

struct DownloadOptions
{
    std::string model;
    unsigned parallel = 4;
};
void addDownloadOptions(CLI::App& command, DownloadOptions& options);
/// Writes the folder to standard output. 1 also where the user interrupts.
int runDownload(const DownloadOptions& options);

struct RemoveOptions
{
    std::string model;
    bool yes = false;
};
void addRemoveOptions(CLI::App& command, RemoveOptions& options);
int runRemove(const RemoveOptions& options);

struct PathOptions
{
    std::string model;
};
void addPathOptions(CLI::App& command, PathOptions& options);
/// Writes the folder that `--model` would open.
int runPath(const PathOptions& options);

struct AccountOptions
{};
void addAccountOptions(CLI::App& command, AccountOptions& options);
/// Reads a token from standard input, without echo, asks the hub whose it is, and keeps it.
int runLogin(const AccountOptions& options);
int runLogout(const AccountOptions& options);

} // namespace exitscope
