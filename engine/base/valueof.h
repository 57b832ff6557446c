#pragma once

#include "base/error.h"

#include <utility>

namespace exitscope {

/// `result`'s value; throws its error.
template <typename T>
T valueOf(Result<T> result)
{
    if (!result)
        throw result.error();
    return std::move(*result);
}

} // namespace exitscope
