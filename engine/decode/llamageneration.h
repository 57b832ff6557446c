#pragma once

#include "decode/cancelcheck.h"
#include "decode/session.h"
#include "decode/stopwords.h"
#include "decode/tokenpass.h"
#include "model/layerreader.h"
#include "model/staircase.h"
#include "tokenizer/tokenizer.h"

#include <memory>
#include <vector>

namespace exitscope {

/// The loop that joins staircase, reader, rule and sampler; see Generation for the contract.
class LlamaGeneration : public Generation
{
public:
    /// `tokenizer` may be null: then tokens carry no bytes and stop words cannot match.
    LlamaGeneration(std::shared_ptr<const LlamaModel> model,
                    std::shared_ptr<const Tokenizer> tokenizer, std::vector<int> promptIds);

    const std::vector<int>& promptIds() const override { return m_promptIds; }
    Result<std::optional<Step>> next(const Settings& settings, std::stop_token stop) override;
    /// The same with any check in place of a stop token.
    Result<std::optional<Step>> next(const Settings& settings, const CancelCheck& cancelled);
    FinishReason finishReason() const override { return m_reason; }
    double prefillSeconds() const override { return m_prefillSeconds; }
    double decodeSeconds() const override { return m_decodeSeconds; }
    std::size_t memoryBytes() const override { return m_staircase.memoryBytes(); }

    const Staircase& staircase() const { return m_staircase; }

private:
    std::optional<Step> writeToken(const Settings& settings, const CancelCheck& cancelled);
    bool hasEnded(const Settings& settings);
    bool adoptPolicy(const Settings& settings, Step& step, const CancelCheck& cancelled);
    bool payDebt(const Settings& settings, Step& step, const CancelCheck& cancelled);
    bool runPass(const Settings& settings, Step& step, const CancelCheck& cancelled);
    int chooseToken(const Settings& settings, Step& step);
    std::optional<Step> cutShort(Step step, int positions);
    void noteCarried(const std::vector<CarriedRows>& carried, Step& step) const;
    void watchToken(Step& step);
    bool isEos(int id) const;
    int index() const { return static_cast<int>(m_tokens.size()); }
    bool atPrompt() const { return m_tokens.empty(); }

    std::shared_ptr<const LlamaModel> m_model;
    std::shared_ptr<const Tokenizer> m_tokenizer;
    std::vector<int> m_promptIds;
    std::vector<int> m_tokens;
    Staircase m_staircase;
    LayerReader m_reader;
    StopWords m_stopWords;
    KvPolicy m_policy = KvPolicy::Exact; ///< under which the caches were made
    bool m_mustRebuild = false;          ///< a rebuild was cut short, or the engine failed
    Step m_cutShort; ///< catch-up that cancelled passes left done; part of the next token's record
    FinishReason m_reason = FinishReason::Unfinished;
    double m_prefillSeconds = 0;
    double m_decodeSeconds = 0;
};

} // namespace exitscope
