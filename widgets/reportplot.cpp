// The pictures in a report; see reportparts.h.
#include "widgets/pictureexport.h"
#include "widgets/reportparts.h"

namespace exitscope {

namespace {

QByteArray inlineSvg(const PlotPicture& picture, bool dark, const QSize& size, const QString& label)
{
    Result<QByteArray> whole =
        encodePicture(picture, QStringLiteral("svg"), {.dark = dark, .size = size});
    if (!whole)
        throw whole.error();
    // The element's own size is that of paper; here the page decides, short of enlarging it.
    const qsizetype start = whole->indexOf("<svg");
    const qsizetype content = whole->indexOf('>', start) + 1;
    return QStringLiteral("<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"%1\" role=\"img\" "
                          "aria-label=\"%2\" viewBox=\"0 0 %3 %4\" style=\"max-width: %3px\">")
               .arg(dark ? QStringLiteral("dark") : QStringLiteral("light"), label.toHtmlEscaped())
               .arg(size.width())
               .arg(size.height())
               .toUtf8() +
           whole->mid(content);
}

} // namespace

void writePlot(ReportWriter& out, const PlotPicture& picture, const QSize& size,
               const QString& label)
{
    out.open("div", {{"class", QStringLiteral("plot")}});
    for (const bool dark : {false, true})
        out.raw(inlineSvg(picture, dark, size, label));
    out.close();
}

} // namespace exitscope
