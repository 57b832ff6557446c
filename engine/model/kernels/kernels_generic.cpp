#define EXITSCOPE_KERNELS genericKernels
#define EXITSCOPE_KERNELS_NAME "generic"
#define EXITSCOPE_LANES 4
#include "model/kernels/kernels.inc"
