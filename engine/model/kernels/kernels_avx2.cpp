#define EXITSCOPE_KERNELS compiledAvx2Kernels
#define EXITSCOPE_KERNELS_NAME "avx2"
#define EXITSCOPE_LANES 8
#include "model/kernels/kernels.inc"
