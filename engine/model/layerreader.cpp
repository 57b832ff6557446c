#include "model/layerreader.h"

#include "model/lens.h"
#include "model/llamaweights.h"
#include "model/previewlens.h"

namespace exitscope {

LayerReader::LayerReader(std::shared_ptr<const LlamaModel> model)
    : m_model(std::move(model))
    , m_lens(canEstimate() ? makeKernelLens(m_model) : makeAtenLens(m_model))
{}

LayerReader::~LayerReader() = default;

void LayerReader::begin(int rows)
{
    m_rows = rows;
    m_lens->begin(rows);
    if (m_preview)
        m_preview->begin();
}

void LayerReader::observe(const Staircase& staircase, int layer)
{
    m_lens->observe(staircase.newestRows(layer, m_rows), layer);
}

void LayerReader::observe(const at::Tensor& states, int layer)
{
    m_lens->observe(states, layer);
}

int LayerReader::observedLayers() const
{
    return m_lens->observedLayers();
}

void LayerReader::applyHead(int first)
{
    m_lens->applyHead(first);
}

bool LayerReader::canEstimate() const
{
    return m_model->weights().placement.head().kind == ComputeDevice::Kind::Cpu;
}

LayerStatistics LayerReader::estimate(int layer, Needs needs, double temperature)
{
    if (!m_preview)
        m_preview = std::make_unique<PreviewLens>(m_model);
    LayerStatistics result = m_preview->estimate(layer, m_lens->state(layer), needs, temperature);
    if (includes(needs, Needs::Cosine))
        result.cosineToPrevious =
            m_lens->statistics(layer, Needs::Cosine, temperature, {}).cosineToPrevious;
    return result;
}

LayerStatistics LayerReader::statistics(int layer, Needs needs, double temperature,
                                        const PromptRead& read)
{
    return m_lens->statistics(layer, needs, temperature, read);
}

std::span<const float> LayerReader::logits(int layer)
{
    return m_lens->logits(layer);
}

bool LayerReader::isFinite(int layer)
{
    return m_lens->isFinite(layer);
}

float LayerReader::probability(int layer, int id)
{
    return m_lens->probability(layer, id);
}

int LayerReader::rank(int layer, int id)
{
    return m_lens->rank(layer, id);
}

std::vector<std::pair<int, float>> LayerReader::top(int layer, int count)
{
    return m_lens->top(layer, count);
}

} // namespace exitscope
