#pragma once

#include "tokenizer/tokenizer.h"

#include <memory>
#include <string>
#include <vector>

namespace exitscope {

/// A context and what is scored after it.
struct EncodedPair
{
    std::vector<int> context; ///< never empty once it is made by an encoder
    std::vector<int> continuation;

    bool operator==(const EncodedPair&) const = default;
};

/// Turns texts into ids as EleutherAI's harness does.
class PairEncoder
{
public:
    /// `addBos`: texts begin with the model's bos, where its tokenizer has one. Throws
    /// Error(Unsupported) where neither the tokenizer nor `eosIds` give a token that can stand
    /// before a text.
    PairEncoder(std::shared_ptr<const Tokenizer> tokenizer, const std::vector<int>& eosIds,
                bool addBos);

    /// White space at the context's end goes to the continuation; the continuation's tokens are
    /// those of the whole that lie past the context's own. An empty context is the token that
    /// begins texts.
    EncodedPair pair(std::string context, std::string continuation) const;
    /// A prompt, with the bos where asked for.
    std::vector<int> prompt(const std::string& text) const;
    /// A text without a bos.
    std::vector<int> body(const std::string& text) const;
    /// What stands before a text that nothing precedes: the bos, else the first eos.
    int prefix() const { return m_prefix; }

private:
    std::shared_ptr<const Tokenizer> m_tokenizer;
    std::vector<int> m_start; ///< that the tokenizer puts before every text
    int m_prefix = -1;
    bool m_addBos;
};

/// `pair` with its context cut on the left, so that all but its last token fit `contextLength`.
/// Throws Error(PromptTooLong) where the continuation alone does not fit.
EncodedPair fitted(EncodedPair pair, int contextLength);

/// A long text in windows of at most `length` positions, each token scored once: the first window
/// has `prefix` as its context, the others one token, and the last one as many as there is room
/// for. As the harness's rolling windows with a context of one token.
std::vector<EncodedPair> rollingWindows(const std::vector<int>& ids, int prefix, int length);

} // namespace exitscope
