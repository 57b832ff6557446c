#include "widgets/acceptanceplot.h"

#include "widgets/theme.h"

#include <QCoreApplication>
#include <QHelpEvent>
#include <QLocale>
#include <QPainter>
#include <QThread>
#include <QToolTip>

#include <algorithm>
#include <array>

namespace exitscope {
namespace {

struct AcceptanceText
{
    Q_DECLARE_TR_FUNCTIONS(exitscope::AcceptanceText)
};

enum class Part
{
    Accepted,
    Rejected,
    Unchecked
};

qreal rowHeight(const PlotStyle& style)
{
    return style.lineHeight() + theme::gapTiny;
}

QString percent(double share)
{
    return AcceptanceText::tr("%1 %").arg(QLocale().toString(100 * share, 'f', 0));
}

QString countText(const DraftPosition& at)
{
    return AcceptanceText::tr("%1 of %2").arg(at.accepted).arg(at.drafted);
}

/// Filled, hatched or empty, so that the parts differ without colour.
void drawPart(QPainter& painter, const QRectF& box, const PlotStyle& style, Part part)
{
    if (box.width() <= 0)
        return;
    painter.setRenderHint(QPainter::Antialiasing, false);
    const QColor ink = part == Part::Accepted ? style.accent : style.threshold;
    if (part == Part::Accepted)
        painter.fillRect(box, ink);
    else if (part == Part::Rejected)
        drawHatch(painter, box, ink);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(part == Part::Unchecked ? style.mutedText : ink, 1,
                        part == Part::Unchecked ? Qt::DotLine : Qt::SolidLine));
    painter.drawRect(box.adjusted(0, 0, -1, -1));
}

void drawAcceptanceLegend(QPainter& painter, qreal top, const QSizeF& size, const PlotStyle& style)
{
    const std::array entries{std::pair(Part::Accepted, AcceptanceText::tr("accepted")),
                             std::pair(Part::Rejected, AcceptanceText::tr("rejected")),
                             std::pair(Part::Unchecked, AcceptanceText::tr("not checked"))};
    const qreal line = style.lineHeight();
    qreal x = 0;
    for (const auto& [part, text] : entries) {
        drawPart(painter, QRectF(x, top + line / 2 - 5, 22, 10), style, part);
        painter.setPen(style.mutedText);
        x += 22 + theme::gapTiny + 2;
        drawText(painter, style, QRectF(x, top, std::max(0.0, size.width() - x), line),
                 Qt::AlignLeft | Qt::AlignVCenter, text);
        x += style.textWidth(text) + theme::gap;
    }
}

} // namespace

int acceptanceHeight(const PlotStyle& style, const SpeculationFigures& figures)
{
    return int(rowHeight(style) * double(figures.positions.size()) + theme::gapTiny +
               style.lineHeight() + 1);
}

void drawAcceptance(QPainter& painter, const QSizeF& size, const PlotStyle& style,
                    const SpeculationFigures& figures)
{
    if (figures.positions.empty())
        return;
    const int most = std::ranges::max(figures.positions, {}, &DraftPosition::drafted).drafted;
    qreal counts = 0;
    for (const DraftPosition& at : figures.positions)
        counts = std::max(counts, style.textWidth(countText(at)));
    const qreal shares = style.textWidth(percent(1)) + theme::gapSmall;
    const qreal left = style.textWidth(QString::number(figures.positions.size())) + theme::gapSmall;
    const qreal width = size.width() - left - counts - shares - theme::gapSmall;
    const qreal height = rowHeight(style);
    painter.setFont(style.font);
    for (std::size_t place = 0; place < figures.positions.size(); ++place) {
        const DraftPosition& at = figures.positions[place];
        const qreal top = height * double(place);
        painter.setPen(style.text);
        drawText(painter, style, QRectF(0, top, left - theme::gapSmall, height),
                 Qt::AlignRight | Qt::AlignVCenter, QString::number(place + 1));
        qreal x = left;
        for (const auto& [part, count] :
             {std::pair(Part::Accepted, at.accepted), std::pair(Part::Rejected, at.rejected),
              std::pair(Part::Unchecked, at.unchecked)}) {
            const qreal wide = std::max(0.0, width) * count / std::max(1, most);
            drawPart(painter, QRectF(x, top + 2, wide, height - 4), style, part);
            x += wide;
        }
        painter.setPen(style.text);
        drawText(painter, style, QRectF(0, top, size.width() - shares, height),
                 Qt::AlignRight | Qt::AlignVCenter, countText(at));
        drawText(painter, style, QRectF(0, top, size.width(), height),
                 Qt::AlignRight | Qt::AlignVCenter, percent(at.acceptedShare()));
    }
    drawAcceptanceLegend(painter, height * double(figures.positions.size()) + theme::gapTiny, size,
                         style);
}

ExportTable acceptanceTable(const SpeculationFigures& figures)
{
    ExportTable table{{"draft", "drafted", "accepted", "rejected", "not_checked", "accepted_share"},
                      {}};
    for (std::size_t place = 0; place < figures.positions.size(); ++place) {
        const DraftPosition& at = figures.positions[place];
        table.rows.push_back({int(place) + 1, at.drafted, at.accepted, at.rejected, at.unchecked,
                              at.acceptedShare()});
    }
    return table;
}

AcceptancePlot::AcceptancePlot(QWidget* parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Accepted drafts by their place in the round"));
}

void AcceptancePlot::setFigures(const SpeculationFigures& figures)
{
    Q_ASSERT(thread() == QThread::currentThread());
    if (figures == m_figures)
        return;
    m_figures = figures;
    QStringList lines;
    for (int place = 0; place < static_cast<int>(figures.positions.size()); ++place)
        lines << placeText(figures, place);
    setAccessibleDescription(lines.join(u'\n'));
    updateGeometry();
    update();
}

QString AcceptancePlot::placeText(const SpeculationFigures& figures, int place)
{
    const DraftPosition& at = figures.positions[static_cast<std::size_t>(place)];
    const QString text = tr("Draft %1 of its round: drafted %2, accepted %3 (%4), rejected %5, "
                            "not checked %6")
                             .arg(QString::number(place + 1), QString::number(at.drafted),
                                  QString::number(at.accepted), percent(at.acceptedShare()),
                                  QString::number(at.rejected), QString::number(at.unchecked));
    const std::optional<double> checked = at.acceptedOfChecked();
    return checked && at.unchecked > 0
               ? tr("%1; of those checked %2 were accepted").arg(text, percent(*checked))
               : text;
}

QSize AcceptancePlot::sizeHint() const
{
    return {260, acceptanceHeight(PlotStyle(palette(), font()), m_figures)};
}

QSize AcceptancePlot::minimumSizeHint() const
{
    return {180, sizeHint().height()};
}

bool AcceptancePlot::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const int place = int(help->pos().y() / rowHeight(PlotStyle(palette(), font())));
    if (place >= 0 && place < static_cast<int>(m_figures.positions.size()))
        QToolTip::showText(help->globalPos(), placeText(m_figures, place), this);
    else
        QToolTip::hideText();
    return true;
}

void AcceptancePlot::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        updateGeometry();
}

void AcceptancePlot::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    drawAcceptance(painter, size(), PlotStyle(palette(), font()), m_figures);
}

} // namespace exitscope
