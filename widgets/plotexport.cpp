#include "widgets/plotexport.h"

#include "widgets/heatmapcells.h"
#include "widgets/heatmapframe.h"
#include "widgets/heatmapmarks.h"
#include "widgets/settingstext.h"
#include "widgets/theme.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QFileInfo>
#include <QGuiApplication>
#include <QImage>
#include <QPaintEngine>
#include <QPainter>
#include <QPdfWriter>
#include <QSaveFile>
#include <QSvgGenerator>

#include <algorithm>
#include <memory>

namespace exitscope {
namespace {

struct PlotExport
{
    Q_DECLARE_TR_FUNCTIONS(exitscope::PlotExport)
};

constexpr int pngScale = 2;
/// Device dots a logical pixel in PDF, so that hair lines and type stay true.
constexpr int pdfScale = 10;
constexpr int pixelsPerInch = 96;
constexpr double usualColumn = 18;
constexpr int leastWidth = 760;
constexpr int greatestWidth = 2400;

/// The rules that ruled, in order; a change of thresholds alone is no other rule.
QString rulesTitle(const Run& run)
{
    constexpr int mostNamed = 3;
    QStringList titles;
    for (const SettingsChange& change : run.settings) {
        if (change.token >= static_cast<int>(run.tokens.size()))
            break;
        // Of two changes before the same token, the later one ruled.
        const QString title = decisionTitle(run.settingsAt(change.token));
        if (titles.isEmpty() || titles.last() != title)
            titles << title;
    }
    if (titles.isEmpty())
        return ruleTitle({});
    if (titles.size() > mostNamed)
        return PlotExport::tr("%1 rules in turn, from %2 to %3")
            .arg(titles.size())
            .arg(titles.first(), titles.last());
    return titles.join(PlotExport::tr(", then "));
}

QString title(const Run& run)
{
    const QString model = QString::fromStdString(run.model.name);
    const QString rules = rulesTitle(run);
    return model.isEmpty() ? rules : PlotExport::tr("%1: %2").arg(model, rules);
}

QString subtitle(const Run& run)
{
    const RunSummary summary = summarize(run);
    return PlotExport::tr("tokens: %1, layers: %2, mean exit layer: %3")
        .arg(summary.tokens)
        .arg(run.model.layers)
        .arg(summary.meanExitLayer, 0, 'f', 1);
}

/// A run as a picture of its own: what is drawn, and how large.
class Picture
{
public:
    Picture(const Run& run, const PlotOptions& options)
        : m_run(run)
        , m_options(options)
        , m_style(theme::palette(options.dark ? theme::Scheme::Dark : theme::Scheme::Light),
                  baseFont(options.font))
        , m_colors(options.quantity.isDiverging() ? ColorMapKind::Diverging : options.colorMap,
                   options.dark)
    {
        m_values.rebuild(run, options.quantity);
        m_values.setScale(options.scale);
        if (options.contour)
            m_firing.reset(run);
        m_texts.append(run);
        m_size = options.size.isEmpty() ? usualSize() : options.size;
    }

    QSize size() const { return m_size; }
    QString name() const { return title(m_run); }
    void setTextAsPaths() { m_style.textAsPaths = true; }

    void paint(QPainter& painter) const
    {
        painter.fillRect(QRect(QPoint(0, 0), m_size), m_style.base);
        HeatmapScene scene{m_run, m_values, m_texts, m_style, geometry()};
        scene.firing = m_options.contour ? &m_firing : nullptr;
        const HeatmapLabels labels = labelsOf(scene);
        if (painter.paintEngine()->type() == QPaintEngine::Raster) {
            QImage cells;
            drawCellPicture(painter, scene, m_colors, cells);
        } else {
            drawCells(painter, scene, m_colors);
            drawCellStates(painter, scene);
        }
        drawMarks(painter, scene);
        drawAxes(painter, scene, labels);
        drawColorBar(painter, scene, m_colors, labels);
        drawLegend(painter, scene);
        drawTitle(painter, scene.geometry.plot);
    }

private:
    /// Sized in pixels, so that every format and screen gets the same picture.
    static QFont baseFont(QFont font)
    {
        font.setPixelSize(13);
        return font;
    }

    qreal titleHeight() const
    {
        return QFontMetricsF(m_style.titleFont).height() + m_style.lineHeight() + theme::gapLarge;
    }

    QSize usualSize() const
    {
        const QMarginsF margins = frameMargins(m_style, m_values, usualColumn);
        const double rows = std::clamp(m_values.layers() * 30.0, 240.0, 720.0);
        const double columns = m_values.tokens() * usualColumn;
        return {int(std::clamp(columns + margins.left() + margins.right(), double(leastWidth),
                               double(greatestWidth))),
                int(rows + margins.top() + margins.bottom() + titleHeight()) + theme::gap};
    }

