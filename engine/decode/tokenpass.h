#pragma once

#include "decode/cancelcheck.h"
#include "decode/previewdecision.h"
#include "decode/sequence.h"
#include "trace/run.h"

#include <optional>
#include <span>

namespace exitscope {

/// Positions [first, last] that were carried through `layer` in a batch with the newest.
struct CarriedRows
{
    int layer = 0;
    int first = 0;
    int last = 0;
};

/// What running the newest position through the layers came to.
struct PassResult
{
    bool cancelled = false;
    int exitLayer = -1;               ///< 0-based; whose logits choose the token
    int previewExitLayer = -1;        ///< watched under Scoring::Preview: where that would leave
    int layersRun = 0;                ///< layers that ran on the newest position for its own sake
    int layersKept = 0;               ///< of these, the first ones, whose K/V stay; less where the
                                      ///< others only ran to be scored
    std::vector<CarriedRows> carried; ///< older positions in the same batches
    /// L entries, NaN where not computed. Estimates are not among them: under Scoring::Preview only
    /// the layers at which an exit was checked are known.
    std::vector<LayerStatistics> statistics;
    std::vector<Tie> ties; ///< token index left to the caller
    double layersMs = 0;
    double carriedMs = 0;  ///< of these, in batches with older positions
    int carriedPasses = 0; ///< how many layers those were
    double scoringMs = 0;
    double copyMs = 0;     ///< of K/V that were copied into layers past the exit
    double samplingMs = 0; ///< left to the caller
};

enum class PassKind
{
    Prompt,
    Token,
    Draft ///< of either: stops at its exit, is never watched, and its states are kept as asked
};

/// Runs what waits at the first door through the layers, reading as it goes, and finds the exit of
/// the newest position. `rows`: how many positions were just appended (1 for a token).
///
/// decide: layers run until the rule fires, and only its score is computed, or estimated and
/// checked where the estimate fires; over a prompt every
/// layer of the depth runs and the rule only picks whose logits count, unless it may end the prompt
/// too (`holes`) or only drafts.
/// watch: all layers run and are scored together, exactly; the rule picks the exit afterwards. Past
/// the exit under `holes` and `copy` that work is scratch and is discarded.
///
/// On cancel, polled before every layer, the caller truncates. Rows that wait are left in the
/// staircase under `exact`, and dropped under the other policies.
class TokenPass
{
public:
    TokenPass(Sequence& sequence, const Settings& settings, PassKind kind, int rows);

    PassResult run(const CancelCheck& cancelled);

private:
    PromptRead promptRead() const;
    bool ruleSeesEveryRow() const;
    void runLayerAndObserve(int layer);
    bool tell(int layer, bool isLast, const CancelCheck& cancelled);
    bool usesPreview() const;
    bool firesAt(int layer);
    bool firesByHead(int layer);
    bool firesByPreview(int layer);
    int previewExit();
    bool scoreAll(const CancelCheck& cancelled);
    /// At the last of the layers whose exact statistics are known.
    void noteTie(std::span<const LayerStatistics> known);
    void endLayersHere();

    Sequence& m_sequence;
    Staircase& m_staircase;
    LayerReader& m_reader;
    const Settings& m_settings;
    const ModelShape m_shape;
    const PassKind m_kind;
    const int m_rows;
    const int m_depth; ///< layers that the settings let the token pass
    const bool m_watch;
    const PromptRead m_read;
    std::optional<PreviewDecision> m_preview; ///< where estimates are asked
    PassResult m_result;
};

} // namespace exitscope
