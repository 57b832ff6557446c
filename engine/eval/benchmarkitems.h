#pragma once

#include "eval/benchmarkset.h"
#include "eval/datasetkind.h"
#include "eval/prompttemplate.h"
#include "eval/records.h"

#include <optional>
#include <string>
#include <vector>

namespace exitscope {

/// How items are made of records.
struct ItemForm
{
    const DatasetKind* kind = nullptr; ///< null: a file of one's own
    std::string input;
    std::string output; ///< empty: no references
    std::string id;
    bool guessesOutput = false; ///< `output` becomes "response" where the first record has it
    std::optional<PromptTemplate> wrapping;
};

/// An item without shots, and what goes around both.
struct BareItem
{
    BenchmarkItem item;
    std::optional<PromptTemplate> wrapping; ///< filled from its record
};

/// Items of a file, the first `limit` (0: all). Throws Error(FileDamaged), also where
/// there is none.
std::vector<BareItem> readItems(const DataContent& content, ItemForm& form, int limit);

/// One example for the model: the prompt, the reference without its line breaks, a line break; with
/// a space between both where neither brings one.
std::string shotOf(const BenchmarkItem& item);

} // namespace exitscope
