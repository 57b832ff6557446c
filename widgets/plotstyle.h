#pragma once

#include <QColor>
#include <QFont>
#include <QPainter>
#include <QPalette>
#include <QRectF>
#include <QString>

namespace exitscope {

/// Colours and type of a picture of a run; the same for the screen and for files. A value type.
struct PlotStyle
{
    PlotStyle(const QPalette& palette, const QFont& font);

    bool dark = false;
    QColor base, text, mutedText, frame;
    QColor accent, exitLine, threshold, settingsMark;
    QColor ruling; ///< level lines of a cell that ran but has no value
    QColor hatch;  ///< slanted lines of a caught-up cell, dots of a copied one
    QFont font;    ///< labels
    QFont titleFont;

    qreal lineHeight() const;
    qreal textWidth(const QString& text) const;
};

/// Writes one line of `text` inside `box`, aligned as `alignment` says, elided where it is too
/// long.
void drawText(QPainter& painter, const PlotStyle& style, const QRectF& box, Qt::Alignment alignment,
              const QString& text);

/// Slanted or level lines, or dots, inside `box`; neighbouring boxes continue each other's pattern.
void drawHatch(QPainter& painter, const QRectF& box, const QColor& color);
void drawRuled(QPainter& painter, const QRectF& box, const QColor& color);
void drawDotted(QPainter& painter, const QRectF& box, const QColor& color);

} // namespace exitscope
