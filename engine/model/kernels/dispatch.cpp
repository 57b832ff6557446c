#include "model/kernels/kernels.h"

namespace exitscope {

#ifdef EXITSCOPE_X86
const Kernels* compiledAvx2Kernels();
const Kernels* compiledAvx512Kernels();
const Kernels* compiledVnniKernels();
const Kernels* compiledAmxKernels();

const Kernels* avx2Kernels()
{
    const bool runs = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") &&
                      __builtin_cpu_supports("f16c");
    return runs ? compiledAvx2Kernels() : nullptr;
}

const Kernels* avx512Kernels()
{
    const bool runs = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
                      __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq");
    return runs ? compiledAvx512Kernels() : nullptr;
}

const Kernels* vnniKernels()
{
    return avx512Kernels() && __builtin_cpu_supports("avx512vnni") ? compiledVnniKernels()
                                                                   : nullptr;
}

const Kernels* amxKernels()
{
    const bool runs =
        vnniKernels() && __builtin_cpu_supports("amx-tile") && __builtin_cpu_supports("amx-bf16");
    return runs ? compiledAmxKernels() : nullptr;
}
#else
const Kernels* avx2Kernels()
{
    return nullptr;
}

const Kernels* avx512Kernels()
{
    return nullptr;
}

const Kernels* vnniKernels()
{
    return nullptr;
}

const Kernels* amxKernels()
{
    return nullptr;
}
#endif

const Kernels& kernels()
{
    static const Kernels& best = []() -> const Kernels& {
        if (const Kernels* table = amxKernels())
            return *table;
        if (const Kernels* table = vnniKernels())
            return *table;
        if (const Kernels* table = avx512Kernels())
            return *table;
        if (const Kernels* table = avx2Kernels())
            return *table;
        return *genericKernels();
    }();
    return best;
}

} // namespace exitscope
