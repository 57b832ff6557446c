// The half of StaircasePlot that moves about: range, mouse, keys.
#include "widgets/staircaseplot.h"
#include "widgets/tokentexts.h"

#include <QApplication>
#include <QHelpEvent>
#include <QMouseEvent>
#include <QToolTip>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>
#include <utility>

namespace exitscope {
namespace {

constexpr double usualColumn = 24; ///< pixels a token where nobody has zoomed
constexpr double leastSpan = 3;    ///< tokens or layers that stay visible at the deepest zoom

} // namespace

double StaircasePlot::usualSpan() const
{
    return std::max(leastSpan, std::floor(cellGeometry().plot.width() / usualColumn));
}

void StaircasePlot::showTokens(double lower, double span)
{
    const double widest = std::max<double>(usualSpan(), tokens());
    m_tokenSpan = std::clamp(span, leastSpan, widest);
    m_tokenLower = std::clamp(lower, -0.5, std::max(-0.5, tokens() - 0.5 - m_tokenSpan));
    update();
}

void StaircasePlot::showLayers(double lower, double span)
{
    const double all = std::max(1, layers());
    m_layerSpan = std::clamp(span, std::min(leastSpan, all), all);
    m_layerLower = std::clamp(lower, -0.5, all - 0.5 - m_layerSpan);
    update();
}

void StaircasePlot::fit()
{
    showTokens(-0.5, std::max<double>(usualSpan(), tokens()));
    showLayers(-0.5, layers());
    m_moved = true;
    m_fitted = true;
}

void StaircasePlot::zoom(double factor)
{
    const double fixed = m_tokenLower + m_tokenSpan / 2;
    m_moved = true;
    m_fitted = false;
    showTokens(fixed - (fixed - m_tokenLower) * factor, m_tokenSpan * factor);
}

bool StaircasePlot::isNewestInView() const
{
    const int newest = std::max(0, m_state.columns - 1);
    return newest > m_tokenLower && newest < m_tokenLower + m_tokenSpan;
}

void StaircasePlot::showNewest()
{
    if (m_fitted)
        showTokens(-0.5, std::max<double>(usualSpan(), tokens()));
    else
        reveal(m_state.columns - 1);
}

void StaircasePlot::reveal(int token)
{
    if (token < 0)
        return;
    if (token - 0.5 < m_tokenLower)
        showTokens(token - 0.5, m_tokenSpan);
    else if (token + 0.5 > m_tokenLower + m_tokenSpan)
        showTokens(token + 0.5 - m_tokenSpan, m_tokenSpan);
}

std::optional<StaircasePlot::Cell> StaircasePlot::cellAt(const QPointF& position) const
{
    const HeatmapGeometry at = cellGeometry();
    if (!at.plot.contains(position))
        return std::nullopt;
    const Cell cell{int(std::lround(at.tokenAt(position.x()))),
                    int(std::lround(at.layerAt(position.y())))};
    if (cell.token < 0 || cell.token >= m_values.tokens() || cell.layer < 0 ||
        cell.layer >= layers())
        return std::nullopt;
    return cell;
}

bool StaircasePlot::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    if (const std::optional<Cell> cell = cellAt(help->pos()))
        QToolTip::showText(help->globalPos(), plainToolTip(tipText(cell->token, cell->layer)), this,
                           cellRect(cell->token, cell->layer));
    else
        QToolTip::hideText();
    return true;
}

void StaircasePlot::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    if (m_behind)
        takeRun();
    if (std::exchange(m_missed, false))
        reveal(m_document->selectedToken());
}

void StaircasePlot::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    const bool follow = isNewestInView();
    showTokens(m_tokenLower, m_moved ? m_tokenSpan : usualSpan());
    if (follow && !m_moved)
        showNewest();
}

void StaircasePlot::mousePressEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton)
        m_drag = Drag{event->position(), m_tokenLower, m_layerLower, false};
}

