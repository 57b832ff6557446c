#pragma once

#include "results/benchmarkresult.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace exitscope {

/// A prompt and what it is to be answered with.
struct BenchmarkItem
{
    int index = 0;        ///< in the data set's file, from 0
    std::string id;       ///< the data set's own; empty: it has none
    std::string prompt;   ///< a text with its shots
    std::vector<int> ids; ///< in the place of the text where not empty
    std::string reference;
};

/// The items of an evaluation in their order, and where they are from.
struct BenchmarkSet
{
    DataSource source;
    std::vector<BenchmarkItem> items;
};

/// What is read and how prompts are made of it.
struct BenchmarkSetOptions
{
    std::string dataset; ///< a name of datasetNames, or a .jsonl/.csv file (or .gz) of one's own
    std::filesystem::path dataPath; ///< file or folder; empty for a file of one's own
    int numSamples = 0;             ///< 0: all
    int nShot = 0;
    std::filesystem::path shotsPath; ///< file or folder that shots are from; empty: the data itself
    bool shuffle = false;
    std::uint64_t seed = 42;
    std::string inputField;     ///< empty: the data set's, or "prompt"
    std::string outputField;    ///< empty: the data set's, or "response" where an item has it
    std::string promptTemplate; ///< "{message}" is the prompt, "{FIELD}" a field; empty: none
};

/// Reads the items, draws their order and their shots. Prompts are those of the original benchmark
/// (facebookresearch/LayerSkip, data.py). Shots come from the shots' file, else from items that are
/// not evaluated. Throws Error: WrongUse for an unknown name, too few items for the shots, shots
/// where a data set takes none, shots or a template for prompts that are ids; FileMissing;
/// FileDamaged with file, line and field.
BenchmarkSet readBenchmarkSet(const BenchmarkSetOptions& options);

} // namespace exitscope
