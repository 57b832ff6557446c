#pragma once

#include "eval/benchmarkset.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QSettings;
class QSpinBox;

namespace exitscope {

/// Which prompts are measured on: the data set, where it lies, and which of its items. GUI thread.
class MeasureData : public QWidget
{
    Q_OBJECT

public:
    explicit MeasureData(QWidget* parent = nullptr);

    BenchmarkSetOptions options() const;
    /// What is missing, as a sentence; empty where nothing is.
    QString problem() const;

    void keep(QSettings& settings) const;
    void restore(const QSettings& settings);

private:
    void addSource();
    void addItems();
    void browse();
    /// Shows what applies to the data set that is chosen.
    void adapt();
    bool isBundled() const;
    bool isOwnFile() const;

    QFormLayout* m_form;
    QComboBox* m_dataset;
    QLineEdit* m_path = nullptr;
    QWidget* m_place = nullptr; ///< the row of m_path
    QLabel* m_source = nullptr;
    QLineEdit* m_input = nullptr;
    QLineEdit* m_output = nullptr;
    QLineEdit* m_template = nullptr;
    QSpinBox* m_samples = nullptr;
    QSpinBox* m_shots = nullptr;
    QCheckBox* m_shuffle = nullptr;
    QSpinBox* m_seed = nullptr;
    QWidget* m_order = nullptr; ///< the row of the two
};

} // namespace exitscope
