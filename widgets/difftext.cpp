#include "widgets/difftext.h"

#include "widgets/chipmetrics.h"
#include "widgets/theme.h"
#include "widgets/tokentexts.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>

#include <algorithm>

namespace exitscope {

namespace {

constexpr qreal markRoom = 8; ///< in front of the token at which the runs part

qreal chipHeight(const QFontMetricsF& metrics)
{
    return metrics.height() + 2 * chip::depthBar + 3;
}

} // namespace

DiffText::DiffText(QWidget* parent)
    : QAbstractScrollArea(parent)
{
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setMinimumHeight(int(2 * chipHeight(QFontMetricsF(font()))) + 2 * theme::gap);
    connect(verticalScrollBar(), &QScrollBar::valueChanged, viewport(),
            qOverload<>(&QWidget::update));
}

void DiffText::setChips(std::vector<DiffChip> chips)
{
    if (m_cursor >= 0) {
        const DiffChip& at = m_chips[static_cast<std::size_t>(m_cursor)];
        const auto found = std::ranges::find_if(chips, [&at](const DiffChip& chip) {
            return chip.column == at.column && chip.mark == at.mark;
        });
        m_cursor = found == chips.end() ? -1 : static_cast<int>(found - chips.begin());
    }
    m_chips = std::move(chips);
    layOut();
}

void DiffText::setDescriber(std::function<QString(const DiffChip&)> describer)
{
    m_describer = std::move(describer);
}

QString DiffText::describe(int chip) const
{
    const DiffChip& at = m_chips[static_cast<std::size_t>(chip)];
    return m_describer ? m_describer(at) : at.text;
}

QString DiffText::sign(const DiffChip& chip)
{
    if (!chip.leads)
        return {};
    return chip.mark == DiffChip::Mark::OnlyA ? QStringLiteral("− ") : QStringLiteral("+ ");
}

QFont DiffText::fontOf(const DiffChip& chip) const
{
    QFont own = font();
    own.setStrikeOut(chip.mark == DiffChip::Mark::OnlyA);
    own.setUnderline(chip.mark == DiffChip::Mark::OnlyB);
    return own;
}

void DiffText::layOut()
{
    const QFontMetricsF metrics(font());
    const qreal tall = chipHeight(metrics);
    const qreal width = std::max(40, viewport()->width() - 2 * theme::gapSmall);
    m_layout.reset(QRectF(theme::gapSmall, theme::gapTiny, width, tall + theme::gapTiny), tall,
                   chip::spacing);
    for (const DiffChip& chip : m_chips)
        m_layout.add(metrics.horizontalAdvance(sign(chip) + chip.text) + 2 * chip::padding,
                     chip.diverges ? markRoom : 0, chip.breakAfter);
    verticalScrollBar()->setSingleStep(int(tall) + theme::gapTiny);
    verticalScrollBar()->setPageStep(viewport()->height());
    verticalScrollBar()->setRange(
        0, std::max(0, int(m_layout.bottom()) + theme::gapTiny - viewport()->height()));
    viewport()->update();
}

QPointF DiffText::offset() const
{
    return {0, double(verticalScrollBar()->value())};
}

void DiffText::setCurrentColumn(int column, bool reveal)
{
    m_column = column;
    // A column of a stretch that differs holds two chips, and the keyboard stands on one of them.
    if (m_cursor < 0 || m_chips[static_cast<std::size_t>(m_cursor)].column != column)
        m_cursor = firstOfCurrent();
    const int first = m_cursor;
    setAccessibleDescription(first < 0 ? QString() : describe(first));
    if (first >= 0 && reveal) {
        const QRectF box = m_layout.rect(first);
        QScrollBar* bar = verticalScrollBar();
        if (box.top() < bar->value() || box.bottom() > bar->value() + viewport()->height())
            bar->setValue(int(box.center().y()) - viewport()->height() / 2);
    }
    viewport()->update();
}

int DiffText::firstOfCurrent() const
{
    const auto found = std::ranges::find(m_chips, m_column, &DiffChip::column);
    return m_column < 0 || found == m_chips.end() ? -1 : static_cast<int>(found - m_chips.begin());
}

void DiffText::choose(int chip)
{
    if (chip < 0 || chip >= static_cast<int>(m_chips.size()))
        return;
    m_cursor = chip;
    Q_EMIT chosen(m_chips[static_cast<std::size_t>(chip)].column);
}

void DiffText::paintEvent(QPaintEvent*)
{
    QPainter painter(viewport());
    painter.fillRect(viewport()->rect(), palette().color(QPalette::Base));
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(-offset());
    if (m_layout.lines() > 0) {
        const int last = m_layout.lineAt(offset().y() + viewport()->height());
        for (int line = m_layout.lineAt(offset().y()); line <= last; ++line) {
            const auto [first, end] = m_layout.chipsOf(line);
            for (int index = first; index < end; ++index)
                paintChip(painter, m_chips[static_cast<std::size_t>(index)], m_layout.rect(index));
        }
    }
    painter.resetTransform();
    if (hasFocus()) {
        painter.setRenderHint(QPainter::Antialiasing, false);
        painter.setPen(theme::colors(palette()).accent);
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(viewport()->rect().adjusted(0, 0, -1, -1));
    }
}

void DiffText::paintChip(QPainter& painter, const DiffChip& chip, const QRectF& box) const
{
    const theme::Colors colors = theme::colors(palette());
    const bool struck = chip.mark == DiffChip::Mark::OnlyA;
    const QColor fill = theme::exitColor(chip.exitLayer, chip.layers, theme::isDark(palette()));
    const QColor ink = struck ? palette().color(QPalette::Text) : theme::textOn(fill);
    if (chip.diverges) {
        const qreal x = box.left() - markRoom / 2 - 1;
        painter.setPen(Qt::NoPen);
        painter.setBrush(colors.settingsMark);
        painter.drawRect(QRectF(x - 1, box.top(), 2, box.height()));
        painter.drawPolygon(QPolygonF(
            {QPointF(x - 4, box.top()), QPointF(x + 4, box.top()), QPointF(x, box.top() + 6)}));
    }
    painter.setBrush(struck ? QBrush(Qt::NoBrush) : QBrush(fill));
    if (chip.mark == DiffChip::Mark::Same)
        painter.setPen(Qt::NoPen);
    else
        painter.setPen(
            QPen(struck ? colors.mutedText : ink, 1, struck ? Qt::DashLine : Qt::SolidLine));
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), chip::radius, chip::radius);
    painter.setPen(ink);
    painter.setFont(font());
    const QFontMetricsF metrics(font());
    const QPointF baseline(box.left() + chip::padding, box.top() + 2 + metrics.ascent());
    const qreal signRoom = metrics.horizontalAdvance(sign(chip));
    painter.drawText(baseline, sign(chip));
    painter.setFont(fontOf(chip));
    painter.drawText(baseline + QPointF(signRoom, 0),
                     metrics.elidedText(chip.text, Qt::ElideRight,
                                        box.width() - signRoom - 2 * chip::padding + 0.5));
    if (chip.column == m_column && m_column >= 0) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(palette().color(QPalette::Base), 4));
        painter.drawRoundedRect(box, chip::radius, chip::radius);
        painter.setPen(QPen(colors.accent, 2));
        painter.drawRoundedRect(box, chip::radius, chip::radius);
    }
}

