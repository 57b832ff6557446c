#pragma once

#include "model/weightformat.h"

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

/// One weight of a row in WeightFormat::Int8.
struct Int8Weight
{
    std::int8_t value;
};

/// Two weights of a row in WeightFormat::Int4.
struct Int4Pair
{
    std::uint8_t nibbles;
};

/// How far ahead of their use weights are fetched, in bytes: as far as the memory's latency asks.
inline constexpr std::size_t fetchedAhead = 8192;

/// Rows of x from which on matrix tiles (AMX) take them. Up to four cost the row kernels hardly
/// more than one; measured for each format, on large matrices and on small ones, before quantized
/// rows were byte products.
inline constexpr int tileFrom = 5;

/// One product y = x W^T that shares its x with others: W is [out, in] row by row, y is [rows,
/// out].
template <typename Weight>
struct LinearJob
{
    const Weight* weight = nullptr;
    float* output = nullptr;
    int out = 0;
    bool accumulate = false; ///< add to y instead of replacing it
    /// Int8: float [out]. Int4: Fp16 [out, groups]. Otherwise unused.
    const void* scales = nullptr;
    /// Bytes from a weight to the later one that is to be fetched meanwhile, of this job or
    /// another; 0: of outputs further on.
    std::ptrdiff_t ahead = 0;
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

/// Rows of a head's preview that lie side by side.
inline constexpr int previewRowsPerGroup = 16;

/// Estimated logits: y = x W^T with W [out, in] as int8, its rows in groups of which each holds
/// [in, previewRowsPerGroup] values; the last group is padded.
struct PreviewJob
{
    const std::int8_t* rows = nullptr;
    const float* scales = nullptr; ///< of each row, padded as the rows are
    const float* x = nullptr;
    float* output = nullptr;
    int in = 0;
    int out = 0;
};

/// Logits that are looked at together when the best are sought.
inline constexpr int maximaLength = 32;

/// The CPU's inner loops, on plain memory. Activations and sums are fp32; weights are in any
/// WeightFormat, K/V fp32, bf16 or fp16. One table per instruction set, compiled from the same
/// source. Rows need no alignment beyond their element's. Work is spread over WorkPool's threads
/// when there is enough of it. Products throw std::bad_alloc where there is no memory for a copy of
/// x.
struct Kernels
{
    const char* name;

    /// x: [rows, in]. However many rows there are, a row's result is the same to 2e-6 of the sum of
    /// its products' sizes: a few rows and more of them run on different loops. Beside quantized
    /// weights x may also be rounded to about 2^-16 of the largest of its group of 32 (Int4) or 256
    /// (Int8) inputs, and count as 0 where that is below 1e-30; with AMX in up to four rows alone.
    void (*linearF32)(const float* x, int rows, int in, const LinearJob<float>* jobs, int count);
    void (*linearBf16)(const float* x, int rows, int in, const LinearJob<Bf16>* jobs, int count);
    void (*linearF16)(const float* x, int rows, int in, const LinearJob<Fp16>* jobs, int count);
    void (*linearInt8)(const float* x, int rows, int in, const LinearJob<Int8Weight>* jobs,
                       int count);
    void (*linearInt4)(const float* x, int rows, int in, const LinearJob<Int4Pair>* jobs,
                       int count);

    void (*attentionF32)(const AttentionJob<float>& job);
    void (*attentionBf16)(const AttentionJob<Bf16>& job);
    void (*attentionF16)(const AttentionJob<Fp16>& job);

    /// RMSNorm over rows of `width` (Zhang and Sennrich 2019).
    void (*rmsNorm)(const float* x, const float* weight, float epsilon, float* y, int rows,
                    int width);
    /// gate = silu(gate) * up, elementwise.
    void (*siluMultiply)(float* gate, const float* up, std::size_t count);

    /// Reads bytes [p, p + bytes) once, on all threads: what a plain read of memory costs. `bytes`
    /// is rounded down to whole blocks of 256.
    void (*readAll)(const void* p, std::size_t bytes);

    LogitSummary (*summarizeLogits)(const float* z, int count);
    /// Entropy of softmax(z / temperature), nats, probabilities clamped at 1e-12.
    float (*entropy)(const float* z, int count, float maximum, float temperature);
    /// KL(softmax(z) || softmax(previous)), nats, both clamped at 1e-12.
    float (*klDivergence)(const float* z, const LogitSummary& summary, const float* previous,
                          const LogitSummary& previousSummary, int count);

    void (*previewLogits)(const PreviewJob& job);
    /// The largest of each maximaLength values of z [count], the last of fewer:
    /// maxima [ceil(count / maximaLength)]. NaN is passed over; of nothing else it is -infinity.
    void (*blockMaxima)(const float* z, int count, float* maxima);
};

/// The best table that this processor runs. With rounded activations linearBf16, linearInt8 and
/// linearInt4 first round x: beside bf16 to the nearest bf16, ties to even, where what is below
/// 2^-126 counts as 0; beside quantized weights to the nearest whole multiple of the largest of its
/// group / largestByte, ties to even, where a group below 1e-30 counts as 0.
const Kernels& kernels(Activations activations = Activations::Exact);

/// Tables by name, for tests; nullptr where the processor or the build lacks it.
const Kernels* genericKernels(Activations activations = Activations::Exact);
const Kernels* avx2Kernels(Activations activations = Activations::Exact);
const Kernels* avx512Kernels(Activations activations = Activations::Exact);
/// The same with byte products for quantized weights, and of pairs of bf16 where the processor has
/// them and activations are rounded.
const Kernels* vnniKernels(Activations activations = Activations::Exact);
/// And with batches on matrix tiles; nullptr also where the system refuses their use.
const Kernels* amxKernels(Activations activations = Activations::Exact);

} // namespace exitscope
