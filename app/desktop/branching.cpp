#include "desktop/branching.h"

#include "desktop/runcontroller.h"
#include "widgets/inspector.h"
#include "widgets/rulepanel.h"
#include "widgets/runlist.h"
#include "widgets/whatifview.h"

#include <QAction>
#include <QLocale>
#include <QMenu>

#include <algorithm>
#include <utility>

namespace exitscope {

Branching::Branching(const Parts& parts, QObject* parent)
    : QObject(parent)
    , m_parts(parts)
    , m_history(parts.controller->history())
    , m_document(parts.controller->document())
{
    m_fromToken = makeAction(
        tr("Run on from the selected &token"),
        tr("Writes the text again from that token on, under the settings as they are now"),
        QKeySequence(Qt::CTRL | Qt::Key_F5), &Branching::fromSelectedToken);
    m_fromEnd = makeAction(tr("Run on from the e&nd"), tr("Adds to the run on screen"),
                           QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_F5), &Branching::fromEnd);
    m_earlier = makeAction(tr("Previo&us run"), tr("Puts the run above on screen"),
                           QKeySequence(Qt::ALT | Qt::Key_Left), &Branching::toEarlierRun);
    m_later = makeAction(tr("Ne&xt run"), tr("Puts the run below on screen"),
                         QKeySequence(Qt::ALT | Qt::Key_Right), &Branching::toLaterRun);
    m_parts.inspector->alternativeAction()->setShortcut(
        QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Return));
    connectParts();
    update();
}

QAction* Branching::makeAction(const QString& text, const QString& help, const QKeySequence& key,
                               void (Branching::*work)())
{
    auto* action = new QAction(text, this);
    action->setToolTip(help);
    action->setStatusTip(help);
    action->setShortcut(key);
    connect(action, &QAction::triggered, this, work);
    return action;
}

void Branching::connectParts()
{
    connect(m_parts.inspector, &Inspector::alternativeChosen, this,
            [this](int token, int id) { resume(m_history->current(), token, id); });
    connect(m_parts.whatIf, &WhatIfView::runOnChosen, this, [this](const Rule& rule, int token) {
        m_parts.controller->endRun(); // its next token would already be decided by the rule
        Q_EMIT m_parts.whatIf->ruleChosen(rule);
        resume(m_history->current(), token);
    });
    RunList* runs = m_parts.runs;
    connect(runs, &RunList::showRequested, this, &Branching::show);
    connect(runs, &RunList::forgetRequested, m_history, &RunHistory::remove);
    connect(runs, &RunList::runOnRequested, this, [this](int id) {
        if (const auto run = m_history->run(id))
            resume(id, static_cast<int>(run->tokens.size()));
    });
    connect(runs, &RunList::selectionChanged, this, &Branching::updateList);

    // What there is to tell waits for the run to begin, which clears away what was told before.
    connect(m_document, &RunDocument::wasReset, this, [this] {
        if (const QString sentence = std::exchange(m_toTell, {}); !sentence.isEmpty())
            Q_EMIT told(sentence);
    });
    connect(m_parts.controller, &RunController::failed, this, [this] { m_toTell.clear(); });
    connect(m_parts.controller, &RunController::stateChanged, this, &Branching::update);
    connect(m_parts.controller, &RunController::modelChanged, this, &Branching::update);
    connect(m_history, &RunHistory::changed, this, &Branching::update);
    connect(m_history, &RunHistory::currentChanged, this, &Branching::update);
    connect(m_document, &RunDocument::selectionChanged, this, &Branching::update);
    connect(m_document, &RunDocument::tokensAppended, this, &Branching::update);
}

void Branching::addActions(QMenu* run)
{
    run->addActions({m_fromToken, m_fromEnd, m_parts.inspector->alternativeAction()});
    run->addSeparator();
    run->addActions({m_earlier, m_later});
}

void Branching::update()
{
    const bool isResumable =
        !m_document->isEmpty() && m_parts.controller->canResume(m_document->run());
    m_parts.inspector->setResumable(isResumable);
    m_parts.whatIf->setResumable(isResumable);
    m_fromToken->setEnabled(isResumable && m_document->selectedToken() >= 0);
    m_fromEnd->setEnabled(isResumable && m_parts.controller->state() == RunState::Ready);
    m_earlier->setEnabled(neighbour(-1) != 0);
    m_later->setEnabled(neighbour(1) != 0);
    updateList();
}

void Branching::updateList()
{
    const int id = m_parts.runs->selected();
    const HistoryEntry* entry = m_history->find(id);
    if (id == m_history->current())
        m_parts.runs->setRunOnPossible(m_fromEnd->isEnabled());
    else
        m_parts.runs->setRunOnPossible(entry && entry->run && !entry->run->tokens.empty() &&
                                       m_parts.controller->canResume(*entry->run));
}

int Branching::neighbour(int steps) const
{
    return m_parts.runs->neighbour(steps);
}

void Branching::fromSelectedToken()
{
    if (m_document->selectedToken() >= 0)
        resume(m_history->current(), m_document->selectedToken());
}

void Branching::fromEnd()
{
    resume(m_history->current(), m_document->tokenCount());
}

void Branching::show(int id)
{
    if (!m_history->find(id))
        return;
    m_parts.controller->show(id);
    Q_EMIT shown(m_document->run());
}

void Branching::resume(int id, int token, std::optional<int> replacement)
{
    m_parts.controller->endRun();
    if (id != m_history->current())
        show(id);
    m_parts.panel->commit();
    m_toTell = makeRoom(token + (replacement ? 1 : 0));
    m_parts.controller->resume(id, token, replacement);
}

QString Branching::makeRoom(int tokens)
{
    Settings settings = m_parts.panel->settings();
    if (tokens < settings.maxSteps)
        return {};
    settings.maxSteps += std::max(tokens, settings.maxSteps);
    m_parts.panel->setSettings(settings);
    return tr("The run was as long as “Most tokens” in the Rule tab allows; that is now %1.")
        .arg(QLocale().toString(m_parts.panel->settings().maxSteps));
}

} // namespace exitscope
