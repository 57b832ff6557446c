#pragma once

#include "decode/cancelcheck.h"
#include "decode/latework.h"
#include "decode/roundrecord.h"
#include "decode/sequence.h"
#include "decode/session.h"
#include "decode/stopwords.h"
#include "tokenizer/tokenizer.h"

#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace exitscope {

/// The loop that joins staircase, reader, rule and sampler; see Generation for the contract.
class LlamaGeneration : public Generation
{
public:
    /// `tokenizer` may be null: then tokens carry no bytes and stop words cannot match.
    LlamaGeneration(std::shared_ptr<const LlamaModel> model,
                    std::shared_ptr<const Tokenizer> tokenizer, std::vector<int> promptIds);
    /// Goes on after the tokens of `kept`, a run of this model (see beforeToken) without obstacles
    /// (see obstacleToResuming), with `replacement` in the place of what would be chosen next.
    LlamaGeneration(std::shared_ptr<const LlamaModel> model,
                    std::shared_ptr<const Tokenizer> tokenizer, Run kept,
                    std::optional<int> replacement);

    const std::vector<int>& promptIds() const override { return m_promptIds; }
    Result<std::optional<Step>> next(const Settings& settings, std::stop_token stop,
                                     const DraftObserver& onDraft) override;
    /// The same with any check in place of a stop token.
    Result<std::optional<Step>> next(const Settings& settings, const CancelCheck& cancelled,
                                     const DraftObserver& onDraft = {});
    void setLayerObserver(LayerObserver* observer) override
    {
        m_sequence.steps.setObserver(observer);
    }
    FinishReason finishReason() const override { return m_reason; }
    double prefillSeconds() const override { return m_prefillSeconds; }
    double decodeSeconds() const override { return m_decodeSeconds; }
    std::size_t memoryBytes() const override { return m_sequence.staircase.memoryBytes(); }

    const Staircase& staircase() const { return m_sequence.staircase; }

private:
    void account(Step& step, bool isPrefill, double wallMs);
    bool hasEnded(const Settings& settings);
    bool adoptPolicy(const Settings& settings, std::span<const int> settled,
                     const CancelCheck& cancelled);
    bool mustRunAgain(const Settings& settings) const;

    /// One token, or one round; nothing when cancelled.
    std::optional<Step> writeToken(const Settings& settings, const CancelCheck& cancelled);
    std::optional<Step> writeRound(const Settings& settings, const CancelCheck& cancelled,
                                   const DraftObserver& onDraft);
    bool payDebt(const Settings& settings, const CancelCheck& cancelled);
    int mostDrafts(const Settings& settings) const;
    RoundEnd endOf(const RoundResult& round, const Settings& settings) const;
    void commit(Step& step, const Settings& settings);

    bool restore(const Settings& next, const CancelCheck& cancelled);
    bool restoreRows(const CancelCheck& cancelled);
    bool repeatPasses(const CancelCheck& cancelled);
    bool repeatPass(int token, const CancelCheck& cancelled);
    std::span<const int> rowsBefore(int token) const;
    void replaceChoice(Choice& choice) const;

    bool endsText(int id, const Settings& settings) const;
    std::string bytesOf(int id) const { return m_tokenizer ? m_tokenizer->bytes(id, false) : ""; }
    int origin() const { return static_cast<int>(m_promptIds.size()) - 1; }
    int index() const { return static_cast<int>(m_ids.size() - m_promptIds.size()); }
    bool atPrompt() const { return index() == 0; }
    /// Positions that have run when a call begins: all but the newest token, none of the prompt.
    int settledRows() const { return atPrompt() ? 0 : static_cast<int>(m_ids.size()) - 1; }

    std::shared_ptr<const LlamaModel> m_model;
    std::shared_ptr<const Tokenizer> m_tokenizer;
    std::vector<int> m_promptIds;
    std::vector<int> m_ids; ///< prompt and text; the newest of the text has not run yet
    Sequence m_sequence;
    StopWords m_stopWords;
    KvPolicy m_policy = KvPolicy::Exact; ///< under which the caches were made
    int m_copiedDepth = 0;               ///< under `copy`: layers that hold K/V of every position
    bool m_mustRebuild = false;          ///< a rebuild was cut short, or the engine failed
    LateWork m_late;
    std::optional<Run> m_kept;        ///< of a resumed run: what the caches do not hold yet
    std::optional<int> m_replacement; ///< of the next token's choice
    FinishReason m_reason = FinishReason::Unfinished;
    double m_prefillSeconds = 0;
    double m_decodeSeconds = 0;
};

} // namespace exitscope
