#include "tasks/evaloutput.h"

#include "base/readfile.h"
#include "eval/sha256.h"
#include "trace/writefile.h"

#include <algorithm>
#include <chrono>
#include <ctime>
#include <sstream>

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

[[noreturn]] void failToWrite(const fs::path& file)
{
    throw Error(ErrorCode::WriteFailed, "Cannot write " + file.string() +
                                            "; look at the space and the permissions there, or "
                                            "choose another --output_dir.");
}

constexpr std::string_view begins = "results_";
constexpr std::string_view ends = ".json";

/// The first difference between what both documents say was asked for; empty where there is none.
std::string differenceBetween(const OrderedJson& before, const OrderedJson& now)
{
    for (const char* place :
         {"/exitscope/model/name", "/exitscope/model/hash", "/exitscope/model/dtype",
          "/exitscope/settings", "/exitscope/add_bos_token", "/exitscope/fewshot_sampler",
          "/config/fewshot_seed", "/config/limit", "/configs", "/n-shot"}) {
        const OrderedJson::json_pointer pointer(place);
        const OrderedJson own = before.contains(pointer) ? before[pointer] : OrderedJson();
        const OrderedJson other = now.contains(pointer) ? now[pointer] : OrderedJson();
        if (own != other)
            return place + 1;
    }
    return {};
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

bool EvalOutput::resume(const EvalRun& run)
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
    return true;
}

std::vector<DocumentFigures> EvalOutput::begin(const EvalTask& task)
{
    m_hashes.clear();
    if (m_folder.empty())
        return {};
    m_samples = {};
    std::vector<std::string> lines;
    std::error_code unknown;
    if (m_resumes && fs::exists(samples(task.name), unknown)) {
        std::istringstream content(
            readFile(samples(task.name), "the samples", "leave --resume out"));
        for (std::string line; std::getline(content, line) && !content.eof();)
            lines.push_back(line); // a last line without its end was cut off
    }
    std::vector<DocumentFigures> figures = figuresIn(task, lines);
    const std::size_t perDocument =
        task.type == OutputType::GenerateUntil ? task.filters.size() : 1;
    lines.resize(figures.size() * perDocument);
    m_samples.open(samples(task.name), std::ios::binary | std::ios::trunc);
    for (const std::string& line : lines) {
        const OrderedJson row = OrderedJson::parse(line);
        for (const char* part : {"doc_hash", "prompt_hash", "target_hash"})
            m_hashes += row.value(part, "");
        m_samples << line << '\n';
    }
    if (!m_samples.flush())
        failToWrite(samples(task.name));
    return figures;
}

void EvalOutput::add(const TaskResult& task, const TaskOutcome& outcome,
                     const OrderedJson& document)
{
    if (m_folder.empty())
        return;
    for (const std::string& line : sampleLines(task, outcome, document, sha256, &m_hashes))
        m_samples << line << '\n';
    if (!m_samples.flush())
        failToWrite(samples(task.task.name));
}

std::string EvalOutput::taskHash() const
{
    return sha256(m_hashes);
}

void EvalOutput::write(const EvalRun& run) const
{
    if (m_folder.empty())
        return;
    if (const Status written = writeFile(results(), resultsDocument(run)); !written)
        throw written.error();
}

} // namespace exitscope
