#include "model/lens.h"

#include "model/llamaweights.h"

#include <algorithm>
#include <cmath>

namespace exitscope {
namespace {

const double logClamp = std::log(1e-12);

/// What the host knows of one row of logits.
struct Summary
{
    bool known = false;
    int top1 = -1; ///< -1 where the largest is not a number
    double maximum = 0;
    double logSum = 0; ///< ln of sum exp(z - maximum)
};

/// Entropy of softmax(z / temperature) of each row, nats: [rows].
at::Tensor entropyOf(const at::Tensor& z, double temperature)
{
    const at::Tensor logP = at::log_softmax(z / temperature, 1).clamp_min(logClamp);
    return -(logP.exp() * logP).sum(1);
}

/// KL from each row of `previous` to the same row of z, nats: [rows].
at::Tensor divergenceOf(const at::Tensor& z, const at::Tensor& previous)
{
    const at::Tensor logP = at::log_softmax(z, 1).clamp_min(logClamp);
    const at::Tensor logQ = at::log_softmax(previous, 1).clamp_min(logClamp);
    return (logP.exp() * (logP - logQ)).sum(1);
}

class AtenLens : public Lens
{
public:
    explicit AtenLens(std::shared_ptr<const LlamaModel> model)
        : m_model(std::move(model))
        , m_ops(operatorsOn(weights().placement.head()))
        , m_device(tensorDevice(weights().placement.head()))
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
    const LlamaWeights& weights() const { return m_model->weights(); }
    const ModelConfig& config() const { return m_model->config(); }
    void applyHead(int first, int last);
    void needLogits(int layer);
    void needSummary(int layer);
    void needColumn(int id);
    /// Statistics of layers [first, last), whose logits are there where they are needed; one copy
    /// to the host.
    std::vector<LayerStatistics> measure(int first, int last, Needs needs, double temperature,
                                         const PromptRead& read);
    struct Wanted
    {
        bool cosine;
        bool head;
        bool entropy;
        bool everything;
        bool divergence;
    };
    at::Tensor pack(int first, int last, const Wanted& wanted, double temperature,
                    const PromptRead& read) const;
    static LayerStatistics unpack(const double* value, const Wanted& wanted, double temperature,
                                  Summary& summary);
    at::Tensor cosines(int first, int last, bool everyRow) const;
    at::Tensor entropies(int first, int last, double temperature, bool mean) const;

