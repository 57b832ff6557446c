#include "cli/bench.h"

#include "cli/benchreport.h"
#include "cli/modelrun.h"
#include "cli/numbers.h"
#include "cli/optionnames.h"
#include "cli/ruleoptions.h"
#include "tokenizer/tokenizer.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <chrono>
#include <functional>
#include <iostream>

namespace exitscope {

namespace {

constexpr const char* openingWords = "Once upon a time there was a king who had three";

double median(std::vector<double> values)
{
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::ranges::nth_element(values, middle);
    return *middle;
}

double medianOf(int runs, const std::function<double()>& measure)
{
    std::vector<double> values;
    for (int run = 0; run < runs; ++run)
        values.push_back(measure());
    return median(std::move(values));
}

/// Ids spread over the vocabulary: how fast a prompt is read does not depend on what it says.
std::vector<int> spreadIds(int count, int vocabulary)
{
    std::vector<int> ids;
    for (int i = 0; i < count; ++i)
        ids.push_back((i * 97 + 3) % vocabulary);
    return ids;
}

/// Measures one opened model.
class Bench
{
public:
    Bench(Session& session, const BenchOptions& options)
        : m_session(session)
        , m_options(options)
    {
        const ModelIdentity& model = session.model();
        m_prompt = session.tokenizer() ? session.tokenizer()->encode(openingWords)
                                       : spreadIds(8, model.vocabulary);
    }

    double prefill()
    {
        const auto ids = spreadIds(m_options.promptTokens, m_session.model().vocabulary);
        return medianOf(m_options.runs, [&] {
            return m_options.promptTokens / write(ids, settings(1)).prefillSeconds;
        });
    }

    DecodeFigures decode(const std::string& mode, const Rule& rule)
    {
        Settings chosen = settings(m_options.tokens);
        chosen.rule = rule;
        chosen.watch = mode == "watch";
        DecodeFigures figures{mode, rule.name(), 0, 0};
        figures.tokensPerSecond = medianOf(m_options.runs, [&] {
            const RunSummary summary = summarize(write(m_prompt, chosen));
            figures.meanExitLayer = summary.meanExitLayer; // greedy: the same in every run
            return summary.tokensPerSecond;
        });
        return figures;
    }

private:
    static Settings settings(int steps)
    {
        Settings chosen;
        chosen.sampling.sample = false;
        chosen.ignoreEos = true;
        chosen.maxSteps = steps;
        return chosen;
    }

    Run write(const std::vector<int>& ids, const Settings& chosen)
    {
        const auto generation = valueOf(m_session.start(ids));
        Run run;
        run.model = m_session.model();
        while (auto step = valueOf(generation->next(chosen)))
            run.append(std::move(*step));
        run.prefillSeconds = generation->prefillSeconds();
        run.decodeSeconds = generation->decodeSeconds();
        return run;
    }

    Session& m_session;
    const BenchOptions& m_options;
    std::vector<int> m_prompt;
};

BenchFigures measure(const std::filesystem::path& model, const std::string& dtype,
                     const BenchOptions& options)
{
    using Clock = std::chrono::steady_clock;
    std::unique_ptr<Session> session;
    BenchFigures figures;
    figures.openMs = medianOf(options.runs, [&] {
        const auto start = Clock::now();
        session = valueOf(Session::open(model, {dtype, options.threads, options.device}));
        return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
    });
    figures.model = session->model();
    Bench bench(*session, options);
    figures.prefillTokensPerSecond = bench.prefill();
    figures.decode.push_back(bench.decode("full", {}));
    figures.decode.push_back(bench.decode("watch", {}));
    for (const Criterion* criterion : allCriteria())
        figures.decode.push_back(bench.decode(
            "decide", {{conditionFor(criterion->name, session->criterionDefaults(), {})}}));
    return figures;
}

} // namespace

void addBenchOptions(CLI::App& command, BenchOptions& options)
{
    command.add_option("--model", options.model,
                       "checkpoint folder in Hugging Face layout (default: the bundled model)");
    command.add_option("--dtype", options.dtype, "fp32, fp16 or bf16 (default: fp32 and bf16)")
        ->check(CLI::IsMember({"fp32", "fp16", "bf16"}));
    command.add_option("--device", options.device, "as of generate (default: cpu)");
    command.add_option("--threads", options.threads, "CPU threads (0: as many as cores)")
        ->transform(wholeNumber())
        ->capture_default_str();
    command.add_option("--tokens", options.tokens, "tokens to write in each decode run")
        ->transform(wholeNumber())
        ->check(CLI::Range(2, 1'000'000))
        ->capture_default_str();
    command.add_option("--prompt_tokens", options.promptTokens, "length of the prompt to prefill")
        ->transform(wholeNumber())
        ->check(CLI::Range(1, 1'000'000))
        ->capture_default_str();
    command.add_option("--runs", options.runs, "runs of each kind; the median counts")
        ->transform(wholeNumber())
        ->check(CLI::Range(1, 1000))
        ->capture_default_str();
    command
        .add_option("--json", options.json,
                    "standard output holds one JSON document instead of the table")
        ->type_name(booleanType)
        ->default_str("false");
}

int runBench(const BenchOptions& options)
{
    const std::filesystem::path model = modelFolder(options.model);
    std::vector<BenchFigures> figures;
    const std::vector<std::string> both{"fp32", "bf16"};
    for (const std::string& dtype : options.dtype.empty() ? both : std::vector{options.dtype})
        figures.push_back(measure(model, dtype, options));
    std::cout << (options.json
                      ? benchDocument(figures, options.runs, options.tokens, options.promptTokens)
                      : benchTable(figures))
              << std::flush;
    return std::cout ? 0 : 1;
}

} // namespace exitscope
