#pragma once

#include <QWidget>

#include <vector>

class QAction;
class QLabel;
class QTreeView;

namespace exitscope {

class RunDocument;
class RunHistory;
class RunListModel;

/// The runs of this window, branches indented below what they go on from, the one on screen marked.
/// Asks for what the user wants; others carry it out. GUI thread.
class RunList : public QWidget
{
    Q_OBJECT

public:
    explicit RunList(QWidget* parent = nullptr);

    /// Both must outlive the list; `document` holds the run on screen.
    void setHistory(RunHistory* history, RunDocument* document);
    /// Which run can be gone on with at its end is for the window to say; `id` 0: none.
    int selected() const;
    void setRunOnPossible(bool possible);
    /// Id of the run one row below the one on screen, or above for -1; 0 where there is none.
    int neighbour(int steps) const;

Q_SIGNALS:
    void showRequested(int id);
    void forgetRequested(int id);
    void runOnRequested(int id);
    void selectionChanged(int id);

private:
    QAction* makeAction(const QString& text, const QString& help, const QKeySequence& key,
                        void (RunList::*wanted)(int));
    void connectTree();
    void update();
    void updateActions();

    RunHistory* m_history = nullptr;
    RunListModel* m_model = nullptr;
    QTreeView* m_tree = nullptr;
    QLabel* m_placeholder = nullptr;
    QLabel* m_memory = nullptr;
    QWidget* m_content = nullptr;
    QAction* m_show = nullptr;
    QAction* m_runOn = nullptr;
    QAction* m_forget = nullptr;
    bool m_runOnPossible = false;
    int m_shown = 0; ///< id
    /// Of the selected run and its neighbours, before runs came or went.
    std::vector<int> m_selectedBefore;
};

} // namespace exitscope
