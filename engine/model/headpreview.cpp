#include "model/headpreview.h"

#include "model/kernelproducts.h"
#include "model/kernels/kernels.h"
#include "model/widenedweights.h"

#include <algorithm>

namespace exitscope {
namespace {

/// Orthonormal columns that span the leading eigenvectors of `covariance` [d, d], by orthogonal
/// iteration (Golub and Van Loan, section 8.2): [d, rank].
at::Tensor leadingDirections(const at::Tensor& covariance, int rank)
{
    constexpr int iterations = 6;
    // The largest columns of the covariance are a better start than chance, and the same each time.
    const at::Tensor order = covariance.diagonal().argsort(0, true).narrow(0, 0, rank);
    at::Tensor directions = std::get<0>(at::linalg_qr(covariance.index_select(1, order)));
    for (int i = 0; i < iterations; ++i)
        directions = std::get<0>(at::linalg_qr(covariance.mm(directions)));
    return directions;
}

constexpr std::int64_t perGroup = previewRowsPerGroup;

/// int8 [rows / perGroup, r, perGroup] of rows / scales, as the kernel reads them.
at::Tensor groupedRows(const at::Tensor& rows, const at::Tensor& scales)
{
    return (rows / scales.unsqueeze(1))
        .round()
        .to(at::kChar)
        .view({-1, perGroup, rows.size(1)})
        .transpose(1, 2);
}

} // namespace

int HeadPreview::rankFor(int vocabulary, int width, const PreviewBudget& budget)
{
    constexpr double share = 0.15;
    constexpr int step = 32;
    constexpr std::int64_t cached = 1 << 20; // bytes that stay near the processor, and cost little
    const auto whole = static_cast<double>(budget.layers) * static_cast<double>(budget.layerBytes) +
                       static_cast<double>(budget.headBytes);
    const double each = share * whole / std::max(1, budget.layers - 1);
    const int affordable = static_cast<int>(each / vocabulary + step / 2) / step * step;
    if (affordable >= width || std::int64_t{vocabulary} * width <= cached)
        return width;
    // More directions than a quarter would be spent on the projection.
    return std::clamp(affordable, std::min(width, step), std::max(width / 4, step));
}

std::shared_ptr<const HeadPreview> HeadPreview::make(const Linear& head, int width, int rank)
{
    constexpr std::int64_t mostSampled = 16384;
    constexpr std::int64_t chunk = 8192;
    const std::int64_t vocabulary = head.matrix.size(0);
    const std::shared_ptr<HeadPreview> preview(new HeadPreview);
    const std::int64_t step = (vocabulary + mostSampled - 1) / mostSampled;
    at::Tensor sample = widenedRows(head, width, 0, vocabulary, step);
    preview->m_mean = sample.mean(0, true);
    at::Tensor directions; // [d, r]
    if (rank < width) {
        sample = sample - preview->m_mean;
        const at::Tensor covariance = sample.t().mm(sample) / sample.size(0);
        directions = leadingDirections(covariance, rank);
        const double kept = (covariance.mm(directions) * directions).sum().item<double>();
        const double all = covariance.diagonal().sum().item<double>();
        preview->m_leftOut = std::max(0.0, all - kept) / (width - rank);
        preview->m_directions.matrix = directions.t().to(at::kBFloat16).contiguous();
    }
    const std::int64_t groups = (vocabulary + perGroup - 1) / perGroup;
    preview->m_vocabulary = static_cast<int>(vocabulary);
    preview->m_rows = at::empty({groups, rank, perGroup}, at::kChar);
    preview->m_scales = at::empty({groups * perGroup});
    for (std::int64_t first = 0; first < vocabulary; first += chunk) {
        const std::int64_t count = std::min(chunk, vocabulary - first);
        at::Tensor rows = widenedRows(head, width, first, count) - preview->m_mean;
        if (rank < width)
            rows = rows.mm(directions);
        rows = at::constant_pad_nd(rows, {0, 0, 0, (perGroup - count % perGroup) % perGroup});
        const at::Tensor scales = (rows.abs().amax(1) / 127).clamp_min(1e-30);
        preview->m_scales.narrow(0, first, rows.size(0)).copy_(scales);
        preview->m_rows.narrow(0, first / perGroup, rows.size(0) / perGroup)
            .copy_(groupedRows(rows, scales));
    }
    return preview;
}

std::size_t HeadPreview::bytes() const
{
    return m_rows.nbytes() + m_scales.nbytes() + m_mean.nbytes() +
           (m_directions.matrix.defined() ? m_directions.matrix.nbytes() : 0);
}

float HeadPreview::logits(const at::Tensor& state, float* z) const
{
    const int width = static_cast<int>(m_mean.size(1));
    const auto* n = static_cast<const float*>(state.data_ptr());
    const auto* mean = static_cast<const float*>(m_mean.data_ptr());
    double taken = 0;
    double square = 0;
    for (int i = 0; i < width; ++i) {
        taken += double{n[i]} * mean[i];
        square += double{n[i]} * n[i];
    }
    std::vector<at::Tensor> projected{state};
    if (m_directions.matrix.defined()) {
        projected = {at::empty({1, rank()})};
        linearProducts(state.view({1, width}), {&m_directions}, projected, false);
        const auto* inside = static_cast<const float*>(projected.front().data_ptr());
        for (int i = 0; i < rank(); ++i)
            square -= double{inside[i]} * inside[i];
        taken += std::max(0.0, square) * m_leftOut / 2;
    }
    kernels().previewLogits({static_cast<const std::int8_t*>(m_rows.data_ptr()),
                             static_cast<const float*>(m_scales.data_ptr()),
                             static_cast<const float*>(projected.front().data_ptr()), z, rank(),
                             m_vocabulary});
    return static_cast<float>(taken);
}

} // namespace exitscope
