#include "widgets/costwaterfall.h"

#include "widgets/plotstyle.h"
#include "widgets/theme.h"

#include <QHelpEvent>
#include <QLocale>
#include <QPainter>
#include <QThread>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace exitscope {

namespace {

constexpr int leastBarWidth = 72;

/// With a sign that is as wide as a plus.
QString signedText(double value, int decimals)
{
    const QString digits = QLocale().toString(std::abs(value), 'f', decimals);
    const bool isZero = std::abs(value) < 0.5 * std::pow(10.0, -decimals);
    return isZero ? digits : (value < 0 ? u'\u2212' : u'+') + digits;
}

int rowHeight(const QFont& font)
{
    return QFontMetrics(font).height() + theme::gapTiny;
}

/// Where the parts of a row lie, and what a millisecond is there.
struct Columns
{
    double barLeft = 0;
    double barWidth = 0;
    double msRight = 0;
    double perMs = 0;
};

Columns columnsOf(const std::vector<CostBar>& bars, const QFont& font, double width)
{
    const QFontMetricsF metrics(theme::figures(font));
    double names = 0;
    double times = 0;
    double shares = 0;
    double most = 0;
    double level = 0;
    for (const CostBar& bar : bars) {
        names = std::max(names, QFontMetricsF(font).horizontalAdvance(bar.name));
        times = std::max(times, metrics.horizontalAdvance(costMilliseconds(bars, bar)));
        shares = std::max(shares, metrics.horizontalAdvance(costShare(bars, bar)));
        level = bar.isTotal ? bar.ms : level + bar.ms;
        most = std::max(most, level);
    }
    Columns at;
    at.barLeft = std::ceil(names) + theme::gap;
    at.msRight = width - std::ceil(shares) - theme::gap;
    at.barWidth = at.msRight - std::ceil(times) - theme::gap - at.barLeft;
    at.perMs = most > 0 ? std::max(0.0, at.barWidth) / most : 0;
    return at;
}

/// Filled where time was spent, hatched where it was saved.
void drawBar(QPainter& painter, const CostBar& bar, bool isRun, const QRectF& place,
             const theme::Colors& colors)
{
    if (bar.ms == 0)
        return;
    const bool isSaved = !bar.isTotal && bar.ms < 0;
    const QColor ink = isRun || isSaved ? colors.accent
                       : bar.isTotal    ? colors.mutedText
                                        : colors.threshold;
    // What is too thin to be seen is a line.
    const QRectF drawn =
        place.width() < 1.5 ? QRectF(place.left(), place.top(), 1.5, place.height()) : place;
    // In a sliver a hatch would be but a few dots; there its sign has to tell.
    if (!isSaved || drawn.width() <= 3) {
        painter.fillRect(drawn, ink);
        return;
    }
    painter.setRenderHint(QPainter::Antialiasing, false);
    drawHatch(painter, drawn, ink);
    painter.setPen(QPen(ink, 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(drawn.adjusted(0.5, 0.5, -0.5, -0.5));
    painter.setRenderHint(QPainter::Antialiasing);
}

} // namespace

QString costMilliseconds(const std::vector<CostBar>& bars, const CostBar& bar)
{
    const double whole = bars.empty() ? 0 : bars.front().ms;
    const int decimals = whole < 10 ? 2 : whole < 100 ? 1 : 0;
    return CostWaterfall::tr("%1 ms").arg(bar.isTotal ? QLocale().toString(bar.ms, 'f', decimals)
                                                      : signedText(bar.ms, decimals));
}

QString costShare(const std::vector<CostBar>& bars, const CostBar& bar)
{
    const double percent = bars.empty() ? 0 : 100 * bar.ms / bars.front().ms;
    return CostWaterfall::tr("%1 %").arg(bar.isTotal ? QLocale().toString(percent, 'f', 0)
                                                     : signedText(percent, 0));
}

std::vector<CostBar> costBars(const CostBreakdown& cost, bool drafted)
{
    const auto perToken = [&cost](double ms) { return ms / cost.passes; };
    const double saved = cost.layersSavedMs();
    return {
        {CostWaterfall::tr("Full depth"),
         CostWaterfall::tr("All layers, one head product and the choice of the token"),
         perToken(cost.fullDepthMs()), true},
        {saved >= 0 ? CostWaterfall::tr("Layers saved") : CostWaterfall::tr("Layers"),
         CostWaterfall::tr(
             "The time of the layers that ran for the tokens' own sake, against all layers"),
         perToken(-saved)},
        {CostWaterfall::tr("Scoring"),
         CostWaterfall::tr("Norms, head products and scores beyond the one that every token takes"),
         perToken(cost.addedScoringMs())},
        {drafted ? CostWaterfall::tr("Verification") : CostWaterfall::tr("Catch-up"),
         drafted
             ? CostWaterfall::tr("Layers that ran late for drafts and earlier tokens")
             : CostWaterfall::tr("Layers that ran late for earlier tokens, alone or in a batch"),
         perToken(cost.catchUpMs)},
        {CostWaterfall::tr("Other"),
         CostWaterfall::tr("Choice of the token, bookkeeping and records, against full depth"),
         perToken(cost.addedRestMs())},
        {CostWaterfall::tr("This run"), CostWaterfall::tr("What decoding took, by the clock"),
         perToken(cost.wallMs()), true},
    };
}

CostWaterfall::CostWaterfall(QWidget* parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("From full depth to this run, per token"));
}

void CostWaterfall::setBars(std::vector<CostBar> bars)
{
    Q_ASSERT(thread() == QThread::currentThread());
    if (bars == m_bars)
        return;
    m_bars = std::move(bars);
    QStringList lines;
    for (const CostBar& bar : m_bars)
        lines << tr("%1: %2, %3").arg(bar.name, milliseconds(bar), share(bar));
    setAccessibleDescription(lines.join(u'\n'));
    updateGeometry();
    update();
}

QString CostWaterfall::milliseconds(const CostBar& bar) const
{
    return costMilliseconds(m_bars, bar);
}

QString CostWaterfall::share(const CostBar& bar) const
{
    return costShare(m_bars, bar);
}

QSize CostWaterfall::sizeHint() const
{
    return minimumSizeHint() + QSize(leastBarWidth, 0);
}

QSize CostWaterfall::minimumSizeHint() const
{
    const Columns at = columnsOf(m_bars, font(), width());
    return {static_cast<int>(std::ceil(width() - at.barWidth)) + leastBarWidth,
            costBarsHeight(font(), m_bars)};
}

bool CostWaterfall::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    auto* help = static_cast<QHelpEvent*>(event);
    const int row = help->pos().y() / rowHeight(font());
    if (row >= 0 && row < static_cast<int>(m_bars.size()))
        QToolTip::showText(help->globalPos(), m_bars[static_cast<std::size_t>(row)].help, this);
    return true;
}

