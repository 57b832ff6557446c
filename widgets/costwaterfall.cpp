#include "widgets/costwaterfall.h"

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

} // namespace

/// Where the parts of a row lie, and what a millisecond is there.
struct CostWaterfall::Columns
{
    double barLeft = 0;
    double barWidth = 0;
    double msRight = 0;
    double perMs = 0;
};

std::vector<CostBar> costBars(const CostBreakdown& cost, bool drafted)
{
    const auto perToken = [&cost](double ms) { return ms / cost.passes; };
    const auto tr = [](const char* text) { return CostWaterfall::tr(text); };
    const double saved = cost.layersSavedMs();
    return {
        {tr("Full depth"), tr("All layers, one head product and the choice of the token"),
         perToken(cost.fullDepthMs()), true},
        {saved >= 0 ? tr("Layers saved") : tr("Layers"),
         tr("The time of the layers that ran for the tokens' own sake, against all layers"),
         perToken(-saved)},
        {tr("Scoring"), tr("Norms, head products and scores beyond the one that every token takes"),
         perToken(cost.addedScoringMs())},
        {drafted ? tr("Verification") : tr("Catch-up"),
         drafted ? tr("Layers that ran late for drafts and earlier tokens")
                 : tr("Layers that ran late for earlier tokens, alone or in a batch"),
         perToken(cost.catchUpMs)},
        {tr("Other"), tr("Choice of the token, bookkeeping and records, against full depth"),
         perToken(cost.addedRestMs())},
        {tr("This run"), tr("What decoding took, by the clock"), perToken(cost.wallMs()), true},
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
    const double whole = m_bars.empty() ? 0 : m_bars.front().ms;
    const int decimals = whole < 10 ? 2 : whole < 100 ? 1 : 0;
    return tr("%1 ms").arg(bar.isTotal ? QLocale().toString(bar.ms, 'f', decimals)
                                       : signedText(bar.ms, decimals));
}

QString CostWaterfall::share(const CostBar& bar) const
{
    const double percent = m_bars.empty() ? 0 : 100 * bar.ms / m_bars.front().ms;
    return tr("%1 %").arg(bar.isTotal ? QLocale().toString(percent, 'f', 0)
                                      : signedText(percent, 0));
}

int CostWaterfall::rowHeight() const
{
    return fontMetrics().height() + theme::gapTiny;
}

QSize CostWaterfall::sizeHint() const
{
    return {minimumSizeHint().width() + leastBarWidth,
            rowHeight() * static_cast<int>(m_bars.size())};
}

QSize CostWaterfall::minimumSizeHint() const
{
    const Columns at = columns();
    return {static_cast<int>(std::ceil(width() - at.barWidth)) + leastBarWidth,
            rowHeight() * static_cast<int>(m_bars.size())};
}

CostWaterfall::Columns CostWaterfall::columns() const
{
    const QFontMetricsF metrics(theme::figures(font()));
    double names = 0;
    double times = 0;
    double shares = 0;
    double most = 0;
    double level = 0;
    for (const CostBar& bar : m_bars) {
        names = std::max(names, QFontMetricsF(font()).horizontalAdvance(bar.name));
        times = std::max(times, metrics.horizontalAdvance(milliseconds(bar)));
        shares = std::max(shares, metrics.horizontalAdvance(share(bar)));
        level = bar.isTotal ? bar.ms : level + bar.ms;
        most = std::max(most, level);
    }
    Columns at;
    at.barLeft = std::ceil(names) + theme::gap;
    at.msRight = width() - std::ceil(shares) - theme::gap;
    at.barWidth = at.msRight - std::ceil(times) - theme::gap - at.barLeft;
    at.perMs = most > 0 ? std::max(0.0, at.barWidth) / most : 0;
    return at;
}

bool CostWaterfall::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    auto* help = static_cast<QHelpEvent*>(event);
    const int row = help->pos().y() / rowHeight();
    if (row >= 0 && row < static_cast<int>(m_bars.size()))
        QToolTip::showText(help->globalPos(), m_bars[static_cast<std::size_t>(row)].help, this);
    return true;
}

void CostWaterfall::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Columns at = columns();
    const theme::Colors colors = theme::colors(palette());
    const int height = rowHeight();
    const double inset = theme::gapTiny;
    double level = 0;
    for (std::size_t row = 0; row < m_bars.size(); ++row) {
        const CostBar& bar = m_bars[row];
        const double top = double(height) * double(row);
        const double from = bar.isTotal ? 0 : level;
        level = bar.isTotal ? bar.ms : level + bar.ms;
        const double left = at.barLeft + at.perMs * std::min(from, level);
        const QRectF place(left, top + inset / 2, at.perMs * std::abs(level - from),
                           height - inset);
        drawBar(painter, bar, place);
        if (row + 1 < m_bars.size()) {
            const double x = at.barLeft + at.perMs * level;
            painter.setPen(QPen(colors.mutedText, 1, Qt::DotLine));
            painter.drawLine(QPointF(x, bar.ms == 0 ? place.top() : place.bottom()),
                             QPointF(x, top + height + inset / 2));
        }
        painter.setPen(palette().color(QPalette::Text));
        painter.setFont(font());
        painter.drawText(QRectF(0, top, at.barLeft, height), Qt::AlignLeft | Qt::AlignVCenter,
                         bar.name);
        painter.setFont(theme::figures(font()));
        painter.drawText(QRectF(0, top, at.msRight, height), Qt::AlignRight | Qt::AlignVCenter,
                         milliseconds(bar));
        painter.drawText(QRectF(0, top, width(), height), Qt::AlignRight | Qt::AlignVCenter,
                         share(bar));
    }
}

/// Filled where time was spent, hatched where it was saved.
void CostWaterfall::drawBar(QPainter& painter, const CostBar& bar, const QRectF& place) const
{
    if (bar.ms == 0)
        return;
    const theme::Colors colors = theme::colors(palette());
    const bool isSaved = !bar.isTotal && bar.ms < 0;
    const bool isRun = bar.isTotal && &bar == &m_bars.back();
    const QColor ink = isRun || isSaved ? colors.accent
                       : bar.isTotal    ? colors.mutedText
                                        : colors.threshold;
    // What is too thin to be seen is a line.
    const QRectF drawn =
        place.width() < 1.5 ? QRectF(place.left(), place.top(), 1.5, place.height()) : place;
    // In a sliver a hatch would be but a few dots; there its sign has to tell.
    const bool isHatched = isSaved && drawn.width() > 3;
    painter.setPen(Qt::NoPen);
    painter.setBrush(isHatched ? QBrush(ink, Qt::BDiagPattern) : QBrush(ink));
    painter.drawRect(drawn);
    if (isHatched) {
        painter.setPen(QPen(ink, 1));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(drawn.adjusted(0.5, 0.5, -0.5, -0.5));
    }
}

} // namespace exitscope
