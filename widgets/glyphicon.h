#pragma once

#include <QIcon>

namespace exitscope {

enum class Glyph
{
    Run,
    Pause,
    OneToken,
    Stop,
    Close
};

/// An icon drawn in the application's current text colour, at any size.
QIcon glyphIcon(Glyph glyph);

} // namespace exitscope
