#include "tasks/evaloutput.h"

#include "base/readfile.h"
#include "eval/sha256.h"
#include "results/benchmarkjson.h"
#include "trace/writefile.h"

#include <algorithm>
#include <chrono>
#include <ctime>

namespace exitscope {
namespace {

namespace fs = std::filesystem;

/// Local time as in the harness's file names: 2024-05-17T09-30-12.123456.
std::string dateNow()
{
    const auto now = std::chrono::system_clock::now();
    const std::time_t seconds = std::chrono::system_clock::to_time_t(now);
    const auto micros = std::chrono::duration_cast<std::chrono::microseconds>(
                            now - std::chrono::system_clock::from_time_t(seconds))
                            .count();
    std::tm local{};
    localtime_r(&seconds, &local);
    char text[64];
    const std::size_t length = std::strftime(text, sizeof text, "%Y-%m-%dT%H-%M-%S", &local);
    char fraction[16];
    std::snprintf(fraction, sizeof fraction, ".%06lld", static_cast<long long>(micros));
    return std::string(text, length) + fraction;
}

constexpr std::string_view begins = "results_";
constexpr std::string_view ends = ".json";

/// The first difference between what both documents say was asked for; empty where there is none.
std::string differenceBetween(const OrderedJson& before, const OrderedJson& now)
{
    using Pointer = OrderedJson::json_pointer;
    std::vector<Pointer> places;
    for (const char* place :
         {"/exitscope/model/name", "/exitscope/model/hash", "/exitscope/model/dtype",
          "/exitscope/versions/exitscope", "/exitscope/settings", "/exitscope/add_bos_token",
          "/exitscope/fewshot_sampler", "/config/fewshot_seed", "/config/limit", "/configs",
          "/n-shot"})
        places.emplace_back(place);
    for (const auto& task : now["exitscope"]["tasks"].items()) {
        for (const char* hash : {"hash", "shots_hash"})
            places.push_back(Pointer("/exitscope/tasks") / task.key() / hash);
    }
    for (const Pointer& place : places) {
        const OrderedJson own = before.contains(place) ? before[place] : OrderedJson();
        const OrderedJson other = now.contains(place) ? now[place] : OrderedJson();
        if (own != other)
            return place.to_string().substr(1);
    }
    return {};
}

/// What `run`, planned, takes over of the earlier sittings that `before` tells of. Throws
/// Error(FileDamaged).
void takeOver(const OrderedJson& before, EvalRun& run)
{
    const nlohmann::json document(before);
    const JsonNode earlier(document);
    run.startedAt = earlier["date"].number();
    const JsonNode machines = earlier["exitscope"]["machines"];
    std::vector<Machine> all;
    for (std::size_t i = 0; i < machines.size(); ++i)
        all.push_back(toMachine(machines.at(i)));
    std::erase(all, run.machines.back());
    all.push_back(run.machines.back());
    run.machines = std::move(all);
}

/// With their ends; a last one without its end was cut off and is left out.
std::vector<std::string> wholeLines(const std::string& content)
{
    std::vector<std::string> lines;
    std::size_t begin = 0;
    for (std::size_t end = 0; (end = content.find('\n', begin)) != std::string::npos;
         begin = end + 1)
        lines.push_back(content.substr(begin, end + 1 - begin));
    return lines;
}

} // namespace

EvalOutput::EvalOutput(const std::string& folder, const std::string& modelName)
    : m_date(dateNow())
{
    if (folder.empty())
        return;
    m_folder = fs::path(folder) / folderNameOf(modelName);
    std::error_code reason;
    fs::create_directories(m_folder, reason);
    if (reason)
        throw Error(ErrorCode::WriteFailed, "Cannot make the folder " + m_folder.string() + ": " +
                                                reason.message() + "; choose another one.");
}

fs::path EvalOutput::results() const
{
    return m_folder / (std::string(begins) + m_date + std::string(ends));
}

fs::path EvalOutput::samples(const std::string& task) const
{
    return m_folder / ("samples_" + task + '_' + m_date + ".jsonl");
}

bool EvalOutput::resume(EvalRun& run)
{
    std::string newest;
    OrderedJson found;
    std::error_code problem;
    for (const auto& entry : fs::directory_iterator(m_folder, problem)) {
        const std::string name = entry.path().filename().string();
        if (!name.starts_with(begins) || !name.ends_with(ends) || name < newest)
            continue;
        OrderedJson document = OrderedJson::parse(
            readFile(entry.path(), "the results", "leave --resume out"), nullptr, false);
        const OrderedJson::json_pointer status("/exitscope/status");
        if (document.is_discarded() || !document.contains(status) || document[status] == "complete")
            continue;
        newest = name;
        found = std::move(document);
    }
    if (newest.empty())
        return false;
    const std::string difference =
        differenceBetween(found, OrderedJson::parse(resultsDocument(run)));
    if (!difference.empty())
        throw Error(ErrorCode::WrongUse, "The results that --resume would go on with, " +
                                             (m_folder / newest).string() + ", have another " +
                                             difference +
                                             "; ask for the same again, or leave --resume out.");
    m_date = newest.substr(begins.size(), newest.size() - begins.size() - ends.size());
    m_resumes = true;
    try {
        takeOver(found, run);
    } catch (const Error& error) {
        throw Error(error.code(), results().string() + ": " + error.what() +
                                      "; leave --resume out to begin anew.");
    }
    return true;
}

std::vector<DocumentFigures> EvalOutput::begin(const EvalTask& task)
{
    m_hashes.clear();
    if (m_folder.empty())
        return {};
    std::vector<std::string> lines;
    std::error_code unknown;
    if (m_resumes && fs::exists(samples(task.name), unknown))
        lines = wholeLines(readFile(samples(task.name), "the samples", "leave --resume out"));
    std::vector<DocumentFigures> figures = figuresIn(task, lines);
    const std::size_t perDocument =
        task.type == OutputType::GenerateUntil ? task.filters.size() : 1;
    lines.resize(figures.size() * perDocument);
    std::uintmax_t bytes = 0;
    for (const std::string& line : lines) {
        const OrderedJson row = OrderedJson::parse(line);
        for (const char* part : {"doc_hash", "prompt_hash", "target_hash"})
            m_hashes += row.value(part, "");
        bytes += line.size();
    }
    auto log = SampleLog::open(samples(task.name), bytes);
    if (!log)
        throw log.error();
    m_samples = std::move(*log);
    return figures;
}

void EvalOutput::add(const TaskResult& task, const TaskOutcome& outcome,
                     const OrderedJson& document)
{
    if (m_folder.empty())
        return;
    std::string lines;
    for (const std::string& line : sampleLines(task, outcome, document, sha256, &m_hashes))
        lines += line + '\n';
    if (const Status written = m_samples->append(lines); !written)
        throw written.error();
}

std::string EvalOutput::taskHash() const
{
    return sha256(m_hashes);
}

Status EvalOutput::write(const EvalRun& run) const
{
    return m_folder.empty() ? Done{} : writeFile(results(), resultsDocument(run));
}

} // namespace exitscope
