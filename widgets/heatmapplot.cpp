#include "widgets/heatmapplot.h"

#include "widgets/heatmapcells.h"
#include "widgets/heatmapframe.h"
#include "widgets/heatmapmarks.h"
#include "widgets/partialtext.h"
#include "widgets/theme.h"

#include <algorithm>
#include <cmath>

namespace exitscope {
namespace {

constexpr int frameMs = 16;

/// Lets the plot paint into one of QCustomPlot's layers.
class PaintedLayerable : public QCPLayerable
{
public:
    using Paint = std::function<void(QPainter&)>;

    PaintedLayerable(QCustomPlot* plot, const QString& layer, Paint paint)
        : QCPLayerable(plot, layer)
        , m_paint(std::move(paint))
    {}

protected:
    void applyDefaultAntialiasingHint(QCPPainter* painter) const override
    {
        painter->setAntialiasing(true);
    }
    void draw(QCPPainter* painter) override
    {
        painter->save();
        m_paint(*painter);
        painter->restore();
    }

private:
    Paint m_paint;
};

} // namespace

HeatmapPlot::HeatmapPlot(QWidget* parent)
    : QCustomPlot(parent)
    , m_style(QWidget::palette(), QWidget::font())
{
    setFocusPolicy(Qt::StrongFocus);
    setMinimumSize(240, 160);
    setAccessibleName(tr("Heatmap of layers by tokens"));
    setInteractions({});
    setPlottingHint(QCP::phImmediateRefresh, false);
    addLayers();
    restyle();
    m_refreshTimer.setSingleShot(true);
    connect(&m_refreshTimer, &QTimer::timeout, this, &HeatmapPlot::refreshNow);
}

HeatmapPlot::~HeatmapPlot() = default;

void HeatmapPlot::addLayers()
{
    for (QCPAxis* axis : axisRect()->axes()) {
        axis->setVisible(false);
        axis->grid()->setVisible(false);
    }
    axisRect()->setAutoMargins(QCP::msNone);
    addLayer(QStringLiteral("over"));
    new PaintedLayerable(this, QStringLiteral("over"),
                         [this](QPainter& painter) { drawOver(painter); });
    // One buffer for everything: each more is cleared and blended whole at every replot.
    layer(QStringLiteral("overlay"))->setMode(QCPLayer::lmLogical);
}

void HeatmapPlot::restyle()
{
    m_style = PlotStyle(QWidget::palette(), QWidget::font());
    m_colors = ColorMap(m_values.quantity().isDiverging() ? ColorMapKind::Diverging : m_colorKind,
                        m_style.dark);
    // Wide and tall enough for the axes, the legend and a few rows.
    const qreal line = m_style.lineHeight();
    setMinimumSize(QSize(240, 160).expandedTo(QSizeF(16 * line, 10 * line).toSize()));
    setBackground(QBrush(m_style.base));
    refresh();
}

void HeatmapPlot::setDocument(RunDocument* document)
{
    if (m_document)
        m_document->disconnect(this);
    m_document = document;
    if (document) {
        connect(document, &RunDocument::wasReset, this, &HeatmapPlot::rebuild);
        connect(document, &RunDocument::tokensAppended, this, [this] {
            // A run of another depth can only begin with a reset, but its model may come later.
            if (m_values.layers() != modelLayers())
                return rebuild();
            m_values.append(m_document->run());
            readPartial();
            m_texts.append(m_document->run());
            if (m_contourShown)
                m_firing.append(m_document->run());
            if (m_following)
                showNewest();
            refresh();
        });
        connect(document, &RunDocument::cellsChanged, this, [this](int first) {
            m_values.updateStates(m_document->run(), first);
            refresh();
        });
        connect(document, &RunDocument::settingsRecorded, this, &HeatmapPlot::refresh);
        connect(document, &RunDocument::partialChanged, this, &HeatmapPlot::takePartial);
        connect(document, &RunDocument::selectionChanged, this, [this](int token) {
            if (token >= 0)
                reveal(token);
            announceSelection();
            refresh();
        });
    }
    rebuild();
}

void HeatmapPlot::rebuild()
{
    const Run nothing;
    const Run& run = m_document ? m_document->run() : nothing;
    m_values.rebuild(run, m_values.quantity());
    readPartial();
    m_texts.reset();
    m_texts.append(run);
    if (m_contourShown)
        m_firing.reset(run);
    m_hovered.reset();
    m_drag.reset();
    m_fitted = false;
    m_tokenSpan = usualSpan();
    m_layerLower = -0.5;
    m_layerSpan = std::max(1, modelLayers());
    setFollowing(true);
    showNewest();
    announceSelection();
    refresh();
}

void HeatmapPlot::readPartial()
{
    m_partial.reset();
    if (m_document && m_document->partial())
        m_partial.emplace(m_document->run(), *m_document->partial(), m_values);
}

void HeatmapPlot::takePartial()
{
    readPartial();
    if (m_following)
        showNewest();
    if (m_partial)
        setAccessibleDescription(
            layerSentence(m_partial->token, m_document->run().model.shape(), m_names));
    else
        announceSelection();
    refresh();
}

void HeatmapPlot::setQuantity(const HeatmapQuantity& quantity)
{
    if (m_document)
        m_values.rebuild(m_document->run(), quantity);
    else
        m_values.rebuild(Run(), quantity);
    readPartial();
    restyle();
    announceSelection();
}

void HeatmapPlot::setColorMap(ColorMapKind kind)
{
    m_colorKind = kind;
    restyle();
}

void HeatmapPlot::setScale(const ScaleChoice& scale)
{
    m_values.setScale(scale);
    refresh();
}

void HeatmapPlot::setContourShown(bool shown)
{
    m_contourShown = shown;
    if (shown && m_document)
        m_firing.reset(m_document->run());
    refresh();
}

void HeatmapPlot::setOtherExits(const std::vector<int>& exits, int firstOther)
{
    if (exits == m_otherExits && firstOther == m_otherToken)
        return;
    m_otherExits = exits;
    m_otherToken = firstOther;
    refresh();
}

void HeatmapPlot::refresh()
{
    // A hidden plot is drawn when it is shown.
    if (m_refreshTimer.isActive() || !isVisible())
        return;
    const qint64 since = m_sinceRefresh.isValid() ? m_sinceRefresh.elapsed() : frameMs;
    m_refreshTimer.start(int(std::clamp<qint64>(frameMs - since, 0, frameMs)));
}

void HeatmapPlot::refreshNow()
{
    m_refreshTimer.stop();
    m_sinceRefresh.start();
    const HeatmapGeometry at = cellGeometry();
    m_values.setShown(at.firstVisible(), at.lastVisible(tokens()));
    hoverAgain();
    replot(QCustomPlot::rpQueuedRefresh);
}

HeatmapGeometry HeatmapPlot::cellGeometry() const
{
    HeatmapGeometry geometry;
    geometry.plot = plotArea(m_style, framed(), QRectF(rect()), m_tokenSpan);
    geometry.tokenLower = m_tokenLower;
    geometry.tokenUpper = m_tokenLower + m_tokenSpan;
    geometry.layerLower = m_layerLower;
    geometry.layerUpper = m_layerLower + m_layerSpan;
    return geometry;
}

double HeatmapPlot::displayedValue(int token, int layer) const
{
    const HeatmapGeometry at = cellGeometry();
    const int share = at.tokensPer(1);
    const int first = token / share * share;
    if (token < 0 || first < at.firstVisible() / share * share ||
        token > at.lastVisible(m_values.tokens()) || layer < 0 || layer >= m_values.layers())
        return std::nan("");
    return m_values.mean(first, std::min(first + share, m_values.tokens()) - 1, layer);
}

HeatmapScene HeatmapPlot::scene(const PlotStyle& style) const
{
    return {.run = m_document->run(),
            .values = m_values,
            .texts = m_texts,
            .style = style,
            .geometry = cellGeometry(),
            .selectedToken = m_document->selectedToken(),
            .otherExits = m_otherExits,
            .otherToken = m_otherToken,
            .firing = m_contourShown ? &m_firing : nullptr};
}

void HeatmapPlot::drawOver(QPainter& painter)
{
    painter.setClipping(false);
    if (columns() == 0) {
        painter.setFont(QWidget::font());
        painter.setPen(m_style.mutedText);
        painter.drawText(QRectF(rect()).adjusted(theme::gapLarge, 0, -theme::gapLarge, 0),
                         Qt::AlignCenter | Qt::TextWordWrap,
                         tr("Run a prompt to see, layer by layer, how each token is decided."));
        return;
    }
    const HeatmapScene what = scene(m_style);
    if (tokens() == 0)
        return drawPartial(painter, what);
    const HeatmapLabels labels = labelsOf(what);
    drawCellPicture(painter, what, m_colors, m_cells);
    drawMarks(painter, what);
    drawAxes(painter, what, labels);
    drawColorBar(painter, what, m_colors, labels);
    drawLegend(painter, what);
    if (m_partial)
        drawPartial(painter, what);
    if (m_values.isBlank())
        drawHint(painter, what.geometry.plot);
}

void HeatmapPlot::drawPartial(QPainter& painter, const HeatmapScene& what)
{
    if (tokens() == 0) { // nothing has drawn what stands around it
        const HeatmapScene alone{m_partial->own, m_partial->alone, m_partial->texts, what.style,
                                 what.geometry};
        const HeatmapLabels labels = labelsOf(alone);
        drawAxes(painter, alone, labels);
        drawColorBar(painter, alone, m_colors, labels);
    }
    const PartialToken& token = m_partial->token;
    const QString prediction = predictionText(token, token.newestLayer(), m_names);
    drawPartialColumn(painter, what, *m_partial, m_colors,
                      token.exitLayer == token.newestLayer() ? tr("%1 ▸ leaves").arg(prediction)
                                                             : prediction);
}

void HeatmapPlot::drawHint(QPainter& painter, const QRectF& plot)
{
    const QString text = m_values.shownRule().mayExit() || !m_values.quantity().showsRule()
                             ? tr("This run has no values of “%1”.").arg(m_values.title())
                         : m_values.quantity().isDiverging()
                             ? tr("At full depth there is no threshold: choose another quantity.")
                             : tr("At full depth nothing is scored unless all layers are watched.");
    painter.setFont(QWidget::font());
    const QFontMetricsF metrics(painter.font());
    QRectF box(0, 0, metrics.horizontalAdvance(text) + 2 * theme::gapLarge,
               metrics.height() + 2 * theme::gap);
    box.moveCenter(plot.center());
    painter.setPen(m_style.frame);
    painter.setBrush(m_style.base);
    painter.drawRoundedRect(box, 6, 6);
    painter.setPen(m_style.text);
    painter.drawText(box, Qt::AlignCenter, text);
}

void HeatmapPlot::paintEvent(QPaintEvent* event)
{
    QCustomPlot::paintEvent(event);
    // On top of the buffer, so that moving the crosshair replots nothing.
    QPainter painter(this);
    drawCursor(painter);
    if (hasFocus()) {
        painter.setClipping(false);
        painter.setPen(m_style.accent);
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
}

void HeatmapPlot::drawCursor(QPainter& painter)
{
    if (tokens() == 0)
        return;
    const HeatmapScene what = scene(m_style);
    drawSelection(painter, what, m_document->selectedLayer());
    if (m_hovered)
        drawCrosshair(painter, what, m_hovered->token, m_hovered->layer);
}

} // namespace exitscope
