#pragma once

#include "eval/calibrationrun.h"

#include <QWidget>

#include <map>
#include <string>

class QComboBox;
class QDoubleSpinBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QSpinBox;

namespace exitscope {

/// What a calibration is to look for: criterion, risk, confidence and prompts. GUI thread.
class CalibrateForm : public QWidget
{
    Q_OBJECT

public:
    explicit CalibrateForm(QWidget* parent = nullptr);

    /// The rule that is in force, the model's shape and its starting points for other criteria.
    void setRule(const Rule& rule, const ModelShape& shape,
                 const std::map<std::string, ParameterValues>& recommended);
    /// Of the rule or another.
    void choose(const Criterion* criterion);
    const Criterion* criterion() const;

    CalibrationRequest request() const;
    /// Empty: the bundled prompts.
    QString promptsFile() const;

private:
    void addPrompts(QFormLayout* form);
    void browse();
    /// The one in force where it asks the criterion, else the criterion alone.
    Rule rule() const;
    void adapt();

    Rule m_inForce;
    ModelShape m_shape;
    std::map<std::string, ParameterValues> m_recommended;
    QFormLayout* m_form = nullptr;
    QComboBox* m_criterion = nullptr;
    QComboBox* m_sweep = nullptr;
    QDoubleSpinBox* m_risk = nullptr;
    QDoubleSpinBox* m_confidence = nullptr;
    QLineEdit* m_file = nullptr;
    QSpinBox* m_tokens = nullptr;
    QLabel* m_note = nullptr;
};

} // namespace exitscope
