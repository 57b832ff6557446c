#pragma once

#include "model/rotarytable.h"

#include <ATen/ATen.h>

#include <initializer_list>
#include <span>
#include <vector>

namespace exitscope::ops {

/// Activations are fp32 and contiguous, rows first. Weights and K/V caches are fp32 or bf16.

/// Rows of the embedding table: [ids, d].
void embed(const at::Tensor& table, std::span<const int> ids, float* output);

/// RMSNorm of x [rows, d] with weight [d].
at::Tensor rmsNorm(const at::Tensor& x, const at::Tensor& weight, double epsilon);

/// x W^T for each of `weights` [out_i, in]: [rows, out_i].
std::vector<at::Tensor> linear(const at::Tensor& x,
                               std::initializer_list<const at::Tensor*> weights);
/// y = x W^T.
void linearInto(at::Tensor& y, const at::Tensor& x, const at::Tensor& weight);
/// y += x W^T.
void addLinear(at::Tensor& y, const at::Tensor& x, const at::Tensor& weight);

/// Rotates each head of x [rows, heads * headDim] by its row's position; halves are paired.
void rotate(at::Tensor& x, const RotaryTable& table, int firstPosition, int headDim);

/// Writes x [rows, width] into cache rows [at, at + rows), in the cache's dtype.
void storeRows(at::Tensor& cache, int at, const at::Tensor& x);

/// Causal grouped-query attention of queries [rows, heads * headDim] over keys and values
/// [capacity, kvHeads, headDim]; row i sees cache rows [0, visible + i].
at::Tensor attention(const at::Tensor& queries, const at::Tensor& keys, const at::Tensor& values,
                     int visible);

/// silu(gate) * up, into gate.
void siluMultiply(at::Tensor& gate, const at::Tensor& up);

} // namespace exitscope::ops
