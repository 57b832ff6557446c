#include "model/kernels/kernels.h"
#include "model/kernels/rounded.h"

namespace exitscope {

const Kernels* compiledGenericKernels();
#ifdef EXITSCOPE_X86
const Kernels* compiledAvx2Kernels();
const Kernels* compiledAvx512Kernels();
const Kernels* compiledVnniKernels();
const Kernels* compiledAmxKernels();
#endif

namespace {

using Table = const Kernels* (*)();

/// `exact`, or the same after rounding.
template <Table exact>
const Kernels* chosen(Activations activations)
{
    static const Kernels rounded = roundingBefore<exact>();
    return activations == Activations::Exact ? exact() : &rounded;
}

#ifdef EXITSCOPE_X86
const Kernels* roundedVnniKernels()
{
    static const Kernels table = [] {
        Kernels own = roundingBefore<compiledVnniKernels>();
        addRoundedVnni(own);
        if (__builtin_cpu_supports("avx512bf16")) {
            addRoundedBf16(own);
            own.name = "avx512-vnni-bf16";
        }
        return own;
    }();
    return &table;
}

/// The few rows that do not go on tiles would be split anew by exact byte products.
template <typename Weight, auto product>
void roundedForTiles(const float* x, int rows, int in, const LinearJob<Weight>* jobs, int count)
{
    if (rows < tileFrom)
        (roundedVnniKernels()->*product)(x, rows, in, jobs, count);
    else
        roundedProduct<compiledAmxKernels, product>(x, rows, in, jobs, count);
}

const Kernels* roundedAmxKernels()
{
    static const Kernels table = [] {
        Kernels own = *compiledAmxKernels();
        own.linearBf16 = roundedForTiles<Bf16, &Kernels::linearBf16>;
        own.linearInt8 = roundedForTiles<Int8Weight, &Kernels::linearInt8>;
        own.linearInt4 = roundedForTiles<Int4Pair, &Kernels::linearInt4>;
        return own;
    }();
    return &table;
}
#endif

} // namespace

const Kernels* genericKernels(Activations activations)
{
    return chosen<compiledGenericKernels>(activations);
}

#ifdef EXITSCOPE_X86
const Kernels* avx2Kernels(Activations activations)
{
    const bool runs = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") &&
                      __builtin_cpu_supports("f16c");
    return runs ? chosen<compiledAvx2Kernels>(activations) : nullptr;
}

const Kernels* avx512Kernels(Activations activations)
{
    const bool runs = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
                      __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq");
    return runs ? chosen<compiledAvx512Kernels>(activations) : nullptr;
}

const Kernels* vnniKernels(Activations activations)
{
    if (!avx512Kernels() || !__builtin_cpu_supports("avx512vnni"))
        return nullptr;
    return activations == Activations::Exact ? compiledVnniKernels() : roundedVnniKernels();
}

const Kernels* amxKernels(Activations activations)
{
    const bool runs =
        vnniKernels() && __builtin_cpu_supports("amx-tile") && __builtin_cpu_supports("amx-bf16");
    if (!runs || !compiledAmxKernels())
        return nullptr;
    return activations == Activations::Exact ? compiledAmxKernels() : roundedAmxKernels();
}
#else
const Kernels* avx2Kernels(Activations)
{
    return nullptr;
}

const Kernels* avx512Kernels(Activations)
{
    return nullptr;
}

const Kernels* vnniKernels(Activations)
{
    return nullptr;
}

const Kernels* amxKernels(Activations)
{
    return nullptr;
}
#endif

namespace {

const Kernels& best(Activations activations)
{
    for (const auto table : {amxKernels, vnniKernels, avx512Kernels, avx2Kernels}) {
        if (const Kernels* own = table(activations))
            return *own;
    }
    return *genericKernels(activations);
}

} // namespace

const Kernels& kernels(Activations activations)
{
    static const Kernels& exact = best(Activations::Exact);
    static const Kernels& rounded = best(Activations::Rounded);
    return activations == Activations::Exact ? exact : rounded;
}

} // namespace exitscope