    std::shared_ptr<const LlamaModel> m_model;
    const Operators& m_ops;
    const at::Device m_device;
    int m_rows = 1;
    int m_layers = 0;                     // observed
    std::vector<bool> m_withLogits;       // L
    at::Tensor m_normed;                  // [L, rows, d]
    at::Tensor m_logits;                  // [L, V], of the last row
    std::vector<Summary> m_summaries;     // L, of those logits
    std::vector<LayerStatistics> m_whole; // of all observed layers, where they were asked for
    PromptRead m_wholeRead;               // how m_whole was drawn over the rows
    at::Tensor m_host;                    // [L, V] on the host; rows in m_onHost
    std::vector<bool> m_onHost;           // L
    at::Tensor m_column; // [2, observed]: logits of m_columnId and their ranks, on the host
    int m_columnId = -1;
    at::Tensor m_best; // [2, observed, count]: largest logits and their ids, on the host
};

void AtenLens::begin(int rows)
{
    const auto layers = static_cast<std::size_t>(config().layers);
    m_layers = 0;
    m_withLogits.assign(layers, false);
    m_summaries.assign(layers, {});
    m_onHost.assign(layers, false);
    m_whole.clear();
    const auto options = at::TensorOptions(m_device).dtype(at::kFloat);
    if (!m_logits.defined())
        m_logits = at::zeros({config().layers, config().vocabulary}, options);
    if (!m_normed.defined() || m_rows != rows)
        m_normed = at::empty({config().layers, rows, config().width}, options);
    m_rows = rows;
}

void AtenLens::observe(const at::Tensor& states, int layer)
{
    m_normed[layer].copy_(
        m_ops.rmsNorm(states.to(m_device), weights().finalNorm, config().normEpsilon));
    m_layers = layer + 1;
}

void AtenLens::applyHead(int from)
{
    for (int first = from; first < m_layers; ++first) {
        int last = first;
        while (last < m_layers && !m_withLogits[last])
            ++last;
        if (last > first)
            applyHead(first, last);
    }
}

void AtenLens::applyHead(int first, int last)
{
    at::Tensor target = m_logits.narrow(0, first, last - first);
    m_ops.linearInto(target, m_normed.narrow(0, first, last - first).select(1, m_rows - 1),
                     weights().head);
    std::fill(m_withLogits.begin() + first, m_withLogits.begin() + last, true);
    m_whole.clear();
    m_columnId = -1;
    m_best = at::Tensor();
}

void AtenLens::needLogits(int layer)
{
    if (!m_withLogits[layer])
        applyHead(layer, layer + 1);
}

void AtenLens::needSummary(int layer)
{
    needLogits(layer);
    if (!m_summaries[layer].known)
        measure(layer, layer + 1, Needs::Head, 1, {});
}

void AtenLens::needColumn(int id)
{
    if (m_columnId == id)
        return;
    const at::Tensor z = m_logits.narrow(0, 0, m_layers);
    const at::Tensor own = z.select(1, id);
    const at::Tensor above = z.gt(own.unsqueeze(1)).sum(1);
    m_column = at::stack({own.to(at::kDouble), above.to(at::kDouble)}).cpu();
    m_columnId = id;
}

/// Of layers [first, last) with the layer before each; the least over the rows that count.
at::Tensor AtenLens::cosines(int first, int last, bool everyRow) const
{
    const int from = everyRow ? 0 : m_rows - 1;
    const auto states = [&](int layer, int end) {
        return m_normed.narrow(0, layer, end - layer)
            .narrow(1, from, m_rows - from)
            .to(at::kDouble);
    };
    const at::Tensor a = states(first, last);
    const at::Tensor b = states(first - 1, last - 1);
    // The guard is torch.nn.functional.cosine_similarity's.
    const at::Tensor lengths = ((a * a).sum(-1) * (b * b).sum(-1)).sqrt().clamp_min(1e-8);
    return ((a * b).sum(-1) / lengths).amin(1);
}

/// Of the last row, or the mean over all rows; the head is then applied to a few rows at a time, so
/// that a long prompt does not hold all of its logits.
at::Tensor AtenLens::entropies(int first, int last, double temperature, bool mean) const
{
    if (!mean)
        return entropyOf(m_logits.narrow(0, first, last - first), temperature);
    constexpr int chunk = 32;
    std::vector<at::Tensor> means;
    for (int layer = first; layer < last; ++layer) {
        at::Tensor total = at::zeros({}, m_logits.options().dtype(at::kDouble));
        for (int row = 0; row < m_rows; row += chunk) {
            const at::Tensor states = m_normed[layer].narrow(0, row, std::min(chunk, m_rows - row));
            total += entropyOf(m_ops.linear(states, {&weights().head}).front(), temperature)
                         .sum(at::kDouble);
        }
        means.push_back(total / m_rows);
    }
    return at::stack(means);
}

/// What is asked of each layer, a column each, in the order that unpack takes them: [count,
/// columns].
at::Tensor AtenLens::pack(int first, int last, const Wanted& wanted, double temperature,
                          const PromptRead& read) const
{
    const int count = last - first;
    const int begin = std::max(first, 1);
    std::vector<at::Tensor> columns; // [count] each
    const auto add = [&](const at::Tensor& column) { columns.push_back(column.to(at::kDouble)); };
    // The first layer has no previous one.
    const auto addFromSecond = [&](const at::Tensor& column) {
        at::Tensor whole = at::full({count}, std::nan(""), column.options().dtype(at::kDouble));
        whole.narrow(0, begin - first, last - begin).copy_(column);
        columns.push_back(whole);
    };
    const at::Tensor z = m_logits.narrow(0, first, count);
    if (wanted.cosine)
        addFromSecond(cosines(begin, last, read.everyCosine));
    if (wanted.head) {
        const auto [maximum, index] = z.max(1);
        add(index);
        add(maximum);
        add(std::get<0>(z.topk(std::min<std::int64_t>(2, z.size(1)), 1)).select(1, -1));
        add((z - maximum.unsqueeze(1)).exp().sum(1).log());
    }
    if (wanted.entropy)
        add(entropies(first, last, temperature, read.meanEntropy));
    if (wanted.everything) {
        add(entropies(first, last, 1, read.meanEntropy));
        add(entropies(first, last, 3, read.meanEntropy));
    }
    if (wanted.divergence)
        addFromSecond(divergenceOf(m_logits.narrow(0, begin, last - begin),
                                   m_logits.narrow(0, begin - 1, last - begin)));
    return columns.empty() ? at::Tensor() : at::stack(columns, 1);
}

/// One layer's row of pack.
LayerStatistics AtenLens::unpack(const double* value, const Wanted& wanted, double temperature,
                                 Summary& summary)
{
    const auto next = [&] { return static_cast<float>(*value++); };
    LayerStatistics result;
    if (wanted.cosine)
        result.cosineToPrevious = next();
    if (wanted.head) {
        const double index = *value++;
        summary.maximum = *value++;
        const double second = *value++;
        summary.logSum = *value++;
        summary.top1 = std::isnan(summary.maximum) ? -1 : static_cast<int>(index);
        summary.known = true;
        result.top1 = summary.top1;
        result.maxProbability = static_cast<float>(std::exp(-summary.logSum));
        result.secondProbability =
            static_cast<float>(std::exp(second - summary.maximum - summary.logSum));
    }
    if (wanted.entropy) {
        result.entropyAtChosen = next();
        result.chosenTemperature = static_cast<float>(temperature);
    }
    if (wanted.everything) {
        result.entropyAt1 = next();
        result.entropyAt3 = next();
    }
    if (wanted.divergence)
        result.klToPrevious = next();
    return result;
}

std::vector<LayerStatistics> AtenLens::measure(int first, int last, Needs needs, double temperature,
                                               const PromptRead& read)
{
    const bool withPrevious = last > 1;
    const Wanted wanted{includes(needs, Needs::Cosine) && withPrevious,
                        includes(needs, Needs::Head), includes(needs, Needs::Entropy),
                        needs == Needs::Everything,
                        includes(needs, Needs::Divergence) && withPrevious};
    std::vector<LayerStatistics> results(static_cast<std::size_t>(last - first));
    at::Tensor packed = pack(first, last, wanted, temperature, read);
    if (!packed.defined())
        return results;
    packed = packed.cpu().contiguous();
    const auto* value = static_cast<const double*>(packed.data_ptr());
    for (int layer = first; layer < last; ++layer, value += packed.size(1))
        results[static_cast<std::size_t>(layer - first)] =
            unpack(value, wanted, temperature, m_summaries[static_cast<std::size_t>(layer)]);
    return results;
}

LayerStatistics AtenLens::statistics(int layer, Needs needs, double temperature,
                                     const PromptRead& read)
{
    if (includes(needs, Needs::Head))
        needLogits(layer);
    if (includes(needs, Needs::Divergence) && layer > 0)
        needLogits(layer - 1);
    const bool allThere = std::all_of(m_withLogits.begin(), m_withLogits.begin() + m_layers,
                                      [](bool there) { return there; });
    if (needs != Needs::Everything || !allThere)
        return measure(layer, layer + 1, needs, temperature, read).front();
    const bool same =
        !m_whole.empty() && m_whole.front().chosenTemperature == static_cast<float>(temperature);
    if (!same || read != m_wholeRead) {
        m_whole = measure(0, m_layers, needs, temperature, read);
        m_wholeRead = read;
    }
    return m_whole[static_cast<std::size_t>(layer)];
}

std::span<const float> AtenLens::logits(int layer)
{
    needLogits(layer);
    if (!m_host.defined())
        m_host = at::empty({config().layers, config().vocabulary});
    if (!m_onHost[layer])
        m_host[layer].copy_(m_logits[layer]);
    m_onHost[layer] = true;
    return {static_cast<const float*>(m_host[layer].data_ptr()),
            static_cast<std::size_t>(config().vocabulary)};
}

bool AtenLens::isFinite(int layer)
{
    needSummary(layer);
    return std::isfinite(m_summaries[layer].logSum);
}

float AtenLens::probability(int layer, int id)
{
    needSummary(layer);
    needColumn(id);
    const double z = m_column[0][layer].item<double>();
    return static_cast<float>(std::exp(z - m_summaries[layer].maximum - m_summaries[layer].logSum));
}

int AtenLens::rank(int layer, int id)
{
    needLogits(layer);
    needColumn(id);
    return std::isnan(m_column[0][layer].item<double>())
               ? -1
               : static_cast<int>(m_column[1][layer].item<double>());
}

std::vector<std::pair<int, float>> AtenLens::top(int layer, int count)
{
    needSummary(layer);
    const std::int64_t most = std::min(count, config().vocabulary);
    if (!m_best.defined() || m_best.size(2) != most) {
        const auto [values, ids] = m_logits.narrow(0, 0, m_layers).topk(most, 1);
        m_best = at::stack({values.to(at::kDouble), ids.to(at::kDouble)}).cpu();
    }
    const at::Tensor values = m_best[0][layer].contiguous();
    const at::Tensor ids = m_best[1][layer].contiguous();
    const auto* value = static_cast<const double*>(values.data_ptr());
    const auto* id = static_cast<const double*>(ids.data_ptr());
    std::vector<std::pair<int, float>> best;
    for (std::int64_t i = 0; i < most; ++i) {
        const double z = value[i] - m_summaries[layer].maximum - m_summaries[layer].logSum;
        best.emplace_back(static_cast<int>(id[i]), static_cast<float>(std::exp(z)));
    }
    std::stable_sort(best.begin(), best.end(), [](const auto& a, const auto& b) {
        return a.second != b.second ? a.second > b.second : a.first < b.first;
    });
    return best;
}

} // namespace

std::unique_ptr<Lens> makeAtenLens(std::shared_ptr<const LlamaModel> model)
{
    return std::make_unique<AtenLens>(std::move(model));
}

} // namespace exitscope
