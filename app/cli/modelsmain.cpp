#include "cli/models.h"
#include "cli/program.h"
#include "hub/hubsettings.h"

#include <QCoreApplication>

#include <csignal>

namespace {

using namespace exitscope;

constexpr const char* footer =
    R"(Models lie in the hub's own cache (HF_HUB_CACHE, else HF_HOME/hub, else ~/.cache/huggingface/hub),
and --model org/name opens them. HF_ENDPOINT names a mirror, HF_TOKEN a token; HF_HUB_OFFLINE=1 asks nobody.
Exit codes: 0 done, 1 failure or interrupted, 2 wrong use.

Examples:
  exitscope-cli models list
  exitscope-cli models login
  exitscope-cli models download facebook/layerskip-llama3.2-1B
  exitscope-cli generate --model facebook/layerskip-llama3.2-1B --prompt "Once upon a time")";

/// All commands; a new one is a line here.
std::vector<Command> allCommands()
{
    return {
        makeCommand("list", "What is on offer and in the cache: size, memory, licence, access",
                    addListOptions, runList),
        makeCommand("download", "Download a model, or go on with a download", addDownloadOptions,
                    runDownload),
        makeCommand("remove", "Remove a model from the cache", addRemoveOptions, runRemove),
        makeCommand("path", "The folder of a model in the cache", addPathOptions, runPath),
        makeCommand("login", "Read a token from standard input, check it and keep it",
                    addAccountOptions, runLogin),
        makeCommand("logout", "Forget the token", addAccountOptions, runLogout),
    };
}

} // namespace

int main(int count, char** words)
{
    // A limit on the size of files shall be an error with a sentence, not the end.
    std::signal(SIGXFSZ, SIG_IGN);
    QCoreApplication application(count, words);
    useSystemProxies();
    return runProgram(
        {"exitscope-cli models", "Gets models from the hub, and keeps the local cache.",
         "exitscope " EXITSCOPE_VERSION "\nQt " + std::string(qVersion()), footer, allCommands()},
        count, words);
}
