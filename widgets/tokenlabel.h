#pragma once

#include <QString>

namespace exitscope {

/// `text` of a token on one line, safe to stand beside other words: control and format characters
/// are named, a lone combining mark gets a circle to sit on, and right-to-left text keeps to its
/// own place. With `longest` above 0 at most that many characters and "…".
QString tokenLabel(const QString& text, int longest = 0);

/// `text` with only the characters named that would be invisible, or move others.
QString withNamedCharacters(const QString& text);

/// A probability, 0..1, in percent as a reader wants it: no digits that do not matter, "<0.1" for
/// what would read as nothing.
QString percentText(double probability);

} // namespace exitscope
