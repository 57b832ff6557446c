#pragma once

#include "base/error.h"
#include "decode/continuationscore.h"
#include "trace/settings.h"

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <vector>

namespace exitscope {

class LlamaModel;

/// Scores continuations of contexts, teacher-forced and under early exit. The context runs once for
/// all of its continuations, and the rows that it shares with the context before are not run again.
/// Scores do not depend on what was scored earlier, to rounding. Owned by one thread, which may
/// step no generation of the same session meanwhile.
class ContinuationScorer
{
public:
    explicit ContinuationScorer(std::shared_ptr<const LlamaModel> model);
    ~ContinuationScorer();

    /// What the model says of each continuation's tokens right after `context`; nothing when
    /// cancelled, which is polled at every layer and, under a rule, at every token.
    ///
    /// Each token's logits are those of the layer at which the token before it would leave while
    /// decoding with exact K/V: the last of the first `exit_layer` layers, or the one that the rule
    /// picks there; deeper layers than `exit_layer` do not run. Speculative strategies are lossless
    /// and so score at full depth. Probabilities are softmax(z) at temperature 1: sampling, its
    /// penalties and the end of the text are not asked. `topCount`: how many candidates to tell of
    /// for each token.
    ///
    /// An empty continuation scores 0. Long texts run in blocks, so that memory is the K/V cache
    /// and a bounded rest. Errors: PromptEmpty for an empty context (put the token that begins
    /// texts into it); PromptTooLong where all but the last token do not fit the model's context;
    /// WrongUse for an id outside the vocabulary, or settings that cannot be; Unsupported for a
    /// rule under the K/V policies `copy` and `holes`, where scores would hang on the exits of
    /// earlier tokens.
    Result<std::optional<std::vector<ContinuationScore>>>
    score(const std::vector<int>& context, std::span<const std::vector<int>> continuations,
          const Settings& settings, int topCount = 0, std::stop_token stop = {});

    /// Layer-rows that have run so far: what sharing saves can be counted.
    long long rowsRun() const;
    std::size_t memoryBytes() const;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace exitscope
