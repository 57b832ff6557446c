#pragma once

#include "exit/rule.h"

#include <QWidget>

#include <vector>

class QCheckBox;
class QLabel;
class QPushButton;

namespace exitscope {

class ParameterControl;
class ThresholdField;

/// Sets one criterion's parameters, or in the place of its schedule a threshold for each layer.
/// The controls are made from what the criterion says of itself. GUI thread.
class ConditionEditor : public QWidget
{
    Q_OBJECT

public:
    explicit ConditionEditor(const Criterion& criterion, QWidget* parent = nullptr);

    const Criterion& criterion() const { return m_criterion; }
    Condition condition() const;
    /// No signal.
    void setCondition(const Condition& condition);
    /// Starting points that suit the model, in the place of the criterion's own defaults. Changes
    /// no value until they are asked for.
    void setRecommended(const ParameterValues& recommended);
    /// Takes the recommended values; no signal.
    void takeRecommended();
    void setModelShape(const ModelShape& shape);
    /// Gives `layer` a threshold of its own, in the unit of the score; the others keep theirs, and
    /// from then on each is set by layer. With a signal.
    void setLayerThreshold(int layer, double value);

public Q_SLOTS:
    /// The same, with a signal.
    void reset();

Q_SIGNALS:
    void changed();

private:
    struct Switch
    {
        std::string name;
        QCheckBox* box = nullptr;
    };

    void addControls();
    void addChoices();
    void takeControl(const ParameterControl* control);
    void take(const Condition& condition);
    void turn(const std::string& name, bool on);
    void setByLayer(bool on);
    /// The criterion's own schedule as a list, in the unit that a list is read in.
    std::vector<double> scheduleByLayer() const;
    double listUnit() const;
    /// The parameters' controls as the switches make them, at m_condition's values.
    void showValues();
    void announce();
    void updateNotes();
    Condition recommendedCondition() const;

    const Criterion& m_criterion;
    Condition m_condition;
    ParameterValues m_otherUnit;          ///< of parameters that have two, in the one that is off
    std::vector<double> m_lastThresholds; ///< by layer, as last set
    ParameterValues m_recommended;
    ModelShape m_shape;
    std::vector<ParameterControl*> m_controls;
    std::vector<Switch> m_switches;
    QLabel* m_explanation = nullptr;
    QLabel* m_entropyNote = nullptr;
    ThresholdField* m_thresholds = nullptr;
    QPushButton* m_reset = nullptr;
    QPushButton* m_byLayer = nullptr;
};

} // namespace exitscope