void CostWaterfall::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    drawCostBars(painter, {size(), palette(), font()}, m_bars);
}

int costBarsHeight(const QFont& font, const std::vector<CostBar>& bars)
{
    return rowHeight(font) * static_cast<int>(bars.size());
}

void drawCostBars(QPainter& painter, const PlotCanvas& canvas, const std::vector<CostBar>& bars)
{
    painter.setRenderHint(QPainter::Antialiasing);
    const Columns at = columnsOf(bars, canvas.font, canvas.size.width());
    const theme::Colors colors = theme::colors(canvas.palette);
    const int height = rowHeight(canvas.font);
    const double inset = theme::gapTiny;
    double level = 0;
    for (std::size_t row = 0; row < bars.size(); ++row) {
        const CostBar& bar = bars[row];
        const double top = double(height) * double(row);
        const double from = bar.isTotal ? 0 : level;
        level = bar.isTotal ? bar.ms : level + bar.ms;
        const double left = at.barLeft + at.perMs * std::min(from, level);
        const QRectF place(left, top + inset / 2, at.perMs * std::abs(level - from),
                           height - inset);
        drawBar(painter, bar, bar.isTotal && row + 1 == bars.size(), place, colors);
        if (row + 1 < bars.size()) {
            const double x = at.barLeft + at.perMs * level;
            painter.setPen(QPen(colors.mutedText, 1, Qt::DotLine));
            painter.drawLine(QPointF(x, bar.ms == 0 ? place.top() : place.bottom()),
                             QPointF(x, top + height + inset / 2));
        }
        painter.setPen(canvas.palette.color(QPalette::Text));
        painter.setFont(canvas.font);
        painter.drawText(QRectF(0, top, at.barLeft, height), Qt::AlignLeft | Qt::AlignVCenter,
                         bar.name);
        painter.setFont(theme::figures(canvas.font));
        painter.drawText(QRectF(0, top, at.msRight, height), Qt::AlignRight | Qt::AlignVCenter,
                         costMilliseconds(bars, bar));
        painter.drawText(QRectF(0, top, canvas.size.width(), height),
                         Qt::AlignRight | Qt::AlignVCenter, costShare(bars, bar));
    }
}

ExportTable costTable(const std::vector<CostBar>& bars)
{
    ExportTable table{{"step", "ms_per_token", "share_of_full_depth", "is_total"}, {}};
    for (const CostBar& bar : bars)
        table.rows.push_back({bar.name, bar.ms, bar.ms / bars.front().ms, bar.isTotal});
    return table;
}

} // namespace exitscope
