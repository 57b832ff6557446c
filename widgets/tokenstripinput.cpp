// The half of TokenStrip that answers to the user: events, selection.
#include "widgets/rundocument.h"
#include "widgets/theme.h"
#include "widgets/tokenstrip.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QScrollBar>
#include <QToolTip>

#include <algorithm>

namespace exitscope {

void TokenStrip::showSelection()
{
    viewport()->update();
    const int token = m_document ? m_document->selectedToken() : -1;
    if (token < 0 || token >= m_layout.count()) {
        setAccessibleDescription(tr("Arrow keys select a token."));
        return;
    }
    setAccessibleDescription(tokenText(token));
    QScrollBar* bar = verticalScrollBar();
    const QRectF box = m_layout.rect(token);
    const int height = viewport()->height();
    if (box.top() < bar->value())
        bar->setValue(int(box.top()) - theme::gapSmall);
    else if (box.bottom() > bar->value() + height)
        bar->setValue(int(box.bottom()) + theme::gapSmall - height);
}

bool TokenStrip::viewportEvent(QEvent* event)
{
    if (event->type() != QEvent::ToolTip || !m_document)
        return QAbstractScrollArea::viewportEvent(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const int token = m_layout.chipAt(QPointF(help->pos()) + offset());
    if (token < 0)
        QToolTip::hideText();
    else
        QToolTip::showText(help->globalPos(), plainToolTip(tokenText(token)), viewport(),
                           chipRect(token));
    return true;
}

void TokenStrip::resizeEvent(QResizeEvent* event)
{
    QAbstractScrollArea::resizeEvent(event);
    if (event->size().width() != event->oldSize().width())
        layOutAll();
    else
        updateScrollBar();
}

void TokenStrip::changeEvent(QEvent* event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        layOutAll();
    else if (event->type() == QEvent::PaletteChange)
        viewport()->update();
}

void TokenStrip::mousePressEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton && m_document)
        m_document->select(m_layout.chipAt(event->position() + offset()));
}

void TokenStrip::selectInLine(int line, int token)
{
    if (line >= 0 && line < m_layout.lines())
        m_document->select(m_layout.nearest(line, m_layout.rect(token).center().x()));
}

void TokenStrip::keyPressEvent(QKeyEvent* event)
{
    const int count = m_layout.count();
    if (count == 0)
        return QAbstractScrollArea::keyPressEvent(event);
    const int selected = m_document->selectedToken();
    // The first key press takes the newest token.
    const int token = selected < 0 ? count : selected;
    const int known = std::min(token, count - 1);
    switch (event->key()) {
    case Qt::Key_Left:
        return m_document->select(std::max(0, token - 1));
    case Qt::Key_Right:
        return m_document->select(std::min(count - 1, token + 1));
    case Qt::Key_Up:
        return selectInLine(m_layout.lineOf(known) - 1, known);
    case Qt::Key_Down:
        return selectInLine(m_layout.lineOf(known) + 1, known);
    case Qt::Key_Home:
        return m_document->select(0);
    case Qt::Key_End:
        return m_document->select(count - 1);
    case Qt::Key_Escape:
        return m_document->select(-1);
    default:
        QAbstractScrollArea::keyPressEvent(event);
    }
}

void TokenStrip::focusInEvent(QFocusEvent* event)
{
    QAbstractScrollArea::focusInEvent(event);
    viewport()->update();
}

void TokenStrip::focusOutEvent(QFocusEvent* event)
{
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

} // namespace exitscope
