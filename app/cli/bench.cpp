#include "cli/bench.h"

#include "cli/interrupt.h"
#include "cli/modelrun.h"
#include "cli/optiongroup.h"
#include "common/bundledmodel.h"
#include "common/words.h"
#include "eval/speeddocument.h"
#include "eval/speedtargets.h"
#include "eval/syntheticcheckpoint.h"
#include "model/cachefolder.h"
#include "model/precision.h"
#include "trace/writefile.h"

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <memory>

namespace exitscope {

namespace {

std::string rowsHelp()
{
    std::string help = "what to measure, joined by commas (default: all)";
    for (const SpeedRowInfo& info : allSpeedRows())
        help.append("\n").append(info.name).append(": ").append(info.help);
    return help;
}

/// The synthetic checkpoint of a run: the plain one, then, in its place, one whose drafts agree.
class SyntheticModel
{
public:
    SyntheticModel(const BenchOptions& options, std::stop_token stop)
        : m_shape(syntheticShapeNamed(options.synthetic))
        , m_parent(options.syntheticDir)
        , m_keep(options.keep)
        , m_stop(std::move(stop))
    {
        if (m_parent.empty())
            m_parent = cacheFolder();
        require(!m_parent.empty(), "There is no cache folder to write a synthetic model into; "
                                   "name a folder with --synthetic_dir.");
    }

    /// Writes it, in the place of an earlier one; its folder.
    std::filesystem::path write(int idleFrom)
    {
        m_checkpoint.reset();
        std::cerr << "writing " << m_shape.name << " to " << m_parent.string() << std::endl;
        m_checkpoint = std::make_unique<SyntheticCheckpoint>(
            m_shape, m_parent, SyntheticOptions{.idleFrom = idleFrom, .keep = m_keep}, m_stop);
        const std::filesystem::path folder = m_checkpoint->folder();
        if (m_keep)
            std::cerr << "kept: " << folder.string() << std::endl;
        // Quantized matrices go where they are removed with it.
        ::setenv("EXITSCOPE_CACHE", folder.c_str(), 1);
        return folder;
    }

private:
    const SyntheticShape& m_shape;
    std::filesystem::path m_parent;
    bool m_keep;
    std::stop_token m_stop;
    std::unique_ptr<SyntheticCheckpoint> m_checkpoint;
};

/// False where a result could not be written.
bool writeReport(const SpeedReport& report, const BenchOptions& options)
{
    const std::string document = speedDocument(report);
    std::cout << (options.json ? document : speedTable(report)) << std::flush;
    if (options.output.empty())
        return static_cast<bool>(std::cout);
    const Status status = writeFile(options.output, document);
    if (!status)
        std::cerr << "exitscope-cli: " << status.error().what() << '\n';
    return status && std::cout;
}

} // namespace

void addBenchOptions(CLI::App& command, BenchOptions& options)
{
    OptionGroup what(command, "What to measure");
    what.add("model", options.model,
             "checkpoint folder in Hugging Face layout (default: the bundled model)");
    std::string shapes = "random weights of this shape in the place of a checkpoint:";
    for (const SyntheticShape& shape : syntheticShapes())
        shapes.append(" ").append(shape.name);
    what.add("synthetic", options.synthetic, shapes)->excludes("--model");
    what.add("synthetic_dir", options.syntheticDir,
             "where they are written for as long as they are measured (default: the user's cache)");
    what.addBoolean("keep", options.keep, "keep them");
    what.add("dtype", options.dtypes,
             precisionNames() +
                 ", joined by commas (default: fp32,bf16; of a synthetic model bf16)");
    what.add("rows", options.rows, rowsHelp());
    OptionGroup how(command, "How");
    SpeedOptions& speed = options.speed;
    how.add("device", speed.device, "as of generate (default: cpu)");
    how.addWhole("threads", speed.threads, "CPU threads (0: as many as cores)");
    how.addWhole("tokens", speed.effort.tokens,
                 "tokens of each block of decoding (0: as many as take 0.1 s, 3 at least)")
        ->check(CLI::Range(0, 1'000'000));
    how.addWhole("prompt_tokens", speed.prefillTokens, "length of the prompt to prefill")
        ->check(CLI::Range(1, 1'000'000));
    how.addWhole("runs", speed.effort.rounds,
                 "blocks of each kind; the median counts (of what takes seconds, a third)")
        ->check(CLI::Range(1, 1000));
    OptionGroup output(command, "Output");
    output.addBoolean("json", options.json,
                      "standard output holds one JSON document instead of the table");
    output.add("output", options.output, "file for the JSON document; none is overwritten");
    output.addBoolean("check", options.check, "exit code 1 where a target is not met");
}

int runBench(BenchOptions options)
{
    SpeedOptions& speed = options.speed;
    const std::string defaults = options.synthetic.empty() ? "fp32,bf16" : "bf16";
    speed.dtypes = wordsOf(options.dtypes.empty() ? defaults : options.dtypes);
    for (const std::string& dtype : speed.dtypes)
        require(precisionNamed(dtype).has_value(),
                "--dtype holds \"" + dtype + "\"; choose of " + precisionNames() + ".");
    if (!options.rows.empty())
        speed.rows = wordsOf(options.rows);
    std::optional<SyntheticModel> synthetic;
    if (!options.synthetic.empty())
        speed.agreeing = [&synthetic](int depth) { return synthetic->write(depth); };
    checkSpeedRows(speed);
    speed.bundled = bundledModelFolder();
    if (!options.output.empty()) {
        if (const Status isNew = checkIsNew(options.output); !isNew)
            throw isNew.error();
    }
    Interrupt interrupt;
    const std::stop_token stop = interrupt.arm();
    if (options.synthetic.empty())
        speed.model = modelFolder(options.model);
    else
        speed.model = synthetic.emplace(options, stop).write(-1);
    const SpeedReport report = measureSpeed(
        speed, [](const std::string& what) { std::cerr << what << std::endl; }, stop);
    const auto failed = [](const SpeedRow& row) { return !row.error.empty(); };
    const bool isOpened = report.model.layers > 0;
    const bool allFailed = !report.rows.empty() && std::ranges::all_of(report.rows, failed);
    if (!writeReport(report, options) || report.interrupted || !isOpened || allFailed)
        return 1;
    if (!options.check)
        return 0;
    const auto targets = speedTargets(report);
    if (targets.empty())
        std::cerr
            << "exitscope-cli: there is no target for what was measured; --check needs one.\n";
    const bool isMet = std::ranges::none_of(report.rows, failed) && !targets.empty() &&
                       std::ranges::all_of(targets, &SpeedTarget::met);
    return isMet ? 0 : 1;
}

} // namespace exitscope
