#include "widgets/staircaseplot.h"

#include "widgets/heatmapframe.h"
#include "widgets/heatmapmarks.h"
#include "widgets/staircasetext.h"
#include "widgets/theme.h"

#include <QPainter>

#include <algorithm>
#include <utility>

namespace exitscope {
namespace {

constexpr int intervalMs = 60; ///< a picture of the whole staircase takes milliseconds

} // namespace

StaircasePlot::StaircasePlot(QWidget* parent)
    : QWidget(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setAccessibleName(tr("K/V staircase, layers by tokens"));
    m_timer.setSingleShot(true);
    m_timer.setInterval(intervalMs);
    connect(&m_timer, &QTimer::timeout, this, &StaircasePlot::takeRun);
}

void StaircasePlot::setDocument(RunDocument* document)
{
    if (m_document)
        m_document->disconnect(this);
    m_document = document;
    if (document) {
        connect(document, &RunDocument::wasReset, this, &StaircasePlot::clear);
        connect(document, &RunDocument::tokensAppended, this, &StaircasePlot::takeRunSoon);
        connect(document, &RunDocument::cellsChanged, this, [this](int first) {
            m_firstChanged = std::min(m_firstChanged, first);
            takeRunSoon();
        });
        connect(document, &RunDocument::draftsChanged, this, &StaircasePlot::takeRunSoon);
        connect(document, &RunDocument::finished, this, &StaircasePlot::takeRunSoon);
        connect(document, &RunDocument::settingsRecorded, this, QOverload<>::of(&QWidget::update));
        connect(document, &RunDocument::selectionChanged, this, &StaircasePlot::takeSelection);
    }
    clear();
}

void StaircasePlot::clear()
{
    m_timer.stop();
    m_history = {};
    m_origins.clear();
    m_values = HeatmapValues::shapeOnly(0, layers());
    m_texts.reset();
    m_step = -1;
    m_behind = true;
    m_isNew = true;
    m_firstChanged = StaircaseHistory::noColumn;
    m_missed = false;
    m_moved = false;
    m_fitted = false;
    m_drag.reset();
    if (isVisible())
        return takeRun();
    showState();
    Q_EMIT historyChanged();
}

void StaircasePlot::takeRunSoon()
{
    m_behind = true;
    if (isVisible() && !m_timer.isActive())
        m_timer.start();
}

void StaircasePlot::takeRun()
{
    m_timer.stop();
    m_behind = false;
    if (!m_document)
        return;
    const Run& run = m_document->run();
    const bool atEnd = m_step < 0 || m_step >= m_history.steps() - 1;
    const bool follow = isNewestInView();
    m_history.append(run, std::exchange(m_firstChanged, StaircaseHistory::noColumn));
    m_origins = occurringOrigins(run, m_history);
    m_values = HeatmapValues::shapeOnly(tokens(), layers());
    m_texts.append(run);
    if (m_isNew)
        m_layerLower = -0.5;
    if (!m_moved)
        m_layerSpan = std::max(1, layers());
    const int before = m_step;
    m_step = atEnd ? m_history.steps() - 1 : std::min(m_step, m_history.steps() - 1);
    showState();
    if (std::exchange(m_isNew, false)) {
        m_tokenSpan = usualSpan();
        showTokens(tokens() - 0.5 - m_tokenSpan, m_tokenSpan);
    } else if (atEnd && follow) {
        showNewest();
    }
    Q_EMIT historyChanged();
    if (m_step != before)
        Q_EMIT stepChanged(m_step);
}

void StaircasePlot::takeSelection(int token)
{
    m_missed = token >= 0 && !isVisible();
    if (token >= 0 && isVisible())
        reveal(token);
    describe();
    update();
}

void StaircasePlot::setStep(int step)
{
    if (m_behind) // hidden, it has not looked at the run yet
        takeRun();
    moveTo(step, true);
}

void StaircasePlot::stepOn()
{
    moveTo(m_step + 1, isNewestInView());
}

void StaircasePlot::moveTo(int step, bool follow)
{
    step = std::clamp(step, std::min(0, m_history.steps() - 1), m_history.steps() - 1);
    if (step == m_step)
        return;
    m_step = step;
    showState();
    if (follow)
        reveal(m_state.columns - 1);
    Q_EMIT stepChanged(step);
}

void StaircasePlot::showState()
{
    m_state = m_document ? m_history.stateAfter(m_document->run(), m_step) : StaircaseState();
    describe();
    update();
}

CellOrigin StaircasePlot::shownAt(int token, int layer) const
{
    if (token < 0 || token >= m_state.columns || layer < 0 || layer >= m_values.layers())
        return CellOrigin::Never;
    return m_history.originAfter(m_step, token, layer);
}

HeatmapGeometry StaircasePlot::geometryIn(const QSizeF& size, const PlotStyle& style) const
{
    HeatmapGeometry shown;
    shown.tokenLower = m_tokenLower;
    shown.tokenUpper = m_tokenLower + m_tokenSpan;
    shown.layerLower = m_layerLower;
    shown.layerUpper = m_layerLower + m_layerSpan;
    return staircaseGeometry(shown, size, style, m_values, m_origins);
}

void StaircasePlot::render(QPainter& painter, const QSizeF& size, const PlotStyle& style) const
{
    if (tokens() == 0 || m_step < 0)
        return;
    const StaircaseScene shown = scene(style, geometryIn(size, style));
    drawStaircase(painter, shown);
    drawSelection(painter, shown.frame, m_document->selectedLayer());
}

StaircaseScene StaircasePlot::scene(const PlotStyle& style, const HeatmapGeometry& geometry) const
{
    return {{m_document->run(), m_values, m_texts, style, geometry, m_document->selectedToken()},
            m_history,
            m_state,
            m_step,
            m_origins};
}

QString StaircasePlot::cellText(int token, int layer) const
{
    if (token < 0 || token >= m_values.tokens() || m_step < 0)
        return {};
    const PlotStyle style = plotStyle();
    return staircaseCellText(scene(style, {}), token, layer);
}

QString StaircasePlot::tipText(int token, int layer) const
{
    const QString own = cellText(token, layer);
    if (own.isEmpty())
        return own;
    const PlotStyle style = plotStyle();
    const QString shared = sharedColumnText(scene(style, cellGeometry()), token, layer);
    return shared.isEmpty() ? own : shared + u'\n' + own;
}

QRect StaircasePlot::cellRect(int token, int layer) const
{
    return cellGeometry().box(token, token, layer, layer).toAlignedRect();
}

void StaircasePlot::describe()
{
    const bool selected = m_document && m_document->selectedToken() >= 0;
    setAccessibleDescription(
        selected ? cellText(m_document->selectedToken(), m_document->selectedLayer())
                 : tr("Arrow keys select a token and a layer, comma and full stop step back and "
                      "on, space plays."));
}

void StaircasePlot::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), palette().color(QPalette::Base));
    if (tokens() == 0) {
        painter.setPen(theme::colors(palette()).mutedText);
        painter.drawText(rect().adjusted(theme::gapLarge, 0, -theme::gapLarge, 0),
                         Qt::AlignCenter | Qt::TextWordWrap,
                         tr("Run a prompt to see when each layer came to hold each token, and "
                            "which tokens wait for a deeper one."));
    } else {
        render(painter, size(), plotStyle());
    }
    if (hasFocus()) {
        painter.setClipping(false);
        painter.setRenderHint(QPainter::Antialiasing, false);
        painter.setPen(theme::colors(palette()).accent);
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
}

} // namespace exitscope
