#pragma once

#include "exit/layerstatistics.h"
#include "model/kernels/kernels.h"
#include "model/llamamodel.h"

#include <ATen/ATen.h>

#include <array>
#include <memory>
#include <vector>

namespace exitscope {

class HeadPreview;

/// Estimates what layers would say about the next token: the preview's logits for the whole
/// vocabulary, and exact ones for the few that it finds best, as SVD-softmax does (Shim et al.
/// 2017). On the CPU's kernels. Owned by one thread.
class PreviewLens
{
public:
    explicit PreviewLens(std::shared_ptr<const LlamaModel> model);

    /// Forgets the last pass.
    void begin();
    /// Of `state` [d], fp32: what the final norm made of the row that left `layer`. A divergence
    /// needs the layer before to have been estimated just before. Cosines are not filled in.
    LayerStatistics estimate(int layer, const at::Tensor& state, Needs needs, double temperature);

private:
    /// One layer's logits, best ones exact and all less the same amount.
    struct Estimate
    {
        int layer = -1;
        at::Tensor logits; ///< [V]
        LogitSummary summary;
    };
    const float* fill(Estimate& estimate, const at::Tensor& state);
    /// The ids of the largest of z [V], about m_candidates of them, in no order.
    const std::vector<int>& best(const float* z);

    std::shared_ptr<const LlamaModel> m_model;
    std::shared_ptr<const HeadPreview> m_preview;
    const int m_vocabulary;
    const int m_candidates;
    std::array<Estimate, 2> m_estimates; ///< of odd and even layers
    std::vector<float> m_maxima;         ///< of blocks of z
    std::vector<float> m_ranked;
    std::vector<int> m_best;
    std::vector<float> m_exact;
};

} // namespace exitscope
