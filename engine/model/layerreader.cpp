#include "model/layerreader.h"

#include "model/kernels/kernels.h"
#include "model/llamaweights.h"
#include "model/ops.h"

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

} // namespace

struct LayerReader::Private
{
    std::shared_ptr<const LlamaModel> model;
    int rows = 1;
    int layers = 0;                      ///< observed
    std::vector<bool> withLogits;        ///< L: whose logits are there
    at::Tensor normed;                   ///< [L, rows, d]
    at::Tensor logits;                   ///< [L, V], of the last row
    std::vector<LogitSummary> summaries; ///< L, of the last row

    int vocabulary() const { return model->config().vocabulary; }
    float* normedRow(int layer, int row) const
    {
        const std::int64_t index = std::int64_t{layer} * rows + row;
        return static_cast<float*>(normed.data_ptr()) + index * normed.size(2);
    }
    const float* logitsOf(int layer) const
    {
        return static_cast<const float*>(logits.data_ptr()) + layer * logits.size(1);
    }
    float cosineToPrevious(int layer, PromptPass pass) const;
    /// Applies the head to the last rows of layers [first, last), in one product.
    void applyHead(int first, int last);
    void needLogits(int layer);
    std::vector<float> entropies(int layer, const std::vector<double>& temperatures,
                                 PromptPass pass) const;
};

/// The least over the rows that count.
float LayerReader::Private::cosineToPrevious(int layer, PromptPass pass) const
{
    const int width = model->config().width;
    float least = cosine(normedRow(layer, rows - 1), normedRow(layer - 1, rows - 1), width);
    for (int row = 0; pass == PromptPass::EveryPosition && row < rows - 1; ++row) {
        const float own = cosine(normedRow(layer, row), normedRow(layer - 1, row), width);
        if (std::isnan(own))
            return own;
        least = std::min(least, own);
    }
    return least;
}

void LayerReader::Private::applyHead(int first, int last)
{
    const at::Tensor states =
        normed.narrow(0, first, last - first).select(1, rows - 1).contiguous(); // [layers, d]
    at::Tensor target = logits.narrow(0, first, last - first);
    ops::linearInto(target, states, model->weights().head);
    for (int layer = first; layer < last; ++layer) {
        summaries[layer] = kernels().summarizeLogits(logitsOf(layer), vocabulary());
        withLogits[layer] = true;
    }
}

void LayerReader::Private::needLogits(int layer)
{
    if (!withLogits[layer])
        applyHead(layer, layer + 1);
}

/// One for each temperature. Over several rows their mean; the head is then applied to a few rows
/// at a time, so that a long prompt does not hold all of its logits.
std::vector<float> LayerReader::Private::entropies(int layer,
                                                   const std::vector<double>& temperatures,
                                                   PromptPass pass) const
{
    std::vector<double> totals(temperatures.size());
    const auto add = [&](const float* z, float maximum) {
        for (std::size_t i = 0; i < totals.size(); ++i)
            totals[i] +=
                kernels().entropy(z, vocabulary(), maximum, static_cast<float>(temperatures[i]));
    };
    const bool mean = pass == PromptPass::MeanPosition;
    if (!mean)
        add(logitsOf(layer), summaries[layer].maximum);
    constexpr int chunk = 32;
    for (int first = 0; mean && first < rows; first += chunk) {
        const int count = std::min(chunk, rows - first);
        const at::Tensor z =
            ops::linear(normed[layer].narrow(0, first, count), {&model->weights().head}).front();
        for (int row = 0; row < count; ++row) {
            const float* start = static_cast<const float*>(z.data_ptr()) + row * z.size(1);
            add(start, kernels().summarizeLogits(start, vocabulary()).maximum);
        }
    }
    std::vector<float> result;
    for (const double total : totals)
        result.push_back(static_cast<float>(mean ? total / rows : total));
    return result;
}

LayerReader::LayerReader(std::shared_ptr<const LlamaModel> model)
    : d(new Private)
{
    d->model = std::move(model);
    d->summaries.resize(static_cast<std::size_t>(d->model->config().layers));
}

LayerReader::~LayerReader() = default;

void LayerReader::begin(int rows)
{
    const ModelConfig& config = d->model->config();
    d->layers = 0;
    d->withLogits.assign(static_cast<std::size_t>(config.layers), false);
    if (!d->logits.defined())
        d->logits = at::empty({config.layers, config.vocabulary});
    if (!d->normed.defined() || d->rows != rows)
        d->normed = at::empty({config.layers, rows, config.width});
    d->rows = rows;
}

int LayerReader::observedLayers() const
{
    return d->layers;
}

void LayerReader::observe(const Staircase& staircase, int layer)
{
    const ModelConfig& config = d->model->config();
    const at::Tensor& weight = d->model->weights().finalNorm;
    kernels().rmsNorm(
        staircase.newestRows(layer, d->rows), static_cast<const float*>(weight.data_ptr()),
        static_cast<float>(config.normEpsilon), d->normedRow(layer, 0), d->rows, config.width);
    d->layers = layer + 1;
}

void LayerReader::applyHead()
{
    for (int first = 0; first < d->layers; ++first) {
        int last = first;
        while (last < d->layers && !d->withLogits[last])
            ++last;
        if (last > first)
            d->applyHead(first, last);
    }
}

LayerStatistics LayerReader::statistics(int layer, Needs needs, double temperature, PromptPass pass)
{
    LayerStatistics result;
    if (includes(needs, Needs::Cosine) && layer > 0)
        result.cosineToPrevious = d->cosineToPrevious(layer, pass);
    if (!includes(needs, Needs::Head))
        return result;

    d->needLogits(layer);
    const LogitSummary& summary = d->summaries[layer];
    result.top1 = summary.top1;
    result.maxProbability = static_cast<float>(std::exp(-summary.logSum));
    result.secondProbability =
        static_cast<float>(std::exp(double{summary.second} - summary.maximum - summary.logSum));
    if (includes(needs, Needs::Entropy)) {
        std::vector<double> temperatures{temperature};
        if (needs == Needs::Everything)
            temperatures = {temperature, 1, 3};
        const std::vector<float> found = d->entropies(layer, temperatures, pass);
        result.entropyAtChosen = found[0];
        result.chosenTemperature = static_cast<float>(temperature);
        if (needs == Needs::Everything) {
            result.entropyAt1 = found[1];
            result.entropyAt3 = found[2];
        }
    }
    if (includes(needs, Needs::Divergence) && layer > 0) {
        d->needLogits(layer - 1);
        result.klToPrevious =
            kernels().klDivergence(d->logitsOf(layer), summary, d->logitsOf(layer - 1),
                                   d->summaries[layer - 1], d->vocabulary());
    }
    return result;
}

std::span<const float> LayerReader::logits(int layer)
{
    d->needLogits(layer);
    return {d->logitsOf(layer), static_cast<std::size_t>(d->vocabulary())};
}

bool LayerReader::isFinite(int layer)
{
    d->needLogits(layer);
    return std::isfinite(d->summaries[layer].logSum);
}

float LayerReader::probability(int layer, int id)
{
    const float z = logits(layer)[static_cast<std::size_t>(id)];
    return static_cast<float>(
        std::exp(double{z} - d->summaries[layer].maximum - d->summaries[layer].logSum));
}

std::vector<std::pair<int, float>> LayerReader::top(int layer, int count)
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

} // namespace exitscope
