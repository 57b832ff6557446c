#include "model/columnstates.h"

#include "model/kernels/kernels.h"
#include "model/llamaweights.h"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

namespace exitscope {

struct ColumnStates::Private
{
    std::shared_ptr<const LlamaModel> model;
    std::vector<at::Tensor> states; ///< L x [columns, d], made when first kept
    int first = 0;
    int columns = 0;
    int fromLayer = 0;
    int end = 0;
    int passed = 0;    ///< columns that the last layer kept has left
    at::Tensor logits; ///< [rows, V] of columns [firstRead, firstRead + rows), on the CPU
    int firstRead = 0;

    bool hasLogits(int column) const
    {
        return logits.defined() && column >= firstRead && column < firstRead + logits.size(0);
    }
    void readFrom(int column);
};

/// Bounds what many columns hold at a time.
void ColumnStates::Private::readFrom(int column)
{
    constexpr int most = 32;
    const LlamaWeights& weights = model->weights();
    const Operators& ops = operatorsOn(weights.placement.head());
    const at::Tensor rows = states[end - 1].narrow(0, column, std::min(most, passed - column));
    const at::Tensor normed =
        ops.rmsNorm(rows, weights.finalNorm, model->config().normEpsilon); // [rows, d]
    logits = ops.linear(normed, {&weights.head}).front().to(at::kCPU, at::kFloat).contiguous();
    firstRead = column;
}

ColumnStates::ColumnStates(std::shared_ptr<const LlamaModel> model)
    : d(new Private)
{
    d->model = std::move(model);
}

ColumnStates::~ColumnStates() = default;

void ColumnStates::begin(int first, int columns, int fromLayer, std::optional<int> end)
{
    d->states.assign(static_cast<std::size_t>(d->model->config().layers), at::Tensor());
    d->logits = at::Tensor();
    d->first = first;
    d->columns = columns;
    d->fromLayer = fromLayer;
    d->end = end.value_or(d->model->config().layers);
    d->passed = 0;
}

void ColumnStates::keep(const Staircase& staircase, int layer, int first, int rows)
{
    // The newest of the batch are the columns; what is older only waited.
    const int from = std::max(first, d->first);
    const int count = std::min(first + rows, d->first + d->columns) - from;
    if (layer < d->fromLayer || layer >= d->end || count <= 0)
        return;
    const at::Tensor passing =
        staircase.newestRows(layer, rows).narrow(0, from - first, count); // [count, d]
    at::Tensor& kept = d->states[layer];
    if (!kept.defined())
        kept = at::empty({d->columns, passing.size(1)}, passing.options());
    kept.narrow(0, from - d->first, count).copy_(passing);
    if (layer == d->end - 1)
        d->passed = from - d->first + count;
}

void ColumnStates::show(int column, LayerReader& reader) const
{
    reader.begin(1);
    for (int layer = 0; layer < d->end; ++layer)
        reader.observe(d->states[layer].narrow(0, column, 1), layer);
}

void ColumnStates::copyOnward(Staircase& staircase, int layer, int end) const
{
    staircase.copyNewest(d->states[layer], layer + 1, end);
}

std::span<const float> ColumnStates::logits(int column)
{
    if (!d->hasLogits(column))
        d->readFrom(column);
    const auto width = static_cast<std::size_t>(d->logits.size(1));
    return {static_cast<const float*>(d->logits.data_ptr()) + width * (column - d->firstRead),
            width};
}

bool ColumnStates::isFinite(int column)
{
    const std::span<const float> z = logits(column);
    return std::isfinite(kernels().summarizeLogits(z.data(), static_cast<int>(z.size())).logSum);
}

} // namespace exitscope
