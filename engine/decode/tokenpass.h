#pragma once

#include "decode/cancelcheck.h"
#include "model/layerreader.h"
#include "model/staircase.h"
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
    std::vector<CarriedRows> carried; ///< older positions in the same batches
    std::vector<LayerStatistics> statistics; ///< L entries, NaN where not computed
    std::vector<Tie> ties;                   ///< token index left to the caller
    double layersMs = 0;
    double scoringMs = 0;
};

enum class PassKind
{
    Prompt,
    Token
};

/// Runs what waits at the first door through the layers, reading as it goes, and finds the exit of
/// the newest position. `rows`: how many positions were just appended (1 for a token).
///
/// decide: layers run until the rule fires, and only its score is computed; over a prompt under the
/// `exact` policy every layer of the depth runs and the rule only picks whose logits count.
/// watch: all layers run and are scored together; the rule picks the exit afterwards. Past the exit
/// under `holes` that work is scratch and is discarded.
///
/// On cancel, polled before every layer, the caller truncates. Rows that went past the exit or wait
/// are left in the staircase for the caller's policy.
class TokenPass
{
public:
    TokenPass(Staircase& staircase, LayerReader& reader, const Settings& settings, PassKind kind,
              int rows);

    PassResult run(const CancelCheck& cancelled);

private:
    bool ruleSeesEveryRow() const;
    void runLayerAndObserve(int layer);
    bool firesAt(int layer);
    bool scoreAll(const CancelCheck& cancelled);
    void noteTie(int layer);
    void leaveHoles();

    Staircase& m_staircase;
    LayerReader& m_reader;
    const Settings& m_settings;
    const ModelShape m_shape;
    const bool m_prompt;
    const int m_rows;
    const int m_depth; ///< layers that the settings make part of the model
    PassResult m_result;
};

} // namespace exitscope
