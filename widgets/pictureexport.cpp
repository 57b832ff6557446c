#include "widgets/pictureexport.h"

#include "widgets/pathtext.h"
#include "widgets/theme.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QImage>
#include <QPdfWriter>
#include <QRegularExpression>
#include <QSaveFile>
#include <QSvgGenerator>

#include <memory>
#include <new>

namespace exitscope {
namespace {

struct PictureExport
{
    Q_DECLARE_TR_FUNCTIONS(exitscope::PictureExport)
};

/// Device dots a logical pixel in PDF, so that hair lines and type stay true.
constexpr int pdfScale = 10;
constexpr int pixelsPerInch = 96;
constexpr double inchesPerMetre = 1 / 0.0254;
/// Of the type; sized in pixels, so that every format and screen gets the same picture.
constexpr int fontPixels = 13;
/// Of a picture, four bytes each: more than any screen or printer shows.
constexpr qint64 mostPixels = qint64(1) << 28;

PlotCanvas canvasFor(const PlotPicture& picture, const PictureOptions& options)
{
    PlotCanvas canvas;
    canvas.palette = theme::palette(options.dark ? theme::Scheme::Dark : theme::Scheme::Light);
    canvas.font = options.font;
    canvas.font.setPixelSize(fontPixels);
    canvas.size = options.size.isEmpty() ? picture.suitableSize(canvas.font) : options.size;
    return canvas;
}

void paint(QPainter& painter, const PlotPicture& picture, const PlotCanvas& canvas)
{
    painter.setFont(canvas.font);
    painter.fillRect(QRectF(QPointF(0, 0), canvas.size), canvas.palette.color(QPalette::Base));
    picture.draw(painter, canvas);
}

QByteArray asPng(const PlotPicture& picture, const PictureOptions& options)
{
    const QImage image = pictureImage(picture, options);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    return !image.isNull() && image.save(&buffer, "PNG") ? bytes : QByteArray();
}

/// Outlines that are drawn at any size are not fitted to the pixels of one.
void setVectorFont(PlotCanvas& canvas)
{
    canvas.font.setHintingPreference(QFont::PreferNoHinting);
}

/// What QSvgGenerator wrote, its size in pixels, and without what says nothing: fonts of a drawing
/// that holds no text, transformations that change nothing.
QByteArray plainSvg(QByteArray svg, const QSize& size)
{
    static const QRegularExpression fonts(
        QStringLiteral("\\s*font-family=\"[^\"]*\" font-size=\"[^\"]*\" "
                       "font-weight=\"[^\"]*\" font-style=\"[^\"]*\"\\s*"));
    static const QRegularExpression paper(
        QStringLiteral("width=\"[^\"]*\" height=\"[^\"]*\"\\s*viewBox"));
    svg.replace(" transform=\"matrix(1,0,0,1,0,0)\"", "");
    QString text = QString::fromUtf8(svg);
    text.remove(fonts);
    // In millimetres, which programs take for different numbers of pixels.
    const auto found = paper.match(text);
    if (found.hasMatch())
        text.replace(found.capturedStart(), found.capturedLength(),
                     QStringLiteral("width=\"%1\" height=\"%2\" viewBox")
                         .arg(size.width())
                         .arg(size.height()));
    return text.toUtf8();
}

QByteArray asSvg(const PlotPicture& picture, const PictureOptions& options)
{
    PlotCanvas canvas = canvasFor(picture, options);
    setVectorFont(canvas);
    const QSize size = canvas.size.toSize();
    QByteArray bytes;
    QBuffer buffer(&bytes);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setResolution(pixelsPerInch);
    generator.setSize(size);
    generator.setViewBox(QRect(QPoint(0, 0), size));
    generator.setTitle(picture.title.toHtmlEscaped());
    QPainter target(&generator);
    PathTextDevice device(target, size);
    QPainter painter(&device);
    paint(painter, picture, canvas);
    painter.end();
    target.end();
    return plainSvg(bytes, size);
}

QByteArray asPdf(const PlotPicture& picture, const PictureOptions& options)
{
    PlotCanvas canvas = canvasFor(picture, options);
    setVectorFont(canvas);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setTitle(picture.title);
    writer.setCreator(QStringLiteral("Exitscope " EXITSCOPE_VERSION));
    writer.setResolution(pixelsPerInch * pdfScale);
    // Not the paper that comes near to it.
    writer.setPageSize(
        QPageSize(canvas.size / pixelsPerInch, QPageSize::Inch, {}, QPageSize::ExactMatch));
    writer.setPageMargins(QMarginsF());
    QPainter painter(&writer);
    // Pages are whole points; the picture fills what came of that.
    painter.scale(writer.width() / canvas.size.width(), writer.height() / canvas.size.height());
    paint(painter, picture, canvas);
    painter.end();
    return bytes;
}

Error noMemory(const QString& what)
{
    return {ErrorCode::WriteFailed,
            PictureExport::tr("%1 could not be made: there is no memory for a picture of its size; "
                              "choose a smaller size or scale")
                .arg(what)
                .toStdString()};
}

Error writeFailed(const QString& file, const QString& reason)
{
    return {ErrorCode::WriteFailed, PictureExport::tr("%1 could not be written: %2; choose another "
                                                      "place or make room")
                                        .arg(file, reason)
                                        .toStdString()};
}

QByteArray encode(const PlotPicture& picture, const QString& ending, const PictureOptions& options)
{
    if (ending == u"csv")
        return tableAsCsv(picture.table());
    if (ending == u"json")
        return tableAsJson(picture.table(), picture.title, picture.run.get());
    if (ending == u"svg")
        return asSvg(picture, options);
    return ending == u"pdf" ? asPdf(picture, options) : asPng(picture, options);
}

/// Empty where `out` has taken all of `content`.
QString problemOf(QFileDevice& out, QIODevice::OpenMode mode, const QByteArray& content)
{
    if (out.open(mode) && out.write(content) == content.size() && out.flush())
        return {};
    return out.errorString();
}

} // namespace

QStringList pictureEndings()
{
    return {QStringLiteral("png"), QStringLiteral("svg"), QStringLiteral("pdf")};
}

QStringList tableEndings()
{
    return {QStringLiteral("csv"), QStringLiteral("json")};
}

QImage pictureImage(const PlotPicture& picture, const PictureOptions& options)
{
    const PlotCanvas canvas = canvasFor(picture, options);
    const QSize size = canvas.size.toSize() * options.scale;
    if (qint64(size.width()) * size.height() > mostPixels)
        return {};
    QImage image(size, QImage::Format_RGB32);
    if (image.isNull())
        return image;
    image.setDevicePixelRatio(options.scale);
    QPainter painter(&image);
    paint(painter, picture, canvas);
    painter.end();
    // So that other programs show it as large as it was here.
    const int dots = qRound(pixelsPerInch * options.scale * inchesPerMetre);
    image.setDotsPerMeterX(dots);
    image.setDotsPerMeterY(dots);
    return image;
}

Result<QByteArray> encodePicture(const PlotPicture& picture, const QString& ending,
                                 const PictureOptions& options)
{
    Q_ASSERT(qGuiApp);
    if (!pictureEndings().contains(ending) && !tableEndings().contains(ending))
        return Error(ErrorCode::WrongUse,
                     PictureExport::tr("\"%1\" is no ending of a picture or a table; it must be "
                                       "png, svg, pdf, csv or json")
                         .arg(ending)
                         .toStdString());
    try {
        QByteArray content = encode(picture, ending, options);
        if (!content.isEmpty())
            return content;
    } catch (const std::bad_alloc&) {
        // As below.
    }
    return noMemory(picture.title);
}

Status writePicture(const PlotPicture& picture, const QString& file, const PictureOptions& options)
{
    Result<QByteArray> content =
        encodePicture(picture, QFileInfo(file).suffix().toLower(), options);
    if (content)
        return writeContent(*content, file);
    return Error(content.error().code(), PictureExport::tr("%1: %2")
                                             .arg(file, QString::fromUtf8(content.error().what()))
                                             .toStdString());
}

Status writeContent(const QByteArray& content, const QString& file)
{
    // A device is written to as it is; renaming a file onto it would replace it.
    const QFileInfo info(file);
    if (info.exists() && !info.isFile() && !info.isDir()) {
        QFile device(file);
        const QString problem =
            problemOf(device, QIODevice::WriteOnly | QIODevice::Unbuffered, content);
        if (!problem.isEmpty())
            return writeFailed(file, problem);
        return Done{};
    }
    QSaveFile out(file);
    const QString problem = problemOf(out, QIODevice::WriteOnly, content);
    if (!problem.isEmpty())
        return writeFailed(file, problem);
    if (!out.commit())
        return writeFailed(file, out.errorString());
    return Done{};
}

Status writeTogether(const std::vector<NamedContent>& files, const QString& folder,
                     const QSet<QString>& replaceable)
{
    const QDir place(folder);
    std::vector<std::unique_ptr<QSaveFile>> open;
    // None gets its name before all have been written; what is given up leaves nothing behind.
    for (const NamedContent& file : files) {
        const QString path = place.filePath(file.name);
        if (QFileInfo::exists(path) && !replaceable.contains(file.name))
            return Error(ErrorCode::WriteFailed,
                         PictureExport::tr("%1 has come to exist meanwhile and nothing was "
                                           "written; export again to be asked about it")
                             .arg(path)
                             .toStdString());
        open.push_back(std::make_unique<QSaveFile>(path));
        const QString problem = problemOf(*open.back(), QIODevice::WriteOnly, file.content);
        if (!problem.isEmpty())
            return writeFailed(path, problem);
    }
    for (const std::unique_ptr<QSaveFile>& out : open) {
        if (!out->commit())
            return writeFailed(out->fileName(), out->errorString());
    }
    return Done{};
}

} // namespace exitscope
