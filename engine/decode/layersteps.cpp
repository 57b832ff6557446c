#include "decode/layersteps.h"

#include "decode/stopwatch.h"
#include "model/llamamodel.h"

#include <utility>

namespace exitscope {

LayerSteps::LayerSteps(std::shared_ptr<const LlamaModel> model)
    : m_model(std::move(model))
{}

LayerSteps::~LayerSteps() = default;

void LayerSteps::expect(int index, int draft)
{
    m_token.index = index;
    m_token.draft = draft;
}

void LayerSteps::begin(const Pass& pass)
{
    m_isActive = m_observer && m_observer->isActive();
    if (!m_isActive)
        return;
    const Stopwatch watch;
    if (!m_reader)
        m_reader = std::make_unique<LayerReader>(m_model);
    m_reader->begin(pass.rows);
    m_read = pass.read;
    m_token = {.index = m_token.index,
               .draft = m_token.draft,
               .isPrompt = pass.isPrompt,
               .isWatched = pass.isWatched,
               .settings = pass.settings};
    m_milliseconds += watch.milliseconds();
}

void LayerSteps::tell(const Staircase& staircase, bool leaves, bool isLast)
{
    if (!m_isActive)
        return;
    m_isActive = m_observer->isActive();
    if (!m_isActive)
        return;
    const Stopwatch watch;
    const int layer = m_token.newestLayer() + 1;
    read(staircase, layer);
    const Settings& settings = m_token.settings;
    const int layers = m_model->config().layers;
    const int depth = settings.depth(layers);
    const bool fires = settings.ruleApplies() &&
                       settings.rule.fires(m_token.layers, {layers, m_model->config().vocabulary});
    m_token.fires.push_back(fires);
    const bool wouldLeave = m_token.isWatched && fires && layer < depth;
    if (m_token.exitLayer < 0 && (leaves || wouldLeave || layer == depth - 1))
        m_token.exitLayer = layer;
    m_token.isComplete = isLast;
    m_observer->layerRan(m_token);
    m_milliseconds += watch.milliseconds();
}

void LayerSteps::read(const Staircase& staircase, int layer)
{
    m_reader->observe(staircase, layer);
    m_token.layers.push_back(m_reader->statistics(
        layer, Needs::Everything, m_token.settings.rule.entropyTemperature(), m_read));
    auto best = m_reader->top(layer, topEntriesPerLayer);
    best.resize(topEntriesPerLayer, {-1, 0.0f});
    for (const auto& [id, probability] : best)
        m_token.top.push_back({id, probability});
}

double LayerSteps::takeMilliseconds()
{
    return std::exchange(m_milliseconds, 0);
}

} // namespace exitscope
