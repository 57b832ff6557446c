#pragma once

#include <cstddef>
#include <cstdint>

namespace exitscope {

/// bfloat16 storage: the upper half of an IEEE float.
using Bf16 = std::uint16_t;

/// IEEE 754 half precision storage, as at::Half.
struct Fp16
{
    std::uint16_t bits;
};

/// One product y = x W^T that shares its x with others: W is [out, in] row by row, y is [rows,
/// out].
template <typename Weight>
struct LinearJob
{
    const Weight* weight = nullptr;
    float* output = nullptr;
    int out = 0;
    bool accumulate = false; ///< add to y instead of replacing it
};

/// Causal attention of a batch of rows over one layer's cache, grouped-query.
/// Row i sees cache rows [starts[i], visible + i]; `visible` rows were there before the batch.
template <typename Stored>
struct AttentionJob
{
    const float* queries = nullptr; ///< [rows, heads, headDim]
    const Stored* keys = nullptr;   ///< [cache rows, kvHeads, headDim]
    const Stored* values = nullptr; ///< as keys
    float* output = nullptr;        ///< [rows, heads, headDim]
    int rows = 0;
    int visible = 0;
    int heads = 0;
    int kvHeads = 0;
    int headDim = 0;
    const int* starts = nullptr; ///< [rows], where each window begins; nullptr: at row 0
};

/// What `summarizeLogits` reports of z [vocabulary]. Where any logit is NaN or infinite above,
/// logSum is NaN.
struct LogitSummary
{
    int top1 = -1; ///< the first of the largest; -1 where no logit is a number
    float maximum = 0;
    float second = 0;  ///< second largest logit
    double logSum = 0; ///< ln of sum exp(z - maximum)
};

/// The CPU's inner loops, on plain memory. Activations and sums are fp32; weights and K/V are fp32,
/// bf16 or fp16. One table per instruction set, compiled from the same source. Rows need no
/// alignment beyond their element's. Work is spread over WorkPool's threads when there is enough of
/// it.
struct Kernels
{
    const char* name;

    /// x: [rows, in]. A row's result has the same bits however many rows there are.
    void (*linearF32)(const float* x, int rows, int in, const LinearJob<float>* jobs, int count);
    void (*linearBf16)(const float* x, int rows, int in, const LinearJob<Bf16>* jobs, int count);
    void (*linearF16)(const float* x, int rows, int in, const LinearJob<Fp16>* jobs, int count);

    void (*attentionF32)(const AttentionJob<float>& job);
    void (*attentionBf16)(const AttentionJob<Bf16>& job);
    void (*attentionF16)(const AttentionJob<Fp16>& job);

    /// RMSNorm over rows of `width` (Zhang and Sennrich 2019).
    void (*rmsNorm)(const float* x, const float* weight, float epsilon, float* y, int rows,
                    int width);
    /// gate = silu(gate) * up, elementwise.
    void (*siluMultiply)(float* gate, const float* up, std::size_t count);

    LogitSummary (*summarizeLogits)(const float* z, int count);
    /// Entropy of softmax(z / temperature), nats, probabilities clamped at 1e-12.
    float (*entropy)(const float* z, int count, float maximum, float temperature);
    /// KL(softmax(z) || softmax(previous)), nats, both clamped at 1e-12.
    float (*klDivergence)(const float* z, const LogitSummary& summary, const float* previous,
                          const LogitSummary& previousSummary, int count);
};

/// The best table that this processor runs.
const Kernels& kernels();

/// Tables by name, for tests; nullptr where the processor or the build lacks it.
const Kernels* genericKernels();
const Kernels* avx2Kernels();
const Kernels* avx512Kernels();

} // namespace exitscope
