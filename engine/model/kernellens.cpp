#include "model/lens.h"

#include "model/kernels/kernels.h"
#include "model/llamaweights.h"

#include <algorithm>
#include <cmath>

namespace exitscope {
namespace {

float cosine(const float* a, const float* b, int width)
{
    double product = 0;
    double squaresA = 0;
    double squaresB = 0;
    for (int i = 0; i < width; ++i) {
        product += double{a[i]} * b[i];
        squaresA += double{a[i]} * a[i];
        squaresB += double{b[i]} * b[i];
    }
    // The guard is torch.nn.functional.cosine_similarity's.
    return static_cast<float>(product / std::max(std::sqrt(squaresA * squaresB), 1e-8));
}

class KernelLens : public Lens
{
public:
    explicit KernelLens(std::shared_ptr<const LlamaModel> model)
        : m_model(std::move(model))
        , m_summaries(static_cast<std::size_t>(m_model->config().layers))
    {}

    void begin(int rows) override;
    void observe(const at::Tensor& states, int layer) override;
    int observedLayers() const override { return m_layers; }
    at::Tensor state(int layer) const override { return m_normed[layer][m_rows - 1]; }
    void applyHead(int first) override;
    LayerStatistics statistics(int layer, Needs needs, double temperature,
                               const PromptRead& read) override;
    std::span<const float> logits(int layer) override;
    bool isFinite(int layer) override;
    float probability(int layer, int id) override;
    int rank(int layer, int id) override;
    std::vector<std::pair<int, float>> top(int layer, int count) override;

private:
    int vocabulary() const { return m_model->config().vocabulary; }
    float* normedRow(int layer, int row) const
    {
        const std::int64_t index = std::int64_t{layer} * m_rows + row;
        return static_cast<float*>(m_normed.data_ptr()) + index * m_normed.size(2);
    }
    const float* logitsOf(int layer) const
    {
        return static_cast<const float*>(m_logits.data_ptr()) + layer * m_logits.size(1);
    }
    float cosineToPrevious(int layer, bool everyRow) const;
    /// Applies the head to the last rows of layers [first, last), in one product.
    void applyHead(int first, int last);
    void needLogits(int layer);
    std::vector<float> entropies(int layer, const std::vector<double>& temperatures,
                                 bool mean) const;

