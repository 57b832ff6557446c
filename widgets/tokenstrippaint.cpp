// The half of TokenStrip that draws.
#include "widgets/chipmetrics.h"
#include "widgets/rundocument.h"
#include "widgets/theme.h"
#include "widgets/tokenstrip.h"

#include <QPainter>
#include <QScrollBar>

#include <algorithm>

namespace exitscope {

void TokenStrip::paintEvent(QPaintEvent*)
{
    QPainter painter(viewport());
    painter.fillRect(viewport()->rect(), palette().color(QPalette::Base));
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(font());
    if (!m_document || (m_layout.count() == 0 && promptHeight() == 0)) {
        paintEmpty(painter);
    } else {
        painter.translate(-offset());
        if (promptHeight() > 0 && offset().y() < theme::gap + promptHeight())
            paintPrompt(painter);
        const int last = m_layout.lineAt(offset().y() + viewport()->height());
        for (int line = m_layout.lineAt(offset().y()); line >= 0 && line <= last; ++line) {
            const auto [first, end] = m_layout.chipsOf(line);
            for (int index = first; index < end; ++index) {
                const Chip& one = m_chips[static_cast<std::size_t>(index)];
                if (one.isToken())
                    paintToken(painter, one.token);
                else
                    paintDraft(painter, one, m_layout.rect(index));
            }
        }
        painter.resetTransform();
    }
    if (hasFocus()) {
        painter.setRenderHint(QPainter::Antialiasing, false);
        painter.setPen(theme::colors(palette()).accent);
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(viewport()->rect().adjusted(0, 0, -1, -1));
    }
}

void TokenStrip::paintEmpty(QPainter& painter) const
{
    painter.setPen(theme::colors(palette()).mutedText);
    painter.drawText(viewport()->rect().adjusted(theme::gapLarge, 0, -theme::gapLarge, 0),
                     Qt::AlignCenter | Qt::TextWordWrap,
                     tr("The text appears here as the model writes it."));
}

void TokenStrip::paintPrompt(QPainter& painter) const
{
    const QRectF box(theme::gap, theme::gap, viewport()->width() - 2 * theme::gap, promptHeight());
    painter.setPen(Qt::NoPen);
    painter.setBrush(palette().color(QPalette::AlternateBase));
    painter.drawRoundedRect(box, chip::radius, chip::radius);
    painter.setPen(palette().color(QPalette::Text));
    m_prompt.draw(&painter, box.topLeft() + QPointF(theme::gapSmall, theme::gapTiny));
}

void TokenStrip::paintToken(QPainter& painter, int token) const
{
    const Run& run = m_document->run();
    const TokenTrace& trace = run.tokens[static_cast<std::size_t>(token)];
    const QRectF box = m_layout.rect(m_chipOfToken[static_cast<std::size_t>(token)]);
    const QColor fill =
        theme::exitColor(trace.exitLayer, run.model.layers, theme::isDark(palette()));
    const QColor ink = theme::textOn(fill);
    if (!changeAt(token).isEmpty())
        paintChange(painter, box);
    painter.setPen(Qt::NoPen);
    painter.setBrush(fill);
    painter.drawRoundedRect(box, chip::radius, chip::radius);

    QColor faint = ink;
    faint.setAlphaF(0.45F);
    const double depth = double(trace.exitLayer + 1) / std::max(1, run.model.layers);
    const QRectF bar(box.left() + chip::padding, box.bottom() - chip::depthBar - 1,
                     (box.width() - 2 * chip::padding) * depth, chip::depthBar);
    QColor depthInk = ink;
    depthInk.setAlphaF(0.6F);
    painter.fillRect(bar, depthInk);
    if (trace.role == TokenRole::Accepted)
        paintVerified(painter, box, bar.right(), depthInk);
    else if (trace.role == TokenRole::Corrected)
        paintCorrected(painter, box, ink);
    else if (trace.role == TokenRole::Chosen)
        paintChosen(painter, box, ink);

    const QFontMetricsF metrics(painter.font());
    Parts text = parts(token);
    const qreal room = box.width() - 2 * chip::padding + 1;
    if (const QString whole = text.before + text.core + text.after;
        metrics.horizontalAdvance(whole) > room)
        text = {{}, metrics.elidedText(whole, Qt::ElideRight, room), {}};
    QPointF baseline(box.left() + chip::padding, box.top() + 1 + metrics.ascent());
    for (const auto& [part, color] :
         {std::pair(text.before, faint), std::pair(text.core, ink), std::pair(text.after, faint)}) {
        painter.setPen(color);
        painter.drawText(baseline, part);
        baseline.rx() += metrics.horizontalAdvance(part);
    }
    if (token == m_document->selectedToken())
        paintSelection(painter, box);
}

void TokenStrip::paintVerified(QPainter& painter, const QRectF& box, qreal from,
                               const QColor& ink) const
{
    // The layers past the draft's exit ran too, to verify it: the bar goes on in dots.
    const qreal end = box.right() - chip::padding;
    for (qreal x = from + chip::depthBar; x + chip::depthBar <= end; x += 2 * chip::depthBar)
        painter.fillRect(
            QRectF(x, box.bottom() - chip::depthBar - 1, chip::depthBar, chip::depthBar), ink);
}

void TokenStrip::paintCorrected(QPainter& painter, const QRectF& box, const QColor& ink) const
{
    painter.setPen(QPen(ink, 1.2));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(box.adjusted(0.6, 0.6, -0.6, -0.6), chip::radius, chip::radius);
}

/// A turned corner: somebody's bookmark.
void TokenStrip::paintChosen(QPainter& painter, const QRectF& box, const QColor& ink) const
{
    constexpr qreal corner = 6;
    painter.setPen(Qt::NoPen);
    painter.setBrush(ink);
    painter.drawPolygon(QPolygonF{box.topRight() - QPointF(corner + 1, -1),
                                  box.topRight() + QPointF(-1, 1),
                                  box.topRight() + QPointF(-1, corner + 1)});
}

void TokenStrip::paintDraft(QPainter& painter, const Chip& chip, const QRectF& box) const
{
    const bool dark = theme::isDark(palette());
    QColor fill = theme::exitColor(draftOf(chip).exitLayer, m_document->run().model.layers, dark);
    fill.setAlphaF(theme::draftOpacity);
    const QColor ink = theme::colors(palette()).mutedText;
    painter.setPen(chip.isRejected() ? QPen(Qt::NoPen) : QPen(ink, 1, Qt::DashLine));
    // Those behind the first that was rejected were only dropped with it.
    if (!chip.isRejected() || isFirstRejected(chip))
        painter.setBrush(fill);
    else
        painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), chip::radius, chip::radius);
    painter.save();
    QFont own = chip.isRejected() ? theme::small(font()) : font();
    own.setStrikeOut(chip.isRejected());
    painter.setFont(own);
    painter.setPen(ink);
    painter.drawText(box.adjusted(chip::padding, 0, 0, -chip::depthBar),
                     Qt::AlignLeft | Qt::AlignVCenter, draftText(chip));
    painter.restore();
}

void TokenStrip::paintChange(QPainter& painter, const QRectF& box) const
{
    const qreal x = box.left() - chip::changeRoom / 2 - 1;
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme::colors(palette()).settingsMark);
    painter.drawRect(QRectF(x - 1, box.top(), 2, box.height()));
    painter.drawPolygon(QPolygonF(
        {QPointF(x - 3, box.top()), QPointF(x + 3, box.top()), QPointF(x, box.top() + 5)}));
}

void TokenStrip::paintSelection(QPainter& painter, const QRectF& box) const
{
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(palette().color(QPalette::Base), 4));
    painter.drawRoundedRect(box, chip::radius, chip::radius);
    painter.setPen(QPen(theme::colors(palette()).accent, 2));
    painter.drawRoundedRect(box, chip::radius, chip::radius);
}

} // namespace exitscope
