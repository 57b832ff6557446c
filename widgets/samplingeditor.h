#pragma once

#include "trace/settings.h"

#include <QWidget>

class QCheckBox;
class QDoubleSpinBox;
class QLineEdit;
class QPlainTextEdit;
class QRadioButton;
class QSpinBox;

namespace exitscope {

class Fold;

/// How the next token is chosen from the exit layer's logits, and when a run ends. GUI thread.
class SamplingEditor : public QWidget
{
    Q_OBJECT

public:
    explicit SamplingEditor(QWidget* parent = nullptr);

    /// Stop strings as far as they are typed.
    void read(Settings& settings) const;
    /// No signal.
    void show(const Settings& settings);

Q_SIGNALS:
    void changed();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void setUpFields();
    void nameFields();
    void layOut();
    void updateDependents();
    void announce();

    bool m_loading = false;
    quint64 m_seedValue = 0; ///< as last entered in full
    QRadioButton* m_greedy = nullptr;
    QRadioButton* m_sample = nullptr;
    QDoubleSpinBox* m_temperature = nullptr;
    QSpinBox* m_topK = nullptr;
    QDoubleSpinBox* m_topP = nullptr;
    QLineEdit* m_seed = nullptr;
    QSpinBox* m_maxSteps = nullptr;
    Fold* m_more = nullptr;
    QWidget* m_moreFields = nullptr;
    QDoubleSpinBox* m_minP = nullptr;
    QDoubleSpinBox* m_repetitionPenalty = nullptr;
    QSpinBox* m_noRepeatNgram = nullptr;
    QPlainTextEdit* m_stopWords = nullptr;
    QCheckBox* m_ignoreEos = nullptr;
};

/// Stop strings as typed: one per line, blanks included, "\n" for a line break, "\\" for a
/// backslash; empty lines are none.
std::vector<std::string> parseStopWords(const QString& text);
QString stopWordsText(const std::vector<std::string>& words);

} // namespace exitscope
