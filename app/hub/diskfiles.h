#pragma once

#include <QString>

#include <cstdint>

namespace exitscope {

/// A small text file's content without the space around it; empty where it cannot be read.
QString contentOf(const QString& name);

/// Bytes of the files below `folder`; links take none.
std::int64_t bytesBelow(const QString& folder);

} // namespace exitscope
