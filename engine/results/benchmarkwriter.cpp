#include "results/benchmarkwriter.h"

#include "trace/runfile.h"

#include <cstdio>

namespace exitscope {

namespace fs = std::filesystem;

namespace {

constexpr std::chrono::seconds betweenSaves{2};

Status makeFolder(const fs::path& folder)
{
    std::error_code reason;
    if (!folder.empty())
        fs::create_directories(folder, reason);
    if (reason)
        return Error(ErrorCode::WriteFailed, "Cannot make the folder " + folder.string() + ": " +
                                                 reason.message() + "; choose another one.");
    return Done{};
}

} // namespace

BenchmarkWriter::BenchmarkWriter(BenchmarkFiles files, SampleLog log, BenchmarkResult planned)
    : m_files(std::move(files))
    , m_log(std::move(log))
    , m_newest(std::move(planned))
{}

Result<BenchmarkWriter> BenchmarkWriter::open(const BenchmarkFiles& files,
                                              const BenchmarkResult& planned, std::uintmax_t keep)
{
    if (const Status made = makeFolder(files.result.parent_path()); !made)
        return made.error();
    auto log = SampleLog::open(files.samples, keep);
    if (!log)
        return log.error();
    BenchmarkWriter writer(files, std::move(*log), planned);
    writer.m_newest.status = ResultStatus::Running;
    if (const Status saved = writer.save(); !saved)
        return saved.error();
    return writer;
}

Status BenchmarkWriter::save()
{
    m_saved = std::chrono::steady_clock::now();
    return saveBenchmark(m_newest, m_files.result);
}

Status BenchmarkWriter::add(const SampleResult& sample, const BenchmarkResult& soFar)
{
    m_newest = soFar;
    if (Status written = m_log.append(sample); !written)
        return written;
    return std::chrono::steady_clock::now() - m_saved > betweenSaves ? save() : Done{};
}

Result<std::string> BenchmarkWriter::addRun(const SampleResult& sample, const Run& run)
{
    if (const Status made = makeFolder(m_files.runs); !made)
        return made.error();
    char name[32];
    std::snprintf(name, sizeof name, "sample_%06d.exitscope", sample.position);
    if (const Status saved = saveRun(run, m_files.runs / name); !saved)
        return saved.error();
    return (m_files.runs.filename() / name).generic_string();
}

Status BenchmarkWriter::finish(const BenchmarkResult& result)
{
    m_newest = result;
    return save();
}

Status BenchmarkWriter::giveUp()
{
    m_newest.status = ResultStatus::Interrupted;
    return save();
}

} // namespace exitscope
