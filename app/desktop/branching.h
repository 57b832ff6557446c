#pragma once

#include "trace/run.h"

#include <QObject>
#include <QString>

#include <optional>

class QAction;
class QMenu;

namespace exitscope {

class Inspector;
class RulePanel;
class RunController;
class RunDocument;
class RunHistory;
class RunList;
class WhatIfView;

/// Joins the places from which a run is gone on with (menu, inspector, what if, list of runs) to
/// the controller, and says where that can be done. GUI thread; owns the menu's actions.
class Branching : public QObject
{
    Q_OBJECT

public:
    struct Parts
    {
        RunController* controller;
        RulePanel* panel;
        Inspector* inspector;
        WhatIfView* whatIf;
        RunList* runs;
    };

    Branching(const Parts& parts, QObject* parent);

    /// Commands to go on from a token and to go through the runs.
    void addActions(QMenu* run);
    /// Puts a run of the history on screen.
    void show(int id);

Q_SIGNALS:
    /// The user put another run of the history on screen.
    void shown(const exitscope::Run& run);
    /// A sentence for the user on what was done besides.
    void told(const QString& sentence);

private:
    QAction* makeAction(const QString& text, const QString& help, const QKeySequence& key,
                        void (Branching::*work)());
    void connectParts();
    void fromSelectedToken();
    void fromEnd();
    void toEarlierRun() { show(neighbour(-1)); }
    void toLaterRun() { show(neighbour(1)); }
    int neighbour(int steps) const;
    /// Goes on with run `id` of the history, see RunController::resume.
    void resume(int id, int token, std::optional<int> replacement = {});
    /// More tokens at most, where `tokens` reach the limit already; what was done.
    QString makeRoom(int tokens);
    void update();
    void updateList();

    Parts m_parts;
    RunHistory* m_history;
    RunDocument* m_document;
    QString m_toTell;
    QAction* m_fromToken = nullptr;
    QAction* m_fromEnd = nullptr;
    QAction* m_earlier = nullptr;
    QAction* m_later = nullptr;
};

} // namespace exitscope