    HeatmapGeometry geometry() const
    {
        HeatmapGeometry at;
        const double wide = plotWidth(m_style, m_values, m_size.width() - 2 * theme::gap);
        const double span = std::max<double>(m_values.tokens(), wide / 40);
        at.plot =
            plotArea(m_style, m_values,
                     QRectF(QPointF(theme::gap, titleHeight()),
                            QPointF(m_size.width() - theme::gap, m_size.height() - theme::gap)),
                     span);
        at.tokenUpper = span - 0.5;
        at.layerUpper = m_values.layers() - 0.5;
        return at;
    }

    void drawTitle(QPainter& painter, const QRectF& plot) const
    {
        const qreal height = QFontMetricsF(m_style.titleFont).height();
        QRectF box(plot.left(), theme::gap, m_size.width() - plot.left() - theme::gap, height);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setFont(m_style.titleFont);
        painter.setPen(m_style.text);
        drawText(painter, m_style, box, Qt::AlignLeft | Qt::AlignVCenter, title(m_run));
        box.translate(0, height);
        painter.setFont(m_style.font);
        painter.setPen(m_style.mutedText);
        drawText(painter, m_style, box, Qt::AlignLeft | Qt::AlignVCenter, subtitle(m_run));
    }

    const Run& m_run;
    const PlotOptions& m_options;
    PlotStyle m_style;
    ColorMap m_colors;
    HeatmapValues m_values;
    FiringCells m_firing;
    TokenTexts m_texts;
    QSize m_size;
};

QByteArray asPng(const Picture& picture)
{
    QImage image(picture.size() * pngScale, QImage::Format_RGB32);
    image.setDevicePixelRatio(pngScale);
    if (image.isNull())
        return {};
    QPainter painter(&image);
    picture.paint(painter);
    painter.end();
    QByteArray bytes;
    QBuffer buffer(&bytes);
    return image.save(&buffer, "PNG") ? bytes : QByteArray();
}

QByteArray asSvg(Picture& picture)
{
    picture.setTextAsPaths();
    QByteArray bytes;
    QBuffer buffer(&bytes);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setSize(picture.size());
    generator.setViewBox(QRect(QPoint(0, 0), picture.size()));
    generator.setTitle(picture.name());
    QPainter painter(&generator);
    picture.paint(painter);
    painter.end();
    return bytes;
}

QByteArray asPdf(const Picture& picture)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setTitle(picture.name());
    writer.setCreator(QStringLiteral("Exitscope " EXITSCOPE_VERSION));
    writer.setResolution(pixelsPerInch * pdfScale);
    writer.setPageSize(QPageSize(QSizeF(picture.size()) / pixelsPerInch, QPageSize::Inch));
    writer.setPageMargins(QMarginsF());
    QPainter painter(&writer);
    painter.scale(pdfScale, pdfScale);
    picture.paint(painter);
    painter.end();
    return bytes;
}

Error writeFailed(const QString& file, const QString& reason)
{
    return {ErrorCode::WriteFailed,
            PlotExport::tr("the picture could not be written to %1: %2; choose another place or "
                           "make room")
                .arg(file, reason)
                .toStdString()};
}

Status write(const QByteArray& bytes, const QString& file)
{
    if (bytes.isEmpty())
        return writeFailed(file, PlotExport::tr("there is no memory for a picture of its size"));
    // A device is written to as it is; renaming a file onto it would replace it.
    const QFileInfo info(file);
    const bool device = info.exists() && !info.isFile() && !info.isDir();
    const std::unique_ptr<QFileDevice> out(device ? static_cast<QFileDevice*>(new QFile(file))
                                                  : new QSaveFile(file));
    const auto mode = device ? QIODevice::WriteOnly | QIODevice::Unbuffered : QIODevice::WriteOnly;
    if (!out->open(mode) || out->write(bytes) != bytes.size() || !out->flush())
        return writeFailed(file, out->errorString());
    auto* whole = qobject_cast<QSaveFile*>(out.get());
    if (whole && !whole->commit())
        return writeFailed(file, whole->errorString());
    return Done{};
}

} // namespace

Status exportPlot(const Run& run, const std::filesystem::path& file, const PlotOptions& options)
{
    Q_ASSERT(qGuiApp);
    const QString name = QString::fromStdU16String(file.u16string());
    if (run.tokens.empty() || run.model.layers < 1)
        return Error(ErrorCode::WrongUse,
                     PlotExport::tr("there is nothing to draw into %1: the run has no tokens yet")
                         .arg(name)
                         .toStdString());
    const QString format = QFileInfo(name).suffix().toLower();
    Picture picture(run, options);
    if (format == u"png")
        return write(asPng(picture), name);
    if (format == u"svg")
        return write(asSvg(picture), name);
    if (format == u"pdf")
        return write(asPdf(picture), name);
    return Error(
        ErrorCode::WrongUse,
        PlotExport::tr("the picture %1 has the extension \"%2\"; it must be png, svg or pdf")
            .arg(name, format)
            .toStdString());
}

} // namespace exitscope
