// The half of HeatmapPlot that moves about: range, mouse, keys, what a cell says.
#include "widgets/celltext.h"
#include "widgets/heatmapframe.h"
#include "widgets/heatmapplot.h"

#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace exitscope {
namespace {

constexpr double usualColumn = 24; ///< pixels a token where nobody has zoomed
constexpr double leastSpan = 3;    ///< tokens or layers that stay visible at the deepest zoom

} // namespace

double HeatmapPlot::usualSpan(int pictureWidth) const
{
    // Whole columns, so that none is cut at the edge.
    const double columns = plotWidth(m_style, m_values, pictureWidth) / usualColumn;
    return std::max(leastSpan, std::floor(columns));
}

double HeatmapPlot::usualSpan() const
{
    return usualSpan(width());
}

void HeatmapPlot::showTokens(double lower, double span, bool byUser)
{
    const double widest = std::max<double>(usualSpan(), columns());
    m_tokenSpan = std::clamp(span, leastSpan, widest);
    m_tokenLower = std::clamp(lower, -0.5, std::max(-0.5, columns() - 0.5 - m_tokenSpan));
    if (byUser) {
        m_fitted = false;
        setFollowing(m_tokenLower + m_tokenSpan > columns() - 0.5 - 1e-6);
    }
    refresh();
}

void HeatmapPlot::showLayers(double lower, double span)
{
    const double all = std::max(1, modelLayers());
    m_layerSpan = std::clamp(span, std::min(leastSpan, all), all);
    m_layerLower = std::clamp(lower, -0.5, all - 0.5 - m_layerSpan);
    refresh();
}

void HeatmapPlot::showNewest()
{
    const double span = m_fitted ? std::max<double>(usualSpan(), columns()) : m_tokenSpan;
    showTokens(columns() - 0.5 - span, span, false);
}

void HeatmapPlot::fit()
{
    m_fitted = true;
    setFollowing(true);
    showNewest();
    showLayers(-0.5, modelLayers());
}

void HeatmapPlot::setFollowing(bool following)
{
    if (following == m_following)
        return;
    m_following = following;
    if (following)
        showNewest();
    Q_EMIT followingChanged(following);
}

void HeatmapPlot::reveal(int token)
{
    if (token - 0.5 < m_tokenLower)
        showTokens(token - 0.5, m_tokenSpan, true);
    else if (token + 0.5 > m_tokenLower + m_tokenSpan)
        showTokens(token + 0.5 - m_tokenSpan, m_tokenSpan, true);
}

std::optional<HeatmapPlot::Cell> HeatmapPlot::cellAt(const QPointF& position) const
{
    const HeatmapGeometry at = cellGeometry();
    if (!at.plot.contains(position))
        return std::nullopt;
    const Cell cell{int(std::lround(at.tokenAt(position.x()))),
                    int(std::lround(at.layerAt(position.y())))};
    if (cell.token < 0 || cell.token >= tokens() || cell.layer < 0 || cell.layer >= modelLayers())
        return std::nullopt;
    return cell;
}

void HeatmapPlot::hoverAgain()
{
    if (!m_pointer)
        return;
    if (const std::optional<Cell> cell = cellAt(*m_pointer); cell != m_hovered)
        setHovered(cell);
}

void HeatmapPlot::setHovered(std::optional<Cell> cell)
{
    if (cell && m_pointer)
        QToolTip::showText(mapToGlobal(m_pointer->toPoint()), plainToolTip(tipText(*cell)), this);
    else if (m_hovered)
        QToolTip::hideText();
    if (cell == m_hovered)
        return;
    m_hovered = cell;
    update();
}

void HeatmapPlot::showEvent(QShowEvent* event)
{
    QCustomPlot::showEvent(event);
    refreshNow();
}

void HeatmapPlot::resizeEvent(QResizeEvent* event)
{
    const int before = event->oldSize().width();
    QCustomPlot::resizeEvent(event);
    if (before <= 0 || m_tokenSpan == usualSpan(before)) {
        showTokens(m_tokenLower, usualSpan(), false);
    } else {
        const double growth =
            plotWidth(m_style, m_values, width()) / plotWidth(m_style, m_values, before);
        showTokens(m_tokenLower, m_tokenSpan * growth, false);
    }
    if (m_following)
        showNewest();
    // At once: the widget is about to be painted at its new size.
    refreshNow();
}

void HeatmapPlot::changeEvent(QEvent* event)
{
    QCustomPlot::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        restyle();
}

void HeatmapPlot::mousePressEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton)
        m_drag = Drag{event->position(), m_tokenLower, m_layerLower, false};
}

