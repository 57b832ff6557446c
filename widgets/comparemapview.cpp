#include "widgets/comparemapview.h"

#include "widgets/comparetext.h"
#include "widgets/theme.h"
#include "widgets/tokentexts.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QLocale>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace exitscope {

CompareMapView::CompareMapView(QWidget* parent)
    : QWidget(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Maps of the two runs"));
}

void CompareMapView::setValues(CompareValues values, int divergentColumn)
{
    m_values = std::move(values);
    m_cells = {};
    m_divergent = divergentColumn;
    m_column = std::min(m_column, m_values.columnCount() - 1);
    update();
}

void CompareMapView::setForm(CompareForm form)
{
    m_form = form;
    update();
}

void CompareMapView::setCurrentColumn(int column)
{
    m_column = std::min(column, m_values.columnCount() - 1);
    setAccessibleDescription(m_column < 0 ? QString() : cellText(m_column, -1));
    update();
}

CompareScene CompareMapView::scene(const PlotStyle& style)
{
    return {m_values,    style,   QRectF(rect()).adjusted(2, 2, -2, -2), m_form, m_column,
            m_divergent, &m_cells};
}

QString CompareMapView::cellText(int column, int layer) const
{
    if (column < 0 || column >= m_values.columnCount())
        return {};
    const CompareColumn& at = m_values.columns()[static_cast<std::size_t>(column)];
    QStringList lines;
    if (at.a >= 0)
        lines << tr("A: token %1, exit layer %2").arg(at.a + 1).arg(m_values.exitA(column));
    if (at.b >= 0)
        lines << tr("B: token %1, exit layer %2").arg(at.b + 1).arg(m_values.exitB(column));
    if (!at.same)
        lines << tr("Not the same token");
    if (layer < 0 || !m_values.quantity())
        return lines.join(u'\n');
    lines << tr("Layer %1, %2").arg(layer).arg(m_values.title());
    const auto number = [](float value) {
        return std::isnan(value) ? tr("not known") : QLocale().toString(value, 'g', 4);
    };
    if (m_form == CompareForm::SideBySide || at.same)
        lines << tr("A %1, B %2")
                     .arg(number(m_values.a(column, layer)), number(m_values.b(column, layer)));
    const float difference = m_values.difference(column, layer);
    if (!std::isnan(difference))
        lines << tr("B − A: %1").arg(signedNumber(difference, 4));
    return lines.join(u'\n');
}

QSize CompareMapView::sizeHint() const
{
    return {480, 12 * fontMetrics().height()};
}

QSize CompareMapView::minimumSizeHint() const
{
    return {240, 9 * fontMetrics().height()};
}

bool CompareMapView::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const PlotStyle style(palette(), font());
    const CompareScene now = scene(style);
    const int column = compareColumnAt(now, help->pos());
    if (column < 0) {
        QToolTip::hideText();
        return true;
    }
    const std::vector<QRectF> plots = comparePlots(now);
    const bool inB = m_form == CompareForm::SideBySide && plots.back().contains(help->pos());
    const QRectF& plot = inB ? plots.back() : plots.front();
    const int layers = inB ? m_values.layersB() : m_values.layersA();
    const int layer = int((plot.bottom() - help->pos().y()) / plot.height() * layers);
    QToolTip::showText(help->globalPos(),
                       plainToolTip(cellText(column, std::clamp(layer, 0, layers - 1))), this);
    return true;
}

void CompareMapView::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const PlotStyle style(palette(), font());
    painter.fillRect(rect(), style.base);
    drawComparison(painter, scene(style));
    if (hasFocus()) {
        painter.setRenderHint(QPainter::Antialiasing, false);
        painter.setPen(style.accent);
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
}

void CompareMapView::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton)
        return;
    const PlotStyle style(palette(), font());
    const int column = compareColumnAt(scene(style), event->position());
    if (column >= 0)
        Q_EMIT chosen(column);
}

void CompareMapView::keyPressEvent(QKeyEvent* event)
{
    const int last = m_values.columnCount() - 1;
    int next = m_column;
    switch (event->key()) {
    case Qt::Key_Left:
        next = std::max(0, m_column - 1);
        break;
    case Qt::Key_Right:
        next = std::min(last, m_column + 1);
        break;
    case Qt::Key_Home:
        next = 0;
        break;
    case Qt::Key_End:
        next = last;
        break;
    default:
        QWidget::keyPressEvent(event);
        return;
    }
    if (next >= 0 && next <= last)
        Q_EMIT chosen(next);
}

} // namespace exitscope
