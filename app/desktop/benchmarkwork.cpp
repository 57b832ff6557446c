#include "desktop/benchmarkwork.h"

#include "base/valueof.h"
#include "results/benchmarkwriter.h"
#include "tasks/encodedpair.h"
#include "tokenizer/tokenizer.h"
#include "trace/runfile.h"

namespace exitscope {

namespace {

std::filesystem::path pathOf(const QString& file)
{
    return std::filesystem::path(file.toStdU16String());
}

/// The run with its prompt, which a benchmark gives to the engine as ids.
Run withPrompt(const Run& run, const SampleResult& sample, const Tokenizer* tokenizer)
{
    Run kept = run;
    if (sample.truncatedTokens == 0)
        kept.prompt = sample.prompt;
    else if (tokenizer)
        kept.prompt = tokenizer->decode(run.promptIds);
    return kept;
}

/// As benchmarkFiles names them, from the result's.
BenchmarkFiles filesOf(const std::filesystem::path& result)
{
    return {result, samplesFileOf(result),
            result.parent_path() / (result.stem().string() + "_runs")};
}

std::vector<SamplePointer> shared(const std::vector<SampleResult>& samples)
{
    std::vector<SamplePointer> pointers;
    for (const SampleResult& sample : samples)
        pointers.push_back(std::make_shared<const SampleResult>(sample));
    return pointers;
}

/// The set of one sample alone.
BenchmarkSet setOf(const BenchmarkSet& whole, const SampleResult& sample)
{
    BenchmarkSet one;
    one.source = whole.source;
    one.source.items = 1;
    for (const BenchmarkItem& item : whole.items) {
        if (item.index == sample.index)
            one.items = {item};
    }
    if (one.items.empty() || one.items.front().prompt != sample.prompt)
        throw Error(ErrorCode::WrongUse, whole.source.file.path + " no longer holds item " +
                                             std::to_string(sample.index) +
                                             " as it was measured; measure again to see its run.");
    return one;
}

/// What an earlier sitting left; nothing where there is none.
std::optional<SavedSitting> savedSitting(const BenchmarkFiles& files, bool resume)
{
    if (!holdsSitting(files))
        return std::nullopt;
    if (!resume)
        throw Error(ErrorCode::WrongUse, files.result.parent_path().string() +
                                             " holds a measurement already; open it to go on "
                                             "with it, or choose another folder.");
    return valueOf(loadSitting(files));
}

/// Runs the one item of `set` and saves its run into `file`; false where it was stopped.
bool writeOnlyRun(Session& session, const BenchmarkSet& set, BenchmarkRequest request,
                  const QString& file, const std::stop_token& stop)
{
    request.shard = {};
    request.metrics = {};
    request.settings.watch = true; // its heatmap is what it is run for
    bool isWritten = false;
    BenchmarkObserver observer;
    observer.onRun = [&](const SampleResult& written, const Run& run) {
        std::error_code problem; // saving says it
        std::filesystem::create_directories(pathOf(file).parent_path(), problem);
        valueOf(saveRun(withPrompt(run, written, session.tokenizer().get()), pathOf(file)));
        isWritten = true;
        return std::string();
    };
    runBenchmark(session, set, request, stop, observer);
    return isWritten;
}

} // namespace

BenchmarkResult measureBenchmark(Session& session, const BenchmarkPlan& plan,
                                 const std::stop_token& stop, const BenchmarkNews& news)
{
    const BenchmarkFiles files = filesOf(pathOf(plan.file));
    std::optional<SavedSitting> saved = savedSitting(files, plan.resume);
    BenchmarkRequest request = plan.request;
    if (saved)
        request.earlier = std::move(saved->sitting);
    const BenchmarkSet set = readMeasureSet(plan.data);
    const BenchmarkResult planned = plannedBenchmark(session, set, request);
    news.onBegin(planned,
                 request.earlier ? shared(request.earlier->samples) : std::vector<SamplePointer>());
    BenchmarkWriter writer =
        valueOf(BenchmarkWriter::open(files, planned, saved ? saved->wholeBytes : 0));
    BenchmarkObserver observer;
    observer.onSample = [&](const SampleResult& sample, const BenchmarkResult& soFar) {
        valueOf(writer.add(sample, soFar));
        news.onSample(std::make_shared<const SampleResult>(sample), soFar);
    };
    if (plan.keepRuns)
        observer.onRun = [&](const SampleResult& sample, const Run& run) {
            return valueOf(
                writer.addRun(sample, withPrompt(run, sample, session.tokenizer().get())));
        };
    try {
        BenchmarkResult result = runBenchmark(session, set, request, stop, observer);
        valueOf(writer.finish(result));
        return result;
    } catch (const std::exception&) {
        writer.giveUp();
        throw;
    }
}

bool writeSampleRun(Session& session, const BenchmarkPlan& plan, const SampleResult& sample,
                    const QString& file, const std::stop_token& stop)
{
    return writeOnlyRun(session, setOf(readMeasureSet(plan.data), sample), plan.request, file,
                        stop);
}

bool writeDocumentRun(Session& session, const AskedDocument& asked, const QString& file,
                      const std::stop_token& stop)
{
    if (!session.tokenizer())
        throw Error(ErrorCode::Unsupported, session.tokenizerError());
    const PairEncoder encoder(session.tokenizer(), session.eosIds(), asked.addBos);
    BenchmarkSet set;
    set.source.items = 1;
    set.items = {{0, {}, asked.prompt, encoder.prompt(asked.prompt), asked.target}};
    BenchmarkRequest request;
    request.settings = asked.settings;
    return writeOnlyRun(session, set, request, file, stop);
}

} // namespace exitscope
