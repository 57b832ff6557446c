#define EXITSCOPE_KERNELS compiledGenericKernels
#define EXITSCOPE_KERNELS_NAME "generic"
#define EXITSCOPE_LANES 4
#include "model/kernels/kernels.inc"
