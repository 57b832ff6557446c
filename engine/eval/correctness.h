#pragma once

#include "decode/session.h"
#include "eval/comparison.h"
#include "eval/dataset.h"

#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace exitscope {

/// What is kept of a run.
struct DecodedText
{
    std::vector<int> tokens;
    FinishReason finishReason = FinishReason::Unfinished;
    double seconds = 0;
    int drafted = 0;
    int accepted = 0;
};

/// One prompt, decoded at full depth and with the strategy that is looked at.
struct ComparedSample
{
    int index = 0;       ///< of the sample, from 0
    std::string skipped; ///< why it was not compared; empty where it was
    int promptTokens = 0;
    DecodedText full;
    DecodedText other;
    std::optional<Difference> difference; ///< the first; nothing where the texts are equal
};

/// How many samples came out how.
struct CorrectnessSummary
{
    int samples = 0; ///< all, skipped ones included
    int equal = 0;
    int ties = 0; ///< whose first difference is a rounding tie
    int real = 0; ///< whose first difference is a real one
    int skipped = 0;
    int tokens = 0; ///< compared, up to the first difference of each sample
    int drafted = 0;
    int accepted = 0;
};

/// What a check came to.
struct CorrectnessReport
{
    ModelIdentity model;
    Settings settings;
    std::string dataset;
    std::string file;
    std::vector<ComparedSample> samples;
    bool cancelled = false; ///< samples after the last one were not looked at

    CorrectnessSummary summary() const;
};

/// `settings` without anything that leaves layers out: the same model, decoded in full.
Settings fullDepthSettings(const Settings& settings);

/// Decodes `sample` twice and compares token by token; the tokens after a first difference have
/// another history and say nothing. Nothing when `stop` was requested. A prompt that does not fit
/// is skipped. Throws the engine's Error for what would fail with every sample.
std::optional<ComparedSample> compareSample(Session& session, const Sample& sample, int index,
                                            const Settings& settings,
                                            const std::stop_token& stop = {});

/// Told of each sample when it is done, and of how many there are.
using SampleObserver = std::function<void(const ComparedSample&, std::size_t)>;

/// Compares all of `set`. Throws as compareSample.
CorrectnessReport checkCorrectness(Session& session, const SampleSet& set, const Settings& settings,
                                   const std::stop_token& stop = {},
                                   const SampleObserver& onSample = {});

} // namespace exitscope
