#pragma once

#include "eval/calibrationrun.h"

#include <QWidget>

#include <memory>

class QLabel;
class QPushButton;

namespace exitscope {

class RiskPlot;

/// What a calibration came to, in sentences and as a curve, and what can be done with it. GUI
/// thread.
class CalibrationResult : public QWidget
{
    Q_OBJECT

public:
    explicit CalibrationResult(QWidget* parent = nullptr);

    void show(std::shared_ptr<const CalibrationReport> report);
    /// Null until one was shown.
    const CalibrationReport* report() const { return m_report.get(); }
    /// Whether what was found holds for what is open; else it cannot be used.
    void setFits(bool fits);

Q_SIGNALS:
    void ruleChosen(const exitscope::Rule& rule);
    /// The user wants the document in `file`.
    void saveAsked(const QString& file);

private:
    void copy() const;
    void save();

    std::shared_ptr<const CalibrationReport> m_report;
    QLabel* m_outcome = nullptr;
    QLabel* m_check = nullptr;
    RiskPlot* m_plot = nullptr;
    QLabel* m_warning = nullptr;
    QPushButton* m_use = nullptr;
};

} // namespace exitscope
