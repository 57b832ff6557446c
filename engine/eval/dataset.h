#pragma once

#include "eval/datasetkind.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace exitscope {

/// One prompt: a text, or ids for a model without a tokenizer.
struct Sample
{
    std::string prompt;
    std::vector<int> ids; ///< in the place of the text where not empty
};

/// Prompts and where they are from.
struct SampleSet
{
    std::string name; ///< of the data set; "prompts" for a file of one's own
    std::filesystem::path file;
    std::vector<Sample> samples;
};

/// The first `limit` samples (0: all) of data set `name` in the local copy `path`: a file or the
/// folder that holds it, JSONL or CSV with the fields of the Hugging Face export, packed with gzip
/// or not. Prompts are those of the original benchmark. Throws Error: WrongUse for an unknown name,
/// FileMissing, FileDamaged with file, line and field.
SampleSet readDataset(std::string_view name, const std::filesystem::path& path, int limit);

/// The same of a file of one's own: a prompt per line; where the name ends in .jsonl or .csv (or
/// these and .gz), an object per line with prompt_ids, or a text in prompt, text, input, question
/// or turns. Empty lines are left out.
SampleSet readPrompts(const std::filesystem::path& file, int limit);

} // namespace exitscope
