#include "results/benchmarkfile.h"

#include "base/readfile.h"
#include "results/benchmarkjson.h"
#include "trace/documentparts.h"
#include "trace/writefile.h"

#include <cerrno>
#include <new>
#include <string_view>
#include <system_error>
#include <unistd.h>

namespace exitscope {

namespace fs = std::filesystem;
using Json = nlohmann::json;

namespace {

Error outOfMemory(const fs::path& file)
{
    return Error(ErrorCode::OutOfMemory,
                 "Not enough memory for " + file.string() + "; close other programs.");
}

Error notWritten(const fs::path& file, int reason)
{
    return Error(ErrorCode::WriteFailed, "Cannot write " + file.string() + ": " +
                                             std::generic_category().message(reason) +
                                             "; free some space or choose another place.");
}

Error inFile(const fs::path& file, const std::string& place, const Error& error)
{
    std::string sentence = file.string() + place + ": " + error.what();
    if (!sentence.ends_with('.'))
        sentence += '.';
    return Error(error.code(), sentence);
}

Json parsed(std::string_view text)
{
    Json value = Json::parse(text, nullptr, false);
    if (value.is_discarded())
        throw Error(ErrorCode::FileDamaged, "it is no whole JSON value");
    return value;
}

SampleResult sampleIn(const fs::path& file, int number, std::string_view line)
{
    try {
        const Json value = parsed(line);
        return sampleFromJson(JsonNode(value));
    } catch (const Error& error) {
        throw inFile(file, ", line " + std::to_string(number), error);
    }
}

SampleLines linesIn(const fs::path& file, std::string_view content)
{
    SampleLines lines;
    for (int number = 1; lines.wholeBytes < content.size(); ++number) {
        const std::size_t end = content.find('\n', lines.wholeBytes);
        const bool isLast = end == std::string_view::npos || end + 1 == content.size();
        const std::string_view line = content.substr(lines.wholeBytes, end - lines.wholeBytes);
        try {
            if (end == std::string_view::npos)
                throw Error(ErrorCode::FileDamaged, "it has no end");
            lines.samples.push_back(sampleIn(file, number, line));
        } catch (const Error&) {
            if (!isLast)
                throw;
            lines.unfinished = file.string() + ", line " + std::to_string(number) +
                               " was not written to its end; its sample is left out.";
            break;
        }
        lines.wholeBytes = end + 1;
    }
    return lines;
}

} // namespace

std::string benchmarkDocument(const BenchmarkResult& result)
{
    return documentText(benchmarkToJson(result));
}

std::string sampleLine(const SampleResult& sample)
{
    return documentText(sampleToJson(sample));
}

Status saveBenchmark(const BenchmarkResult& result, const fs::path& file)
{
    return writeFile(file, benchmarkDocument(result));
}

Result<BenchmarkResult> loadBenchmark(const fs::path& file)
{
    try {
        const Json document = parsed(readFile(file, "the result", "choose another file"));
        return benchmarkFromJson(JsonNode(document));
    } catch (const Error& error) {
        return error.code() == ErrorCode::FileMissing ? error : inFile(file, "", error);
    } catch (const std::bad_alloc&) {
        return outOfMemory(file);
    }
}

fs::path samplesFileOf(const fs::path& file)
{
    return file.parent_path() / (file.stem().string() + "_samples.jsonl");
}

Result<SampleLines> loadSamples(const fs::path& file)
{
    try {
        return linesIn(file, readFile(file, "the samples", "it belongs beside its result"));
    } catch (const Error& error) {
        return error;
    } catch (const std::bad_alloc&) {
        return outOfMemory(file);
    }
}

Result<SampleLog> SampleLog::open(const fs::path& file, std::uintmax_t keep)
{
    SampleLog log;
    log.m_file = file;
    log.m_stream.reset(std::fopen(file.c_str(), "ab"));
    if (!log.m_stream || ::ftruncate(::fileno(log.m_stream.get()), static_cast<off_t>(keep)) != 0)
        return notWritten(file, errno);
    return log;
}

Status SampleLog::append(const SampleResult& sample)
{
    return append(sampleLine(sample));
}

Status SampleLog::append(std::string_view lines)
{
    if (std::fwrite(lines.data(), 1, lines.size(), m_stream.get()) != lines.size() ||
        std::fflush(m_stream.get()) != 0)
        return notWritten(m_file, errno);
    return Done{};
}

} // namespace exitscope
