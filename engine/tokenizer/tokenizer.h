#pragma once

#include "base/error.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace exitscope {

/// Text to ids and back. Immutable after opening; any thread may use it.
class Tokenizer
{
public:
    virtual ~Tokenizer() = default;

    /// Ids of `text`, with the model's bos first where it has one. Throws Error(Unsupported) where
    /// a split pattern gives up on the text.
    virtual std::vector<int> encode(std::string_view text) const = 0;
    /// The whole text of `ids`, special tokens left out.
    virtual std::string decode(std::span<const int> ids) const = 0;
    /// The raw bytes that `id` adds to a text; a control token (bos, eos) adds none. `first` says
    /// that only such tokens precede it, where sentencepiece drops the leading space. Those of all
    /// ids, one after the other, are decode(ids).
    virtual std::string bytes(int id, bool first) const = 0;
    /// A label for one id on screen: its piece as the vocabulary spells it (for example "<s>").
    virtual std::string piece(int id) const = 0;
    virtual int vocabularySize() const = 0;
    /// Where it was read from and of what kind, for the user.
    virtual std::string description() const = 0;
};

/// The tokenizer of a checkpoint folder: its `tokenizer.json`, which transformers prefers too, else
/// its `tokenizer.model`, a sentencepiece model or a tiktoken vocabulary, else that of its folder
/// `original`, where Meta's own files are. description() names the one that is used.
/// Errors: FileMissing, FileDamaged, Unsupported, each with the file.
Result<std::shared_ptr<const Tokenizer>> openTokenizer(const std::filesystem::path& folder);

} // namespace exitscope
