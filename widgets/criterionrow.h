#pragma once

#include "exit/criterion.h"

#include <QWidget>

#include <vector>

class QComboBox;
class QToolButton;

namespace exitscope {

/// The line of a rule that names one of its criteria: which one it is, whether its thresholds lie
/// open below, and the button that takes it out. GUI thread.
class CriterionRow : public QWidget
{
    Q_OBJECT

public:
    /// `number` from 1; only the first can say that there is no criterion.
    explicit CriterionRow(int number, QWidget* parent = nullptr);

    /// Null where there is none.
    const Criterion* criterion() const;
    /// No signal.
    void setCriterion(const Criterion* criterion);
    /// Criteria of other rows, which cannot be chosen again, and whether "none" can.
    void setOffer(const std::vector<const Criterion*>& taken, bool none);
    /// A rule of one criterion needs neither of the buttons.
    void setAlone(bool alone);
    void setOpen(bool open);

Q_SIGNALS:
    void chosen();
    void opened();
    void removed();

private:
    void nameButtons();

    QToolButton* m_open = nullptr;
    QComboBox* m_choice = nullptr;
    QToolButton* m_remove = nullptr;
};

} // namespace exitscope