void HeatmapPlot::mouseMoveEvent(QMouseEvent* event)
{
    if (!m_drag) {
        m_pointer = event->position();
        return setHovered(cellAt(*m_pointer));
    }
    const QPointF way = event->position() - m_drag->from;
    if (!m_drag->moved && way.manhattanLength() < QApplication::startDragDistance())
        return;
    m_drag->moved = true;
    setCursor(Qt::ClosedHandCursor);
    m_pointer.reset();
    setHovered(std::nullopt);
    const HeatmapGeometry at = cellGeometry();
    showTokens(m_drag->tokenLower - way.x() / at.columnWidth(), m_tokenSpan, true);
    showLayers(m_drag->layerLower + way.y() / at.rowHeight(), m_layerSpan);
}

void HeatmapPlot::mouseReleaseEvent(QMouseEvent* event)
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

void HeatmapPlot::mouseDoubleClickEvent(QMouseEvent*)
{
    m_drag.reset();
    fit();
}

void HeatmapPlot::wheelEvent(QWheelEvent* event)
{
    const QPoint turn = event->angleDelta();
    const HeatmapGeometry at = cellGeometry();
    event->accept();
    if (turn.x() != 0 || event->modifiers().testFlag(Qt::ShiftModifier)) {
        const int way = turn.x() != 0 ? turn.x() : turn.y();
        showTokens(m_tokenLower - way / 120.0 * m_tokenSpan / 10, m_tokenSpan, true);
        return;
    }
    const double factor = std::pow(0.85, turn.y() / 120.0);
    if (event->modifiers().testFlag(Qt::ControlModifier)) {
        const double fixed = at.layerAt(event->position().y());
        showLayers(fixed - (fixed - m_layerLower) * factor, m_layerSpan * factor);
        return;
    }
    const double fixed = at.tokenAt(event->position().x());
    showTokens(fixed - (fixed - m_tokenLower) * factor, m_tokenSpan * factor, true);
}

void HeatmapPlot::leaveEvent(QEvent* event)
{
    QCustomPlot::leaveEvent(event);
    m_pointer.reset();
    setHovered(std::nullopt);
}

void HeatmapPlot::select(int token, int row)
{
    m_document->select(std::clamp(token, 0, tokens() - 1), std::clamp(row, 0, modelLayers() - 1));
}

void HeatmapPlot::keyPressEvent(QKeyEvent* event)
{
    if (tokens() == 0)
        return QCustomPlot::keyPressEvent(event);
    const bool none = m_document->selectedToken() < 0;
    const int token = none ? tokens() - 1 : m_document->selectedToken();
    const int exit = m_document->run().tokens[static_cast<std::size_t>(token)].exitLayer;
    const int row = m_document->selectedLayer() < 0 ? exit : m_document->selectedLayer();
    const int move = none ? 0 : 1;
    const auto zoom = [this](double factor) {
        // The newest token stays where it is while it is followed, else the middle does.
        const double fixed = m_tokenLower + m_tokenSpan * (m_following ? 1 : 0.5);
        showTokens(fixed - (fixed - m_tokenLower) * factor, m_tokenSpan * factor, true);
    };
    switch (event->key()) {
    case Qt::Key_Left:
        return select(token - move, row);
    case Qt::Key_Right:
        return select(token + move, row);
    case Qt::Key_Up:
        return select(token, row + move);
    case Qt::Key_Down:
        return select(token, row - move);
    case Qt::Key_Home:
        return select(0, row);
    case Qt::Key_End:
        return select(tokens() - 1, row);
    case Qt::Key_PageUp:
        return select(token - int(m_tokenSpan), row);
    case Qt::Key_PageDown:
        return select(token + int(m_tokenSpan), row);
    case Qt::Key_Escape:
        return m_document->select(-1);
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        return zoom(0.8);
    case Qt::Key_Minus:
        return zoom(1.25);
    default:
        QCustomPlot::keyPressEvent(event);
    }
}

void HeatmapPlot::announceSelection()
{
    const bool selected = m_document && m_document->selectedToken() >= 0;
    setAccessibleDescription(
        selected ? cellText(m_document->selectedToken(), m_document->selectedLayer())
                 : tr("Arrow keys select a token and a layer; a table shows the same."));
}

QString HeatmapPlot::tipText(const Cell& cell) const
{
    const int share = cellGeometry().tokensPer(1);
    const QString text = cellText(cell.token, cell.layer);
    const int first = cell.token / share * share;
    const int last = std::min(first + share, m_values.tokens()) - 1;
    return share == 1 ? text : text + u'\n' + sharedCellText(m_values, first, last, cell.layer);
}

QString HeatmapPlot::cellText(int token, int row) const
{
    if (token < 0 || token >= tokens())
        return {};
    const QString text =
        exitscope::cellText({m_document->run(), m_values, m_texts, m_names}, token, row);
    const auto index = static_cast<std::size_t>(token);
    const int other = index < m_otherExits.size() ? m_otherExits[index] : -1;
    return other < 0
               ? text
               : tr("%1\nwhat if: would leave after layer %2").arg(text, QString::number(other)) +
                     (token == m_otherToken ? tr(", the first other token") : QString());
}

} // namespace exitscope