    std::shared_ptr<const LlamaModel> m_model;
    int m_rows = 1;
    int m_layers = 0;                      ///< observed
    std::vector<bool> m_withLogits;        ///< L: whose logits are there
    at::Tensor m_normed;                   ///< [L, rows, d]
    at::Tensor m_logits;                   ///< [L, V], of the last row
    std::vector<LogitSummary> m_summaries; ///< L, of the last row
};

/// The least over the rows that count.
float KernelLens::cosineToPrevious(int layer, bool everyRow) const
{
    const int width = m_model->config().width;
    float least = cosine(normedRow(layer, m_rows - 1), normedRow(layer - 1, m_rows - 1), width);
    for (int row = 0; everyRow && row < m_rows - 1; ++row) {
        const float own = cosine(normedRow(layer, row), normedRow(layer - 1, row), width);
        if (std::isnan(own))
            return own;
        least = std::min(least, own);
    }
    return least;
}

void KernelLens::applyHead(int first, int last)
{
    const at::Tensor states =
        m_normed.narrow(0, first, last - first).select(1, m_rows - 1).contiguous(); // [layers, d]
    at::Tensor target = m_logits.narrow(0, first, last - first);
    kernelOperators().linearInto(target, states, m_model->weights().head);
    for (int layer = first; layer < last; ++layer) {
        m_summaries[layer] = kernels().summarizeLogits(logitsOf(layer), vocabulary());
        m_withLogits[layer] = true;
    }
}

void KernelLens::needLogits(int layer)
{
    if (!m_withLogits[layer])
        applyHead(layer, layer + 1);
}

/// One for each temperature. Over several rows their mean; the head is then applied to a few
/// rows at a time, so that a long prompt does not hold all of its logits.
std::vector<float> KernelLens::entropies(int layer, const std::vector<double>& temperatures,
                                         bool mean) const
{
    std::vector<double> totals(temperatures.size());
    const auto add = [&](const float* z, float maximum) {
        for (std::size_t i = 0; i < totals.size(); ++i)
            totals[i] +=
                kernels().entropy(z, vocabulary(), maximum, static_cast<float>(temperatures[i]));
    };
    if (!mean)
        add(logitsOf(layer), m_summaries[layer].maximum);
    constexpr int chunk = 32;
    for (int first = 0; mean && first < m_rows; first += chunk) {
        const int count = std::min(chunk, m_rows - first);
        const at::Tensor z =
            kernelOperators()
                .linear(m_normed[layer].narrow(0, first, count), {&m_model->weights().head})
                .front();
        for (int row = 0; row < count; ++row) {
            const float* start = static_cast<const float*>(z.data_ptr()) + row * z.size(1);
            add(start, kernels().summarizeLogits(start, vocabulary()).maximum);
        }
    }
    std::vector<float> result;
    for (const double total : totals)
        result.push_back(static_cast<float>(mean ? total / m_rows : total));
    return result;
}

void KernelLens::begin(int rows)
{
    const ModelConfig& config = m_model->config();
    m_layers = 0;
    m_withLogits.assign(static_cast<std::size_t>(config.layers), false);
    if (!m_logits.defined())
        m_logits = at::empty({config.layers, config.vocabulary});
    if (!m_normed.defined() || m_rows != rows)
        m_normed = at::empty({config.layers, rows, config.width});
    m_rows = rows;
}

void KernelLens::observe(const at::Tensor& states, int layer)
{
    const ModelConfig& config = m_model->config();
    const at::Tensor rows = (states.is_cpu() ? states : states.cpu()).contiguous();
    const at::Tensor& weight = m_model->weights().finalNorm;
    kernels().rmsNorm(
        static_cast<const float*>(rows.data_ptr()), static_cast<const float*>(weight.data_ptr()),
        static_cast<float>(config.normEpsilon), normedRow(layer, 0), m_rows, config.width);
    m_layers = layer + 1;
}

void KernelLens::applyHead(int from)
{
    for (int first = from; first < m_layers; ++first) {
        int last = first;
        while (last < m_layers && !m_withLogits[last])
            ++last;
        if (last > first)
            applyHead(first, last);
    }
}

LayerStatistics KernelLens::statistics(int layer, Needs needs, double temperature,
                                       const PromptRead& read)
{
    LayerStatistics result;
    if (includes(needs, Needs::Cosine) && layer > 0)
        result.cosineToPrevious = cosineToPrevious(layer, read.everyCosine);
    if (!includes(needs, Needs::Head))
        return result;

    needLogits(layer);
    const LogitSummary& summary = m_summaries[layer];
    result.top1 = summary.top1;
    result.maxProbability = static_cast<float>(std::exp(-summary.logSum));
    result.secondProbability =
        static_cast<float>(std::exp(double{summary.second} - summary.maximum - summary.logSum));
    if (includes(needs, Needs::Entropy)) {
        std::vector<double> temperatures{temperature};
        if (needs == Needs::Everything)
            temperatures = {temperature, 1, 3};
        const std::vector<float> found = entropies(layer, temperatures, read.meanEntropy);
        result.entropyAtChosen = found[0];
        result.chosenTemperature = static_cast<float>(temperature);
        if (needs == Needs::Everything) {
            result.entropyAt1 = found[1];
            result.entropyAt3 = found[2];
        }
    }
    if (includes(needs, Needs::Divergence) && layer > 0) {
        needLogits(layer - 1);
        result.klToPrevious = kernels().klDivergence(logitsOf(layer), summary, logitsOf(layer - 1),
                                                     m_summaries[layer - 1], vocabulary());
    }
    return result;
}

std::span<const float> KernelLens::logits(int layer)
{
    needLogits(layer);
    return {logitsOf(layer), static_cast<std::size_t>(vocabulary())};
}

bool KernelLens::isFinite(int layer)
{
    needLogits(layer);
    return std::isfinite(m_summaries[layer].logSum);
}

float KernelLens::probability(int layer, int id)
{
    const float z = logits(layer)[static_cast<std::size_t>(id)];
    return static_cast<float>(
        std::exp(double{z} - m_summaries[layer].maximum - m_summaries[layer].logSum));
}

int KernelLens::rank(int layer, int id)
{
    const std::span<const float> z = logits(layer);
    const float own = z[static_cast<std::size_t>(id)];
    int above = 0;
    for (const float other : z)
        above += other > own;
    return std::isnan(own) ? -1 : above;
}

std::vector<std::pair<int, float>> KernelLens::top(int layer, int count)
{
    const std::span<const float> z = logits(layer);
    std::vector<std::pair<int, float>> best; // (id, logit), largest first
    float least = -INFINITY;
    for (int id = 0; id < static_cast<int>(z.size()); ++id) {
        if (static_cast<int>(best.size()) == count && !(z[id] > least))
            continue;
        if (static_cast<int>(best.size()) == count)
            best.pop_back();
        auto place = std::find_if(best.begin(), best.end(),
                                  [&](const auto& entry) { return entry.second < z[id]; });
        best.insert(place, {id, z[id]});
        least = best.back().second;
    }
    for (auto& [id, value] : best)
        value = probability(layer, id);
    return best;
}

} // namespace

std::unique_ptr<Lens> makeKernelLens(std::shared_ptr<const LlamaModel> model)
{
    return std::make_unique<KernelLens>(std::move(model));
}

} // namespace exitscope
