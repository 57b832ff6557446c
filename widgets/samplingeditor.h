#pragma once

#include "trace/settings.h"

#include <QWidget>

class QCheckBox;
class QDoubleSpinBox;
class QFormLayout;
class QLineEdit;
class QRadioButton;
class QSpinBox;

namespace exitscope {

/// How the next token is chosen from the exit layer's logits, and when a run ends. GUI thread.
class SamplingEditor : public QWidget
{
    Q_OBJECT

public:
    explicit SamplingEditor(QWidget* parent = nullptr);

    void read(Settings& settings) const;
    /// No signal.
    void show(const Settings& settings);

Q_SIGNALS:
    void changed();

private:
    void setUpFields();
    void layOut();
    void updateDependents();

    bool m_loading = false;
    quint64 m_seedValue = 0; ///< as last entered in full
    QRadioButton* m_greedy = nullptr;
    QRadioButton* m_sample = nullptr;
    QDoubleSpinBox* m_temperature = nullptr;
    QSpinBox* m_topK = nullptr;
    QDoubleSpinBox* m_topP = nullptr;
    QLineEdit* m_seed = nullptr;
    QSpinBox* m_maxSteps = nullptr;
    QLineEdit* m_stopWords = nullptr;
    QCheckBox* m_ignoreEos = nullptr;
};

/// Stop words as typed: separated by commas, "\n" for a line break.
std::vector<std::string> parseStopWords(const QString& text);
QString stopWordsText(const std::vector<std::string>& words);

} // namespace exitscope
