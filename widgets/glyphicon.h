#pragma once

#include <QIcon>
#include <QPalette>

namespace exitscope {

enum class Glyph
{
    Run,
    Pause,
    OneToken,
    OneLayer,
    Stop,
    Close,
    Add,
    Pin
};

/// An icon drawn in the application's current colour for `role`, at any size.
QIcon glyphIcon(Glyph glyph, QPalette::ColorRole role = QPalette::ButtonText);

} // namespace exitscope
