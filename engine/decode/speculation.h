#pragma once

#include "decode/closecall.h"
#include "decode/kvpolicyswitch.h"
#include "decode/sampler.h"
#include "decode/sequence.h"
#include "decode/session.h"

#include <functional>
#include <string>
#include <vector>

namespace exitscope {

/// A draft and the pass that made it.
struct DraftPass
{
    Draft draft;
    PassResult pass;
};

/// What one round of speculation came to. Column i is the row that token i of the round came from.
struct RoundResult
{
    bool cancelled = false;
    int firstPosition = 0;            ///< of column 0
    std::vector<CarriedRows> carried; ///< all rows that ran outside of their own draft's pass
    std::vector<DraftPass> drafts;
    /// The whole model's own tokens, up to the first that no draft foresaw or that ends the text.
    std::vector<Choice> choices;
    std::vector<CloseCall> closeCalls;
    int accepted = 0;          ///< drafts among the choices, from the first on
    double verificationMs = 0; ///< of the layers
    double scoringMs = 0;      ///< of the choices: final norm and head
    double samplingMs = 0;     ///< of the choices
};

/// What a round must know of the text besides its rows.
struct RoundText
{
    std::vector<int> ids; ///< prompt and text so far
    int prompt = 0;       ///< how many of them are the prompt's

    int index() const { return static_cast<int>(ids.size()) - prompt; }
    bool atPrompt() const { return index() == 0; }
    int firstPosition() const { return static_cast<int>(ids.size()) - 1; }
};

/// One round of self-speculative decoding (Elhoushi et al. 2024, LayerSkip): shallow passes draft,
/// each row waits at the door where its draft left, and the layers above then run once over all
/// that waits. Drafts count up to the first that is not the whole model's own choice. What ran for
/// the others is left in the staircase for the caller to cut.
class Speculation
{
public:
    struct Hooks
    {
        std::function<bool(int id)> endsText;
        std::function<std::string(int id)> bytes;
        const DraftObserver& onDraft;
        const CancelCheck& cancelled; ///< polled before every layer
    };

    Speculation(Sequence& sequence, const Settings& settings, RoundText text, const Hooks& hooks);

    /// With at most `drafts` drafts; none runs the pending token through the whole model. Throws
    /// Error where logits are not numbers.
    RoundResult run(int drafts);

private:
    bool draft();
    bool verify();
    void choose();
    void appendPending();

    Sequence& m_sequence;
    const Settings& m_settings;
    RoundText m_text; ///< grows with the drafts
    const Hooks& m_hooks;
    const int m_index;
    std::vector<int> m_pending; ///< ids that have not been appended yet
    RoundResult m_result;
};

/// Throws Error(FileDamaged) unless `finite`: logits of `layer` that were to give token `index`.
void requireFinite(bool finite, int index, int layer);

} // namespace exitscope
