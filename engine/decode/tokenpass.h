#pragma once

#include "decode/cancelcheck.h"
#include "decode/sequence.h"
#include "trace/run.h"

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
    int layersRun = 0;                ///< layers that ran on the newest position for its own sake
    int layersKept = 0;               ///< of these, the first ones, whose K/V stay; less where the
                                      ///< others only ran to be scored
    std::vector<CarriedRows> carried; ///< older positions in the same batches
    std::vector<LayerStatistics> statistics; ///< L entries, NaN where not computed
    std::vector<Tie> ties;                   ///< token index left to the caller
    double layersMs = 0;
    double scoringMs = 0;
    double copyMs = 0; ///< of K/V that were copied into layers past the exit
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
/// decide: layers run until the rule fires, and only its score is computed; over a prompt every
/// layer of the depth runs and the rule only picks whose logits count, unless it may end the prompt
/// too (`holes`) or only drafts.
/// watch: all layers run and are scored together; the rule picks the exit afterwards. Past the exit
/// under `holes` and `copy` that work is scratch and is discarded.
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
    bool firesAt(int layer);
    bool scoreAll(const CancelCheck& cancelled);
    void noteTie(int layer);
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
    PassResult m_result;
};

} // namespace exitscope
