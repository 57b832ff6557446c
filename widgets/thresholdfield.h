#pragma once

#include <QWidget>

#include <vector>

class QLabel;
class QLineEdit;

namespace exitscope {

/// A threshold for each layer, typed as a list. What cannot be read is said below the field, and
/// the last list that could be read stays. GUI thread.
class ThresholdField : public QWidget
{
    Q_OBJECT

public:
    explicit ThresholdField(QWidget* parent = nullptr);

    /// Never empty once set; no longer than the model is deep.
    std::vector<double> thresholds() const;
    /// No signal.
    void setThresholds(const std::vector<double>& thresholds);
    /// Layers of the model; 0 while unknown.
    void setLayers(int layers);

Q_SIGNALS:
    void changed();

private:
    void take();
    void updateNote(const QString& problem = {});

    std::vector<double> m_thresholds;
    int m_layers = 0;
    QLineEdit* m_list = nullptr;
    QLabel* m_note = nullptr;
};

/// Numbers separated by commas, semicolons or blanks; `problem` names the first that is none.
std::vector<double> parseThresholds(const QString& text, QString& problem);
QString thresholdsText(const std::vector<double>& thresholds);

} // namespace exitscope
