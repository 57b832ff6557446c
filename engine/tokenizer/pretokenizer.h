#pragma once

#include "tokenizer/jsonpart.h"
#include "tokenizer/regex.h"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace exitscope {

/// A text, cut into the pieces that are merged each by itself. Pieces are never empty and lie in
/// their order; what lies between them is dropped.
struct Pieces
{
    std::string text;
    std::vector<Span> spans;
    bool startsText = true; ///< nothing stands before `text` in what is encoded
};

/// The steps that cut a text. Holds no state; any thread may call them.
using PreTokenizer = std::vector<std::function<void(Pieces&)>>;

/// Reads the "pre_tokenizer" of a tokenizer.json: Sequence, Split, ByteLevel, Metaspace, Digits or
/// null. Throws Error(FileDamaged), and Error(Unsupported) with the name of another component or
/// the pattern that cannot be read.
PreTokenizer readPreTokenizer(const JsonPart& part);

/// How a separator and the text around it become pieces: SplitDelimiterBehavior of the hub's
/// tokenizers library.
enum class SplitBehavior
{
    Removed,
    Isolated,
    MergedWithPrevious,
    MergedWithNext,
    Contiguous
};

/// Cuts at the matches of `pattern`, or with `invert` between them; `place` names it in errors.
std::function<void(Pieces&)> splitStep(const std::string& pattern, SplitBehavior behavior,
                                       bool invert, const std::string& place);

/// Spells every byte as the character that stands for it in byte-level vocabularies.
void spellBytes(Pieces& pieces);

} // namespace exitscope
