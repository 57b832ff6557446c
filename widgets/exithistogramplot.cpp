#include "widgets/exithistogramplot.h"

#include "widgets/theme.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QLocale>
#include <QPainter>
#include <QThread>
#include <QToolTip>

#include <algorithm>

namespace exitscope {

ExitHistogramPlot::ExitHistogramPlot(QWidget* parent)
    : QWidget(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setAccessibleName(tr("Tokens by exit layer"));
}

void ExitHistogramPlot::setPicture(const ExitHistogramPicture& picture)
{
    Q_ASSERT(thread() == QThread::currentThread());
    m_picture = picture;
    m_current = std::min(m_current, static_cast<int>(picture.exits.tokens.size()) - 1);
    describe();
    update();
}

QString ExitHistogramPlot::layerText(int layer) const
{
    const ExitHistogram& exits = m_picture.exits;
    if (layer < 0 || layer >= static_cast<int>(exits.tokens.size()) || exits.total == 0)
        return {};
    const auto percent = [](double share) { return QLocale().toString(100 * share, 'f', 1); };
    const int count = exits.tokens[static_cast<std::size_t>(layer)];
    QString text =
        tr("Layer %1: %2 of %3 tokens (%4 %), up to here %5 %")
            .arg(QString::number(layer), QString::number(count), QString::number(exits.total),
                 percent(double(count) / exits.total), percent(exits.cumulative(layer)));
    if (m_picture.hasOther())
        text += tr("\nwhat if: %1 of %2 tokens, up to here %3 %")
                    .arg(m_picture.other.tokens[static_cast<std::size_t>(layer)])
                    .arg(m_picture.other.total)
                    .arg(percent(m_picture.other.cumulative(layer)));
    return text;
}

void ExitHistogramPlot::describe()
{
    if (m_current >= 0)
        return setAccessibleDescription(layerText(m_current));
    const ExitHistogram& exits = m_picture.exits;
    setAccessibleDescription(exits.total == 0
                                 ? QString()
                                 : tr("Mean exit layer %1, median %2. Arrow keys read the layers.")
                                       .arg(QLocale().toString(exits.mean, 'f', 1),
                                            QLocale().toString(exits.median, 'f', 1)));
}

bool ExitHistogramPlot::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const ExitHistogramAxes at = exitHistogramAxes(size(), PlotStyle(palette(), font()), m_picture);
    if (at.plot.contains(help->pos()))
        QToolTip::showText(help->globalPos(), layerText(at.layerAt(help->pos().x())), this);
    else
        QToolTip::hideText();
    return true;
}

void ExitHistogramPlot::keyPressEvent(QKeyEvent* event)
{
    const auto layers = static_cast<int>(m_picture.exits.tokens.size());
    int layer = m_current;
    switch (event->key()) {
    case Qt::Key_Left:
        layer = m_current < 0 ? layers - 1 : m_current - 1;
        break;
    case Qt::Key_Right:
        ++layer;
        break;
    case Qt::Key_Home:
        layer = 0;
        break;
    case Qt::Key_End:
        layer = layers - 1;
        break;
    case Qt::Key_Escape:
        m_current = -1;
        describe();
        return update();
    default:
        return QWidget::keyPressEvent(event);
    }
    if (layers == 0)
        return;
    m_current = std::clamp(layer, 0, layers - 1);
    describe();
    update();
}

void ExitHistogramPlot::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const PlotStyle style(palette(), font());
    painter.fillRect(rect(), style.base);
    if (m_picture.exits.total == 0) {
        painter.setPen(style.mutedText);
        painter.drawText(rect().adjusted(theme::gapLarge, 0, -theme::gapLarge, 0),
                         Qt::AlignCenter | Qt::TextWordWrap,
                         tr("Run a prompt to see at which layers its tokens leave."));
    } else {
        drawExitHistogram(painter, size(), style, m_picture);
    }
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(style.accent);
    if (m_current >= 0 && m_picture.exits.total > 0) {
        const ExitHistogramAxes at = exitHistogramAxes(size(), style, m_picture);
        painter.drawRect(
            QRectF(at.x(m_current - 0.5), at.plot.top(), at.barWidth(), at.plot.height()));
        painter.setPen(style.text);
        painter.setFont(style.font);
        drawText(painter, style, QRectF(at.plot.left(), 0, at.plot.width(), style.lineHeight()),
                 Qt::AlignLeft | Qt::AlignVCenter, layerText(m_current).section(u'\n', 0, 0));
    }
    if (hasFocus()) {
        painter.setPen(style.accent);
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
}

} // namespace exitscope
