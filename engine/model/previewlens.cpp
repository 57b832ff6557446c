#include "model/previewlens.h"

#include "model/headpreview.h"
#include "model/llamaweights.h"
#include "model/rowproducts.h"

#include <algorithm>
#include <cmath>
#include <functional>

namespace exitscope {
namespace {

/// Exact logits cost as much as reading their rows; more of them than this hardly move an estimate.
int candidatesOf(int vocabulary)
{
    return std::clamp(vocabulary / 64, std::min(vocabulary, 16), 256);
}

} // namespace

PreviewLens::PreviewLens(std::shared_ptr<const LlamaModel> model)
    : m_model(std::move(model))
    , m_preview(m_model->headPreview())
    , m_vocabulary(m_model->config().vocabulary)
    , m_candidates(candidatesOf(m_vocabulary))
    , m_maxima(static_cast<std::size_t>((m_vocabulary + maximaLength - 1) / maximaLength))
{
    for (Estimate& estimate : m_estimates)
        estimate.logits = at::empty({m_vocabulary});
}

void PreviewLens::begin()
{
    for (Estimate& estimate : m_estimates)
        estimate.layer = -1;
}

const std::vector<int>& PreviewLens::best(const float* z)
{
    kernels().blockMaxima(z, m_vocabulary, m_maxima.data());
    m_ranked = m_maxima;
    const auto place =
        m_ranked.begin() + std::min<std::ptrdiff_t>(m_candidates, std::ssize(m_ranked)) - 1;
    std::nth_element(m_ranked.begin(), place, m_ranked.end(), std::greater<float>());
    const float least = *place;
    m_best.clear();
    for (std::size_t block = 0; block < m_maxima.size(); ++block) {
        if (m_maxima[block] < least)
            continue;
        const int first = static_cast<int>(block) * maximaLength;
        for (int id = first; id < std::min(first + maximaLength, m_vocabulary); ++id) {
            if (z[id] >= least)
                m_best.push_back(id);
        }
    }
    return m_best;
}

const float* PreviewLens::fill(Estimate& estimate, const at::Tensor& state)
{
    auto* z = static_cast<float*>(estimate.logits.data_ptr());
    const float less = m_preview->logits(state, z);
    const std::vector<int>& ids = best(z);
    m_exact.resize(ids.size());
    rowProducts(state, m_model->weights().head, ids, m_exact.data());
    for (std::size_t i = 0; i < ids.size(); ++i)
        z[ids[i]] = m_exact[i] - less;
    estimate.summary = kernels().summarizeLogits(z, m_vocabulary);
    return z;
}

LayerStatistics PreviewLens::estimate(int layer, const at::Tensor& state, Needs needs,
                                      double temperature)
{
    LayerStatistics result;
    Estimate& own = m_estimates[layer % 2];
    const float* z = fill(own, state);
    own.layer = layer;
    const LogitSummary& summary = own.summary;
    result.top1 = summary.top1;
    result.maxProbability = static_cast<float>(std::exp(-summary.logSum));
    result.secondProbability =
        static_cast<float>(std::exp(double{summary.second} - summary.maximum - summary.logSum));
    if (includes(needs, Needs::Entropy)) {
        result.entropyAtChosen =
            kernels().entropy(z, m_vocabulary, summary.maximum, static_cast<float>(temperature));
        result.chosenTemperature = static_cast<float>(temperature);
    }
    const Estimate& previous = m_estimates[(layer + 1) % 2];
    if (includes(needs, Needs::Divergence) && layer > 0 && previous.layer == layer - 1)
        result.klToPrevious = kernels().klDivergence(
            z, summary, static_cast<const float*>(previous.logits.data_ptr()), previous.summary,
            m_vocabulary);
    return result;
}

} // namespace exitscope
