#pragma once

#include "base/error.h"
#include "widgets/exportable.h"

#include <QGuiApplication>
#include <QSet>

namespace exitscope {

/// How a plot goes into a file.
struct PictureOptions
{
    int scale = 2; ///< pixels a logical one, of PNG
    bool dark = false;
    QSize size = {}; ///< logical pixels; empty: what suits the plot
    QFont font = QGuiApplication::font();
};

/// The endings of files that hold pictures, and of those that hold the numbers behind them.
QStringList pictureEndings();
QStringList tableEndings();

// All of these need a QGuiApplication and run on any thread.

/// PNG, SVG (text as outlines, a user unit a logical pixel) or PDF (fonts embedded, a page as large
/// as the picture at 96 pixels an inch), or the numbers as CSV or JSON, by `ending`. Both vector
/// formats hold what is drawn as shapes. Errors: WrongUse (another ending), WriteFailed (no memory
/// for so large a picture).
Result<QByteArray> encodePicture(const PlotPicture& picture, const QString& ending,
                                 const PictureOptions& options);

/// The picture as pixels; null where there is no memory for it.
QImage pictureImage(const PlotPicture& picture, const PictureOptions& options);

/// Writes encodePicture to `file`, by its ending. The file appears whole or not at all, unless it
/// is a device. Errors: as encodePicture, and WriteFailed with the system's reason.
Status writePicture(const PlotPicture& picture, const QString& file, const PictureOptions& options);

/// Writes `content` so. `file` appears whole or not at all, unless it is a device.
Status writeContent(const QByteArray& content, const QString& file);

/// A file of a folder.
struct NamedContent
{
    QString name;
    QByteArray content;
};

/// Writes all of them into `folder`, or, where one cannot be written, none. One that exists is
/// replaced only if `replaceable` names it. Errors: WriteFailed with the file and the reason.
Status writeTogether(const std::vector<NamedContent>& files, const QString& folder,
                     const QSet<QString>& replaceable);

} // namespace exitscope
