#include "model/staircase.h"

#include "model/llamalayer.h"
#include "model/llamaweights.h"

#include <algorithm>
#include <stdexcept>

namespace exitscope {
namespace {

/// Rows between two layers, contiguous positions that end at the newest one that got there; on the
/// device of the layer that takes them.
class Door
{
public:
    Door(const at::Device& device, int width)
        : m_storage(at::empty({0, width}, device))
    {}

    int rows() const { return m_rows; }
    void clear() { setRows(0); }
    void keep(int rows) { setRows(std::min(m_rows, rows)); }
    at::Tensor view() { return newest(m_rows); }
    at::Tensor newest(int rows)
    {
        if (rows != m_rows)
            return m_storage.narrow(0, m_rows - rows, rows);
        if (!m_view.defined())
            m_view = m_storage.narrow(0, 0, m_rows);
        return m_view;
    }
    at::Device device() const { return m_storage.device(); }
    std::size_t bytes() const { return m_storage.nbytes(); }

    /// Room for `count` more rows at the end, which the caller fills: [count, d].
    at::Tensor extend(int count)
    {
        const std::int64_t needed = m_rows + count;
        if (m_storage.size(0) < needed) {
            at::Tensor larger =
                at::empty({std::max<std::int64_t>(needed, 2 * m_rows), m_storage.size(1)},
                          m_storage.options());
            if (m_rows > 0)
                larger.narrow(0, 0, m_rows).copy_(view());
            m_storage = std::move(larger);
        }
        setRows(m_rows + count);
        return newest(count);
    }

private:
    void setRows(int rows)
    {
        m_rows = rows;
        m_view = at::Tensor();
    }

