#include "widgets/roundstrip.h"

#include "widgets/theme.h"

#include <QCoreApplication>
#include <QPainter>
#include <QThread>

#include <algorithm>

namespace exitscope {
namespace {

struct RoundText
{
    Q_DECLARE_TR_FUNCTIONS(exitscope::RoundText)
};

using Kind = RoundPart::Kind;

constexpr qreal markWidth = 12;

bool isStruck(Kind kind)
{
    return kind == Kind::Rejected || kind == Kind::Unchecked;
}

/// A tick for what was accepted, a cross for what was rejected, an arrow for a correction, a plus
/// for the token after the last draft; nothing is known of an unchecked draft.
void drawKind(QPainter& painter, const QPointF& center, Kind kind)
{
    const auto at = [&center](qreal x, qreal y) { return center + QPointF(x, y); };
    switch (kind) {
    case Kind::Accepted:
        painter.drawPolyline(QPolygonF({at(-4, 0), at(-1, 3), at(4, -4)}));
        break;
    case Kind::Rejected:
        painter.drawLine(at(-3, -3), at(3, 3));
        painter.drawLine(at(-3, 3), at(3, -3));
        break;
    case Kind::Correction:
        painter.drawLine(at(-4, 0), at(4, 0));
        painter.drawPolyline(QPolygonF({at(1, -3), at(4, 0), at(1, 3)}));
        break;
    case Kind::Bonus:
        painter.drawLine(at(-4, 0), at(4, 0));
        painter.drawLine(at(0, -4), at(0, 4));
        break;
    case Kind::Unchecked:
        painter.drawLine(at(-3, 0), at(3, 0));
        break;
    }
}

qreal chipWidth(const PlotStyle& style, const RoundPart& part)
{
    return markWidth + style.textWidth(part.text) + 3 * theme::gapTiny;
}

void drawChip(QPainter& painter, const QRectF& chip, const PlotStyle& style, const RoundPart& part)
{
    const QColor ink = part.kind == Kind::Rejected    ? style.threshold
                       : part.kind == Kind::Unchecked ? style.mutedText
                                                      : style.text;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(part.kind == Kind::Accepted ? style.accent : style.frame, 1,
                        part.kind == Kind::Unchecked ? Qt::DashLine : Qt::SolidLine));
    painter.drawRoundedRect(chip, 3, 3);
    painter.setPen(QPen(ink, 1.5));
    drawKind(painter, QPointF(chip.left() + theme::gapTiny + markWidth / 2, chip.center().y()),
             part.kind);
    const QRectF text(chip.left() + 2 * theme::gapTiny + markWidth, chip.top(),
                      chip.width() - markWidth - 3 * theme::gapTiny, chip.height());
    painter.setPen(ink);
    drawText(painter, style, text, Qt::AlignLeft | Qt::AlignVCenter, part.text);
    if (isStruck(part.kind))
        painter.drawLine(QPointF(text.left(), text.center().y() + 1),
                         QPointF(text.right(), text.center().y() + 1));
}

} // namespace

std::vector<RoundPart> partsOfRound(const Run& run, const TokenTexts& texts, std::size_t index)
{
    std::vector<RoundPart> parts;
    if (index >= run.rounds.size())
        return parts;
    const SpeculationRound& round = run.rounds[index];
    const auto drafts = static_cast<int>(round.drafts.size());
    const int own = round.firstToken + round.accepted; // the whole model's, where the text went on
    const bool hasOwn = !round.isCut && own >= 0 && own < texts.count();
    for (int place = 0; place < drafts; ++place) {
        const Draft& draft = round.drafts[static_cast<std::size_t>(place)];
        const Kind kind = place < round.accepted    ? Kind::Accepted
                          : place == round.accepted ? Kind::Rejected
                                                    : Kind::Unchecked;
        parts.push_back({kind,
                         TokenTexts::visible(QString::fromUtf8(
                             draft.bytes.data(), static_cast<qsizetype>(draft.bytes.size()))),
                         draft.exitLayer});
        if (kind == Kind::Rejected && hasOwn)
            parts.push_back({Kind::Correction, texts.label(run, own), -1});
    }
    if (round.accepted == drafts && hasOwn)
        parts.push_back({Kind::Bonus, texts.label(run, own), -1});
    return parts;
}

QString roundPartsText(const std::vector<RoundPart>& parts)
{
    QStringList words;
    for (const RoundPart& part : parts) {
        const QString pattern = part.kind == Kind::Accepted   ? RoundText::tr("“%1” accepted")
                                : part.kind == Kind::Rejected ? RoundText::tr("“%1” rejected")
                                : part.kind == Kind::Unchecked ? RoundText::tr("“%1” not checked")
                                : part.kind == Kind::Correction ? RoundText::tr("corrected to “%1”")
                                                                : RoundText::tr("then “%1”");
        words << pattern.arg(part.text);
    }
    return words.join(QStringLiteral(", "));
}

void drawRoundParts(QPainter& painter, const QRectF& box, const PlotStyle& style,
                    const std::vector<RoundPart>& parts)
{
    painter.setFont(style.font);
    const QString more = QStringLiteral("…");
    qreal x = box.left() + 0.5;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const qreal width = chipWidth(style, parts[i]);
        const qreal reserve = i + 1 < parts.size() ? style.textWidth(more) + theme::gapTiny : 0;
        if (x + width + reserve > box.right()) {
            painter.setPen(style.mutedText);
            drawText(painter, style, QRectF(x, box.top(), box.right() - x, box.height()),
                     Qt::AlignLeft | Qt::AlignVCenter, more);
            return;
        }
        drawChip(painter, QRectF(x, box.top() + 0.5, width, box.height() - 1), style, parts[i]);
        x += width + theme::gapTiny;
    }
}

RoundStrip::RoundStrip(QWidget* parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Drafts of the round"));
}

void RoundStrip::setParts(std::vector<RoundPart> parts)
{
    Q_ASSERT(thread() == QThread::currentThread());
    if (parts == m_parts)
        return;
    m_parts = std::move(parts);
    const QString text = roundPartsText(m_parts);
    setAccessibleDescription(text);
    setToolTip(plainToolTip(text));
    update();
}

QSize RoundStrip::sizeHint() const
{
    return {320, fontMetrics().height() + theme::gapTiny};
}

void RoundStrip::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const PlotStyle style(palette(), font());
    if (!m_parts.empty())
        return drawRoundParts(painter, rect(), style, m_parts);
    painter.setFont(style.font);
    painter.setPen(style.mutedText);
    drawText(painter, style, rect(), Qt::AlignLeft | Qt::AlignVCenter,
             tr("No drafts in this step."));
}

} // namespace exitscope