void StaircasePlot::mouseMoveEvent(QMouseEvent* event)
{
    if (!m_drag)
        return;
    const QPointF way = event->position() - m_drag->from;
    if (!m_drag->moved && way.manhattanLength() < QApplication::startDragDistance())
        return;
    m_drag->moved = true;
    m_moved = true;
    m_fitted = false;
    setCursor(Qt::ClosedHandCursor);
    const HeatmapGeometry at = cellGeometry();
    showTokens(m_drag->tokenLower - way.x() / at.columnWidth(), m_tokenSpan);
    showLayers(m_drag->layerLower + way.y() / at.rowHeight(), m_layerSpan);
}

void StaircasePlot::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton || !m_drag)
        return;
    const bool moved = m_drag->moved;
    m_drag.reset();
    unsetCursor();
    if (moved || !m_document)
        return;
    if (const std::optional<Cell> cell = cellAt(event->position()))
        m_document->select(cell->token, cell->layer);
    else
        m_document->select(-1);
}

void StaircasePlot::mouseDoubleClickEvent(QMouseEvent*)
{
    m_drag.reset();
    fit();
}

void StaircasePlot::wheelEvent(QWheelEvent* event)
{
    const QPoint turn = event->angleDelta();
    const HeatmapGeometry at = cellGeometry();
    event->accept();
    m_moved = true;
    m_fitted = false;
    if (turn.x() != 0 || event->modifiers().testFlag(Qt::ShiftModifier)) {
        const int way = turn.x() != 0 ? turn.x() : turn.y();
        return showTokens(m_tokenLower - way / 120.0 * m_tokenSpan / 10, m_tokenSpan);
    }
    const double factor = std::pow(0.85, turn.y() / 120.0);
    if (event->modifiers().testFlag(Qt::ControlModifier)) {
        const double fixed = at.layerAt(event->position().y());
        return showLayers(fixed - (fixed - m_layerLower) * factor, m_layerSpan * factor);
    }
    const double fixed = at.tokenAt(event->position().x());
    showTokens(fixed - (fixed - m_tokenLower) * factor, m_tokenSpan * factor);
}

void StaircasePlot::select(int token, int layer)
{
    m_document->select(std::clamp(token, 0, tokens() - 1), std::clamp(layer, 0, layers() - 1));
}

/// Whether `key` moved it.
bool StaircasePlot::moveSelection(int key)
{
    const bool none = m_document->selectedToken() < 0;
    const int token = none ? std::max(0, m_state.columns - 1) : m_document->selectedToken();
    const int exit = m_document->run().tokens[static_cast<std::size_t>(token)].exitLayer;
    const int layer = m_document->selectedLayer() < 0 ? exit : m_document->selectedLayer();
    const int move = none ? 0 : 1;
    switch (key) {
    case Qt::Key_Left:
        select(token - move, layer);
        return true;
    case Qt::Key_Right:
        select(token + move, layer);
        return true;
    case Qt::Key_Up:
        select(token, layer + move);
        return true;
    case Qt::Key_Down:
        select(token, layer - move);
        return true;
    case Qt::Key_Home:
        select(0, layer);
        return true;
    case Qt::Key_End:
        select(tokens() - 1, layer);
        return true;
    case Qt::Key_PageUp:
        select(token - int(m_tokenSpan), layer);
        return true;
    case Qt::Key_PageDown:
        select(token + int(m_tokenSpan), layer);
        return true;
    case Qt::Key_Escape:
        m_document->select(-1);
        return true;
    default:
        return false;
    }
}

void StaircasePlot::keyPressEvent(QKeyEvent* event)
{
    if (tokens() == 0)
        return QWidget::keyPressEvent(event);
    switch (event->key()) {
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        return zoom(0.8);
    case Qt::Key_Minus:
        return zoom(1.25);
    case Qt::Key_Comma:
        Q_EMIT stepAsked(-1);
        return;
    case Qt::Key_Period:
        Q_EMIT stepAsked(1);
        return;
    case Qt::Key_Space:
        Q_EMIT playAsked();
        return;
    default:
        if (!moveSelection(event->key()))
            QWidget::keyPressEvent(event);
    }
}

} // namespace exitscope
