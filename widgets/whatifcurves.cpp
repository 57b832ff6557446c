#include "widgets/whatifcurves.h"

#include "trace/oracle.h"

#include <QThread>

#include <algorithm>

namespace exitscope {

namespace {

/// Between two passes over a run that grows. At least four times what a pass takes, so that most
/// of the thread stays free however long the run is.
constexpr qint64 leastPauseMs = 250;
constexpr qint64 mostPauseMs = 10'000;

std::size_t placeOf(const Criterion* criterion)
{
    const auto all = allCriteria();
    return static_cast<std::size_t>(std::ranges::find(all, criterion) - all.begin());
}

} // namespace

WhatIfCurves::WhatIfCurves(QObject* parent)
    : QObject(parent)
    , m_chosen(allCriteria().front())
{
    for (QTimer* timer : {&m_turn, &m_pause})
        timer->setSingleShot(true);
    connect(&m_turn, &QTimer::timeout, this, &WhatIfCurves::takeTurn);
    connect(&m_pause, &QTimer::timeout, this, &WhatIfCurves::begin);
}

void WhatIfCurves::setDocument(RunDocument* document)
{
    m_document = document;
    connect(document, &RunDocument::wasReset, this, &WhatIfCurves::startOver);
    connect(document, &RunDocument::tokensAppended, this, &WhatIfCurves::follow);
    startOver();
}

void WhatIfCurves::setRecommended(const std::map<std::string, ParameterValues>& recommended)
{
    m_recommended = recommended;
    if (m_isActive)
        begin();
    else
        m_isStale = true;
}

void WhatIfCurves::ask(const Rule& rule, bool shifts, const Criterion& chosen)
{
    Q_ASSERT(thread() == QThread::currentThread());
    const bool isOther = rule != m_rule || shifts != m_shifts;
    m_rule = rule;
    m_shifts = shifts;
    m_chosen = &chosen;
    if (!m_isActive)
        m_isStale = true;
    else if (isOther || !this->chosen())
        begin();
}

void WhatIfCurves::setActive(bool active)
{
    m_isActive = active;
    if (active && m_isStale)
        begin();
    if (active)
        return;
    m_turn.stop();
    m_pause.stop();
    m_isStale = m_isStale || !m_due.empty();
}

WhatIf WhatIfCurves::question(const Criterion& criterion) const
{
    const auto found = m_recommended.find(std::string(criterion.name));
    return askAbout(m_rule, criterion,
                    found == m_recommended.end() ? ParameterValues{} : found->second, m_shifts,
                    hasRun() ? m_document->run().model.shape() : ModelShape{});
}

const WhatIfCurve* WhatIfCurves::chosen() const
{
    const auto found = std::ranges::find_if(
        m_curves, [this](const WhatIfCurve& curve) { return curve.what.varied == m_chosen; });
    return found == m_curves.end() ? nullptr : &*found;
}

void WhatIfCurves::begin()
{
    m_turn.stop();
    m_pause.stop();
    m_isStale = false;
    m_due.clear();
    if (hasRun()) {
        m_pass.start();
        m_recorded = recordedTotals(m_document->run());
        m_ceiling = oracleOf(m_document->run()).reachedTotals;
        make(*m_chosen);
        for (const Criterion* criterion : allCriteria()) {
            if (criterion != m_chosen)
                m_due.push_back(criterion);
        }
        std::ranges::reverse(m_due);
        m_passMs = m_pass.elapsed();
        m_turn.start(0);
    }
    Q_EMIT changed();
}

void WhatIfCurves::make(const Criterion& criterion)
{
    WhatIfCurve curve = curveOf(m_document->run(), question(criterion));
    const auto place = std::ranges::find_if(m_curves, [&criterion](const WhatIfCurve& each) {
        return placeOf(each.what.varied) >= placeOf(&criterion);
    });
    if (place != m_curves.end() && place->what.varied == &criterion)
        *place = std::move(curve);
    else
        m_curves.insert(place, std::move(curve));
}

void WhatIfCurves::takeTurn()
{
    if (m_due.empty() || !hasRun())
        return;
    m_pass.start();
    make(*m_due.back());
    m_due.pop_back();
    m_passMs += m_pass.elapsed();
    if (!m_due.empty()) {
        m_turn.start(0);
        return;
    }
    Q_EMIT changed();
    if (m_isStale)
        follow();
}

void WhatIfCurves::follow()
{
    m_isStale = true;
    if (m_isActive && m_due.empty() && !m_pause.isActive())
        m_pause.start(static_cast<int>(std::clamp(4 * m_passMs, leastPauseMs, mostPauseMs)));
}

void WhatIfCurves::startOver()
{
    m_curves.clear();
    m_recorded = {};
    m_ceiling = {};
    m_isStale = true;
    if (m_isActive)
        begin();
}

} // namespace exitscope
