#pragma once

#include <QPushButton>

class QAbstractItemView;
class QAction;

namespace exitscope {

class LensModel;

/// Offers to go on from the token that is current in a table of the logit lens, in the place of the
/// one that was written: as a button that names it, in the table's context menu, with Return and by
/// double click. GUI thread.
class AlternativeButton : public QPushButton
{
    Q_OBJECT

public:
    /// `model` is shown in `table`.
    AlternativeButton(const LensModel* model, QAbstractItemView* table, QWidget* parent = nullptr);

    /// Whether the open model can go on with the run.
    void setPossible(bool possible);
    /// The command, for a menu; a shortcut set on it holds in the whole window.
    QAction* action() const { return m_action; }
    /// Id of the alternative; -1 where there is none, or it is the token that was written.
    int alternative() const;

Q_SIGNALS:
    void chosen(int id);

private:
    void update();

    const LensModel* m_model;
    QAbstractItemView* m_table;
    QAction* m_action;
    bool m_isPossible = false;
};

} // namespace exitscope
