#pragma once

#include "trace/run.h"

#include <map>
#include <string>
#include <vector>

namespace exitscope {

/// One item of a data set and what became of it: a line of the samples file.
struct SampleResult
{
    int position = 0;        ///< in the order of the whole evaluation, from 0
    int index = 0;           ///< in the data set's file, from 0
    std::string id;          ///< the data set's own; empty: it has none
    std::string prompt;      ///< as built from the item; empty where ids were given
    int promptTokens = 0;    ///< that the model read
    int truncatedTokens = 0; ///< left out at the prompt's start, as it was too long
    std::string skipped;     ///< why it was not run; empty where it was
    std::string reference;   ///< what was to be written
    std::string prediction;  ///< what was; valid UTF-8
    std::vector<int> tokens; ///< ids of the prediction
    FinishReason finishReason = FinishReason::Unfinished;
    std::vector<int> exitLayers; ///< of each token, 0-based
    int drafted = 0;
    int accepted = 0;
    double prefillSeconds = 0;
    double decodeSeconds = 0;              ///< after the first token
    std::map<std::string, double> metrics; ///< of this item alone, by name
    std::string runFile; ///< of its saved run, beside the samples file; empty: not saved

    bool isSkipped() const { return !skipped.empty(); }
    double seconds() const { return prefillSeconds + decodeSeconds; }
    bool operator==(const SampleResult&) const = default;
};

} // namespace exitscope
