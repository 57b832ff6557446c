#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <utility>

namespace exitscope {

/// What is known of a data set; a new one is a line in the table.
struct DatasetKind
{
    std::string_view name;
    std::string_view input = {};  ///< field that holds the text, or a list whose first entry does
    std::string_view output = {}; ///< field of the reference; empty: there is none
    std::string_view id = {};     ///< field that names an item; empty: none does
    std::string_view before = {}; ///< the prompt's template
    std::string_view after = {};  ///< likewise
    std::string_view beforeReference = {};
    bool takesShots = false;
    int words = 0; ///< of the input that are the prompt, the rest the reference; 0: all
    std::string_view inName = {}; ///< in the file's name, which is looked at without _, - and .
    std::string_view alsoInName = {};
    std::string_view source = {}; ///< where to get it
};

/// The data sets' names, joined by commas.
std::string datasetNames();

/// Null for a name that is none.
const DatasetKind* findDatasetKind(std::string_view name);
/// Throws Error(WrongUse) for a name that is none.
const DatasetKind& datasetKind(std::string_view name);

/// The data set's file: `path`, or in a folder the one that its name or the folder's fits, of
/// several that of `split` ("test"). Throws Error(FileMissing) with where to get it.
std::filesystem::path datasetFile(const DatasetKind& kind, const std::filesystem::path& path,
                                  std::string_view split = "test");

/// The first `count` words of `text` and the words after them, both joined by single spaces, as
/// Python's split and join do.
std::pair<std::string, std::string> splitAfterWords(std::string_view text, int count);

/// The prompt that `kind` makes of the text in its input field, as the original benchmark does
/// (facebookresearch/LayerSkip, data.py).
std::string promptOf(const DatasetKind& kind, const std::string& input);

} // namespace exitscope