    at::Tensor m_storage; // [capacity, d]
    at::Tensor m_view;    // all rows, once asked for: it goes from door to door with the storage
    int m_rows = 0;
};

std::vector<float> widened(const at::Tensor& rows, int length)
{
    if (length == 0)
        return {};
    const at::Tensor wide = rows.narrow(0, 0, length).to(at::kCPU, at::kFloat).contiguous();
    const float* start = static_cast<const float*>(wide.data_ptr());
    return {start, start + wide.numel()};
}

} // namespace

struct Staircase::Private
{
    std::shared_ptr<const LlamaModel> model;
    RotaryTable rotary;
    std::vector<LayerCache> caches; // L
    std::vector<Door> doors;        // L + 1; the last holds what just left the last layer
    int positions = 0;
    long long rowsRun = 0;
};

Staircase::Staircase(std::shared_ptr<const LlamaModel> model)
    : d(new Private{model, RotaryTable(model->config()), {}, {}, 0, 0})
{
    d->caches.resize(static_cast<std::size_t>(layers()));
    const Placement& placement = model->weights().placement;
    const int width = model->config().width;
    for (const ComputeDevice& device : placement.layers)
        d->doors.emplace_back(tensorDevice(device), width);
    d->doors.emplace_back(tensorDevice(placement.head()), width);
}

Staircase::~Staircase() = default;

const LlamaModel& Staircase::model() const
{
    return *d->model;
}

int Staircase::layers() const
{
    return d->model->config().layers;
}

int Staircase::positions() const
{
    return d->positions;
}

int Staircase::length(int layer) const
{
    return d->caches[layer].length();
}

int Staircase::waiting(int layer) const
{
    return d->doors[layer].rows();
}

int Staircase::waitingBefore(int depth) const
{
    int rows = 0;
    for (int door = 0; door < depth; ++door)
        rows += waiting(door);
    return rows;
}

int Staircase::debt(int depth) const
{
    int layerRows = 0;
    for (int door = 0; door < depth; ++door)
        layerRows += waiting(door) * (depth - door);
    return layerRows;
}

int Staircase::firstMissing(int layer) const
{
    return d->positions - waitingBefore(layer + 1);
}

void Staircase::append(std::span<const int> ids)
{
    const ModelConfig& config = d->model->config();
    if (d->positions + static_cast<int>(ids.size()) > config.contextLength)
        throw std::length_error("position " + std::to_string(d->positions + ids.size()) +
                                " is past the context of " + std::to_string(config.contextLength));
    for (const int id : ids) {
        if (id < 0 || id >= config.vocabulary)
            throw std::out_of_range("token id " + std::to_string(id) + " is not in [0, " +
                                    std::to_string(config.vocabulary) + ")");
    }
    d->doors.back().clear();
    const int count = static_cast<int>(ids.size());
    if (count == 0)
        return;
    at::Tensor rows = d->doors.front().extend(count);
    operatorsOn(d->model->weights().placement.embedding())
        .embed(d->model->weights().embedding, ids, rows);
    d->positions += count;
    d->rotary.reach(d->positions);
}

void Staircase::fillVoid(int count)
{
    if (count <= 0)
        return;
    for (int layer = 0; layer < layers(); ++layer) {
        LayerCache& cache = d->caches[layer];
        cache.reserve(count, d->model->config(), d->model->weights(), layer);
        cache.keys.zero_();
        cache.values.zero_();
        for (int position = 0; position < count; ++position)
            cache.positions.push_back(position);
    }
    d->positions = count;
    d->rotary.reach(count);
}

int Staircase::advance(int layer)
{
    Door& door = d->doors[layer];
    const int rows = door.rows();
    if (rows == 0)
        return 0;
    // Older rows may wait deeper; these end where those of the next door begin to count from.
    const int first = d->positions - waitingBefore(layer + 1);
    at::Tensor hidden = door.view();
    runLayer(d->model->weights(), d->model->config(), layer, d->rotary, first, d->caches[layer],
             hidden);
    Door& next = d->doors[layer + 1];
    if (layer + 1 == layers())
        next.clear();
    if (next.rows() == 0 && next.device() == door.device())
        std::swap(door, next);
    else
        next.extend(rows).copy_(hidden);
    door.clear();
    d->rowsRun += rows;
    return rows;
}

void Staircase::dropWaiting()
{
    for (int door = 0; door < layers(); ++door)
        d->doors[door].clear();
}

void Staircase::copyNewest(const at::Tensor& states, int firstLayer, int end)
{
    const int first = d->positions - static_cast<int>(states.size(0));
    for (int layer = firstLayer; layer < end; ++layer) {
        LayerCache& cache = d->caches[layer];
        runKeysAndValues(d->model->weights(), d->model->config(), layer, d->rotary, first, cache,
                         states.to(d->doors[layer].device()));
    }
}

void Staircase::discardNewest(int firstLayer, int rows)
{
    for (int layer = firstLayer; layer < layers(); ++layer)
        d->caches[layer].truncate(d->positions - rows);
}

void Staircase::truncate(int count)
{
    // Doors are walked from the shallowest: the newest positions wait there.
    int end = d->positions;
    for (int door = 0; door < layers(); ++door) {
        const int first = end - waiting(door);
        d->doors[door].keep(std::max(0, count - first));
        end = first;
    }
    d->doors.back().clear();
    for (LayerCache& cache : d->caches)
        cache.truncate(count);
    d->positions = std::min(d->positions, count);
}

at::Tensor Staircase::newestRows(int layer, int rows) const
{
    return d->doors[layer + 1].newest(rows);
}

std::vector<float> Staircase::keyRows(int layer) const
{
    return widened(d->caches[layer].keys, length(layer));
}

std::vector<float> Staircase::valueRows(int layer) const
{
    return widened(d->caches[layer].values, length(layer));
}

long long Staircase::rowsRun() const
{
    return d->rowsRun;
}

std::size_t Staircase::memoryBytes() const
{
    std::size_t bytes = 0;
    for (const LayerCache& cache : d->caches)
        bytes += cache.keys.defined() ? cache.keys.nbytes() + cache.values.nbytes() : 0;
    for (const Door& door : d->doors)
        bytes += door.bytes();
    return bytes;
}

} // namespace exitscope
