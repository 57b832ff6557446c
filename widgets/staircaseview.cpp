#include "widgets/staircaseview.h"

#include "widgets/glyphicon.h"
#include "widgets/roundstrip.h"
#include "widgets/speculationpane.h"
#include "widgets/staircaseplot.h"
#include "widgets/staircasetext.h"
#include "widgets/taborder.h"
#include "widgets/textlabel.h"
#include "widgets/theme.h"

#include <QHBoxLayout>
#include <QSignalBlocker>
#include <QSlider>
#include <QSplitter>
#include <QToolButton>

namespace exitscope {

namespace {

/// One step of playing; long runs take no longer than `longestMs` in all.
constexpr int usualMs = 200;
constexpr int leastMs = 15;
constexpr int longestMs = 30'000;

} // namespace

StaircaseView::StaircaseView(QWidget* parent)
    : QWidget(parent)
    , m_plot(new StaircasePlot(this))
    , m_round(new RoundStrip(this))
    , m_summary(new TextLabel(TextLabel::Style::Note, {}, this))
    , m_limits(new TextLabel(TextLabel::Style::Note, {}, this))
    , m_speculation(new SpeculationPane(this))
{
    setAccessibleName(tr("Staircase"));
    new FocusForward(this, m_plot);
    for (QLabel* label : {m_summary, m_limits})
        label->setWordWrap(true);
    auto* upper = new QWidget;
    auto* column = new QVBoxLayout(upper);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::gapTiny);
    column->addWidget(makeControls());
    column->addWidget(m_round);
    column->addWidget(m_plot, 1);
    column->addWidget(m_summary);
    column->addWidget(m_limits);
    auto* splitter = new QSplitter(Qt::Vertical);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(upper);
    splitter->addWidget(m_speculation);
    splitter->setStretchFactor(0, 1);
    splitter->setStretchFactor(1, 0);
    splitter->setSizes({310, 120});
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(theme::gap, theme::gapSmall, theme::gap, theme::gapSmall);
    whole->addWidget(splitter);
    connectControls();
    showHistory();
}

QWidget* StaircaseView::makeControls()
{
    m_play = new QToolButton;
    m_play->setIcon(glyphIcon(Glyph::Run));
    m_play->setCheckable(true);
    m_play->setAccessibleName(tr("Play the steps"));
    m_play->setToolTip(tr("Play the steps (space in the plot)"));
    m_slider = new QSlider(Qt::Horizontal);
    m_slider->setAccessibleName(tr("Step"));
    m_slider->setToolTip(tr("The step after which the staircase is shown (comma and full stop in "
                            "the plot)"));
    m_title = new TextLabel(TextLabel::Style::Figure);
    m_fit = new QToolButton;
    m_fit->setText(tr("Fit"));
    m_fit->setToolTip(tr("Show all tokens and layers (double click)"));
    auto* controls = new QWidget;
    auto* row = new QHBoxLayout(controls);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(theme::gapSmall);
    row->addWidget(m_play);
    row->addWidget(m_slider, 1);
    row->addWidget(m_title);
    row->addWidget(m_fit);
    return controls;
}

void StaircaseView::connectControls()
{
    connect(m_play, &QToolButton::toggled, this, &StaircaseView::setPlaying);
    connect(m_fit, &QToolButton::clicked, this, &StaircaseView::fit);
    connect(m_slider, &QSlider::valueChanged, m_plot, &StaircasePlot::setStep);
    connect(m_plot, &StaircasePlot::historyChanged, this, &StaircaseView::showHistory);
    connect(m_plot, &StaircasePlot::stepChanged, this, &StaircaseView::showStep);
    connect(m_plot, &StaircasePlot::stepAsked, this,
            [this](int by) { m_plot->setStep(m_plot->step() + by); });
    connect(m_plot, &StaircasePlot::playAsked, this, [this] { setPlaying(!isPlaying()); });
    connect(m_speculation, &SpeculationPane::roundChosen, this,
            [this](int firstToken) { m_plot->setStep(m_plot->history().stepOf(firstToken)); });
    connect(&m_player, &QTimer::timeout, this, &StaircaseView::playOn);
}

void StaircaseView::setDocument(RunDocument* document)
{
    m_document = document;
    m_speculation->setDocument(document);
    m_plot->setDocument(document);
    showHistory();
}

void StaircaseView::fit()
{
    m_plot->fit();
}

void StaircaseView::setPlaying(bool playing)
{
    const int steps = m_plot->history().steps();
    playing = playing && steps > 1;
    if (playing && !m_player.isActive()) {
        if (m_plot->step() >= steps - 1)
            m_plot->setStep(0);
        m_player.start(std::clamp(longestMs / steps, leastMs, usualMs));
    } else if (!playing) {
        m_player.stop();
    }
    const QSignalBlocker quiet(m_play);
    m_play->setChecked(playing);
    m_play->setIcon(glyphIcon(playing ? Glyph::Pause : Glyph::Run));
}

void StaircaseView::playOn()
{
    m_plot->stepOn();
    if (m_plot->step() >= m_plot->history().steps() - 1)
        setPlaying(false);
}

void StaircaseView::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    setPlaying(false);
}

void StaircaseView::showHistory()
{
    const int steps = m_plot->history().steps();
    const bool known = m_document && steps > 0;
    const bool speculated = known && !m_document->run().rounds.empty();
    {
        const QSignalBlocker quiet(m_slider);
        m_slider->setRange(0, std::max(0, steps - 1));
        m_slider->setPageStep(std::max(1, steps / 10));
    }
    for (QWidget* control : std::initializer_list<QWidget*>{m_play, m_slider, m_fit})
        control->setEnabled(steps > 1);
    if (steps <= 1)
        setPlaying(false);
    m_round->setVisible(speculated);
    m_speculation->setVisible(speculated);
    m_summary->setVisible(known);
    if (known)
        m_title->reserve(stepTitle(m_document->run(), m_plot->history(),
                                   speculated ? std::max(0, steps - 2) : steps - 1));
    const QString limits = known ? staircaseLimits(m_document->run()) : QString();
    m_limits->setText(limits);
    m_limits->setVisible(!limits.isEmpty());
    showStep();
}

void StaircaseView::showStep()
{
    const int step = m_plot->step();
    const StaircaseHistory& history = m_plot->history();
    {
        const QSignalBlocker quiet(m_slider);
        m_slider->setValue(std::max(0, step));
    }
    if (!m_document || step < 0 || step >= history.steps()) {
        m_title->clear();
        m_summary->clear();
        m_round->setParts({});
        return;
    }
    const Run& run = m_document->run();
    m_title->setText(stepTitle(run, history, step));
    m_summary->setText(staircaseSummary(run, history, m_plot->state(), step));
    const int round = history.step(step).round;
    m_round->setParts(round < 0
                          ? std::vector<RoundPart>()
                          : partsOfRound(run, m_plot->texts(), static_cast<std::size_t>(round)));
    m_speculation->showRound(round);
}

} // namespace exitscope
