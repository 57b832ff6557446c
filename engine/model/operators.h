#pragma once

#include "model/placement.h"
#include "model/rotarytable.h"
#include "model/weightformat.h"

#include <ATen/ATen.h>

#include <initializer_list>
#include <span>
#include <vector>

namespace exitscope {

/// y = x matrix^T + bias
struct Linear
{
    at::Tensor matrix; // [out, in]; int8 in Int8, uint8 [out, 16 groups] in Int4
    at::Tensor scales; // fp32 [out] in Int8, fp16 [out, groups] in Int4; undefined elsewhere
    at::Tensor bias;   // [out], fp32; undefined where the layer adds none
    Activations activations = Activations::Exact; // on the CPU's kernels
};

/// Which cache rows the rows of a batch see: row i those in [starts[i], before + i].
struct VisibleRows
{
    int before = 0;          ///< rows that the cache held before the batch
    std::vector<int> starts; ///< per row, where its window begins; empty: all see from 0 on
};

/// The arithmetic of a decoder layer on one kind of device. Activations are fp32 and contiguous,
/// rows first; matrices and K/V caches are fp32, bf16 or fp16; all tensors of a call lie on one
/// device. Stateless; any thread.
class Operators
{
public:
    virtual ~Operators() = default;

    /// Rows of the embedding table, into output [ids, d].
    virtual void embed(const at::Tensor& table, std::span<const int> ids,
                       at::Tensor& output) const = 0;

    /// RMSNorm of x [rows, d] with weight [d].
    virtual at::Tensor rmsNorm(const at::Tensor& x, const at::Tensor& weight,
                               double epsilon) const = 0;

    /// x W^T + b for each of `weights`: [rows, out_i].
    virtual std::vector<at::Tensor> linear(const at::Tensor& x,
                                           std::initializer_list<const Linear*> weights) const = 0;
    /// y = x W^T + b
    virtual void linearInto(at::Tensor& y, const at::Tensor& x, const Linear& weight) const = 0;
    /// y += x W^T + b
    virtual void addLinear(at::Tensor& y, const at::Tensor& x, const Linear& weight) const = 0;

    /// Rotates each head of x [rows, heads * headDim] by its row's position; halves are paired.
    virtual void rotate(at::Tensor& x, RotaryTable& table, int firstPosition,
                        int headDim) const = 0;

    /// Writes x [rows, width] into cache rows [at, at + rows), rounded to the cache's dtype.
    virtual void storeRows(at::Tensor& cache, int at, const at::Tensor& x) const = 0;

    /// Causal grouped-query attention of queries [rows, heads * headDim] over keys and values
    /// [capacity, kvHeads, headDim].
    virtual at::Tensor attention(const at::Tensor& queries, const at::Tensor& keys,
                                 const at::Tensor& values, const VisibleRows& visible) const = 0;

    /// silu(gate) * up, into gate.
    virtual void siluMultiply(at::Tensor& gate, const at::Tensor& up) const = 0;
};

/// The CPU's own kernels.
const Operators& kernelOperators();

/// LibTorch's operators, for every device that it knows. A product is made in the matrix's dtype
/// (fp32 on the CPU, where LibTorch has no fp16 product) and rounded to it; attention is fp32.
const Operators& atenOperators();

/// Those that a device runs.
const Operators& operatorsOn(const ComputeDevice& device);
/// Where its tensors lie.
at::Device tensorDevice(const ComputeDevice& device);

} // namespace exitscope
