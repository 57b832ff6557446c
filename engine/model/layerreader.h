#pragma once

#include "exit/criterion.h"
#include "exit/layerstatistics.h"
#include "model/staircase.h"

#include <memory>
#include <span>
#include <utility>
#include <vector>

namespace exitscope {

class Lens;
class PreviewLens;

/// What is drawn over all rows that a pass looks at; the rest comes from the last row.
struct PromptRead
{
    bool everyCosine = false; ///< the least cosine counts
    bool meanEntropy = false; ///< the mean entropy counts

    bool operator==(const PromptRead&) const = default;
};

/// Reads what each layer would say about the next token: final norm and head applied to the rows
/// that just left a layer (the logit lens; for LayerSkip models, their shared exit head).
/// One pass at a time: begin, observe each layer as it has run, then ask. Owned by one thread.
class LayerReader
{
public:
    explicit LayerReader(std::shared_ptr<const LlamaModel> model);
    ~LayerReader();

    /// Forgets the last pass. `rows`: how many of the newest rows are looked at; 1, or a whole
    /// prompt where the rule applies to all of its positions.
    void begin(int rows = 1);
    /// Takes the rows that `layer` just left; layers come in order.
    void observe(const Staircase& staircase, int layer);
    /// The same from their hidden states, [rows, d].
    void observe(const at::Tensor& states, int layer);
    int observedLayers() const;

    /// Applies the head to all observed layers from `first` on that have no logits yet, in one
    /// product.
    void applyHead(int first = 0);

    /// Whether estimates can be made: where the head is on the CPU's kernels.
    bool canEstimate() const;
    /// What `statistics` would say of the last row, by a preview of the head; those that need no
    /// head are exact. Layers come in order. The first call on a model makes its preview, which
    /// takes a moment.
    LayerStatistics estimate(int layer, Needs needs, double temperature);

    /// Statistics of an observed layer; those not in `needs` stay NaN.
    LayerStatistics statistics(int layer, Needs needs, double temperature,
                               const PromptRead& read = {});
    /// Logits of the last row, [V]; until the next begin.
    std::span<const float> logits(int layer);
    /// Whether those logits are numbers; they are not where the model overflowed or is damaged.
    bool isFinite(int layer);
    /// p_layer of `id`, from the last row.
    float probability(int layer, int id);
    /// How many logits of the last row are above that of `id`; -1 where that one is not a number.
    int rank(int layer, int id);
    /// The `count` largest probabilities of the last row, largest first: (id, probability).
    std::vector<std::pair<int, float>> top(int layer, int count);

private:
    std::shared_ptr<const LlamaModel> m_model;
    std::unique_ptr<Lens> m_lens;           ///< of the head's device
    std::unique_ptr<PreviewLens> m_preview; ///< made when first asked
    int m_rows = 1;
};

} // namespace exitscope
