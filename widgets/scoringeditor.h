#pragma once

#include "trace/settings.h"

#include <QWidget>

class QLabel;
class QRadioButton;

namespace exitscope {

/// How the scores of a rule are made that asks what each layer would predict: by the whole head, or
/// estimated first. GUI thread.
class ScoringEditor : public QWidget
{
    Q_OBJECT

public:
    explicit ScoringEditor(QWidget* parent = nullptr);

    void read(Settings& settings) const;
    /// No signal.
    void show(const Settings& settings);

Q_SIGNALS:
    void changed();

private:
    void explain();

    QRadioButton* m_exact = nullptr;
    QRadioButton* m_preview = nullptr;
    QLabel* m_explanation = nullptr;
};

} // namespace exitscope
