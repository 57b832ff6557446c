#include "model/modellocation.h"

#include "base/readfile.h"

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <system_error>
#include <vector>

namespace exitscope {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view modelPrefix = "models--";

bool isThere(const fs::path& path)
{
    std::error_code unknown;
    return fs::exists(path, unknown);
}

bool isFolder(const fs::path& path)
{
    std::error_code unknown;
    return fs::is_directory(path, unknown);
}

/// The value of an environment variable; empty where it is not set.
std::string environment(const char* name)
{
    const char* value = std::getenv(name);
    return value ? value : "";
}

/// Whether `text` is made of letters, digits, '.', '_', '-' and `others`, with no part "..": safe
/// as a path below the cache.
bool isPlain(const std::string& text, std::string_view others = "")
{
    return !text.empty() && text.front() != '/' && text.find("..") == std::string::npos &&
           std::all_of(text.begin(), text.end(), [&](char c) {
               return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                      std::string_view("._-").find(c) != std::string_view::npos ||
                      others.find(c) != std::string_view::npos;
           });
}

/// The snapshot that a file of refs/ names, if there is such a one.
std::optional<fs::path> snapshotOf(const fs::path& model, const std::string& reference)
{
    const fs::path file = model / "refs" / reference;
    if (!isThere(file) || isFolder(file))
        return {};
    std::string hash = readFile(file, "the reference", "download the model again");
    hash.erase(std::min(hash.find_last_not_of(" \t\r\n") + 1, hash.size()));
    if (!isPlain(hash) || !isFolder(model / "snapshots" / hash))
        return {};
    return model / "snapshots" / hash;
}

/// The youngest snapshot that holds a config.json.
std::optional<fs::path> youngestSnapshot(const fs::path& model)
{
    std::error_code unknown;
    std::optional<fs::path> best;
    fs::file_time_type bestTime;
    for (const fs::directory_entry& entry : fs::directory_iterator(model / "snapshots", unknown)) {
        const fs::file_time_type time = entry.last_write_time(unknown);
        if (isThere(entry.path() / "config.json") && (!best || time > bestTime)) {
            best = entry.path();
            bestTime = time;
        }
    }
    return best;
}

/// The snapshot of a models--ORG--NAME folder.
Result<ModelLocation> inModelFolder(const fs::path& model, const std::string& revision)
{
    const std::string name = hubName(model.filename().string());
    std::optional<fs::path> snapshot = snapshotOf(model, revision.empty() ? "main" : revision);
    if (revision.empty()) {
        if (!snapshot || !isThere(*snapshot / "config.json"))
            snapshot = youngestSnapshot(model);
        if (!snapshot)
            return Error(ErrorCode::FileMissing, "No snapshot in " + model.string() +
                                                     " holds a config.json; download " + name +
                                                     " again.");
        return ModelLocation{*snapshot, name};
    }
    if (!snapshot && isFolder(model / "snapshots" / revision))
        snapshot = model / "snapshots" / revision;
    if (!snapshot)
        return Error(ErrorCode::FileMissing, "There is no revision \"" + revision + "\" in " +
                                                 model.string() +
                                                 "; download it or leave the @ out.");
    return ModelLocation{*snapshot, name};
}

Result<ModelLocation> inFolder(const fs::path& folder)
{
    const fs::path own = fs::canonical(folder);
    if (!isThere(own / "config.json") && !hubName(own.filename().string()).empty() &&
        isFolder(own / "snapshots"))
        return inModelFolder(own, {});
    const fs::path parent = own.parent_path();
    const std::string name =
        parent.filename() == "snapshots" ? hubName(parent.parent_path().filename().string()) : "";
    return ModelLocation{folder, name.empty() ? own.filename().string() : name};
}

Result<ModelLocation> locate(const std::string& asked)
{
    if (isFolder(asked))
        return inFolder(asked);
    if (isThere(asked))
        return Error(ErrorCode::FileMissing,
                     asked + " is a file; choose the folder that holds it, with config.json.");
    const auto at = asked.find('@');
    const std::string name = asked.substr(0, at);
    const std::string revision = at == std::string::npos ? "" : asked.substr(at + 1);
    const bool isHubName = std::count(name.begin(), name.end(), '/') == 1 && isPlain(name, "/") &&
                           name.back() != '/' && name.front() != '.' &&
                           (at == std::string::npos || isPlain(revision, "/"));
    if (!isHubName)
        return Error(ErrorCode::FileMissing,
                     "There is no folder " + asked +
                         "; choose a folder that holds config.json and safetensors files, or name "
                         "a model of the local hub cache as org/name.");
    const auto border = name.find('/');
    const fs::path model = hubCache() / (std::string(modelPrefix) + name.substr(0, border) + "--" +
                                         name.substr(border + 1));
    if (isFolder(model))
        return inModelFolder(model, revision);
    return Error(ErrorCode::FileMissing, "There is no folder " + asked + ", and no model " + name +
                                             " in the local hub cache at " + model.string() +
                                             "; download it or choose a folder.");
}

template <typename Look>
Result<ModelLocation> guarded(const std::string& asked, const Look& look)
{
    try {
        return look();
    } catch (const Error& error) {
        return error;
    } catch (const std::exception& problem) {
        return Error(ErrorCode::FileMissing, asked + " cannot be looked up: " + problem.what() +
                                                 "; name its folder in full.");
    }
}

} // namespace

std::string hubName(const std::string& folder)
{
    if (!folder.starts_with(modelPrefix))
        return {};
    const std::string name = folder.substr(modelPrefix.size());
    const auto border = name.find("--");
    return border == std::string::npos ? name
                                       : name.substr(0, border) + '/' + name.substr(border + 2);
}

fs::path hubCache()
{
    for (const char* name : {"HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE"}) {
        if (const std::string named = environment(name); !named.empty())
            return named;
    }
    if (const std::string home = environment("HF_HOME"); !home.empty())
        return fs::path(home) / "hub";
    const std::string cache = environment("XDG_CACHE_HOME");
    return (cache.empty() ? fs::path(environment("HOME")) / ".cache" : fs::path(cache)) /
           "huggingface" / "hub";
}

Result<ModelLocation> locateModel(const std::string& asked)
{
    return guarded(asked, [&] { return locate(asked); });
}

Result<ModelLocation> locateRevision(const fs::path& model, const std::string& revision)
{
    return guarded(model.string(), [&] { return inModelFolder(model, revision); });
}

} // namespace exitscope
