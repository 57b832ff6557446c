#pragma once

#include <QtGlobal>

/// Sizes of the text strip's chips, pixels.
namespace exitscope::chip {

inline constexpr qreal padding = 3;
inline constexpr qreal radius = 3;
inline constexpr qreal spacing = 2;
inline constexpr qreal depthBar = 2;
inline constexpr qreal changeRoom = 10; ///< in front of a token from which on other settings hold

} // namespace exitscope::chip
