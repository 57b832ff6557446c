#include "widgets/whatifview.h"

#include "widgets/sweepcontrol.h"
#include "widgets/tradeoffplot.h"
#include "widgets/whatifcurves.h"
#include "widgets/whatifmodel.h"
#include "widgets/whatiftext.h"

#include <QComboBox>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QThread>

#include <algorithm>

namespace exitscope {

namespace {

/// Between two replays of a run that grows.
constexpr int intervalMs = 100;

} // namespace

void WhatIfView::connectControls()
{
    connect(m_criteria, &QComboBox::activated, this,
            [this](int index) { choose(allCriteria()[static_cast<std::size_t>(index)]); });
    connect(m_sweep, &QComboBox::activated, this,
            [this](int index) { setMovesTogether(index == 0); });
    connect(m_control, &SweepControl::valueChanged, this, &WhatIfView::setThreshold);
    const auto changeBase = [this](int Rule::*member) {
        return [this, member](int value) {
            m_base.*member = value;
            askAnew();
        };
    };
    connect(m_patience, &QSpinBox::valueChanged, this, changeBase(&Rule::patience));
    connect(m_minimumLayer, &QSpinBox::valueChanged, this, changeBase(&Rule::minimumLayer));
    connect(m_plot, &TradeOffPlot::criterionChosen, this, &WhatIfView::choose);
    connect(m_plot, &TradeOffPlot::pointChosen, this,
            [this](const Criterion* criterion, double threshold) {
                m_thresholds[criterion] = threshold;
                if (criterion != m_criterion)
                    return choose(criterion);
                m_control->setValue(threshold);
                setThreshold(threshold);
            });
    connect(m_go, &QPushButton::clicked, this, [this] {
        if (m_replay.firstDifference)
            m_document->select(*m_replay.firstDifference);
    });
    connect(m_use, &QPushButton::clicked, this, [this] { Q_EMIT ruleChosen(m_rule); });
    connect(m_runOn, &QPushButton::clicked, this, [this] {
        if (m_replay.firstDifference)
            Q_EMIT runOnChosen(m_rule, *m_replay.firstDifference);
    });
    connect(m_back, &QPushButton::clicked, this,
            [this] { setBase(lastRuleOf(m_document->run())); });
    connect(m_curves, &WhatIfCurves::changed, this, &WhatIfView::showCurves);
    m_timer.setSingleShot(true);
    m_timer.setInterval(intervalMs);
    connect(&m_timer, &QTimer::timeout, this, &WhatIfView::replayRule);
}

void WhatIfView::setDocument(RunDocument* document)
{
    m_document = document;
    m_curves->setDocument(document);
    connect(document, &RunDocument::wasReset, this, &WhatIfView::takeRun);
    connect(document, &RunDocument::tokensAppended, this, &WhatIfView::follow);
    takeRun();
}

void WhatIfView::setRuleInForce(const Rule& rule)
{
    Q_ASSERT(thread() == QThread::currentThread());
    if (rule == m_ruleInForce)
        return;
    m_ruleInForce = rule;
    // What was asked about and then taken is shown already.
    if (rule == m_rule)
        showTexts();
    else
        setBase(rule);
}

void WhatIfView::setRecommended(const std::map<std::string, ParameterValues>& recommended)
{
    m_curves->setRecommended(recommended);
    m_thresholds.clear();
    askAnew();
}

void WhatIfView::setMovesTogether(bool together)
{
    m_shifts = together;
    m_thresholds.clear();
    askAnew();
}

void WhatIfView::setTokenText(TokenText text)
{
    m_text = std::move(text);
    showTexts();
}

void WhatIfView::setResumable(bool resumable)
{
    m_resumable = resumable;
    showTexts();
}

bool WhatIfView::isAsking() const
{
    return isVisible() && m_document && whyNothingToAsk(m_document->run()).isEmpty();
}

ModelShape WhatIfView::shape() const
{
    return m_document && !m_document->isEmpty() ? m_document->run().model.shape() : ModelShape{};
}

void WhatIfView::showEvent(QShowEvent* event)
{
    QScrollArea::showEvent(event);
    askAnew();
}

void WhatIfView::hideEvent(QHideEvent* event)
{
    QScrollArea::hideEvent(event);
    m_timer.stop();
    m_curves->setActive(false);
    Q_EMIT exitsChanged({}, -1);
}

void WhatIfView::takeRun()
{
    m_replay = {};
    const Rule& ran = lastRuleOf(m_document->run());
    setBase(ran.mayExit() ? ran : m_ruleInForce);
}

void WhatIfView::follow()
{
    if (!isVisible() || m_timer.isActive())
        return;
    // The first tokens decide whether there is anything to ask.
    if (!m_content->isVisible())
        askAnew();
    else
        m_timer.start();
}

void WhatIfView::setBase(const Rule& rule)
{
    m_base = rule;
    m_rule = rule;
    m_thresholds.clear();
    if (rule.mayExit() && !rule.find(m_criterion))
        m_criterion = rule.leading()->criterion;
    askAnew();
}

void WhatIfView::choose(const Criterion* criterion)
{
    m_criterion = criterion;
    askAnew();
}

void WhatIfView::setThreshold(double threshold)
{
    m_thresholds[m_criterion] = threshold;
    replayRule();
}

void WhatIfView::askAnew()
{
    const QString reason = m_document ? whyNothingToAsk(m_document->run()) : QString();
    m_placeholder->setText(reason);
    m_placeholder->setVisible(!reason.isEmpty());
    m_content->setVisible(reason.isEmpty());
    if (!isAsking()) {
        m_curves->setActive(false);
        Q_EMIT exitsChanged({}, -1);
        return;
    }
    {
        // They are shown with the question that they answer.
        const QSignalBlocker blocker(m_curves);
        m_curves->ask(m_base, m_shifts, *m_criterion);
        m_curves->setActive(true);
    }
    m_what = m_curves->question(*m_criterion);
    if (!m_thresholds.contains(m_criterion)) {
        std::optional<double> start = thresholdOf(m_what, shape());
        // The constant threshold that saves as much as the schedule does.
        const WhatIfCurve* curve = m_curves->chosen();
        const Run& run = m_document->run();
        const double saved = replay(run, m_what.rule, depthLimitOf(run)).totals.layersSaved();
        const CurvePoint* nearest = !start && curve ? curve->nearest(saved) : nullptr;
        m_thresholds[m_criterion] = nearest ? nearest->threshold : start.value_or(0);
    }
    showControls();
    showCurves();
    replayRule();
}

void WhatIfView::replayRule()
{
    if (!isAsking())
        return;
    const Run& run = m_document->run();
    m_rule = ruleAt(m_what, m_thresholds[m_criterion], shape());
    m_replay = replay(run, m_rule, depthLimitOf(run));
    m_figures->setTotals(m_replay.totals, m_curves->recorded(), m_curves->ceiling());
    showMarks();
    showTexts();
    std::vector<int> exits;
    exits.reserve(m_replay.tokens.size());
    for (const ReplayedToken& token : m_replay.tokens)
        exits.push_back(token.exitLayer);
    Q_EMIT exitsChanged(exits, m_replay.firstDifference.value_or(-1));
}

} // namespace exitscope
