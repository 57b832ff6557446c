#pragma once

#include "trace/run.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace exitscope {

enum class ResultStatus
{
    Running, ///< also where the program was killed
    Complete,
    Interrupted ///< by the user or by an error; can be resumed
};

/// What happens to a prompt that, with the tokens to be written, exceeds the model's context.
enum class Overlong
{
    TruncateLeft, ///< its first tokens are left out, but for the bos
    Skip,
    Error
};

/// A file that samples were read from.
struct DataFile
{
    std::string path;
    std::string hash; ///< "sha256:" and hexadecimal digits, of the file as it lies on disk

    bool operator==(const DataFile&) const = default;
};

/// Which items were evaluated, and how prompts were made of them.
struct DataSource
{
    std::string name; ///< of the data set, or "jsonl" for a file of one's own
    DataFile file;
    std::string inputField;
    std::string outputField;           ///< empty: no references
    std::string promptTemplate;        ///< empty: the data set's own
    int numSamples = 0;                ///< as asked for; 0: all
    int nShot = 0;                     ///< examples before each question
    bool shuffle = false;              ///< items in an order drawn by the seed
    std::uint64_t seed = 42;           ///< of that order and of the shots
    std::optional<DataFile> shotsFile; ///< nothing: shots are items that are not evaluated
    std::vector<int> shots;            ///< indices in the file that they are from
    int items = 0;                     ///< in the whole evaluation, all shards together

    bool operator==(const DataSource&) const = default;
};

/// One part of an evaluation: the positions p with p % count == index.
struct Shard
{
    int index = 0; ///< 0 to count - 1
    int count = 1;

    bool holds(int position) const { return position % count == index; }
    bool operator==(const Shard&) const = default;
};

/// How predictions are compared with references.
struct MetricOptions
{
    bool originalTokenization = false; ///< ROUGE splits at white space only
    bool stemmer = false;              ///< ROUGE compares stems
    bool agreement = false;            ///< full depth writes each text too, and both are compared

    bool operator==(const MetricOptions&) const = default;
};

/// Where it ran.
struct Machine
{
    std::string cpu;
    int cores = 0; ///< logical ones
    std::uint64_t memoryBytes = 0;
    int threads = 0; ///< that were used
    std::string device;

    bool operator==(const Machine&) const = default;
};

struct ProgramVersions
{
    std::string exitscope;
    std::string libtorch;

    bool operator==(const ProgramVersions&) const = default;
};

/// A figure over the samples that have it.
struct MetricValue
{
    std::string name;
    double value = 0;
    std::optional<double> low;  ///< of a bootstrap 95 % interval; nothing from fewer than 2 samples
    std::optional<double> high; ///< likewise
    int samples = 0;

    bool operator==(const MetricValue&) const = default;
};

/// Items by what became of them.
struct SampleCounts
{
    int done = 0; ///< skipped ones included
    int skipped = 0;
    int truncated = 0; ///< run with a prompt that was cut
    int empty = 0;     ///< run, and nothing was written

    bool operator==(const SampleCounts&) const = default;
};

/// Sums over the samples that were run.
struct RunFigures
{
    long long tokens = 0;
    double prefillSeconds = 0;
    double decodeSeconds = 0;
    double metricSeconds = 0; ///< spent on comparing with references
    double wallSeconds = 0;   ///< from the first sample to the last, of all sittings together
    long long drafted = 0;
    long long accepted = 0;
    std::vector<long long> exits; ///< tokens that left at each layer, 0-based

    bool operator==(const RunFigures&) const = default;
};

/// A benchmark run, without its samples. A value: complete without model and data.
struct BenchmarkResult
{
    ResultStatus status = ResultStatus::Running;
    ModelIdentity model;
    Settings settings;
    DataSource data;
    Overlong overlong = Overlong::TruncateLeft;
    MetricOptions metricOptions;
    Shard shard;
    ProgramVersions versions;
    std::vector<Machine> machines; ///< that had a part in it, without repeats
    std::string started;           ///< ISO 8601, UTC
    std::string updated;           ///< likewise
    SampleCounts counts;
    std::vector<MetricValue> metrics; ///< in the order of a table
    RunFigures figures;

    const MetricValue* metric(std::string_view name) const;
    /// Items that fall to this shard.
    int itemsToDo() const;
    bool operator==(const BenchmarkResult&) const = default;
};

/// What keeps the samples of two results from being taken together or compared item by item, as a
/// sentence that names the field and both values; empty where nothing does. The model's content,
/// dtype, settings, data by content, prompts, metrics and the program's version must be the same;
/// shard, machine and paths may differ.
std::string differenceOf(const BenchmarkResult& a, const BenchmarkResult& b);

const char* fieldName(ResultStatus status);
const char* fieldName(Overlong overlong);

} // namespace exitscope
