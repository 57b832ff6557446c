#include "widgets/rundocument.h"

#include <QThread>

#include <algorithm>
#include <utility>

namespace exitscope {

RunDocument::RunDocument(QObject* parent)
    : QObject(parent)
{}

void RunDocument::reset(Run run)
{
    Q_ASSERT(thread() == QThread::currentThread());
    m_run = std::move(run);
    m_drafts.clear();
    const bool hadPartial = std::exchange(m_partial, nullptr) != nullptr;
    const bool hadSelection = m_selectedToken >= 0 || m_selectedLayer >= 0;
    m_selectedToken = -1;
    m_selectedLayer = -1;
    Q_EMIT wasReset();
    if (hadSelection)
        Q_EMIT selectionChanged(-1, -1);
    if (hadPartial)
        Q_EMIT partialChanged();
}

void RunDocument::append(const std::vector<Step>& steps)
{
    Q_ASSERT(thread() == QThread::currentThread());
    if (steps.empty())
        return;
    const int first = tokenCount();
    m_drafts.clear();
    const bool hadPartial = std::exchange(m_partial, nullptr) != nullptr;
    int firstChanged = first;
    int lastChanged = -1;
    for (const Step& step : steps) {
        for (const CellEvent& event : step.events) {
            firstChanged = std::min(firstChanged, std::max(event.firstToken, 0));
            lastChanged = std::max(lastChanged, std::min(event.lastToken, first - 1));
        }
        m_run.append(step);
    }
    if (tokenCount() > first)
        Q_EMIT tokensAppended(first, tokenCount() - 1);
    else
        Q_EMIT draftsChanged();
    if (firstChanged <= lastChanged)
        Q_EMIT cellsChanged(firstChanged, lastChanged);
    if (hadPartial)
        Q_EMIT partialChanged();
}

void RunDocument::recordSettings(const Settings& settings)
{
    Q_ASSERT(thread() == QThread::currentThread());
    const int token = tokenCount();
    std::vector<SettingsChange>& changes = m_run.settings;
    if (!changes.empty() && changes.back().settings == settings)
        return;
    // Only the last of several changes before one token ever holds.
    if (!changes.empty() && changes.back().token == token)
        changes.back().settings = settings;
    else
        changes.push_back({token, settings});
    Q_EMIT settingsRecorded(token);
}

void RunDocument::showDrafts(const std::vector<Draft>& drafts)
{
    Q_ASSERT(thread() == QThread::currentThread());
    if (drafts == m_drafts)
        return;
    m_drafts = drafts;
    Q_EMIT draftsChanged();
}

void RunDocument::showPartial(std::shared_ptr<const PartialToken> token)
{
    Q_ASSERT(thread() == QThread::currentThread());
    if (token == m_partial)
        return;
    m_partial = std::move(token);
    Q_EMIT partialChanged();
}

void RunDocument::finish(FinishReason reason, double prefillSeconds, double decodeSeconds)
{
    Q_ASSERT(thread() == QThread::currentThread());
    m_run.finishReason = reason;
    m_run.prefillSeconds = prefillSeconds;
    m_run.decodeSeconds = decodeSeconds;
    Q_EMIT finished();
}

void RunDocument::setFullDepth(const FullDepthCost& cost)
{
    Q_ASSERT(thread() == QThread::currentThread());
    m_run.fullDepth = cost;
    Q_EMIT fullDepthMeasured();
}

void RunDocument::select(int token, int layer)
{
    Q_ASSERT(thread() == QThread::currentThread());
    token = std::clamp(token, -1, tokenCount() - 1);
    layer = token < 0 ? -1 : std::clamp(layer, -1, m_run.model.layers - 1);
    if (token == m_selectedToken && layer == m_selectedLayer)
        return;
    m_selectedToken = token;
    m_selectedLayer = layer;
    Q_EMIT selectionChanged(token, layer);
}

} // namespace exitscope
