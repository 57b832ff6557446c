#pragma once

#include "model/operators.h"

#include <ATen/ATen.h>

#include <memory>

namespace exitscope {

/// What a preview and the matrix that it stands for weigh in a decision on its size.
struct PreviewBudget
{
    int layers = 0;             ///< L
    std::size_t layerBytes = 0; ///< of one decoder layer
    std::size_t headBytes = 0;  ///< of the exact head
};

/// A small copy of the head: its rows, less their mean, on the leading singular directions of the
/// head, in int8. After SVD-softmax (Shim et al. 2017), which also takes the exact logits of the
/// best; see PreviewLens. Immutable; any thread.
class HeadPreview
{
public:
    /// Directions that keep all previews of a token within some 15 % of the bytes of full depth, in
    /// whole vectors; `width` (no projection) where that is affordable or the preview is small.
    static int rankFor(int vocabulary, int width, const PreviewBudget& budget);

    /// Of `head` [V, d] in any format, on the CPU, with `rank` directions (1 .. d). Takes a moment:
    /// about a second for 128,256 x 2,048.
    static std::shared_ptr<const HeadPreview> make(const Linear& head, int width, int rank);

    int rank() const { return static_cast<int>(m_rows.size(1)); }
    std::size_t bytes() const;

    /// Estimates of the logits of `state` [d] (after the final norm), all less the same amount,
    /// which is returned: z [V]. An exact logit stands beside them once it is taken off. It holds
    /// half the variance of what the directions leave out, because that much the others add to the
    /// sum over the vocabulary.
    float logits(const at::Tensor& state, float* z) const;

private:
    HeadPreview() = default;

    at::Tensor m_mean;    ///< [1, d], of the head's rows
    Linear m_directions;  ///< bf16 [r, d], orthonormal; undefined where r = d
    int m_vocabulary = 0; ///< V
    at::Tensor m_rows;    ///< int8, as PreviewJob takes them
    at::Tensor m_scales;  ///< fp32, padded as they are
    double m_leftOut = 0; ///< mean variance along a direction that is left out
};

} // namespace exitscope