void DiffText::resizeEvent(QResizeEvent* event)
{
    QAbstractScrollArea::resizeEvent(event);
    layOut();
}

void DiffText::changeEvent(QEvent* event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange) {
        setMinimumHeight(int(2 * chipHeight(QFontMetricsF(font()))) + 2 * theme::gap);
        layOut();
    }
}

void DiffText::mousePressEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton)
        choose(m_layout.chipAt(event->position() + offset()));
}

void DiffText::keyPressEvent(QKeyEvent* event)
{
    const int count = static_cast<int>(m_chips.size());
    const int current = m_cursor;
    const auto below = [&](int step) {
        if (current < 0)
            return 0;
        const int line = std::clamp(m_layout.lineOf(current) + step, 0, m_layout.lines() - 1);
        return m_layout.nearest(line, m_layout.rect(current).center().x());
    };
    int next = -1;
    switch (event->key()) {
    case Qt::Key_Left:
        next = std::max(0, current - 1);
        break;
    case Qt::Key_Right:
        next = std::min(count - 1, current + 1);
        break;
    case Qt::Key_Up:
        next = below(-1);
        break;
    case Qt::Key_Down:
        next = below(1);
        break;
    case Qt::Key_Home:
        next = 0;
        break;
    case Qt::Key_End:
        next = count - 1;
        break;
    default:
        QAbstractScrollArea::keyPressEvent(event);
        return;
    }
    choose(next);
}

bool DiffText::viewportEvent(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const int chip = m_layout.chipAt(QPointF(help->pos()) + offset());
        if (chip >= 0)
            QToolTip::showText(help->globalPos(), plainToolTip(describe(chip)), this);
        else
            QToolTip::hideText();
        return true;
    }
    return QAbstractScrollArea::viewportEvent(event);
}

} // namespace exitscope
