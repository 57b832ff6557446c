#pragma once

#include <string>

namespace exitscope {

/// Times a small fp32 matrix product. Where LibTorch's BLAS is many times slower than this
/// processor allows (the reference BLAS), returns a sentence that says which package helps; else
/// nothing.
std::string slowBlasWarning();

/// Cores that do not share an execution unit, where the system tells; else all that it reports.
int physicalCores();

/// Threads for LibTorch and the kernels, for work started from the calling thread.
void setThreads(int count);

} // namespace exitscope
