#include "widgets/staircaseplot.h"

#include "widgets/heatmapframe.h"
#include "widgets/heatmapmarks.h"
#include "widgets/staircasetext.h"
#include "widgets/theme.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace exitscope {
namespace {

constexpr int intervalMs = 60; ///< the state is counted over all cells, so not at every token

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
    m_document = document;
    connect(document, &RunDocument::wasReset, this, &StaircasePlot::rebuild);
    connect(document, &RunDocument::tokensAppended, this, &StaircasePlot::takeRunSoon);
    connect(document, &RunDocument::cellsChanged, this, &StaircasePlot::takeRunSoon);
    connect(document, &RunDocument::draftsChanged, this, &StaircasePlot::takeRunSoon);
    connect(document, &RunDocument::finished, this, &StaircasePlot::takeRunSoon);
    connect(document, &RunDocument::settingsRecorded, this, QOverload<>::of(&QWidget::update));
    connect(document, &RunDocument::selectionChanged, this, [this](int token) {
        if (token >= 0 && isVisible())
            reveal(token);
        describe();
        update();
    });
    rebuild();
}

void StaircasePlot::rebuild()
{
    m_values = {};
    m_texts.reset();
    m_step = -1;
    m_moved = false;
    m_drag.reset();
    m_layerLower = -0.5;
    m_layerSpan = std::max(1, layers());
    m_history = {};
    takeRun();
    m_tokenSpan = usualSpan();
    showTokens(tokens() - 0.5 - m_tokenSpan, m_tokenSpan);
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
    m_history = StaircaseHistory(run);
    m_origins = occurringOrigins(run, m_history);
    if (m_values.layers() != run.model.layers || m_values.tokens() > tokens())
        m_values.rebuild(run, HeatmapQuantity(HeatmapQuantity::Kind::PredictionChanged));
    else
        m_values.append(run);
    m_texts.append(run);
    if (!m_moved)
        m_layerSpan = std::max(1, layers());
    const int before = m_step;
    m_step = atEnd ? m_history.steps() - 1 : std::min(m_step, m_history.steps() - 1);
    showState();
    if (atEnd && m_step != before)
        reveal(m_state.columns - 1);
    Q_EMIT historyChanged();
    if (m_step != before)
        Q_EMIT stepChanged(m_step);
}

void StaircasePlot::setStep(int step)
{
    step = std::clamp(step, std::min(0, m_history.steps() - 1), m_history.steps() - 1);
    if (step == m_step)
        return;
    m_step = step;
    showState();
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
    if (token < 0 || token >= tokens() || layer < 0 || layer >= layers())
        return CellOrigin::Never;
    const Run& run = m_document->run();
    const int came = m_history.stepOfCell(run, token, layer);
    return came < 0 || came > m_step ? CellOrigin::Never : m_history.originOf(run, token, layer);
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
    const StaircaseScene scene{{m_document->run(), m_values, m_texts, style,
                                geometryIn(size, style), m_document->selectedToken()},
                               m_history,
                               m_state,
                               m_step,
                               m_origins};
    drawStaircase(painter, scene);
    drawSelection(painter, scene.frame, m_document->selectedLayer());
}

QString StaircasePlot::cellText(int token, int layer) const
{
    if (token < 0 || token >= m_values.tokens() || m_step < 0)
        return {};
    const PlotStyle style = plotStyle();
    const StaircaseScene scene{
        {m_document->run(), m_values, m_texts, style, {}}, m_history, m_state, m_step, m_origins};
    return staircaseCellText(scene, token, layer);
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
