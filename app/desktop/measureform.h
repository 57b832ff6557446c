#pragma once

#include "desktop/measureplan.h"

#include <QWidget>

#include <variant>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QSpinBox;

namespace exitscope {

class MeasureData;
class MeasureGrid;
class MeasureTasks;
class RunController;

/// What is to be measured: which kind of measurement, on what, how, and where it goes. The rule is
/// the window's. Keeps its fields between sessions. GUI thread.
class MeasureForm : public QWidget
{
    Q_OBJECT

public:
    using Plan = std::variant<BenchmarkPlan, SweepPlan, EvaluationPlan>;

    explicit MeasureForm(QWidget* parent = nullptr);
    ~MeasureForm() override;

    /// The settings of the window, and how many layers its model has (0: no model).
    void setSettings(const Settings& settings, int layers);
    /// Of what the fields say. Throws Error(WrongUse) for what cannot be done.
    Plan plan() const;

private:
    enum What
    {
        Benchmark,
        Sweep,
        Evaluation
    };

    void addWriting();
    void addOutput();
    void browse();
    void adapt();
    /// What of the window's settings holds for what is chosen.
    void sayRule();
    void keep() const;
    void restore();
    What what() const;
    BenchmarkPlan benchmarkPlan() const;
    SweepPlan sweepPlan() const;
    EvaluationPlan evaluationPlan() const;
    Settings settings() const;
    QString folder() const;

    Settings m_settings; ///< of the window
    QComboBox* m_what;
    QLabel* m_about;
    MeasureData* m_data;
    MeasureGrid* m_grid;
    MeasureTasks* m_tasks;
    QFormLayout* m_writing = nullptr;
    QSpinBox* m_tokens = nullptr;
    QComboBox* m_overlong = nullptr;
    QCheckBox* m_agreement = nullptr;
    QCheckBox* m_keepRuns = nullptr;
    QCheckBox* m_watch = nullptr;
    QLabel* m_rule = nullptr;
    QLineEdit* m_folder = nullptr;
};

} // namespace exitscope
