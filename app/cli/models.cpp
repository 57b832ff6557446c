#include "cli/models.h"

#include "cli/modelstable.h"
#include "cli/optiongroup.h"
#include "cli/waitfor.h"
#include "cli/words.h"
#include "common/bundledmodel.h"
#include "hub/modelcache.h"
#include "model/modellocation.h"

#include <iostream>
#include <unistd.h>

namespace exitscope {

namespace {

ModelName named(const std::string& text)
{
    const auto name = parseModelName(QString::fromStdString(text));
    if (!name)
        throw name.error();
    return *name;
}

bool isConfirmed(const std::string& question)
{
    std::cerr << question << " [y/N] " << std::flush;
    std::string answer;
    return std::getline(std::cin, answer) && (answer == "y" || answer == "yes");
}

} // namespace

void addListOptions(CLI::App& command, ListOptions& options)
{
    OptionGroup(command, "Output")
        .addBoolean("json", options.json, "standard output holds one JSON document instead");
}

int runList(const ListOptions& options)
{
    ModelsList list = gatherModels(hubSettingsFromEnvironment());
    TokenStore store;
    list.token = waitFor<HubToken>([&](auto then) { store.find(std::move(then)); }).source;
    std::cout << (options.json ? listDocument(list) : listText(list)) << std::flush;
    return std::cout ? 0 : 1;
}

void addRemoveOptions(CLI::App& command, RemoveOptions& options)
{
    command.add_option("model", options.model, "org/name, or org/name@revision for that one alone")
        ->required();
    OptionGroup(command, "Output").addBoolean("yes", options.yes, "do not ask first");
}

int runRemove(const RemoveOptions& options)
{
    const ModelName name = named(options.model);
    const ModelCache cache(hubSettingsFromEnvironment().cache);
    require(options.yes || ::isatty(STDIN_FILENO) != 0,
            "models remove asks first, and there is nobody to ask; give --yes.");
    if (!options.yes &&
        !isConfirmed("Remove " + options.model + " from " + cache.folder().toStdString() + "?"))
        return 1;
    const auto removal = cache.remove(name);
    if (!removal)
        throw removal.error();
    std::cout << "Removed " << options.model << ": " << spelledSize(removal->bytes)
              << " are free again.\n"
              << std::flush;
    return 0;
}

void addPathOptions(CLI::App& command, PathOptions& options)
{
    command.add_option("model", options.model, "org/name or org/name@revision")->required();
}

int runPath(const PathOptions& options)
{
    const std::filesystem::path bundled = bundledModelFolder();
    if (!bundled.empty() && options.model == bundled.filename()) {
        std::cout << bundled.string() << std::endl;
        return 0;
    }
    const auto location = locateModel(named(options.model).text().toStdString());
    if (!location)
        throw location.error();
    std::cout << location->folder.string() << std::endl;
    return 0;
}

} // namespace exitscope
