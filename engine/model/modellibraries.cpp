#include "model/modellibraries.h"

#include "model/kernels/kernels.h"

#include <torch/version.h>

#include <dlfcn.h>

#include <filesystem>

namespace exitscope {

namespace {

/// Which of a system's several it is, the name of the link that LibTorch was linked with hides.
std::string blasFile()
{
    Dl_info place{};
    const void* product = dlsym(RTLD_DEFAULT, "sgemm_");
    if (!product || dladdr(product, &place) == 0 || !place.dli_fname)
        return "built into LibTorch";
    std::error_code unknown;
    const auto file = std::filesystem::canonical(place.dli_fname, unknown);
    return unknown ? place.dli_fname : file.string();
}

} // namespace

std::vector<LibraryVersion> modelLibraries()
{
    return {{"LibTorch", TORCH_VERSION}, {"BLAS", blasFile()}, {"kernels", kernels().name}};
}

} // namespace exitscope
