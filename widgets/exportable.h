#pragma once

#include "widgets/exporttable.h"

#include <QFont>
#include <QPainter>
#include <QPalette>
#include <QSizeF>
#include <QString>

#include <functional>
#include <memory>

namespace exitscope {

/// Where a plot is drawn, from (0, 0) on, and what it wears: those of its widget, or of a file.
struct PlotCanvas
{
    QSizeF size; ///< logical pixels
    QPalette palette;
    QFont font; ///< the application's size; see theme.h for what is made of it
};

/// What a plot showed when it was asked for, with all that drawing it takes. A value; any thread
/// may call its functions, so they hold copies and touch neither widgets nor pixmaps.
struct PlotPicture
{
    QString name;  ///< of its files, plain ASCII, for example "cost"
    QString title; ///< for people, for example "Cost against full depth"
    std::function<QSize(const QFont& font)> suitableSize; ///< logical pixels
    /// All of the picture, its title too (drawHeading); the ground is the palette's Base already.
    std::function<void(QPainter& painter, const PlotCanvas& canvas)> draw;
    /// The numbers of what is shown.
    std::function<ExportTable()> table;
    std::shared_ptr<const Run> run = nullptr; ///< whose model and settings belong to the numbers
};

/// What a view implements so that it can be exported and copied: the window finds it by this class.
/// GUI thread.
class Exportable
{
public:
    virtual ~Exportable() = default;

    /// What a list of plots calls it, for example "Heatmap".
    virtual QString exportTitle() const = 0;
    /// Whether picture() would show anything.
    virtual bool hasData() const = 0;
    /// `run`: a copy of the document's run, which is to be shown as it is now, also where the view
    /// is hidden and has fallen behind. Costly work belongs into the functions that come back.
    virtual PlotPicture picture(const std::shared_ptr<const Run>& run) const = 0;
};

/// Writes the title and what it is of at the top of `canvas`; the box below it is for the plot.
QRectF drawHeading(QPainter& painter, const PlotCanvas& canvas, const QString& title,
                   const QString& subtitle);
/// The height that this takes, with the margin below the plot.
int headingHeight(const QFont& font);

/// A picture of the usual width with a heading above a plot that is `height` pixels high with a
/// certain font; table and run are the caller's to add.
PlotPicture titledPicture(const QString& name, const QString& title, const QString& subtitle,
                          std::function<int(const QFont& font)> height,
                          std::function<void(QPainter&, const PlotCanvas&)> draw);

/// Draws a plot into `box`: `draw` finds a canvas of that size.
void drawInside(QPainter& painter, const PlotCanvas& canvas, const QRectF& box,
                const std::function<void(const PlotCanvas&)>& draw);

} // namespace exitscope
