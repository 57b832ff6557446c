#include "widgets/sampleplot.h"

#include "widgets/metrictext.h"
#include "widgets/theme.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QThread>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace exitscope {

namespace {

constexpr double reach = 12; ///< of the pointer, pixels

} // namespace

SamplePlot::SamplePlot(QWidget* parent)
    : QWidget(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setAccessibleName(tr("Samples by two of their figures"));
}

void SamplePlot::setPicture(SamplePicture picture)
{
    Q_ASSERT(thread() == QThread::currentThread());
    m_picture = std::move(picture);
    std::ranges::stable_sort(m_picture.points, {}, &SamplePoint::x);
    describe();
    update();
}

void SamplePlot::select(const SamplePointer& sample)
{
    m_picture.selected = sample;
    describe();
    update();
}

QString SamplePlot::pointText(const SamplePoint& point) const
{
    return tr("Sample %1: %2 %3, %4 %5")
        .arg(QString::number(point.sample->index), metricTitle(m_picture.up),
             metricText(m_picture.up, point.y), metricTitle(m_picture.across),
             metricText(m_picture.across, point.x));
}

void SamplePlot::describe()
{
    const auto selected =
        std::ranges::find(m_picture.points, m_picture.selected, &SamplePoint::sample);
    setAccessibleDescription(
        m_picture.selected && selected != m_picture.points.end()
            ? pointText(*selected)
            : tr("%1 by %2, %3 samples. Arrow keys go through them.")
                  .arg(metricTitle(m_picture.up), metricTitle(m_picture.across))
                  .arg(m_picture.points.size()));
}

const SamplePoint* SamplePlot::nearest(const QPointF& position) const
{
    if (m_picture.points.empty())
        return nullptr;
    const SampleAxes at = sampleAxes(size(), PlotStyle(palette(), font()), m_picture);
    const SamplePoint* found = nullptr;
    double least = reach;
    for (const SamplePoint& point : m_picture.points) {
        const QPointF away = at.at(point.x, point.y) - position;
        const double distance = std::hypot(away.x(), away.y());
        if (distance <= least) {
            least = distance;
            found = &point;
        }
    }
    return found;
}

void SamplePlot::choose(const SamplePoint& point)
{
    const SamplePointer sample = point.sample;
    select(sample);
    Q_EMIT sampleChosen(sample);
}

bool SamplePlot::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    if (const SamplePoint* point = nearest(help->pos()))
        QToolTip::showText(help->globalPos(), pointText(*point), this);
    else
        QToolTip::hideText();
    return true;
}

void SamplePlot::mousePressEvent(QMouseEvent* event)
{
    if (const SamplePoint* point = nearest(event->position()))
        choose(*point);
}

void SamplePlot::keyPressEvent(QKeyEvent* event)
{
    const auto& points = m_picture.points;
    const auto selected = std::ranges::find(points, m_picture.selected, &SamplePoint::sample);
    const bool isNone = !m_picture.selected || selected == points.end();
    const auto last = static_cast<std::ptrdiff_t>(points.size()) - 1;
    std::ptrdiff_t row = selected - points.begin();
    switch (event->key()) {
    case Qt::Key_Left:
        row = isNone ? last : row - 1;
        break;
    case Qt::Key_Right:
        row = isNone ? 0 : row + 1;
        break;
    case Qt::Key_Home:
        row = 0;
        break;
    case Qt::Key_End:
        row = last;
        break;
    default:
        return QWidget::keyPressEvent(event);
    }
    if (last >= 0)
        choose(points[static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(row, 0, last))]);
}

void SamplePlot::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const PlotStyle style(palette(), font());
    painter.fillRect(rect(), style.base);
    if (m_picture.points.empty()) {
        painter.setPen(style.mutedText);
        painter.drawText(rect().adjusted(theme::gapLarge, 0, -theme::gapLarge, 0),
                         Qt::AlignCenter | Qt::TextWordWrap, tr("No sample has both figures."));
    } else {
        drawSamples(painter, {size(), palette(), font()}, m_picture);
    }
    if (hasFocus()) {
        painter.setRenderHint(QPainter::Antialiasing, false);
        painter.setBrush(Qt::NoBrush);
        painter.setPen(style.accent);
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
}

} // namespace exitscope
