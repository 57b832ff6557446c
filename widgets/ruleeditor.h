#pragma once

#include "exit/rule.h"

#include <QWidget>

#include <map>
#include <string>
#include <vector>

class QRadioButton;
class QSpinBox;
class QToolButton;

namespace exitscope {

class ConditionEditor;
class CriterionRow;
class Fold;

/// Puts the exit rule together: one criterion at rest, more on demand with how they combine,
/// patience and minimum layer in a fold. Remembers the values of criteria not chosen. GUI thread.
class RuleEditor : public QWidget
{
    Q_OBJECT

public:
    /// `below` stands under the thresholds that lie open: what draws them.
    explicit RuleEditor(QWidget* below, QWidget* parent = nullptr);

    Rule rule() const;
    /// No signal; the values of criteria that it lacks stay.
    void setRule(const Rule& rule);
    /// The criterion whose thresholds lie open; null without any.
    const Criterion* current() const;
    /// A rule with at least one criterion: taking this away brings back that there was none.
    void setRequired(bool required);
    /// Starting points that suit the model, by criterion name; others keep their own defaults.
    /// Changes no value until they are asked for.
    void setRecommended(const std::map<std::string, ParameterValues>& recommended);
    /// Puts every criterion at its recommended values; no signal.
    void takeRecommended();
    /// Puts the current criterion at its recommended values.
    void resetCurrent();
    void setModelShape(const ModelShape& shape);
    /// Gives `layer` a threshold of its own in the current criterion, in the unit of the score.
    void setLayerThreshold(int layer, double value);

Q_SIGNALS:
    void ruleChanged();
    void currentChanged();

private:
    void addRows();
    QWidget* makeCombination();
    QWidget* makeMore();
    void choose(std::size_t row);
    void add();
    void remove(std::size_t row);
    void open(std::size_t row);
    /// Puts rows and the open criterion's thresholds in their places.
    void arrange();
    /// The keyboard goes through the parts as they stand on the screen.
    void orderTabs();
    void announce();
    void updateSummary();
    ConditionEditor* editorOf(const Criterion* criterion) const;

    std::vector<const Criterion*> m_chosen{nullptr}; ///< by row; null only in a single one
    std::size_t m_open = 0;
    bool m_required = false;
    bool m_wasNone = false;            ///< a criterion stands there only because one is required
    std::vector<CriterionRow*> m_rows; ///< one for each criterion there is
    std::vector<ConditionEditor*> m_editors; ///< the same, in the registry's order
    std::vector<QWidget*> m_places;          ///< below each row, where thresholds can lie open
    QWidget* m_none = nullptr;               ///< what full depth means
    QWidget* m_below = nullptr;
    QToolButton* m_add = nullptr;
    QWidget* m_combination = nullptr;
    QRadioButton* m_any = nullptr;
    QRadioButton* m_all = nullptr;
    Fold* m_more = nullptr;
    QSpinBox* m_patience = nullptr;
    QSpinBox* m_minimumLayer = nullptr;
};

} // namespace exitscope
