#define EXITSCOPE_KERNELS compiledAvx512Kernels
#define EXITSCOPE_KERNELS_NAME "avx512"
#define EXITSCOPE_LANES 16
#include "model/kernels/kernels.inc"
