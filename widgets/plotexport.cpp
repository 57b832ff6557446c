#include "widgets/plotexport.h"

#include "widgets/heatmapcells.h"
#include "widgets/heatmapframe.h"
#include "widgets/heatmapmarks.h"
#include "widgets/pictureexport.h"
#include "widgets/runtitle.h"
#include "widgets/theme.h"

#include <QCoreApplication>
#include <QPaintEngine>
#include <QPainter>

#include <algorithm>

namespace exitscope {
namespace {

struct PlotExport
{
    Q_DECLARE_TR_FUNCTIONS(exitscope::PlotExport)
};

constexpr double usualColumn = 18;
constexpr int leastWidth = 760;
constexpr int greatestWidth = 2400;

/// A run as a picture of its own: what is drawn, and how large.
class Picture
{
public:
    /// An empty canvas becomes as large as suits the run.
    Picture(const Run& run, const PlotOptions& options, const PlotCanvas& canvas)
        : m_run(run)
        , m_options(options)
        , m_style(canvas.palette, canvas.font)
        , m_colors(options.quantity.isDiverging() ? ColorMapKind::Diverging : options.colorMap,
                   m_style.dark)
    {
        m_values.rebuild(run, options.quantity);
        m_values.setScale(options.scale);
        if (options.contour)
            m_firing.reset(run);
        m_texts.append(run);
        m_size = canvas.size.isEmpty() ? usualSize() : canvas.size.toSize();
    }

    QSize size() const { return m_size; }

    void paint(QPainter& painter) const
    {
        HeatmapScene scene{m_run, m_values, m_texts, m_style, geometry()};
        scene.firing = m_options.contour ? &m_firing : nullptr;
        scene.otherExits = m_options.otherExits;
        scene.otherToken = m_options.otherToken;
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
        drawText(painter, m_style, box, Qt::AlignLeft | Qt::AlignVCenter, runTitle(m_run));
        box.translate(0, height);
        painter.setFont(m_style.font);
        painter.setPen(m_style.mutedText);
        drawText(painter, m_style, box, Qt::AlignLeft | Qt::AlignVCenter, runSubtitle(m_run));
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

const char* stateName(CellState state)
{
    switch (state) {
    case CellState::Never:
        return "never";
    case CellState::Computed:
        return "computed";
    case CellState::CaughtUp:
        return "caught_up";
    case CellState::Copied:
        return "copied";
    }
    return "";
}

QVariant otherExit(const PlotOptions& options, int token)
{
    const auto index = static_cast<std::size_t>(token);
    const bool known = index < options.otherExits.size() && options.otherExits[index] >= 0;
    return known ? QVariant(options.otherExits[index]) : QVariant();
}

/// A row for each cell, token by token.
ExportTable cellTable(const Run& run, const PlotOptions& options)
{
    HeatmapValues values;
    values.rebuild(run, options.quantity);
    TokenTexts texts;
    texts.append(run);
    const QString unit = values.unit();
    const QString title =
        unit.isEmpty() ? values.title() : QStringLiteral("%1 (%2)").arg(values.title(), unit);
    ExportTable table{{"token", "token_id", "text", "exit_layer", "layer", "cell", title}, {}};
    if (!options.otherExits.empty())
        table.columns << QStringLiteral("what_if_exit_layer");
    for (int token = 0; token < values.tokens(); ++token) {
        const TokenTrace& trace = run.tokens[static_cast<std::size_t>(token)];
        for (int layer = 0; layer < values.layers(); ++layer) {
            const auto index = static_cast<std::size_t>(layer);
            const CellState state =
                index < trace.cells.size() ? trace.cells[index] : CellState::Never;
            table.rows.push_back({token + 1, trace.id, texts.at(token), trace.exitLayer, layer,
                                  QString::fromLatin1(stateName(state)),
                                  exportNumber(values.at(token, layer))});
            if (!options.otherExits.empty())
                table.rows.back() << otherExit(options, token);
        }
    }
    return table;
}

} // namespace

PlotPicture heatmapPicture(const std::shared_ptr<const Run>& run, const PlotOptions& options)
{
    PlotPicture picture;
    picture.name = QStringLiteral("heatmap");
    picture.title = runTitle(*run);
    picture.run = run;
    picture.suitableSize = [run, options](const QFont& font) {
        return Picture(*run, options, {{}, theme::palette(theme::Scheme::Light), font}).size();
    };
    picture.draw = [run, options](QPainter& painter, const PlotCanvas& canvas) {
        Picture(*run, options, canvas).paint(painter);
    };
    picture.table = [run, options] { return cellTable(*run, options); };
    return picture;
}

Status exportPlot(const Run& run, const std::filesystem::path& file, const PlotOptions& options)
{
    Q_ASSERT(qGuiApp);
    const QString name = QString::fromStdU16String(file.u16string());
    if (run.tokens.empty() || run.model.layers < 1)
        return Error(ErrorCode::WrongUse,
                     PlotExport::tr("there is nothing to draw into %1: the run has no tokens yet")
                         .arg(name)
                         .toStdString());
    // Not kept for longer than this call.
    const std::shared_ptr<const Run> borrowed(std::shared_ptr<const Run>(), &run);
    return writePicture(heatmapPicture(borrowed, options), name,
                        {.dark = options.dark, .size = options.size, .font = options.font});
}

} // namespace exitscope
