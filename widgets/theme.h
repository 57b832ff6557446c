#pragma once

#include <QColor>
#include <QFont>
#include <QPalette>

namespace exitscope::theme {

enum class Scheme
{
    System,
    Light,
    Dark
};

/// Spacing scale, logical pixels; every margin and gap is one of these.
inline constexpr int gapTiny = 4;
inline constexpr int gapSmall = 8;
inline constexpr int gap = 12;
inline constexpr int gapLarge = 20;

/// How much of a colour covers its ground where text is written on it: as much as lets it read.
inline constexpr float draftOpacity = 0.30F;       ///< exit colours of drafts
inline constexpr float exitRowOpacity = 0.10F;     ///< text colour behind the row of the exit
inline constexpr float barOpacity = 0.18F;         ///< accent behind a probability
inline constexpr float selectedBarOpacity = 0.08F; ///< the same in a selected row

/// Application palette for `scheme`; System asks the platform.
QPalette palette(Scheme scheme);
bool isDark(const QPalette& palette);

/// Colours that the palette has no role for; each reads at 4.5:1 or better on the base colour
/// where it carries text.
struct Colors
{
    QColor accent;       ///< selection, the active control
    QColor exitLine;     ///< the stepped line of exits over the heatmap
    QColor threshold;    ///< the threshold's contour and curve
    QColor settingsMark; ///< where settings changed
    QColor grid;
    QColor mutedText;
    QColor warning; ///< banner: output may differ
    QColor warningText;
    QColor error;
};
Colors colors(const QPalette& palette);

/// Chip colour of a token that left at `layer` of `layers`, shallow to deep, and the text colour
/// that reads on it.
QColor exitColor(int layer, int layers, bool dark);
QColor textOn(const QColor& background);

/// Type scale relative to the application font.
QFont small(const QFont& base);
QFont heading(const QFont& base);
QFont figures(const QFont& base); ///< tabular figures for readouts that change

} // namespace exitscope::theme
