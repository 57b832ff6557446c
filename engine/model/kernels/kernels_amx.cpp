// Batches on matrix tiles (AMX): 16 rows of x cost hardly more than one, at the precision of fp32,
// because x is split into three bf16 parts and the weights are bf16 as they lie in memory or exact
// in it. vdpbf16ps would need the same parts at a third of the tiles' work for each of them, which
// is what an fp32 multiply-add costs.

#define EXITSCOPE_LANES 16

#include "model/kernels/kernels.h"
#include "model/kernels/scratch.h"
#include "model/kernels/workpool.h"
#include "model/weightformat.h"

#include <cmath>
#include <cstring>

#include <immintrin.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace exitscope {

const Kernels* compiledVnniKernels();

namespace {

// Each builds on those before it.
// clang-format off
#include "model/kernels/vector.inc"
#include "model/kernels/ahead.inc"
#include "model/kernels/spread.inc"
#include "model/kernels/tilepack.inc"
#include "model/kernels/tilesteps.inc"
#include "model/kernels/tileproducts.inc"
// clang-format on

template <typename Weight>
inline Vector outputScales(const Block<Weight>&, int, int)
{
    return broadcast(1);
}

inline Vector outputScales(const Block<Int8Weight>& block, int half, int own)
{
    const float* scales =
        static_cast<const float*>(block.job.scales) + block.output + half * tileRows;
    return (Vector)loadFirst(scales, own);
}

/// Adds one tile of results to rows [row, row + rows) of the job's output, or puts it there.
template <typename Weight>
inline void writeTile(const Block<Weight>& block, int half, const float (&sums)[tileRows][tileRows],
                      int row, int rows)
{
    const int own = least(tileRows, block.own - half * tileRows);
    if (own <= 0)
        return;
    Vector turned[tileRows];
    for (int o = 0; o < tileRows; ++o)
        turned[o] = load(sums[o]);
    transpose(turned);
    const auto mask = static_cast<__mmask16>((1u << own) - 1);
    const Vector scales = outputScales(block, half, own);
    for (int r = 0; r < rows; ++r) {
        float* y = block.job.output + static_cast<std::size_t>(row + r) * block.job.out +
                   block.output + half * tileRows;
        Vector value = turned[r] * scales;
        if (block.job.accumulate)
            value += (Vector)_mm512_maskz_loadu_ps(mask, y);
        _mm512_mask_storeu_ps(y, mask, (__m512)value);
    }
}

/// Configures all eight tiles as 16 rows of 64 bytes for as long as it lives.
class TileUse
{
public:
    TileUse()
    {
        struct
        {
            std::uint8_t palette = 1;
            std::uint8_t startRow = 0;
            std::uint8_t reserved[14] = {};
            std::uint16_t rowBytes[16] = {64, 64, 64, 64, 64, 64, 64, 64};
            std::uint8_t rows[16] = {16, 16, 16, 16, 16, 16, 16, 16};
        } config;
        asm volatile("" : : "r"(&config) : "memory"); // GCC 12 does not know that all of it is read
        _tile_loadconfig(&config);
    }
    ~TileUse() { _tile_release(); }
    TileUse(const TileUse&) = delete;
    TileUse& operator=(const TileUse&) = delete;
};

/// One block for rows [first, first + rows), whose packed tiles begin at `packed`.
template <typename Weight>
inline void multiplyBlock(const Block<Weight>& block, const float* packed, int first, int rows)
{
    const std::size_t stride = stepFloats * static_cast<std::size_t>(stepsOf(block.in));
    BlockResult result;
    for (int row = 0; row < rows;) {
        bool wide = rows - row > tileRows;
        if constexpr (__is_same(Weight, Int4Pair)) {
            wide = false;
            multiplyGroups(block, packed, result);
        } else if (wide) {
            multiplyWide(block, packed, stride, result);
        } else {
            multiplyNarrow(block, packed, result);
        }
        for (int t = 0; t < (wide ? 2 : 1); ++t) {
            for (int half = 0; half < 2; ++half)
                writeTile(block, half, result.sums[half][t], first + row,
                          least(tileRows, rows - row));
            row += tileRows;
            packed += stride;
        }
    }
}

/// Bytes of packed x that stay in a core's second cache beside the weights that stream through it.
constexpr std::size_t packedBytes = std::size_t{1280} << 10;

template <typename Weight>
void linearTiles(const float* x, int rows, int in, const LinearJob<Weight>* jobs, int count)
{
    const int steps = stepsOf(in);
    const std::size_t rowTileFloats = stepFloats * static_cast<std::size_t>(steps);
    const int fitting = static_cast<int>(packedBytes / (2 * rowTileFloats * sizeof(float)));
    const int together = most(1, fitting) * 2 * tileRows;
    const int tiles = (least(rows, together) + tileRows - 1) / tileRows;
    float* packed = scratchFloats(rowTileFloats * static_cast<std::size_t>(tiles));
    for (int first = 0; first < rows; first += together) {
        const int own = least(together, rows - first);
        const int units = (own + tileRows - 1) / tileRows * steps;
        inChunks(units, 6000.0 * units, [=](int from, int to) {
            for (int u = from; u < to; ++u) {
                const int row = u / steps * tileRows;
                packStep(x + static_cast<std::size_t>(first + row) * in, least(tileRows, own - row),
                         in, u % steps * tileDepth, packed + u * stepFloats);
            }
        });
        overTiles(own, in, jobs, count, blockOutputs, [=](int from, int to) {
            const TileUse use;
            eachTile(jobs, blockOutputs, from, to, [=](const LinearJob<Weight>& job, int output) {
                multiplyBlock(Block<Weight>{job, in, output, least(blockOutputs, job.out - output)},
                              packed, first, own);
            });
        });
    }
}

template <typename Weight, auto rowKernel>
void linear(const float* x, int rows, int in, const LinearJob<Weight>* jobs, int count)
{
    if (rows < tileFrom)
        (compiledVnniKernels()->*rowKernel)(x, rows, in, jobs, count);
    else
        linearTiles(x, rows, in, jobs, count);
}

/// Asks the system for the tiles' registers, once for the whole process.
bool tilesPermitted()
{
    constexpr int requestPermission = 0x1023; // ARCH_REQ_XCOMP_PERM
    constexpr int tileData = 18;              // XFEATURE_XTILEDATA
    return syscall(SYS_arch_prctl, requestPermission, tileData) == 0;
}

} // namespace

const Kernels* compiledAmxKernels()
{
    static const bool permitted = tilesPermitted();
    static const Kernels table = [] {
        Kernels own = *compiledVnniKernels();
        own.name = "amx";
        own.linearBf16 = linear<Bf16, &Kernels::linearBf16>;
        own.linearInt8 = linear<Int8Weight, &Kernels::linearInt8>;
        own.linearInt4 = linear<Int4Pair, &Kernels::linearInt4>;
        return own;
    }();
    return permitted ? &table : nullptr;
}

} // namespace exitscope
