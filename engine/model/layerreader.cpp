#include "model/layerreader.h"

#include "model/lens.h"
#include "model/llamaweights.h"

namespace exitscope {

LayerReader::LayerReader(std::shared_ptr<const LlamaModel> model)
    : m_lens(model->weights().placement.head().kind == ComputeDevice::Kind::Cpu
                 ? makeKernelLens(model)
                 : makeAtenLens(model))
{}

LayerReader::~LayerReader() = default;

void LayerReader::begin(int rows)
{
    m_rows = rows;
    m_lens->begin(rows);
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

void LayerReader::applyHead()
{
    m_lens->applyHead();
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

std::vector<std::pair<int, float>> LayerReader::top(int layer, int count)
{
    return m_lens->top(layer, count);
}

} // namespace exitscope
