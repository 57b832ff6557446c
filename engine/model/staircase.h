#pragma once

#include "model/llamamodel.h"

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

namespace at {
class Tensor;
}

namespace exitscope {

/// One sequence's state over a model: the K/V cache of every layer and the rows that wait between
/// layers. Layer l's cache holds positions [0, length(l)), and length never grows with l; positions
/// in [length(l), length(l - 1)) have passed layer l - 1 and wait at the door of layer l with their
/// hidden state kept. Running a layer always takes everything that waits at its door, as one batch,
/// so that each K/V entry is what a full pass would have made. Owned by one thread.
class Staircase
{
public:
    explicit Staircase(std::shared_ptr<const LlamaModel> model);
    ~Staircase();

    const LlamaModel& model() const;
    int layers() const;
    /// Positions appended so far, the newest included.
    int positions() const;
    /// K/V rows of `layer`.
    int length(int layer) const;
    /// Rows that wait at the door of `layer`.
    int waiting(int layer) const;
    /// Rows that wait before layer `depth`, at whatever door.
    int waitingBefore(int depth) const;
    /// Layer-rows still to run so that every position has passed layers [0, depth).
    int debt(int depth) const;
    /// First position that has not passed `layer`: positions() where none waits before it.
    int firstMissing(int layer) const;

    /// Appends tokens at the end; they wait at the door of layer 0. Ids must be in the vocabulary,
    /// and positions must fit the context.
    void append(std::span<const int> ids);
    /// Appends `count` positions to an empty staircase whose K/V are zeros in every layer: a context
    /// to measure in.
    void fillVoid(int count);
    /// Runs `layer` on all that waits at its door; returns the number of rows (0: nothing waited).
    int advance(int layer);
    /// Forgets all rows that wait: their deeper layers never get K/V (policy `holes`).
    void dropWaiting();
    /// Gives the newest positions K/V in layers [firstLayer, end), each layer's made from the same
    /// `states` [rows, d] (policy `copy`). Those caches must end just before these positions.
    void copyNewest(const at::Tensor& states, int firstLayer, int end);
    /// Takes the newest `rows` positions out of the caches of layers [firstLayer, L) again.
    void discardNewest(int firstLayer, int rows);
    /// Cuts every layer and every waiting row to positions [0, count).
    void truncate(int count);

    /// Hidden states of the newest `rows` rows as `layer` left them, [rows, d] on the device of
    /// what comes next, until the next call of advance, append or truncate. They must have just
    /// passed it.
    at::Tensor newestRows(int layer, int rows) const;
    /// Keys (or values) of `layer` widened to fp32, [length, KVH * D]; for comparison in tests.
    std::vector<float> keyRows(int layer) const;
    std::vector<float> valueRows(int layer) const;
    /// Layer-rows that advance has run so far.
    long long rowsRun() const;
    /// K/V cache and waiting rows.
    std::size_t memoryBytes() const;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace exitscope
